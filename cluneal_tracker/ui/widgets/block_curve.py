"""The pain in the hours after a block as a small curve; the words beside it say the same."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from cluneal_tracker.domain.block_day import Check
from cluneal_tracker.render.block_scale import HOURS, MINUTES, NAMED_HOURS, NEXT_DAY, along, joined
from cluneal_tracker.ui.look import SMALL, Look

_WIDE, _PLOT, _FOOT, _LEFT, _DOT = 560, 120, 24, 36, 5
_WORST = 10.0


class BlockCurve(QWidget):
    """Dots joined where they are at most two hours apart, from the score before the block on.

    The dashed line is half of that score.
    """

    def __init__(self, look: Look, before: float, checks: Sequence[Check]) -> None:
        super().__init__()
        self._look, self._before, self._checks = look, before, checks
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMaximumWidth(_WIDE)
        self.setAccessibleName(self._told())

    def _told(self) -> str:
        said = [self.tr("Before the block {score}").format(score=f"{self._before:.1f}")]
        for minutes, score in self._checks:
            form = self.tr("{minutes} minutes after it {score}")
            said.append(form.format(minutes=round(minutes), score=f"{score:.1f}"))
        return ". ".join(said)

    def sizeHint(self) -> QSize:
        return QSize(_WIDE, _PLOT + self._look.px(_FOOT) + 8)

    def minimumSizeHint(self) -> QSize:
        return QSize(280, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._look.font(SMALL))
        self._paint_ground(painter)
        half = self._before / 2
        painter.setPen(QPen(self._look.colour("treatment"), 1, Qt.PenStyle.DashLine))
        painter.drawLine(self._at(0, half), self._at(HOURS * MINUTES, half))
        points = [(0.0, self._before), *self._checks]
        pain = self._look.colour("pain")
        painter.setPen(QPen(pain, 2))
        for earlier, later in joined(points):
            painter.drawLine(self._at(*earlier), self._at(*later))
        painter.setBrush(pain)
        for minutes, score in points:
            painter.drawEllipse(self._at(minutes, score), _DOT, _DOT)

    def _paint_ground(self, painter: QPainter) -> None:
        left = self._look.px(_LEFT)
        for score in (0, 5, 10):
            level = self._at(0, score).y()
            painter.setPen(QPen(self._look.colour("hairline"), 1))
            painter.drawLine(QPointF(left, level), QPointF(self.width(), level))
            painter.setPen(self._look.colour("muted"))
            painter.drawText(QPointF(2, level + 5), str(score))
        foot = _PLOT + self._look.px(_FOOT)
        for hour in NAMED_HOURS:
            at = self._at(hour * MINUTES, 0).x()
            painter.drawText(QPointF(at - 8, foot), self.tr("{n} h").format(n=hour))
        if any(minutes > HOURS * MINUTES for minutes, _ in self._checks):
            at = self._x(NEXT_DAY)
            painter.drawText(QPointF(at - self._look.px(18), foot), self.tr("later"))

    def _at(self, minutes: float, score: float) -> QPointF:
        return QPointF(self._x(along(minutes)), 8 + (_PLOT - 8) * (1 - score / _WORST))

    def _x(self, share: float) -> float:
        left = self._look.px(_LEFT)
        return left + share * (self.width() - left)
