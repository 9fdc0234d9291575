"""A picture on the screen, as wide as the page and as tall as it needs to be."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import QPointF, QRectF, Qt
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
from cluneal_tracker.render.picture import LETTER_MIDDLE, Paper, Picture, ink
from cluneal_tracker.ui.look import BODY, FAMILY, SMALL, TARGET, Look
from cluneal_tracker.ui.widgets.framed import Framed

_MARGIN, _NARROWEST = 16, 320
# A small shape reaches at most so far down from its first corner.
_SLACK = 64
_ALIGNED = {"left": 0.0, "center": 0.5, "right": 1.0}


class PictureView(Framed):
    """Shows a picture on a card; those who make one of it say what it is: `lay_out`."""

    def __init__(self, look: Look, name: str) -> None:
        super().__init__(look)
        self._picture: Picture | None = None
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
        paper = Paper(self.width() - 2 * _MARGIN, style, self._measure)
        self._picture = self.lay_out(paper)
        if self._picture is not None:
            self.setFixedHeight(ceil(self._picture.height) + 2 * _MARGIN)
        self.update()

    def on_screen(self, box: Box) -> QRectF:
        """Where a box of the picture is on this widget."""
        height = self._picture.height if self._picture else 0.0
        return QRectF(_MARGIN + box.left, _MARGIN + height - box.top, box.width, box.height)

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
            self._paint(painter, self._picture, QRectF(event.rect()))
            self.paint_over(painter)

    def paint_over(self, painter: QPainter) -> None:
        """Paint what is not part of the picture, such as the day that is read."""

    def _paint(self, painter: QPainter, shown: Picture, exposed: QRectF) -> None:
        # Ten years are a hundred screens tall; only what is in sight is painted.
        top = shown.height + _MARGIN - exposed.top()
        bottom = top - exposed.height()
        for block in shown.blocks:
            box = block.box
            if box.bottom < top and box.bottom + box.height > bottom:
                self._take(painter, block.look)
                painter.drawRect(self.on_screen(box))
        self._draw_lines(painter, shown.strokes)
        for shape in shown.shapes:
            if bottom < shape.points[0][1] < top + _SLACK:
                self._take(painter, shape.look)
                painter.drawPolygon(QPolygonF([self._point(point) for point in shape.points]))
        self._draw_lines(painter, shown.over)
        for words in shown.words:
            if bottom - words.size < words.middle < top + words.size:
                self._write(painter, words)

    def _draw_lines(self, painter: QPainter, strokes: Sequence[picture.Stroke]) -> None:
        for stroke in strokes:
            self._take(painter, stroke.look)
            painter.drawLine(self._point(stroke.start), self._point(stroke.end))

    def _take(self, painter: QPainter, look: picture.Look) -> None:
        line = QPen(self._ink(look.edge), look.line) if look.edge else QPen(Qt.PenStyle.NoPen)
        painter.setPen(line)
        painter.setBrush(self._ink(look.fill) if look.fill else Qt.BrushStyle.NoBrush)

    def _write(self, painter: QPainter, words: picture.Words) -> None:
        middle = self._point((words.x, words.middle))
        font = _font(words.size, bold=words.bold)
        wide = QFontMetricsF(font).horizontalAdvance(words.text)
        painter.setFont(font)
        painter.setPen(self._ink(words.color))
        left = middle.x() - wide * _ALIGNED[words.align]
        painter.drawText(QPointF(left, middle.y() + LETTER_MIDDLE * words.size), words.text)

    def _point(self, point: picture.Point) -> QPointF:
        return self.on_screen(Box(*point, 0, 0)).topLeft()

    def _ink(self, token: str) -> QColor:
        return QColor(ink(self._look.palette, token))

    @staticmethod
    def _measure(text: str, size: float, bold: bool) -> float:
        return QFontMetricsF(_font(size, bold=bold)).horizontalAdvance(text)


def _font(size: float, *, bold: bool) -> QFont:
    font = QFont(FAMILY)
    font.setPixelSize(max(1, round(size)))
    font.setBold(bold)
    return font
