"""The last seven days at a glance: a cell for each morning and each evening."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from cluneal_tracker.domain.when import Slot
from cluneal_tracker.services.today_view import HalfDay
from cluneal_tracker.ui.look import SMALL, Look

_CELL_HEIGHT, _TEXT_HEIGHT = 40, 24


class WeekStrip(QWidget):
    """Two cells a day: filled up to the score, or dashed where there is no score.

    Until today has its mark the cells show only scored or not, so that old scores do not steer
    the new one.
    """

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._week: tuple[HalfDay, ...] = ()
        self._names: list[str] = []
        self._with_scores = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_week(self, week: tuple[HalfDay, ...], names: list[str], *, with_scores: bool) -> None:
        """Show fourteen half days with the names of their seven days."""
        self._week, self._names, self._with_scores = week, names, with_scores
        scored = sum(cell.score is not None for cell in week)
        self.setAccessibleName(
            self.tr("Last 7 days: {scored} of {all} half days have a score.").format(
                scored=scored, all=len(week)
            )
        )
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(280, _CELL_HEIGHT + self._look.px(_TEXT_HEIGHT) + 8)

    def minimumSizeHint(self) -> QSize:
        return QSize(7 * 40, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = self.width() / 7
        top = self._look.px(_TEXT_HEIGHT) + 4
        for day, name in enumerate(self._names):
            today = day == len(self._names) - 1
            painter.setFont(self._look.font(SMALL, bold=today))
            painter.setPen(self._look.colour("text" if today else "muted"))
            fits = painter.fontMetrics().horizontalAdvance(name) <= width - 4
            painter.drawText(
                QRectF(day * width, 0, width, top - 4),
                Qt.AlignmentFlag.AlignCenter,
                name if fits else name[:1],
            )
        cell_width = min(24.0, width / 2 - 4)
        for index, cell in enumerate(self._week):
            second = cell.half.slot is Slot.EVENING
            left = (index // 2 + 0.5) * width + (2 if second else -2 - cell_width)
            self._paint_cell(painter, QRectF(left, top, cell_width, _CELL_HEIGHT), cell)

    def _paint_cell(self, painter: QPainter, box: QRectF, cell: HalfDay) -> None:
        scored = cell.score is not None
        pen = QPen(self._look.colour("outline" if scored else "no_score"), 1)
        if not scored:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, 4, 4)
        if cell.score is None:
            return
        share = cell.score / 10 if self._with_scores else 1.0
        height = max(3.0, (box.height() - 2) * share)
        colour = "pain" if self._with_scores else "band"
        fill = QRectF(box.left() + 1, box.bottom() - 1 - height, box.width() - 2, height)
        if cell.added_later:
            painter.setPen(QPen(self._look.colour("pain"), 2))
            painter.drawRoundedRect(fill.adjusted(1, 1, -1, -1), 3, 3)
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._look.colour(colour))
            painter.drawRoundedRect(fill, 3, 3)
