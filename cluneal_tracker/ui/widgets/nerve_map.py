"""Where the nerves run: the body from behind, with the distances that doctors measure."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QWidget

from cluneal_tracker.ui.look import SMALL, Look
from cluneal_tracker.ui.widgets.basics import Card, Label

# The part of the drawing that is shown; one unit is 1 mm, the midline is at 0.
VIEW = QRectF(-170, -160, 340, 390)
# Where the upper nerve crosses the hip bone, and how far up its distance is drawn.
_GATE, _RULER = QPointF(70, -28), -92.0
_LETTERS = 160.0
_USUAL, _SWATCH = QSize(340, 390), QSize(36, 26)
_LARGEST = 1.5
_BONE = "neutral"
# What the words need beside the drawing, in px before scaling.
_WORDS = 340


class NerveMap(QWidget):
    """The lower back and bottom from behind, with both nerves on both sides."""

    def __init__(self, look: Look, usual: QSize) -> None:
        super().__init__()
        self._look, self._usual = look, usual
        self._drawn: tuple[object, ...] = ()
        self._picture = QPixmap()
        self.setAccessibleName(self.tr("The nerves, seen from behind"))
        self.setAccessibleDescription(
            self.tr("The upper nerve crosses the hip bone 7 cm from your midline, on each side.")
        )
        look.changed.connect(self._take_look)
        self._take_look()

    def _take_look(self) -> None:
        """Grow with the text on it, as far as a window has room for."""
        largest = self.sizeHint()
        self.setMinimumWidth(self._usual.width())
        self.setMaximumWidth(largest.width())
        self.setFixedHeight(largest.height())
        self.update()

    def sizeHint(self) -> QSize:
        return self._usual * min(self._look.scale, _LARGEST)

    def paintEvent(self, event: QPaintEvent) -> None:
        wanted = (self.size(), self.devicePixelRatio(), self._look.palette)
        if wanted != self._drawn:
            self._drawn = wanted
            self._picture = self._draw()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.drawPixmap(0, 0, self._picture)
        self._write(painter)

    def _draw(self) -> QPixmap:
        ratio = self.devicePixelRatio()
        svg = self._look.text("drawings", "body-map")
        picture = self._look.paint(svg, self.size() * ratio, view=VIEW)
        picture.setDevicePixelRatio(ratio)
        return picture

    def _write(self, painter: QPainter) -> None:
        """The distance of the upper nerve on the right, and which side is which."""
        painter.setPen(QPen(self._look.colour("text"), 1.5))
        ends = [self._place(QPointF(x, _RULER)) for x in (0, _GATE.x())]
        painter.drawLine(*ends)
        for end in ends:
            painter.drawLine(end + QPointF(0, -5), end + QPointF(0, 5))
        painter.setPen(QPen(self._look.colour("text"), 1, Qt.PenStyle.DotLine))
        painter.drawLine(ends[1], self._place(_GATE) + QPointF(0, -8))
        painter.setPen(self._look.colour("text"))
        painter.setFont(self._look.font(SMALL, bold=True))
        above = QPointF(0, -QFontMetricsF(painter.font()).height() / 2 - 5)
        self._letter(painter, self.tr("7 cm"), (ends[0] + ends[1]) / 2 + above)
        for letters, x in ((self.tr("L"), -62), (self.tr("R"), 62)):
            self._letter(painter, letters, self._place(QPointF(x, _LETTERS)))

    def _letter(self, painter: QPainter, text: str, middle: QPointF) -> None:
        """Words on a ground of their own, so that no line runs through them."""
        room = QFontMetricsF(painter.font()).boundingRect(text).adjusted(-3, 0, 3, 0)
        room.moveCenter(middle)
        painter.fillRect(room, self._look.colour("surface"))
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip, text)

    def _place(self, spot: QPointF) -> QPointF:
        """Where a spot of the body lies in the widget."""
        scale = min(self.width() / VIEW.width(), self.height() / VIEW.height())
        return QPointF(self.rect().center()) + (spot - VIEW.center()) * scale


class Swatch(QWidget):
    """How something is drawn on the map: a line or a ring of its colour and kind."""

    def __init__(self, look: Look, token: str, pen: Qt.PenStyle, *, ring: bool = False) -> None:
        super().__init__()
        self._look, self._token, self._pen, self._ring = look, token, pen, ring
        self.setFixedSize(_SWATCH)
        look.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = self._look.colour(self._token)
        middle = QRectF(self.rect()).center()
        painter.setPen(QPen(colour, 2.5, self._pen))
        if self._ring:
            painter.drawEllipse(middle, 5, 5)
        elif self._token == _BONE:
            painter.setPen(QPen(colour, 5, self._pen, Qt.PenCapStyle.RoundCap))
            painter.drawLine(QPointF(5, middle.y()), QPointF(self.width() - 5, middle.y()))
        else:
            painter.drawEllipse(middle, 13, 9)
            colour.setAlphaF(0.18)
            painter.setBrush(colour)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawEllipse(middle, 13, 9)


class NerveMapCard(Card):
    """The drawing, and what is on it in words: beside it, or below where there is little room."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.heading.setText(self.tr("Seen from behind"))
        self.heading.show()
        words = QWidget()
        self._words = QGridLayout(words)
        self._words.setContentsMargins(0, 0, 0, 0)
        self._words.setHorizontalSpacing(12)
        self._words.setVerticalSpacing(12)
        self._words.setColumnStretch(1, 1)
        self._explain()
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(24)
        self._row.addWidget(NerveMap(look, _USUAL), 0, Qt.AlignmentFlag.AlignHCenter)
        self._row.addWidget(words, 1)
        self.column.addLayout(self._row)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self.width() >= self._look.px(_USUAL.width() + _WORDS)
        direction = QBoxLayout.Direction
        self._row.setDirection(direction.LeftToRight if beside else direction.TopToBottom)

    def _explain(self) -> None:
        solid, dashes = Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine
        rows = (
            (
                Swatch(self._look, "pain", dashes),
                self.tr("Upper (superior) nerve: over your hip bone, 7 cm from your midline."),
            ),
            (
                Swatch(self._look, "treatment", solid),
                self.tr("Middle nerve: just below the dimple bone, 3.6 cm from your midline."),
            ),
            (Swatch(self._look, _BONE, solid), self.tr("The edge of your hip bone")),
            (Swatch(self._look, "muted", solid, ring=True), self.tr("The dimple bone (PSIS)")),
        )
        for row, (swatch, text) in enumerate(rows, 1):
            self._words.addWidget(swatch, row, 0, Qt.AlignmentFlag.AlignTop)
            self._words.addWidget(Label(text), row, 1)
        note = self.tr("This drawing is a guide. It cannot tell you which nerve hurts.")
        self._words.addWidget(Label(note, "muted"), len(rows) + 1, 0, 1, 2)
        for above_and_below in (0, len(rows) + 2):
            self._words.setRowStretch(above_and_below, 1)
