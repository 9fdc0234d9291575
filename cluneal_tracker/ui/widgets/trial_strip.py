"""The calendar of a trial as two lanes, one for each way; over it the scores, once it is over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from cluneal_tracker.domain.diary import days_between
from cluneal_tracker.domain.own_trial import OwnTrial, TrialPlan, TrialWords
from cluneal_tracker.domain.trial import Arm, Period
from cluneal_tracker.domain.when import ONE_DAY
from cluneal_tracker.services.trials import TrialOutcome
from cluneal_tracker.ui.look import SMALL, Look
from cluneal_tracker.ui.words import day_month

_WIDE, _NARROW = 860, 280
_NAME, _LANE, _FOOT, _GAP, _ROUND = 22, 22, 24, 2, 4
_PLOT, _ABOVE, _AXIS, _DOT, _WORST = 150, 12, 32, 4, 10.0


@dataclass(frozen=True, slots=True)
class Calendar:
    """What the lanes show: periods, and those of them whose way is known by now."""

    words: TrialWords
    periods: tuple[Period, ...]
    known: int
    last_day: date

    @classmethod
    def planned(cls, plan: TrialPlan) -> Calendar:
        """Before the draw no way is known."""
        calendar = plan.calendar
        periods = tuple(period for pair in calendar.pairs for period in pair)
        return cls(plan.words, periods, 0, calendar.planned_end)

    @classmethod
    def drawn(cls, trial: OwnTrial, today: date) -> Calendar:
        """Up to the pair of today: its first way tells the second one."""
        begun = sum(first.first_day <= today for first, _ in trial.course.pairs)
        return cls(trial.words, tuple(trial.periods), 2 * begun, trial.course.last_day)


class TrialStrip(QWidget):
    """A block for each period in the lane of its way; dashed in both while it is not told.

    Days that are not counted are hatched. With an `outcome`, a dot for each day above the lanes,
    hollow where it is not counted, and a line for the mean of each period. `described` is what a
    reader says of it.
    """

    def __init__(
        self,
        look: Look,
        calendar: Calendar,
        described: str,
        *,
        today: date | None = None,
        outcome: TrialOutcome | None = None,
    ) -> None:
        super().__init__()
        self._look, self._calendar = look, calendar
        self._today, self._outcome = today, outcome
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMaximumWidth(_WIDE)
        self.setAccessibleName(self.tr("The calendar of your trial"))
        self.setAccessibleDescription(described)
        look.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        return QSize(_WIDE, self._top() + 2 * self._lane_step() + self._look.px(_FOOT))

    def minimumSizeHint(self) -> QSize:
        return QSize(_NARROW, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._look.font(SMALL))
        if self._outcome is not None:
            self._paint_ground(painter)
        self._paint_names(painter)
        for number, period in enumerate(self._calendar.periods):
            if number < self._calendar.known:
                self._paint_block(painter, period, period.arm)
            else:
                for arm in Arm:
                    self._paint_open(painter, period, arm)
        self._paint_days(painter)
        if self._outcome is not None:
            self._paint_scores(painter, self._outcome)
        if self._today is not None:
            self._paint_today(painter, self._today)

    def _paint_ground(self, painter: QPainter) -> None:
        for score in (0, 5, 10):
            level = self._y(score)
            painter.setPen(QPen(self._look.colour("hairline"), 1))
            painter.drawLine(QPointF(self._left(), level), QPointF(self.width(), level))
            painter.setPen(self._look.colour("muted"))
            painter.drawText(QPointF(2, level + self._look.px(5)), str(score))

    def _paint_names(self, painter: QPainter) -> None:
        painter.setPen(self._look.colour("text"))
        metrics = painter.fontMetrics()
        for arm in Arm:
            room = int(self.width() - self._left())
            name = self._calendar.words.way(arm)
            name = metrics.elidedText(name, Qt.TextElideMode.ElideRight, room)
            foot = self._lane(arm) - self._look.px(5)
            painter.drawText(QPointF(self._left(), foot), name)

    def _paint_block(self, painter: QPainter, period: Period, arm: Arm) -> None:
        if period.first_day > self._calendar.last_day:
            return
        first = arm is Arm.A
        painter.setPen(QPen(self._look.colour("pain" if first else "neutral"), 1.5))
        painter.setBrush(self._look.colour("band" if first else "phase"))
        painter.drawRoundedRect(self._block(period, arm), _ROUND, _ROUND)
        self._paint_not_counted(painter, period, arm)

    def _paint_open(self, painter: QPainter, period: Period, arm: Arm) -> None:
        painter.setPen(QPen(self._look.colour("outline"), 1, Qt.PenStyle.DashLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(self._block(period, arm), _ROUND, _ROUND)
        self._paint_not_counted(painter, period, arm)

    def _paint_not_counted(self, painter: QPainter, period: Period, arm: Arm) -> None:
        if period.counted_from > period.first_day:
            block = self._block(period, arm)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QBrush(self._look.colour("outline"), Qt.BrushStyle.BDiagPattern))
            ends = min(self._x(period.counted_from), block.right())
            painter.drawRect(QRectF(block.topLeft(), QPointF(ends, block.bottom())))

    def _paint_days(self, painter: QPainter) -> None:
        """The first day of each pair, as many as there is room for, and the last day."""
        painter.setPen(self._look.colour("muted"))
        metrics = painter.fontMetrics()
        foot = self.height() - self._look.px(6)
        last = day_month(self._calendar.last_day)
        ends = self.width() - metrics.horizontalAdvance(last)
        painter.drawText(QPointF(ends, foot), last)
        free, gap = self._left(), self._look.px(12)
        for period in self._calendar.periods[::2]:
            text, at = day_month(period.first_day), self._x(period.first_day)
            width = metrics.horizontalAdvance(text)
            if at >= free and at + width + gap <= ends and period.first_day <= self._last():
                painter.drawText(QPointF(at, foot), text)
                free = at + width + gap

    def _paint_scores(self, painter: QPainter, outcome: TrialOutcome) -> None:
        pain = self._look.colour("pain")
        for one in outcome.means:
            if one.mean is not None:
                level = self._y(one.mean)
                left, right = self._x(one.period.counted_from), self._x(one.last_day + ONE_DAY)
                painter.setPen(QPen(self._look.colour("treatment"), 3))
                painter.drawLine(QPointF(left, level), QPointF(right, level))
            painter.setPen(QPen(pain, 1.5))
            for day in days_between(one.period.first_day, one.last_day):
                if day in outcome.values:
                    counted = day >= one.period.counted_from
                    painter.setBrush(pain if counted else self._look.colour("surface"))
                    painter.drawEllipse(
                        QPointF(self._middle(day), self._y(outcome.values[day])), _DOT, _DOT
                    )

    def _paint_today(self, painter: QPainter, today: date) -> None:
        painter.setPen(QPen(self._look.colour("accent"), 3))
        middle = self._middle(today)
        # In each lane by itself: between them stands the name of the second way.
        for arm in Arm:
            top = self._lane(arm)
            painter.drawLine(QPointF(middle, top), QPointF(middle, top + self._look.px(_LANE)))

    def _block(self, period: Period, arm: Arm) -> QRectF:
        """Its place in the lane of a way."""
        left = self._x(period.first_day) + _GAP / 2
        right = self._x(min(period.last_day, self._last()) + ONE_DAY) - _GAP / 2
        return QRectF(left, self._lane(arm), max(right - left, 1), self._look.px(_LANE))

    def _last(self) -> date:
        return self._calendar.last_day

    def _x(self, day: date) -> float:
        first = self._calendar.periods[0].first_day
        share = (day - first).days / ((self._last() - first).days + 1)
        left = self._left()
        return left + min(share, 1) * (self.width() - 2 - left)

    def _middle(self, day: date) -> float:
        return (self._x(day) + self._x(day + ONE_DAY)) / 2

    def _y(self, score: float) -> float:
        above = self._look.px(_ABOVE)
        return above + (self._look.px(_PLOT) - above) * (1 - score / _WORST)

    def _left(self) -> float:
        return self._look.px(_AXIS) if self._outcome is not None else 1

    def _top(self) -> int:
        return self._look.px(_PLOT) + 8 if self._outcome is not None else 0

    def _lane(self, arm: Arm) -> float:
        """The upper edge of the lane of a way."""
        return self._top() + self._look.px(_NAME) + (arm is Arm.B) * self._lane_step()

    def _lane_step(self) -> int:
        return self._look.px(_NAME) + self._look.px(_LANE) + 4
