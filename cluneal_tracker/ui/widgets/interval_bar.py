"""A difference in points as a dot on a line, with the range that chance allows for around it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from cluneal_tracker.ui.look import SMALL, Look

_HEIGHT, _FOOT, _MARGIN = 28, 20, 8
_DOT, _THICK, _TICK = 7, 6, 8
MOST_WIDE = 560


class IntervalBar(QWidget):
    """The middle of the line is no difference: less pain to the left of it, more to the right.

    `reach` is how many points either end stands for. With `filled` the dot is full: it stands out.
    """

    def __init__(
        self, look: Look, low: float, difference: float, high: float, reach: float, *, filled: bool
    ) -> None:
        super().__init__()
        self._look, self._reach, self._filled = look, reach, filled
        self._low, self._difference, self._high = low, difference, high
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMaximumWidth(MOST_WIDE)

    def sizeHint(self) -> QSize:
        return QSize(MOST_WIDE, _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(160, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = _HEIGHT / 2
        painter.setPen(QPen(self._look.colour("outline"), 1))
        painter.drawLine(
            QPointF(self._x(-self._reach), middle), QPointF(self._x(self._reach), middle)
        )
        painter.setPen(QPen(self._look.colour("muted"), 2))
        painter.drawLine(QPointF(self._x(0), middle - _TICK), QPointF(self._x(0), middle + _TICK))
        pain = self._look.colour("pain")
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.colour("band"))
        left, right = self._x(self._low), self._x(self._high)
        band = QRectF(left, middle - _THICK, right - left, 2 * _THICK)
        painter.drawRoundedRect(band, _THICK, _THICK)
        painter.setPen(QPen(pain, 2))
        painter.setBrush(pain if self._filled else self._look.colour("surface"))
        painter.drawEllipse(QPointF(self._x(self._difference), middle), _DOT, _DOT)

    def _x(self, points: float) -> float:
        share = max(-1.0, min(1.0, points / self._reach))
        return self.width() / 2 + share * (self.width() / 2 - _MARGIN)


class IntervalScale(QWidget):
    """What the two ends of such lines stand for; said once above them."""

    def __init__(self, look: Look, reach: float, less: str, more: str) -> None:
        super().__init__()
        self._look, self._ends = look, (f"{reach:g} {less}", f"{reach:g} {more}")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMaximumWidth(MOST_WIDE)

    def sizeHint(self) -> QSize:
        return QSize(MOST_WIDE, self._look.px(_FOOT))

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self._look.px(_FOOT))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self._look.font(SMALL))
        painter.setPen(self._look.colour("muted"))
        sides = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        for text, side in zip(self._ends, sides, strict=True):
            painter.drawText(self.rect(), side | Qt.AlignmentFlag.AlignVCenter, text)
