"""A time of day that is typed as people write it, or moved by keys."""

from __future__ import annotations

from datetime import time

from PySide6.QtCore import QSize, Qt, QTime, QTimer
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent

from cluneal_tracker.ui.widgets.clock_reading import read_clock
from cluneal_tracker.ui.widgets.typed_edit import TypedEdit

_STEP_SECONDS = {Qt.Key.Key_Up: 15 * 60, Qt.Key.Key_Down: -15 * 60}
_PADDING = 40


class ClockEdit(TypedEdit):
    """All of it is selected when the keyboard or the mouse comes, so that one just types.

    `editingFinished` is sent when typing is done; what is no time then stays and is told. Up and
    Down move it by a quarter of an hour.
    """

    def __init__(self) -> None:
        super().__init__()
        self._shown, self._came = time(), False
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)

    @property
    def at(self) -> time | None:
        """The time that is typed; None where that is none."""
        return read_clock(self.text())

    def show_at(self, at: time) -> None:
        """Show a time."""
        self._shown = at
        self._show(f"{at:%H:%M}")

    def sizeHint(self) -> QSize:
        wide = self.fontMetrics().horizontalAdvance("00:00 pm") + _PADDING
        return QSize(wide, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._came = True
        QTimer.singleShot(0, self, self.selectAll)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if self._came and not self.hasSelectedText():
            self.selectAll()
        self._came = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEP_SECONDS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        before = self.at or self._shown
        after = QTime(before.hour, before.minute).addSecs(step)
        self.show_at(time(after.hour(), after.minute()))
        self.selectAll()

    def _find_fault(self) -> str:
        if self.at is not None:
            return ""
        said = self.tr("“{typed}” is not a time. Write it like {time}.")
        if not self.typed:
            said = self.tr("Write a time, like {time}.")
        return said.format(typed=self.typed, time=f"{self._shown:%H:%M}")

    def _take(self) -> None:
        if (at := self.at) is not None:
            self.show_at(at)
