"""The exercises that a reminder asks for, each with its start."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cluneal_tracker.domain.schedule import ReminderKind
from cluneal_tracker.ui.widgets.basics import Button, Label, clear
from cluneal_tracker.ui.widgets.flow import HeadLayout
from cluneal_tracker.ui.widgets.reminder_words import Names, asks_for


class DueExercises(QWidget):
    """One row an exercise; hidden when there is none."""

    started = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._starts: list[Button] = []

    def show_exercises(self, keys: Sequence[str], names: Names) -> None:
        """Show these, by their names."""
        clear(self._column)
        self._starts = []
        for key in keys:
            name = asks_for(ReminderKind.ROUTINE, key, names)
            start = Button(self.tr("Start"), "", partial(self.started.emit, key))
            start.setAccessibleName(self.tr("Start {name}").format(name=name))
            self._starts.append(start)
            row = HeadLayout()
            row.addWidget(Label(name, "strong"))
            row.addWidget(start)
            self._column.addLayout(row)
        self.setVisible(bool(keys))

    def focus_first(self) -> None:
        """Put the keyboard on the first start."""
        for start in self._starts[:1]:
            start.setFocus()
