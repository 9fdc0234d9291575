"""A note that saves itself."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QPlainTextEdit

_PAUSE_MS = 1500


class NoteEdit(QPlainTextEdit):
    """A note that saves itself when typing pauses and when it is left.

    `written` carries the note and what it is `of`: a half day, or the id of an exercise.
    """

    written = Signal(str, object)

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setMinimumHeight(88)
        self.setMaximumHeight(160)
        self._known = ""
        self._of: object = None
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._write)
        self.textChanged.connect(self._pause.start)

    def show_note(self, note: str, of: object = None) -> None:
        """Show what is saved, unless the person is typing something newer for the same thing.

        What was typed for another one is written there first.
        """
        typed, left, moved = self.toPlainText(), self._of, of != self._of
        unsaved = typed != self._known
        self._known, self._of = note, of
        if moved or (not unsaved and note != typed):
            self.setPlainText(note)
            self._pause.stop()
        if moved and unsaved:
            self.written.emit(typed, left)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._write()

    def write_out(self) -> bool:
        """Have what was typed saved now; whether all of it is."""
        self._write()
        return self.toPlainText() == self._known

    def _write(self) -> None:
        self._pause.stop()
        if self.toPlainText() != self._known:
            self.written.emit(self.toPlainText(), self._of)
