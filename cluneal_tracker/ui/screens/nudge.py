"""The nudge: a word in the corner of the screen that it is time to change position."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout

from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.widgets.basics import Button, Label, PrimaryButton
from cluneal_tracker.ui.widgets.corner_window import CornerWindow
from cluneal_tracker.ui.widgets.habit_button import Sign

_WIDTH = 380


class NudgeWindow(CornerWindow):
    """Says one thing and takes one answer, or none."""

    done = Signal()
    not_now = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        title = self.tr("Change position")
        self.setWindowTitle(title)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(Sign(look, "change-position"))
        head.addWidget(Label(title, "heading"), 1)
        self._done = PrimaryButton(look, self.tr("Done"), self.done.emit)
        buttons = QHBoxLayout()
        buttons.addWidget(self._done)
        buttons.addWidget(Button(self.tr("Not now"), "", self.not_now.emit))
        buttons.addStretch(1)
        self.column.addLayout(head)
        self._belt = False
        self._said = Label(self.words())
        self.column.addWidget(self._said)
        self.column.addSpacing(8)
        self.column.addLayout(buttons)

    def words(self) -> str:
        """What it says, here or in the main window."""
        said = self.tr("About an hour has gone by. Stand up, sit or walk a little, as you like.")
        return f"{said} {self.tr('Pad or shift your belt or bag too.')}" if self._belt else said

    def show_belt(self, belt: bool) -> None:
        """Speak of a belt or bag as well, or not."""
        self._belt = belt
        self._said.setText(self.words())

    def appear(self) -> None:
        """Come up without taking the focus."""
        self.setFixedWidth(self._look.px(_WIDTH))
        # Ready for the keyboard once the person comes.
        self._done.setFocus()
        self.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.not_now.emit()
        else:
            super().keyPressEvent(event)
