"""A picture on the screen, as wide as the page and as tall as it needs to be."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby
from math import ceil
from typing import Any

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QSizePolicy

from cluneal_tracker.render import picture
from cluneal_tracker.render.chart_layout import Box, Style
from cluneal_tracker.render.in_sight import InSight
from cluneal_tracker.render.picture import (
    LETTER_MIDDLE,
    Block,
    Paper,
    Picture,
    Shape,
    Stroke,
    Words,
    ink,
)
from cluneal_tracker.ui.look import BODY, FAMILY, SMALL, TARGET, Look
from cluneal_tracker.ui.widgets.framed import Framed

# Around the picture, in px.
MARGIN = 16
_NARROWEST = 320
_ALIGNED = {"left": 0.0, "center": 0.5, "right": 1.0}


class PictureView(Framed):
    """Shows a picture on a card; those who make one of it say what it is: `lay_out`."""

    def __init__(self, look: Look, name: str) -> None:
        super().__init__(look)
        self._picture: Picture | None = None
        self._layers: tuple[InSight[Any], ...] = ()
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumSize(_NARROWEST, TARGET)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        look.changed.connect(self.draw_anew)

    def lay_out(self, paper: Paper) -> Picture | None:
        """What is shown on a paper; None for nothing yet."""
        raise NotImplementedError

    def draw_anew(self) -> None:
        """Lay the picture out again: something it shows has changed. Out of sight it can wait."""
        if not self.isVisible():
            return
        look = self._look
        style = Style(look.px(BODY), look.px(SMALL), look.scale)
        paper = Paper(self.width() - 2 * MARGIN, style, self._measure)
        self._picture = self.lay_out(paper)
        if self._picture is not None:
            self._layers = _in_layers(self._picture)
            self.setFixedHeight(ceil(self._picture.height) + 2 * MARGIN)
        self.update()

    def on_screen(self, box: Box) -> QRectF:
        """Where a box of the picture is on this widget."""
        height = self._picture.height if self._picture else 0.0
        return QRectF(MARGIN + box.left, MARGIN + height - box.top, box.width, box.height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.draw_anew()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.draw_anew()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = self.frame()
        if self._picture is not None:
            self._paint(painter, QRectF(event.rect()))
            self.paint_over(painter)

    def paint_over(self, painter: QPainter) -> None:
        """Paint what is not part of the picture, such as the day that is read."""

    def _paint(self, painter: QPainter, exposed: QRectF) -> None:
        # Ten years are a hundred screens tall; only what is in sight is looked at.
        height = self._picture.height if self._picture else 0.0
        top = height + MARGIN - exposed.top()
        blocks, strokes, shapes, over, words = (
            layer.between(top - exposed.height(), top) for layer in self._layers
        )
        self._blocks(painter, blocks)
        self._strokes(painter, strokes)
        self._shapes(painter, shapes)
        self._strokes(painter, over)
        self._words(painter, words)

    def _blocks(self, painter: QPainter, blocks: Sequence[Block]) -> None:
        for look, alike in groupby(blocks, key=lambda one: one.look):
            self._take(painter, look)
            painter.drawRects([self.on_screen(block.box) for block in alike])

    def _strokes(self, painter: QPainter, strokes: Sequence[Stroke]) -> None:
        for look, alike in groupby(strokes, key=lambda one: one.look):
            self._take(painter, look)
            painter.drawLines([QLineF(*map(self._point, (one.start, one.end))) for one in alike])

    def _shapes(self, painter: QPainter, shapes: Sequence[Shape]) -> None:
        for shape in shapes:
            self._take(painter, shape.look)
            painter.drawPolygon(QPolygonF([self._point(point) for point in shape.points]))

    def _take(self, painter: QPainter, look: picture.Look) -> None:
        line = QPen(self._ink(look.edge), look.line) if look.edge else QPen(Qt.PenStyle.NoPen)
        painter.setPen(line)
        painter.setBrush(self._ink(look.fill) if look.fill else Qt.BrushStyle.NoBrush)

    def _words(self, painter: QPainter, written: Sequence[Words]) -> None:
        for (size, bold, color), alike in groupby(
            written, key=lambda one: (one.size, one.bold, one.color)
        ):
            font, metrics = _letters(size, bold)
            painter.setFont(font)
            painter.setPen(self._ink(color))
            for one in alike:
                middle = self._point((one.x, one.middle))
                left = middle.x() - metrics.horizontalAdvance(one.text) * _ALIGNED[one.align]
                painter.drawText(QPointF(left, middle.y() + LETTER_MIDDLE * size), one.text)

    def _point(self, point: picture.Point) -> QPointF:
        return self.on_screen(Box(*point, 0, 0)).topLeft()

    def _ink(self, token: str) -> QColor:
        return QColor(ink(self._look.palette, token))

    @staticmethod
    def _measure(text: str, size: float, bold: bool) -> float:
        return _letters(size, bold)[1].horizontalAdvance(text)


@lru_cache(maxsize=64)
def _letters(size: float, bold: bool) -> tuple[QFont, QFontMetricsF]:
    font = QFont(FAMILY)
    font.setPixelSize(max(1, round(size)))
    font.setBold(bold)
    return font, QFontMetricsF(font)


def _in_layers(shown: Picture) -> tuple[InSight[Any], ...]:
    """Its marks by their heights, in the order they are painted."""
    return (
        InSight(shown.blocks, lambda one: (one.box.bottom, one.box.top)),
        InSight(shown.strokes, lambda one: _span((one.start[1], one.end[1]))),
        InSight(shown.shapes, lambda one: _span([y for _, y in one.points])),
        InSight(shown.over, lambda one: _span((one.start[1], one.end[1]))),
        InSight(shown.words, lambda one: (one.middle - one.size, one.middle + one.size)),
    )


def _span(heights: Sequence[float]) -> tuple[float, float]:
    return min(heights), max(heights)
