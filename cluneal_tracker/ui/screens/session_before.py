"""Before an exercise: one question that can be skipped, and a word of care."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout

from cluneal_tracker.domain.pain import Given, VasScore
from cluneal_tracker.domain.routine import Routine
from cluneal_tracker.ui.exercise_words import title_text
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.widgets.basics import Button, Label, PrimaryButton
from cluneal_tracker.ui.widgets.drawing import Drawing
from cluneal_tracker.ui.widgets.pain_question import PainQuestion, QuestionPage

_PICTURE = QSize(300, 200)


class SessionBeforeScreen(QuestionPage):
    """A mark on the line begins the exercise, and so does the button; nothing else is asked.

    The keyboard is on the button. A digit goes to the line.
    """

    rated = Signal(VasScore, Given)
    skipped = Signal()
    left = Signal()

    def __init__(self, look: Look, routine: Routine) -> None:
        super().__init__()
        self.title_row(Label(title_text(routine), "title"))
        self.question = PainQuestion(
            look,
            self.tr("You can skip this. The exercise begins when you have marked the line."),
            self.tr("{typed} out of 10. Press Enter to begin."),
        )
        self.question.marked.connect(self.rated)
        self.escaped.connect(self.left)
        self.column.addWidget(self.question)
        self._add_buttons(look)
        if routine.caution:
            self.column.addWidget(Label(routine.caution))
        drawing = Drawing(look, _PICTURE)
        drawing.show_drawing(routine.parts[0].steps[0].drawing)
        self.column.addWidget(drawing)
        self.column.addStretch(1)

    def _add_buttons(self, look: Look) -> None:
        back = Button(self.tr("Back"), "", self.left.emit)
        back.setToolTip(self.tr("Back (Esc)"))
        self.begin = PrimaryButton(look, self.tr("Begin without a score"), self.skipped.emit)
        row = QHBoxLayout()
        row.addWidget(back)
        row.addStretch(1)
        row.addWidget(self.begin)
        self.column.addLayout(row)
        for widget in (back, self.begin):
            widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            return self.question.take_digit(event)
        return super().eventFilter(watched, event)
