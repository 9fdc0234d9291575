"""The one question around an exercise, and the page that asks it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent

from cluneal_tracker.domain.pain import Given, VasScore
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.widgets.basics import Card, Label, Page
from cluneal_tracker.ui.widgets.pain_line import PainLine


class PainQuestion(Card):
    """The pain line with its question; `skip` says that it can be skipped.

    `typing_hint` has a place for what is typed, {typed}.
    """

    marked = Signal(VasScore, Given)

    def __init__(self, look: Look, skip: str, typing_hint: str) -> None:
        question = self.tr("How much pain do you have now?")
        super().__init__(question)
        self._typing_hint = typing_hint
        self.line = PainLine(look, question)
        self.line.marked.connect(self.marked)
        self.line.typing.connect(self._show_typing)
        self._said = self.tr("Click the line where your pain is now. Or type 0 to 10.")
        self.status = Label(self._said, "muted")
        self.known = Label("", "strong")
        self.known.hide()
        self.column.addWidget(Label(skip, "muted"))
        self.column.addWidget(self.known)
        self.column.addWidget(self.line, 0, Qt.AlignmentFlag.AlignHCenter)
        self.column.addWidget(self.status)

    def show_known(self, sentence: str) -> None:
        """Say what is known of the pain already; an empty sentence says nothing."""
        self.known.setText(sentence)
        self.known.setVisible(bool(sentence))

    def say(self, sentence: str) -> None:
        """Say what became of the mark."""
        self._said = sentence
        self.status.setText(sentence)

    def take_digit(self, event: QKeyEvent) -> bool:
        """Let the line have a digit that was typed elsewhere on the page; whether it was one."""
        if not event.text().isdigit():
            return False
        # The line knows which digits are a score.
        self.line.keyPressEvent(event)
        self.line.setFocus()
        return True

    def _show_typing(self, typed: str) -> None:
        self.status.setText(self._typing_hint.format(typed=typed) if typed else self._said)


class QuestionPage(Page):
    """A page that asks it. `escaped` is sent for Esc; the keys of the window do nothing here."""

    escaped = Signal()

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride:
            # They would leave this page standing in the way.
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            if not event.isAutoRepeat():
                self.escaped.emit()
        else:
            super().keyPressEvent(event)
