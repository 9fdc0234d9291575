"""What became of the reminders of the last weeks: a mark for each, a column for each day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import groupby
from operator import attrgetter

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from cluneal_tracker.domain.reminder_history import Fate, Past
from cluneal_tracker.ui.look import SMALL, Look
from cluneal_tracker.ui.words import short_day

_MARK, _GAP, _ROWS_SHOWN, _TEXT_HEIGHT, _EDGE = 18, 4, 6, 24, 4


def paint_mark(painter: QPainter, look: Look, box: QRectF, fate: Fate) -> None:
    """Filled: answered. Half filled: late. Blank: not this time, with a dash, or no answer."""
    answered = fate in (Fate.ANSWERED, Fate.LATE)
    painter.setPen(QPen(look.colour("neutral" if answered else "no_score"), 1.5))
    filled = look.colour("neutral") if fate is Fate.ANSWERED else Qt.BrushStyle.NoBrush
    painter.setBrush(filled)
    painter.drawRoundedRect(box, 3, 3)
    if fate is Fate.LATE:
        half = QRectF(box.left(), box.center().y(), box.width(), box.height() / 2)
        painter.fillRect(half, look.colour("neutral"))
    if fate is Fate.DECLINED:
        inset, middle = box.width() / 4, box.center().y()
        painter.drawLine(QPointF(box.left() + inset, middle), QPointF(box.right() - inset, middle))


class ReminderStrip(QWidget):
    """Left, Right and the pointer go from day to day: `day_shown` carries the one that is meant."""

    day_shown = Signal(object)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._days: list[date] = []
        self._past: dict[date, list[Past]] = {}
        self._at: int | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)

    def show_past(self, past: Sequence[Past], first: date, last: date, said: str) -> None:
        """Show the reminders of the days from `first` to `last`; `said` tells the same in words."""
        self._days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
        self._past = {day: list(each) for day, each in groupby(past, attrgetter("day"))}
        self.setAccessibleName(said)
        self._at = None
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        rows = min(max(map(len, self._past.values()), default=1), _ROWS_SHOWN)
        height = 2 * _EDGE + rows * (_MARK + _GAP) + self._look.px(_TEXT_HEIGHT)
        return QSize(28 * (_MARK + _GAP), max(44, height))

    def minimumSizeHint(self) -> QSize:
        return QSize(280, self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is None or not self._days:
            super().keyPressEvent(event)
            return
        # From the end at which the newest day is.
        at = len(self._days) - (step < 0) if self._at is None else self._at + step
        self._go_to(min(max(at, 0), len(self._days) - 1))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._days:
            column = int(event.position().x() // (self.width() / len(self._days)))
            self._go_to(min(max(column, 0), len(self._days) - 1))

    def look_at(self, day: date) -> None:
        """Go to a day."""
        if day in self._days:
            self._go_to(self._days.index(day))

    def _go_to(self, at: int) -> None:
        self._at = at
        self.update()
        self.day_shown.emit(self._days[at])

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self._days:
            return
        width = self.width() / len(self._days)
        side = min(float(_MARK), width - 2)
        for column, day in enumerate(self._days):
            left = column * width + (width - side) / 2
            for row, one in enumerate(self._past.get(day, [])[:_ROWS_SHOWN]):
                box = QRectF(left, _EDGE + row * (_MARK + _GAP), side, side)
                paint_mark(painter, self._look, box, one.fate)
        if self._at is not None:
            self._paint_place(painter, QRectF(self._at * width, 1, width, 0))
        self._paint_ends(painter)
        if self.hasFocus():
            painter.setPen(QPen(self._look.colour("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)

    def _paint_place(self, painter: QPainter, column: QRectF) -> None:
        column.setHeight(self.height() - self._look.px(_TEXT_HEIGHT) - 2)
        painter.setPen(QPen(self._look.colour("outline"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(column, 3, 3)

    def _paint_ends(self, painter: QPainter) -> None:
        painter.setFont(self._look.font(SMALL))
        painter.setPen(self._look.colour("muted"))
        foot = QRectF(self.rect()).adjusted(6, self.height() - self._look.px(_TEXT_HEIGHT), -6, -2)
        painter.drawText(foot, Qt.AlignmentFlag.AlignLeft, short_day(self._days[0]))
        painter.drawText(foot, Qt.AlignmentFlag.AlignRight, short_day(self._days[-1]))


class FateMark(QWidget):
    """One mark, for the words that say what it means."""

    def __init__(self, look: Look, fate: Fate) -> None:
        super().__init__()
        self._look, self._fate = look, fate
        self.setFixedSize(_MARK + 2, _MARK + 2)
        look.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_mark(painter, self._look, QRectF(self.rect()).adjusted(1, 1, -1, -1), self._fate)
