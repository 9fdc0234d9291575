"""The exercises of the last weeks as calm bars; the words beside them say the same."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from cluneal_tracker.services.session_history import Week
from cluneal_tracker.ui.look import SMALL, Look
from cluneal_tracker.ui.widgets.session_words import week_text

SHOWN = 12
_HEIGHT, _FOOT, _GAP = 88, 24, 8
_SHARE = 0.5


class WeekBars(QWidget):
    """One bar a week, as high as its whole sessions; the week's target is a thin line."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._weeks: tuple[Week, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)

    def show_weeks(self, weeks: Sequence[Week]) -> None:
        """Show the last twelve of them, oldest first."""
        self._weeks = tuple(weeks[-SHOWN:])
        self.setAccessibleName(". ".join(map(week_text, self._weeks)))
        self.setVisible(bool(self._weeks))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(SHOWN * 40, _HEIGHT + self._look.px(_FOOT))

    def minimumSizeHint(self) -> QSize:
        return QSize(280, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        most = max([1, *(max(one.whole, one.target or 0) for one in self._weeks)])
        width = self.width() / SHOWN
        painter.setFont(self._look.font(SMALL))
        for place, week in enumerate(self._weeks):
            column = QRectF(place * width, 0, width - _GAP, _HEIGHT)
            self._paint(painter, column, week, most)

    def _paint(self, painter: QPainter, column: QRectF, week: Week, most: int) -> None:
        high = column.height() * week.whole / most
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.colour("neutral"))
        thin = column.width() * _SHARE
        bar = QRectF(column.center().x() - thin / 2, column.bottom() - high, thin, high)
        painter.drawRoundedRect(bar, 4, 4)
        if week.target:
            painter.setPen(QPen(self._look.colour("outline"), 1, Qt.PenStyle.DashLine))
            level = column.bottom() - column.height() * week.target / most
            level = max(level, 1.0)
            painter.drawLine(QPointF(column.left(), level), QPointF(column.right(), level))
        painter.setPen(QPen(self._look.colour("outline"), 1))
        painter.drawLine(column.bottomLeft(), column.bottomRight())
        painter.setPen(self._look.colour("text"))
        foot = QRectF(column.left(), column.bottom() + 2, column.width(), self._look.px(_FOOT))
        painter.drawText(foot, Qt.AlignmentFlag.AlignCenter, str(week.whole))
