"""A row of the numbers from 0 to 10, of which one is the answer to a question."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen

from cluneal_tracker.ui.look import SMALL, Look
from cluneal_tracker.ui.widgets.scale import ARROWS, LINE_PX, PLAIN_KEYS, Scale

_MOST = 10
_SIDE, _EDGE, _GAP = 8, 8, 4
# Before scaling; a number keeps its place in the row at every size of text.
_CELL, _ENDS, _LARGEST = 48, 30, 30


class NumberScale(Scale):
    """Eleven numbers with a phrase at each end; none is chosen until the person chooses.

    `chosen` carries the number. A digit chooses at once; a 1 and then a 0 make the ten. `wide` is
    how long the row is, in px at any size of text.
    """

    chosen = Signal(int)

    def __init__(
        self, look: Look, question: str, lowest: str, highest: str, wide: int = LINE_PX
    ) -> None:
        super().__init__(look, question)
        self._ends = (lowest, highest)
        self._wide, self._cell_width = wide, wide / (_MOST + 1)
        self._value: int | None = None
        self._one_typed = False
        described = self.tr("Type a number from 0 to 10. 0 is “{lowest}”, 10 is “{highest}”.")
        self.setAccessibleDescription(described.format(lowest=lowest, highest=highest))
        look.changed.connect(self.updateGeometry)

    @property
    def value(self) -> int | None:
        """The answer; None before there is one."""
        return self._value

    def show_value(self, value: int | None) -> None:
        """Show an answer, or none, without a signal."""
        if value != self._value:
            self._value = value
            self.tell_reader()
        self._one_typed = False
        self.update()

    def value_text(self) -> str:
        if self._value is None:
            return self.tr("Not answered yet")
        return self.tr("{number} out of 10").format(number=self._value)

    def place(self, number: int) -> QRectF:
        """The cell of a number."""
        left = _SIDE + number * self._cell_width + _GAP / 2
        return QRectF(left, _EDGE, self._cell_width - _GAP, self._cell_height())

    def sizeHint(self) -> QSize:
        height = self._cell_height() + self._look.px(_ENDS) + 2 * _EDGE
        return QSize(self._wide + 2 * _SIDE, height)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        # Without the press, Qt sends no release.
        event.setAccepted(event.button() == Qt.MouseButton.LeftButton)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        inside = QRectF(self.rect()).contains(at) and at.y() <= self.place(0).bottom() + _EDGE
        if event.button() == Qt.MouseButton.LeftButton and inside:
            number = int((at.x() - _SIDE) // self._cell_width)
            self._choose(min(max(number, 0), _MOST))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, text = Qt.Key(event.key()), event.text()
        if text and text in "0123456789" and event.modifiers() in PLAIN_KEYS:
            self._type(int(text))
        elif key in ARROWS:
            self._choose(self._stepped(ARROWS[key]))
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._choose(0 if key == Qt.Key.Key_Home else _MOST)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._one_typed = False

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint_focus(painter)
        for number in range(_MOST + 1):
            self._paint_cell(painter, number)
        self._paint_ends(painter)

    def _paint_cell(self, painter: QPainter, number: int) -> None:
        chosen = number == self._value
        painter.setPen(QPen(self._look.colour("accent" if chosen else "outline"), 1))
        painter.setBrush(self._look.colour("accent" if chosen else "surface"))
        cell = self.place(number)
        painter.drawRoundedRect(cell.adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        font = self._look.font(bold=chosen)
        font.setPixelSize(min(font.pixelSize(), _LARGEST))
        painter.setFont(font)
        painter.setPen(self._look.colour("on_accent" if chosen else "text"))
        painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, str(number))

    def _paint_ends(self, painter: QPainter) -> None:
        painter.setPen(self._look.colour("text"))
        painter.setFont(self._look.font(SMALL))
        ground = QRectF(self.rect())
        inset = _SIDE + _GAP
        ground.setTopLeft(QPointF(inset, self.place(0).bottom()))
        ground.adjust(0, 0, -inset, -_EDGE)
        for phrase, side in zip(
            self._ends, (Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight), strict=True
        ):
            painter.drawText(ground, side | Qt.AlignmentFlag.AlignBottom, phrase)

    def _cell_height(self) -> int:
        return max(_CELL, self._look.px(_CELL) * 3 // 4)

    def _type(self, digit: int) -> None:
        ten = digit == 0 and self._one_typed
        self._choose(_MOST if ten else digit)
        self._one_typed = digit == 1

    def _stepped(self, step: int) -> int:
        if self._value is None:
            return 0 if step > 0 else _MOST
        return min(max(self._value + step, 0), _MOST)

    def _choose(self, number: int) -> None:
        self.show_value(number)
        self.chosen.emit(number)
