"""The end of an exercise: what was saved, and one question that can be skipped."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout

from cluneal_tracker.domain.pain import Given, VasScore
from cluneal_tracker.domain.session import StopReason
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.widgets.basics import Button, Card, Label, PrimaryButton, restyle
from cluneal_tracker.ui.widgets.chips import Choice
from cluneal_tracker.ui.widgets.drawing import Drawing
from cluneal_tracker.ui.widgets.pain_question import PainQuestion, QuestionPage
from cluneal_tracker.ui.widgets.strip import Strip, announce

_PICTURE = QSize(300, 200)


class SessionEndScreen(QuestionPage):
    """Says what is in the diary now; nothing here has to be answered.

    The keyboard is on the page itself, not on the pain line: an arrow key left over from the
    exercise must not become a score. A digit goes to the line.
    """

    rated = Signal(VasScore, Given)
    reason_told = Signal(object)
    undo_requested = Signal()
    retry_requested = Signal()
    done = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.title = Label("", "title")
        self.column.addWidget(self.title)
        self.error = Strip("error", Button(self.tr("Try again"), clicked=self.retry_requested.emit))
        self.column.addWidget(self.error)
        self._add_reasons()
        self.question = PainQuestion(
            look,
            self.tr("You can skip this. It is kept with this exercise, apart from your chart."),
            self.tr("{typed} out of 10. Press Enter to save."),
        )
        self.question.marked.connect(self.rated)
        self.escaped.connect(self._escape)
        self.caution = Strip("notice")
        self.question.column.addWidget(self.caution)
        self.column.addWidget(self.question)
        self._add_buttons(look)

    def _add_reasons(self) -> None:
        reasons = {
            StopReason.PAIN: self.tr("It hurt"),
            StopReason.TIRED: self.tr("I was tired"),
            StopReason.TIME: self.tr("No time"),
            StopReason.OTHER: self.tr("Something else"),
        }
        question = self.tr("What made you stop?")
        self.reasons = Choice(reasons, question, flows=True)
        self.reasons.chosen.connect(self.reason_told)
        self.stopped = Card(question)
        self.stopped.column.addWidget(Label(self.tr("You can skip this."), "muted"))
        self.stopped.column.addWidget(self.reasons)
        self.stopped.hide()
        self.column.addWidget(self.stopped)

    def _add_buttons(self, look: Look) -> None:
        self.undo = Button(self.tr("Undo"), "", self.undo_requested.emit)
        self.undo.setAccessibleDescription(self.tr("Takes this exercise out of your diary."))
        self.leave = PrimaryButton(look, "", self.done.emit)
        row = QHBoxLayout()
        row.addWidget(self.undo)
        row.addStretch(1)
        row.addWidget(self.leave)
        self.column.addLayout(row)
        self.drawing = Drawing(look, _PICTURE)
        self.drawing.show_drawing("done")
        self.column.addWidget(self.drawing)
        self.column.addStretch(1)

    def show_saved(self, sentence: str, before: str, *, stopped: bool) -> None:
        """Say what was saved, and ask for the reason where it was stopped early.

        `before` is a sentence about the pain as it began; empty where none is known.
        """
        self._show(sentence, saved=True)
        self.error.say("")
        self.question.show_known(before)
        self.stopped.setVisible(stopped)
        self.drawing.setHidden(stopped)

    def show_error(self, sentence: str) -> None:
        """Say that nothing is in the diary yet; what was done waits here."""
        self._show(self.tr("Your exercise is not saved yet."), saved=False)
        self.error.say(sentence)

    def show_rated(self, score: VasScore, *, hurt_more: bool) -> None:
        """Say that the pain is saved, and a word of care when it rose."""
        form = self.tr("Saved with this exercise: {score} out of 10. Move the mark to change it.")
        saved = form.format(score=score)
        self.question.say(saved)
        announce(self, saved)
        self.error.say("")
        self._show_care(hurt_more)

    def show_reason(self, reason: StopReason | None, *, hurt_more: bool) -> None:
        """Show why it was stopped, as it is saved."""
        self.reasons.show_choice(reason)
        self.error.say("")
        self._show_care(hurt_more)

    def _show_care(self, hurt_more: bool) -> None:
        """A word of care when the pain rose."""
        self.caution.say(
            self.tr(
                "It hurts more after this exercise. Stop it if it makes your pain worse. "
                "Ask your doctor or physio before you do it again."
            )
            if hurt_more
            else ""
        )

    def show_rating_error(self, sentence: str) -> None:
        """Say that the pain could not be saved; the mark stays and Try again saves it."""
        self.error.say(sentence)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not (self.question.isVisible() and self.question.take_digit(event)):
            super().keyPressEvent(event)

    def _escape(self) -> None:
        # What is not saved yet is not left behind by a key.
        if self.question.isVisible():
            self.done.emit()

    def _show(self, sentence: str, *, saved: bool) -> None:
        self.title.setText(sentence)
        self.setAccessibleName(sentence)
        announce(self, sentence)
        self.leave.setText(self.tr("Done") if saved else self.tr("Leave without saving"))
        self.leave.setProperty("role", "primary" if saved else "")
        restyle(self.leave)
        for widget in (self.question, self.undo, self.drawing):
            widget.setVisible(saved)
        self.stopped.setVisible(False)
