"""A small curve of scores that are given now and then, on a scale of their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from cluneal_tracker.domain.weekly import LONGEST_JOINED, runs
from cluneal_tracker.ui.look import SMALL, Look
from cluneal_tracker.ui.words import short_day

_WIDE, _PLOT, _FOOT, _LEFT, _DOT, _EDGE = 560, 120, 24, 36, 5, 8
# Half the height of a number beside the plot, before scaling.
_HALF = 9
_NARROWEST = 280


@dataclass(frozen=True, slots=True)
class PointsScale:
    """Where a curve ends at the top, whether it has decimals, and how far a line may reach."""

    worst: int
    decimals: int = 1
    longest: timedelta = LONGEST_JOINED


class PointsCurve(QWidget):
    """A dot a score, joined where they are near enough; the reference is a dashed line."""

    def __init__(self, look: Look, scale: PointsScale) -> None:
        super().__init__()
        self._look, self._scale = look, scale
        self._runs: list[list[tuple[date, float]]] = []
        self._reference: float | None = None
        self._first = self._last = date.min
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMaximumWidth(_WIDE)
        look.changed.connect(self.updateGeometry)

    def show_points(
        self,
        points: Sequence[tuple[date, float]],
        first: date,
        last: date,
        reference: float | None = None,
    ) -> None:
        """Show these scores on the days from `first` to `last`; without any it is hidden."""
        self._runs, self._reference = runs(points, self._scale.longest), reference
        self._first, self._last = first, last
        form, decimals = self.tr("{day}: {score}"), self._scale.decimals
        said = [
            form.format(day=short_day(day), score=f"{score:.{decimals}f}") for day, score in points
        ]
        self.setAccessibleName(". ".join(said))
        self.setVisible(bool(points))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(_WIDE, self._foot() + _EDGE)

    def minimumSizeHint(self) -> QSize:
        return QSize(_NARROWEST, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._look.font(SMALL))
        self._paint_ground(painter)
        self._paint_reference(painter)
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
        worst, half = self._scale.worst, self._look.px(_HALF)
        for score in (0, worst // 2, worst):
            level = self._at(self._first, score).y()
            painter.setPen(QPen(self._look.colour("hairline"), 1))
            painter.drawLine(QPointF(left, level), QPointF(right, level))
            painter.setPen(self._look.colour("muted"))
            beside = QRectF(0, level - half, left - 4, 2 * half)
            painter.drawText(beside, Qt.AlignmentFlag.AlignVCenter, str(score))
        foot = self._foot()
        painter.drawText(QPointF(left, foot), short_day(self._first))
        text = short_day(self._last)
        width = painter.fontMetrics().horizontalAdvance(text)
        painter.drawText(QPointF(right - width, foot), text)

    def _paint_reference(self, painter: QPainter) -> None:
        if self._reference is None:
            return
        level = self._at(self._first, self._reference).y()
        painter.setPen(QPen(self._look.colour("neutral"), 2, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(self._look.px(_LEFT), level), QPointF(self.width() - _EDGE, level))

    def _at(self, day: date, score: float) -> QPointF:
        share = (day - self._first).days / max(1, (self._last - self._first).days)
        left, right = self._look.px(_LEFT) + _EDGE, self.width() - 2 * _EDGE
        return QPointF(
            left + share * (right - left),
            self._look.px(_HALF) + _PLOT * (1 - score / self._scale.worst),
        )

    def _foot(self) -> int:
        """The line that the two days stand on."""
        return self._look.px(_HALF) + _PLOT + self._look.px(_FOOT)
