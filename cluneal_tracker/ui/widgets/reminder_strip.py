"""What became of the reminders of the last weeks: a mark for each, a column for each day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import groupby
from operator import attrgetter

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from cluneal_tracker.domain.reminder_history import Fate, Past
from cluneal_tracker.ui.look import SMALL, Look
from cluneal_tracker.ui.words import short_day

_MARK, _GAP, _ROWS_SHOWN, _TEXT_HEIGHT = 14, 4, 4, 24


class ReminderStrip(QWidget):
    """Filled: answered. Half filled: answered late. A dash: not this time. Empty: no answer."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._days: list[date] = []
        self._past: dict[date, list[Past]] = {}
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)

    def show_past(self, past: Sequence[Past], first: date, last: date, said: str) -> None:
        """Show the reminders of the days from `first` to `last`; `said` tells the same in words."""
        self._days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
        self._past = {day: list(each) for day, each in groupby(past, attrgetter("day"))}
        self.setAccessibleName(said)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        rows = max((len(each) for each in self._past.values()), default=1)
        marks = min(rows, _ROWS_SHOWN) * (_MARK + _GAP)
        return QSize(28 * (_MARK + _GAP), marks + self._look.px(_TEXT_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(280, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self._days:
            return
        width = self.width() / len(self._days)
        side = min(float(_MARK), width - 2)
        for column, day in enumerate(self._days):
            for row, one in enumerate(self._past.get(day, [])[:_ROWS_SHOWN]):
                top = row * (_MARK + _GAP) + 1
                left = column * width + (width - side) / 2
                self._paint(painter, QRectF(left, top, side, side), one.fate)
        self._paint_ends(painter)

    def _paint(self, painter: QPainter, box: QRectF, fate: Fate) -> None:
        answered = fate in (Fate.ANSWERED, Fate.LATE)
        painter.setPen(QPen(self._look.colour("exercise" if answered else "no_score"), 1.5))
        painter.setBrush(self._look.colour("exercise") if fate is Fate.ANSWERED else Qt.NoBrush)
        painter.drawRoundedRect(box, 3, 3)
        if fate is Fate.LATE:
            painter.fillRect(
                QRectF(box.left(), box.center().y(), box.width(), box.height() / 2),
                self._look.colour("exercise"),
            )
        if fate is Fate.DECLINED:
            inset = box.width() / 4
            middle = box.center().y()
            painter.drawLine(
                QPointF(box.left() + inset, middle), QPointF(box.right() - inset, middle)
            )

    def _paint_ends(self, painter: QPainter) -> None:
        painter.setFont(self._look.font(SMALL))
        painter.setPen(self._look.colour("muted"))
        foot = QRectF(self.rect()).adjusted(0, self.height() - self._look.px(_TEXT_HEIGHT), 0, 0)
        painter.drawText(foot, Qt.AlignmentFlag.AlignLeft, short_day(self._days[0]))
        painter.drawText(foot, Qt.AlignmentFlag.AlignRight, short_day(self._days[-1]))
