"""Which activities stand in lanes under the chart."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cluneal_tracker.services.activity_days import MOST_SHOWN, ActivityDays
from cluneal_tracker.ui.widgets.basics import Button, Label, clear
from cluneal_tracker.ui.widgets.flow import FlowLayout


class ActivityChoice(QWidget):
    """A chip for each activity that was answered; `chosen` carries the keys of those shown.

    With four chosen the others wait until one is taken out. Hidden where nothing was answered.
    """

    chosen = Signal(tuple)

    def __init__(self) -> None:
        super().__init__()
        self._chips: dict[str, Button] = {}
        self._offered: Sequence[tuple[str, str]] = ()
        self._row = FlowLayout()
        self._full = Label(self.tr("Four fit at a time. Take one out to add another."), "small")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(Label(self.tr("Activities under the chart"), "strong"))
        column.addLayout(self._row)
        column.addWidget(self._full)
        self.hide()

    def show_choice(self, offered: Sequence[ActivityDays], shown: Collection[str]) -> None:
        """Offer activities and show which are under the chart, without a signal."""
        self._offer(sorted((one.name, one.key) for one in offered))
        for key, chip in self._chips.items():
            chip.setChecked(key in shown)
        self._fit()
        self.setVisible(bool(offered))

    def _offer(self, named: Sequence[tuple[str, str]]) -> None:
        # The chip that was just pressed keeps the keys.
        if named == self._offered:
            return
        self._offered = named
        clear(self._row)
        self._chips = {key: self._chip(name) for name, key in named}
        for chip in self._chips.values():
            self._row.addWidget(chip)

    def _chip(self, name: str) -> Button:
        chip = Button(name, "chip", self._choose)
        chip.setCheckable(True)
        chip.setAccessibleName(self.tr("Under the chart: {name}").format(name=name))
        return chip

    def _choose(self) -> None:
        self._fit()
        self.chosen.emit(tuple(key for key, chip in self._chips.items() if chip.isChecked()))

    def _fit(self) -> None:
        full = sum(chip.isChecked() for chip in self._chips.values()) >= MOST_SHOWN
        for chip in self._chips.values():
            chip.setEnabled(chip.isChecked() or not full)
        self._full.setVisible(full and len(self._chips) > MOST_SHOWN)
