"""The scores as a calendar on the screen, read out day by day."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QEvent, QLocale, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPen

from cluneal_tracker.render.calendar_plan import WEEK, Calendar, calendar, days_of
from cluneal_tracker.render.chart_layout import Box
from cluneal_tracker.render.in_sight import InSight
from cluneal_tracker.render.picture import Paper, Picture
from cluneal_tracker.render.sentences import Phrases
from cluneal_tracker.services.trends import SideTrend, TrendView
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.widgets.picture_view import MARGIN, PictureView
from cluneal_tracker.ui.widgets.trend_choices import BESIDE

_MONTH = 4 * WEEK
_STEPS = {
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Down: WEEK,
    Qt.Key.Key_Up: -WEEK,
    Qt.Key.Key_PageDown: _MONTH,
    Qt.Key.Key_PageUp: -_MONTH,
}


class CalendarView(PictureView):
    """A row for each week. Arrows step through the days, Up and Down through the weeks.

    `day_read` carries the day with the frame, None for none; `stepped` follows a key.
    """

    day_read = Signal(object)
    stepped = Signal()

    def __init__(self, look: Look, phrases: Phrases) -> None:
        super().__init__(look, self.tr("Calendar of your pain"))
        self._phrases = phrases
        self._view: TrendView | None = None
        self._side: SideTrend | None = None
        self._calendar: Calendar | None = None
        self._rows: InSight[tuple[date, Box]] = InSight((), lambda _: (0.0, 0.0))
        self.day: date | None = None
        self.setMouseTracking(True)

    def show_view(self, view: TrendView, side: SideTrend | None) -> None:
        """Show the days of a view, with the scores of a side."""
        self._view, self._side = view, side
        self.draw_anew()
        first, last = days_of(view, side)
        if self.day is not None and not first <= self.day <= last:
            self.read_day(None)

    def lay_out(self, paper: Paper) -> Picture | None:
        if self._view is None:
            return None
        first = QLocale().firstDayOfWeek().value
        self._calendar = calendar(self._view, self._side, self._phrases, paper, first)
        days = self._calendar.days.items()
        self._rows = InSight(days, lambda one: (one[1].bottom, one[1].top))
        return self._calendar.picture

    def day_box(self, day: date) -> QRectF:
        """Where a day is on this widget; empty for one that is not shown."""
        box = self._calendar.days.get(day) if self._calendar else None
        return self.on_screen(box) if box else QRectF()

    def read_day(self, day: date | None) -> None:
        """Put the frame on a day, or take it away."""
        if day != self.day:
            self.day = day
            self.update()
            self.day_read.emit(day)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, shown = Qt.Key(event.key()), self._calendar
        if event.modifiers() & BESIDE:
            super().keyPressEvent(event)
        elif shown is not None and key in _STEPS:
            self._step(shown, _STEPS[key])
            self.stepped.emit()
        elif shown is not None and key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.read_day(shown.first if key == Qt.Key.Key_Home else shown.last)
            self.stepped.emit()
        else:
            super().keyPressEvent(event)

    def _step(self, shown: Calendar, days: int) -> None:
        if self.day is None:
            self.read_day(shown.first if days > 0 else shown.last)
            return
        there = self.day + timedelta(days)
        # A week on from the last row there is nothing: the column is kept, not the edge taken.
        if shown.first <= there <= shown.last:
            self.read_day(there)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._calendar is None:
            return
        # Only the week under the mouse is looked at.
        height = self._calendar.picture.height - (event.position().y() - MARGIN)
        for day, box in self._rows.between(height, height):
            if self.on_screen(box).contains(event.position()):
                self.read_day(day)
                return

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        if not self.hasFocus():
            self.read_day(None)

    def paint_over(self, painter: QPainter) -> None:
        if self.day is not None:
            painter.setPen(QPen(self._look.colour("focus"), 3))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.day_box(self.day).adjusted(-2, -2, 2, 2), 4, 4)
