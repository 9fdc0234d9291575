"""Recently deleted: what was taken out lately, and the way back for it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal

from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.widgets.basics import Button, Card, Label
from cluneal_tracker.ui.widgets.flow import FlowLayout
from cluneal_tracker.ui.widgets.full_page import FullPage
from cluneal_tracker.ui.widgets.pick_list import PickList

_LIST_HEIGHT = 200


class DeletedScreen(FullPage):
    """The last one first. `bring_back_requested` carries the ids of those that were picked."""

    bring_back_requested = Signal(list)

    def __init__(self, look: Look, days: int) -> None:
        super().__init__(self.tr("Recently deleted"))
        hint = self.tr("Here is what you deleted in the last {days} days.").format(days=days)
        later = self.tr("After that it leaves this list. It is still in the file of your diary.")
        self.column.addWidget(Label(f"{hint} {later}", "muted"))
        self._empty = Card(self.tr("Nothing here"))
        self._empty.column.addWidget(Label(self.tr("What you delete shows here.")))
        self.list = PickList(look, self.tr("Deleted"))
        self.list.setMinimumHeight(_LIST_HEIGHT)
        self.list.picked.connect(self._show_picked)
        self.bring = Button("", "", self._bring_back)
        self.every = Button(self.tr("Choose all"), "link", self.list.selectAll)
        self._actions = FlowLayout()
        for button in (self.bring, self.every):
            self._actions.addWidget(button)
        self.column.addWidget(self._empty)
        self.column.addWidget(self.list, 1)
        self.column.addLayout(self._actions)
        self.column.addStretch()
        self.fill_height()

    def show_state(self, rows: Mapping[str, str]) -> None:
        """Show what is gone, as texts by id."""
        self.list.show_rows(rows)
        self._empty.setHidden(bool(rows))
        for widget in (self.list, self.bring, self.every):
            widget.setVisible(bool(rows))
        if not rows:
            self.back.setFocus()

    def _show_picked(self) -> None:
        count = len(self.list.selectedItems())
        several = self.tr("Bring back {count}").format(count=count)
        self.bring.setText(several if count > 1 else self.tr("Bring back"))
        self.bring.setEnabled(count > 0)

    def _bring_back(self) -> None:
        self.bring_back_requested.emit(self.list.keys)
