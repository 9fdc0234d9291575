"""Offers the 24 statements on Today, at most every four weeks."""

from __future__ import annotations

from PySide6.QtCore import Signal

from cluneal_tracker.ui.widgets.basics import Button, Card, Label
from cluneal_tracker.ui.widgets.flow import FlowLayout


class RolandOffer(Card):
    """Two ways: to the statements, or not now. Begun ones only wait to be gone on with."""

    requested = Signal()
    put_off = Signal()

    def __init__(self) -> None:
        super().__init__(self.tr("Answer 24 statements about your back"))
        self._said = Label("", "muted")
        self.column.addWidget(self._said)
        self.begin = Button("", "", self.requested.emit)
        self.skip = Button(self.tr("Not now"), "link", self.put_off.emit)
        row = FlowLayout()
        row.addWidget(self.begin)
        row.addWidget(self.skip)
        self.column.addLayout(row)

    def show_state(self, *, begun: bool) -> None:
        """Say whether some are ticked already."""
        waits = self.tr("You have begun. Your ticks of today are kept.")
        offer = self.tr("About 3 minutes, every 4 weeks at most. You can skip it.")
        self._said.setText(waits if begun else offer)
        self.begin.setText(self.tr("Go on") if begun else self.tr("Begin"))
        self.skip.setVisible(not begun)
