"""The line on Today: which way the day is, and whether the person kept to it."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cluneal_tracker.domain.own_trial import TrialDay
from cluneal_tracker.ui.widgets.basics import Button, Card, Label
from cluneal_tracker.ui.widgets.chips import AnswerChip
from cluneal_tracker.ui.widgets.flow import HeadLayout


class TrialLine(Card):
    """`answered` carries the day, and yes, no, or None for not said.

    `requested` asks for the page of the trial.
    """

    answered = Signal(object, object)
    requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._day = date.min
        self.way, self.not_counted = Label(), Label("", "muted")
        self.kept = AnswerChip("kept", self.tr("Kept to it"))
        self.kept.answered.connect(lambda _, answer: self.answered.emit(self._day, answer))
        self.show_trial = Button(self.tr("Your trial"), "link", self.requested.emit)
        words = QWidget()
        lines = QVBoxLayout(words)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(4)
        lines.addWidget(self.way)
        lines.addWidget(self.not_counted)
        row = HeadLayout()
        row.addWidget(words)
        row.addWidget(self.kept)
        row.addWidget(self.show_trial)
        self.column.addLayout(row)

    def show_state(self, day: TrialDay, way: str, not_counted: str = "") -> None:
        """Show one day of a trial: which `way` it is, and where it is not counted that too."""
        self._day = day.day
        self.way.setText(way)
        self.not_counted.setText(not_counted)
        self.not_counted.setVisible(bool(not_counted))
        self.kept.show_answer(day.kept)
