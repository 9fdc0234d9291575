"""Before an exercise: one question that can be skipped, and a word of care."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout

from cluneal_tracker.domain.pain import Given, VasScore
from cluneal_tracker.domain.routine import Routine
from cluneal_tracker.ui.exercise_words import title_text
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.widgets.basics import Button, Card, Label, Page, PrimaryButton
from cluneal_tracker.ui.widgets.drawing import Drawing
from cluneal_tracker.ui.widgets.pain_line import PainLine

_PICTURE = QSize(300, 200)


class SessionBeforeScreen(Page):
    """A mark on the line begins the exercise, and so does the button; nothing else is asked.

    The keyboard is on the button. A digit goes to the line.
    """

    rated = Signal(VasScore, Given)
    skipped = Signal()
    left = Signal()

    def __init__(self, look: Look, routine: Routine) -> None:
        super().__init__()
        self.title_row(Label(title_text(routine), "title"))
        question = self.tr("How much pain do you have now?")
        self.line = PainLine(look, question)
        self.line.marked.connect(self.rated)
        self.line.typing.connect(self._show_typing)
        self._hint = self.tr("Click the line where your pain is now. Or type 0 to 10.")
        self._status = Label(self._hint, "muted")
        card = Card(question)
        skip = self.tr("You can skip this. The exercise begins when you have marked the line.")
        card.column.addWidget(Label(skip, "muted"))
        card.column.addWidget(self.line, 0, Qt.AlignmentFlag.AlignHCenter)
        card.column.addWidget(self._status)
        self.column.addWidget(card)
        self._add_buttons(look)
        if routine.caution:
            self.column.addWidget(Label(routine.caution))
        drawing = Drawing(look, _PICTURE)
        drawing.show_drawing("ready")
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
        if (
            isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.KeyPress
            and event.text().isdigit()
        ):
            # The line knows which digits are a score.
            self.line.keyPressEvent(event)
            self.line.setFocus()
            return True
        return super().eventFilter(watched, event)

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride:
            # The keys of the window would leave this page standing in the way.
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            if not event.isAutoRepeat():
                self.left.emit()
        else:
            super().keyPressEvent(event)

    def _show_typing(self, typed: str) -> None:
        hint = self.tr("{typed} out of 10. Press Enter to begin.")
        self._status.setText(hint.format(typed=typed) if typed else self._hint)
