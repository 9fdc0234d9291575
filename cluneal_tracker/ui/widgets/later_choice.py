"""How long a reminder is put off: half an hour at once, other times one step away."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cluneal_tracker.domain.asking import Snooze
from cluneal_tracker.ui.widgets.basics import Button
from cluneal_tracker.ui.widgets.flow import FlowLayout


class LaterChoice(QWidget):
    """Buttons for later; `other` shows and hides the times that are not the usual one.

    `usual` and `other` stand where the caller puts them; `turned` says that the height changes.
    """

    snoozed = Signal(Snooze)
    turned = Signal()

    def __init__(self) -> None:
        super().__init__()
        names = {
            Snooze.TEN: self.tr("In 10 minutes"),
            Snooze.SIXTY: self.tr("In 1 hour"),
            Snooze.EVENING: self.tr("This evening"),
        }
        self.usual = Button(self.tr("In 30 minutes"), "", partial(self._put_off, Snooze.THIRTY))
        self.other = Button(self.tr("Other times"), "link", self._turn)
        self._times = {
            snooze: Button(name, "", partial(self._put_off, snooze))
            for snooze, name in names.items()
        }
        row = FlowLayout()
        for button in self._times.values():
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row)
        self.hide()

    def begin(self, *, evening: bool) -> None:
        """With the usual time alone; in the evening there is no evening to come."""
        self._times[Snooze.EVENING].setVisible(not evening)
        self.hide()

    def _turn(self) -> None:
        self.setVisible(self.isHidden())
        self.turned.emit()

    def _put_off(self, snooze: Snooze) -> None:
        self.snoozed.emit(snooze)
