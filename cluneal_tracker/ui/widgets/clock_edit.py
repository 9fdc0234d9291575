"""A time of day that is typed as people write it: 2130, 21:30, 9.05 or 8."""

from __future__ import annotations

import re

from PySide6.QtCore import QPoint, QSize, Qt, QTime, QTimer
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QToolTip

from cluneal_tracker.ui.widgets.strip import announce

_WRITTEN = re.compile(r"([0-9]{1,2})(?:[:. ]?([0-9]{2}))?", re.ASCII)
_STEP_SECONDS = {Qt.Key.Key_Up: 15 * 60, Qt.Key.Key_Down: -15 * 60}
_PADDING = 40


def read_clock(text: str) -> QTime | None:
    """The time that a text means; None for what is no time of day."""
    found = _WRITTEN.fullmatch(text.strip())
    if found is None:
        return None
    at = QTime(int(found[1]), int(found[2] or 0))
    return at if at.isValid() else None


class ClockEdit(QLineEdit):
    """All of it is selected when the keyboard or the mouse comes, so that one just types.

    `editingFinished` is sent when a time was given; what is no time is told, and the time stays.
    Up and Down move it by a quarter of an hour.
    """

    def __init__(self) -> None:
        super().__init__()
        self._time, self._came = QTime(0, 0), False
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setMaxLength(5)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        # The first to hear of it, so that whoever asks for the time gets the new one.
        self.editingFinished.connect(self._take)

    def time(self) -> QTime:
        """The time that is shown, or that was shown before something was typed."""
        return self._time

    def setTime(self, at: QTime) -> None:
        """Show a time."""
        self._time = at
        self.setText(at.toString("HH:mm"))

    def sizeHint(self) -> QSize:
        wide = self.fontMetrics().horizontalAdvance("00:00") + _PADDING
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
        self.setTime((read_clock(self.text()) or self._time).addSecs(step))
        self.selectAll()

    def _take(self) -> None:
        at = read_clock(self.text())
        if at is None:
            said = self.tr("A time is written like 20:30. It stays {time}.")
            said = said.format(time=self._time.toString("HH:mm"))
            QToolTip.showText(self.mapToGlobal(QPoint(0, self.height())), said, self)
            announce(self, said)
        self.setTime(self._time if at is None else at)
