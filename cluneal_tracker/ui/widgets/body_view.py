"""The body from behind, on which spots are marked with one click or by keys."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy

from cluneal_tracker.domain.body_areas import BOTTOM, TOP, Area, is_on_body
from cluneal_tracker.domain.body_map import Spot
from cluneal_tracker.domain.pain import Side
from cluneal_tracker.render.body_drawing import body_lines
from cluneal_tracker.render.body_words import place_text
from cluneal_tracker.render.sentences import Phrases
from cluneal_tracker.ui.look import SMALL, Look
from cluneal_tracker.ui.widgets.framed import Framed
from cluneal_tracker.ui.widgets.strip import announce

# In mm; what is drawn of the body, with a margin.
_VIEW = QRectF(-170, TOP - 6, 340, BOTTOM - TOP + 14)
_USUAL, _LARGEST, _SMALLEST = 0.92, 1.4, 0.5
# Below the body, the place of the keys: so many lines, at least so wide, in px.
_LINES, _PLACE_WIDTH = 2, 260
# An arrow moves the cursor so far; a click or Enter so near to a spot takes that one, in mm.
STEP, _NEAR = 5, 12
_RADIUS, _NUMBER, _MARGIN = 11, 14, 10
_ARROWS = {
    Qt.Key.Key_Left: (-STEP, 0),
    Qt.Key.Key_Right: (STEP, 0),
    Qt.Key.Key_Up: (0, -STEP),
    Qt.Key.Key_Down: (0, STEP),
}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
_DELETE = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


class BodyView(Framed):
    """Shows numbered spots. Arrows move a cursor, Enter marks, Delete takes a spot out.

    `marked` carries a place in mm, `chosen` and `delete_requested` the id of a spot.
    """

    marked = Signal(int, int)
    chosen = Signal(str)
    delete_requested = Signal(str)

    def __init__(self, look: Look, phrases: Phrases) -> None:
        super().__init__(look)
        self._phrases = phrases
        self._spots: Sequence[Spot] = ()
        self._offered: Sequence[Spot] = ()
        self._chosen: str | None = None
        self._cursor = Area.HIP_BONE.middle
        self._room = math.inf
        self.setAccessibleName(self.tr("Your body from behind"))
        self.setAccessibleDescription(
            self.tr("Arrows move over the body, Enter marks a spot, Delete takes it out.")
        )
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.changed.connect(self._take_look)
        self._take_look()

    def show_state(
        self, spots: Sequence[Spot], offered: Sequence[Spot], chosen: str | None
    ) -> None:
        """Show the spots of a day, and as dashed rings those that are offered."""
        self._spots, self._offered, self._chosen = spots, offered, chosen
        at = next((spot for spot in spots if spot.id == chosen), None)
        if at is not None:
            self._cursor = (at.x, at.y)
        self.update()

    def begin_at(self, side: Side) -> None:
        """Let the cursor begin on a person's side."""
        x, y = Area.HIP_BONE.middle
        self._cursor = (-x if side is Side.LEFT else x, y)

    @property
    def cursor_place(self) -> tuple[int, int]:
        """Where the keys are, in mm."""
        return self._cursor

    def on_screen(self, x: float, y: float) -> QPointF:
        """Where a place of the body is on this widget."""
        return (QPointF(x, y) - _VIEW.topLeft()) * self._scale + self._inset

    def fit(self, height: int) -> None:
        """Be no higher than so many px, down to half a px for a mm."""
        self._room = height
        self._take_look()

    @property
    def cursor_text(self) -> str:
        """Where the keys are, in words."""
        return place_text(*self._cursor, self._phrases)

    def sizeHint(self) -> QSize:
        body = (_VIEW.size() * self._scale).toSize()
        return QSize(max(body.width(), self._look.px(_PLACE_WIDTH)), body.height() + self._foot)

    def _take_look(self) -> None:
        """Grow with the text, as far as there is room for."""
        grown = min(self._look.scale, _LARGEST)
        lines = QFontMetrics(self._look.font(SMALL)).lineSpacing()
        self._foot = _LINES * lines + _MARGIN
        fitting = (self._room - self._foot) / _VIEW.height()
        self._scale = min(_USUAL * grown, max(fitting, _SMALLEST))
        self._radius = _RADIUS * min(grown, max(self._scale / _USUAL, 1))
        inset = self.sizeHint().width() - _VIEW.width() * self._scale
        self._inset = QPointF(inset / 2, 0)
        self.setFixedSize(self.sizeHint())
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        # Without the press, Qt sends no release.
        event.setAccepted(event.button() == Qt.MouseButton.LeftButton)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            place = (event.position() - self._inset) / self._scale + _VIEW.topLeft()
            self._take(round(place.x()), round(place.y()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _ARROWS and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._move(*_ARROWS[key])
        elif key in _ENTER:
            self._take(*self._cursor)
        elif key in _DELETE and (spot := self._near(*self._cursor)):
            self.delete_requested.emit(spot.id)
        else:
            super().keyPressEvent(event)

    def _move(self, across: int, down: int) -> None:
        """Move the cursor, over the gap between the legs too; it stays on the body."""
        x, y = self._cursor
        while abs(x + across) <= _VIEW.right() and TOP <= y + down <= BOTTOM:
            x, y = x + across, y + down
            if is_on_body(x, y):
                self._cursor = (x, y)
                break
        self.update()
        announce(self, self.cursor_text)

    def _take(self, x: int, y: int) -> None:
        """Choose the spot of a place, or mark a new one."""
        if spot := self._near(x, y):
            self.chosen.emit(spot.id)
        elif is_on_body(x, y):
            self._cursor = (x, y)
            self.marked.emit(x, y)
        else:
            announce(self, self.tr("That is beside the body."))

    def _near(self, x: int, y: int) -> Spot | None:
        away = {spot.id: (spot.x - x) ** 2 + (spot.y - y) ** 2 for spot in self._spots}
        near = [spot for spot in self._spots if away[spot.id] <= _NEAR**2]
        return min(near, key=lambda spot: away[spot.id], default=None)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = self.frame()
        self._paint_body(painter)
        for spot in self._offered:
            painter.setPen(QPen(self._look.colour("pain"), 2, Qt.PenStyle.DashLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(self.on_screen(spot.x, spot.y), self._radius, self._radius)
        for spot in self._spots:
            self._paint_spread(painter, spot)
        for number, spot in enumerate(self._spots, 1):
            self._paint_spot(painter, number, spot)
        if self.hasFocus():
            self._paint_cursor(painter)
            self._paint_place(painter)

    def _paint_body(self, painter: QPainter) -> None:
        painter.save()
        painter.setClipRect(QRectF(self.rect()).adjusted(3, 3, -3, -3 - self._foot))
        for line in body_lines():
            pen = QPen(self._look.colour(line.token), max(1.0, line.width * self._scale * 0.75))
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.setPen(pen)
            painter.drawPolyline([self.on_screen(x, y) for x, y in line.points])
        painter.restore()
        painter.setFont(self._look.font(SMALL, bold=True))
        painter.setPen(self._look.colour("text"))
        foot = QRectF(self.rect()).adjusted(_MARGIN, 0, -_MARGIN, -_MARGIN - self._foot)
        align = Qt.AlignmentFlag
        painter.drawText(foot, align.AlignLeft | align.AlignBottom, self.tr("Left"))
        painter.drawText(foot, align.AlignRight | align.AlignBottom, self.tr("Right"))

    def _paint_spread(self, painter: QPainter, spot: Spot) -> None:
        start, end = self.on_screen(spot.x, spot.y), self.on_screen(*spot.reach)
        if start != end:
            for colour, width in (("pain", 8), ("band", 4)):
                pen = QPen(self._look.colour(colour), width)
                pen.setCapStyle(Qt.PenCapStyle.RoundCap)
                painter.setPen(pen)
                painter.drawLine(start, end)
        elif spot.spread:
            painter.setPen(QPen(self._look.colour("pain"), 2, Qt.PenStyle.DotLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            reach = spot.spread * self._scale
            painter.drawEllipse(start, reach, reach)

    def _paint_spot(self, painter: QPainter, number: int, spot: Spot) -> None:
        """The stronger, the darker; hollow where no strength was told."""
        middle = self.on_screen(spot.x, spot.y)
        palette = self._look.palette
        fill, ink = palette.surface, palette.text
        if spot.strength is not None:
            step = min(spot.strength.mm // 20, len(palette.ramp) - 1)
            fill, ink = palette.ramp[step], palette.on_ramp[step]
        if spot.id == self._chosen:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._look.colour("accent"), 3))
            painter.drawEllipse(middle, self._radius + 5, self._radius + 5)
        painter.setPen(QPen(self._look.colour("pain"), 2.5))
        painter.setBrush(fill)
        painter.drawEllipse(middle, self._radius, self._radius)
        font = self._look.font(SMALL, bold=True)
        font.setPixelSize(round(_NUMBER * self._radius / _RADIUS))
        painter.setFont(font)
        painter.setPen(ink)
        room = QRectF(0, 0, 2 * self._radius, 2 * self._radius)
        room.moveCenter(middle)
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, str(number))

    def _paint_place(self, painter: QPainter) -> None:
        """Where the keys are, in the room that is kept for it."""
        painter.setFont(self._look.font(SMALL))
        painter.setPen(self._look.colour("text"))
        room = QRectF(self.rect()).adjusted(_MARGIN, 0, -_MARGIN, -_MARGIN / 2)
        room.setTop(room.bottom() - self._foot)
        align = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(room, align, self.cursor_text)

    def _paint_cursor(self, painter: QPainter) -> None:
        middle = self.on_screen(*self._cursor)
        painter.setPen(QPen(self._look.colour("focus"), 2))
        for across, down in ((1, 0), (-1, 0), (0, 1), (0, -1)):
            way = QPointF(across, down)
            painter.drawLine(middle + way * (self._radius + 3), middle + way * (self._radius + 12))
