"""The weeks that were answered, as a small curve with its words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from cluneal_tracker.domain.weekly import WeeklyAnswer, runs
from cluneal_tracker.ui.look import SMALL, Look
from cluneal_tracker.ui.widgets.basics import Card, Label
from cluneal_tracker.ui.widgets.weekly_words import change_names
from cluneal_tracker.ui.words import short_day

_WIDE, _PLOT, _FOOT, _LEFT, _DOT, _EDGE = 560, 120, 24, 36, 5, 8
_WORST = 10.0


class WeeksCard(Card):
    """The PEG of the weeks of a range; hidden where none was answered."""

    def __init__(self, look: Look) -> None:
        super().__init__(self.tr("Your weeks"))
        self._said = Label()
        self.curve = WeeksCurve(look)
        about = self.tr("Each dot is the mean of the three questions of a week. Lower is better.")
        for widget in (self._said, self.curve, Label(about, "small")):
            self.column.addWidget(widget)
        self.hide()

    def show_weeks(self, weeks: Sequence[WeeklyAnswer], first: date, last: date) -> None:
        """Show the answers of the days from `first` to `last`, oldest first."""
        sentences = [*self._scores(weeks), *self._change(weeks)]
        self._said.setText(" ".join(sentences))
        self.curve.show_weeks(weeks, first, last)
        self.setVisible(bool(sentences))

    def _scores(self, weeks: Sequence[WeeklyAnswer]) -> list[str]:
        scored = [week for week in weeks if week.peg]
        if not scored:
            return []
        now = scored[-1]
        if len(scored) == 1:
            form = self.tr("Your week was {score} out of 10 on {day}.")
            return [form.format(score=now.peg, day=short_day(now.given.day))]
        form = self.tr("Your week was {before} out of 10 on {then}, and {score} on {day}.")
        then = scored[0]
        return [
            form.format(
                before=then.peg,
                then=short_day(then.given.day),
                score=now.peg,
                day=short_day(now.given.day),
            )
        ]

    def _change(self, weeks: Sequence[WeeklyAnswer]) -> list[str]:
        changed = [week for week in weeks if week.change]
        if not changed or changed[-1].change is None:
            return []
        form = self.tr("All in all, against the start: {change}, on {day}.")
        change = change_names()[changed[-1].change].lower()
        return [form.format(change=change, day=short_day(changed[-1].given.day))]


class WeeksCurve(QWidget):
    """A dot a week, joined where they are at most three weeks apart."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._runs: list[list[tuple[date, float]]] = []
        self._first = self._last = date.min
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMaximumWidth(_WIDE)
        look.changed.connect(self.updateGeometry)

    def show_weeks(self, weeks: Sequence[WeeklyAnswer], first: date, last: date) -> None:
        """Show the scores of these answers on the days from `first` to `last`."""
        self._runs, self._first, self._last = runs(weeks), first, last
        form = self.tr("{day}: {score}")
        said = [
            form.format(day=short_day(day), score=f"{score:.1f}")
            for run in self._runs
            for day, score in run
        ]
        self.setAccessibleName(". ".join(said))
        self.setVisible(bool(self._runs))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(_WIDE, _PLOT + self._look.px(_FOOT) + _EDGE)

    def minimumSizeHint(self) -> QSize:
        return QSize(280, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._look.font(SMALL))
        self._paint_ground(painter)
        pain = self._look.colour("pain")
        painter.setBrush(pain)
        for run in self._runs:
            points = [self._at(day, score) for day, score in run]
            painter.setPen(QPen(pain, 2))
            painter.drawPolyline(points)
            for point in points:
                painter.drawEllipse(point, _DOT, _DOT)

    def _paint_ground(self, painter: QPainter) -> None:
        left, right = self._look.px(_LEFT), self.width() - _EDGE
        for score in (0, 5, 10):
            level = self._at(self._first, score).y()
            painter.setPen(QPen(self._look.colour("hairline"), 1))
            painter.drawLine(QPointF(left, level), QPointF(right, level))
            painter.setPen(self._look.colour("muted"))
            painter.drawText(QPointF(2, level + 5), str(score))
        foot = _PLOT + self._look.px(_FOOT)
        painter.drawText(QPointF(left, foot), short_day(self._first))
        text = short_day(self._last)
        width = painter.fontMetrics().horizontalAdvance(text)
        painter.drawText(QPointF(right - width, foot), text)

    def _at(self, day: date, score: float) -> QPointF:
        share = (day - self._first).days / max(1, (self._last - self._first).days)
        left, right = self._look.px(_LEFT) + _EDGE, self.width() - 2 * _EDGE
        return QPointF(
            left + share * (right - left), _EDGE + (_PLOT - _EDGE) * (1 - score / _WORST)
        )
