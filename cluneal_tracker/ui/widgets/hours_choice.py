"""A switch with the two times between which something holds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import time

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.widgets.basics import Label
from cluneal_tracker.ui.widgets.clock_edit import ClockEdit
from cluneal_tracker.ui.widgets.flow import FlowLayout
from cluneal_tracker.ui.widgets.tick_box import TickBox
from cluneal_tracker.ui.widgets.typed_edit import FaultLine


class HoursChoice(QWidget):
    """What the person turned and what they set is sent; it is shown with `show_state`."""

    turned = Signal(bool)
    hours_chosen = Signal(tuple)

    def __init__(self, look: Look, text: str, begins: str, ends: str) -> None:
        super().__init__()
        self._hours: tuple[time, ...] = ()
        self.on = TickBox(look, text)
        self.on.clicked.connect(self.turned)
        self.edits = [ClockEdit(), ClockEdit()]
        row = FlowLayout()
        row.addWidget(self.on)
        between = QWidget()
        fields = QHBoxLayout(between)
        fields.setContentsMargins(0, 0, 0, 0)
        fields.setSpacing(8)
        words = self.tr("from"), self.tr("to")
        for edit, name, word in zip(self.edits, (begins, ends), words, strict=True):
            edit.setAccessibleName(name)
            edit.editingFinished.connect(self._take_hours)
            fields.addWidget(Label(word, wrap=False))
            fields.addWidget(edit)
        row.addWidget(between)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(FaultLine(*self.edits))

    def show_state(self, on: bool, hours: Sequence[time]) -> None:
        """Show whether it is on, and between which two times."""
        self.on.setChecked(on)
        self._hours = tuple(hours)
        for edit, at in zip(self.edits, hours, strict=True):
            edit.setEnabled(on)
            if not edit.isModified():
                edit.show_at(at)

    def _take_hours(self) -> None:
        # One that is no time leaves the other as free to be set.
        pairs = zip(self.edits, self._hours, strict=True)
        hours = tuple(before if edit.at is None else edit.at for edit, before in pairs)
        if hours != self._hours:
            self.hours_chosen.emit(hours)
