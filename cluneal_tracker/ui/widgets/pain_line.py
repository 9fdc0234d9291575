"""The pain line: a bare 100 mm scale on which a person marks how much it hurts."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen

from cluneal_tracker.domain.pain import Given, VasScore
from cluneal_tracker.ui.look import SMALL, Look
from cluneal_tracker.ui.widgets.scale import ARROWS, LINE_PX, PLAIN_KEYS, Scale

_SIDE, _HIT_HEIGHT, _STOP, _MARK = 24, 92, 15, 21
_STEPS = ARROWS | {Qt.Key.Key_PageUp: 10, Qt.Key.Key_PageDown: -10}
_LONGEST_TYPED = 6
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class PainLine(Scale):
    """A line with two ends and no marks on it until the person makes one.

    `marked` carries the score and how it was given: `Given.LINE` after a click, a drag or arrow
    keys, `Given.NUMBER` after typed digits and Enter. `typing` carries the digits so far,
    `refused` a sentence that says why they are no score.
    """

    marked = Signal(VasScore, Given)
    typing = Signal(str)
    refused = Signal(str)

    def __init__(self, look: Look, question: str) -> None:
        super().__init__(look, question)
        self._score: VasScore | None = None
        self._moving: int | None = None
        self._typed = ""
        self.setAccessibleDescription(self.tr("Type a number from 0 to 10, then press Enter."))

    @property
    def score(self) -> VasScore | None:
        """The mark that is shown; None before the first one."""
        return self._score

    @property
    def typed(self) -> str:
        """The digits so far; empty when none wait for Enter."""
        return self._typed

    def show_score(self, score: VasScore | None) -> None:
        """Show a mark, or none, without a signal; what is being typed or dragged goes on."""
        if score != self._score:
            self._score = score
            self.tell_reader()
        self.update()

    def value_text(self) -> str:
        """What a screen reader says."""
        if self._score is None:
            return self.tr("Not marked yet")
        return self.tr("{score} out of 10").format(score=self._score)

    def sizeHint(self) -> QSize:
        return QSize(LINE_PX + 2 * _SIDE, max(_HIT_HEIGHT, self._look.px(64)))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._drag(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._moving is not None:
            self._drag(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._moving is not None and event.button() == Qt.MouseButton.LeftButton:
            self._mark(VasScore(self._moving), Given.LINE)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, text = Qt.Key(event.key()), event.text()
        if text and text in "0123456789.," and event.modifiers() in PLAIN_KEYS:
            self._type(text)
        elif key in _ENTER and self._typed:
            self._enter()
        elif key == Qt.Key.Key_Backspace and self._typed:
            self._type_over(self._typed[:-1])
        elif key == Qt.Key.Key_Escape and self._typed:
            self._type_over("")
        elif key in _STEPS:
            self._mark(self._stepped(_STEPS[key]), Given.LINE)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._mark(VasScore(0 if key == Qt.Key.Key_Home else VasScore.MAX_MM), Given.LINE)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._type_over("")

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint_focus(painter)
        y, left, right = self._line_y(), _SIDE, _SIDE + LINE_PX
        pen = QPen(self._look.colour("text"), 3)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.drawLine(QPointF(left, y), QPointF(right, y))
        for x in (left, right):
            painter.drawLine(QPointF(x, y - _STOP), QPointF(x, y + _STOP))
        shown = self._score if self._moving is None else VasScore(self._moving)
        if shown is not None:
            self._paint_mark(painter, left + shown.mm / VasScore.MAX_MM * LINE_PX, y)
        self._paint_ends(painter)

    def _paint_mark(self, painter: QPainter, x: float, y: float) -> None:
        pen = QPen(self._look.colour("pain"), 6)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.drawLine(QPointF(x, y - _MARK), QPointF(x, y + _MARK))

    def _paint_ends(self, painter: QPainter) -> None:
        painter.setPen(self._look.colour("text"))
        painter.setFont(self._look.font(SMALL if self._look.scale > 1.5 else 16))
        ground = QRectF(self.rect()).adjusted(12, self._line_y() + 18, -12, -12)
        bottom = Qt.AlignmentFlag.AlignBottom
        painter.drawText(ground, Qt.AlignmentFlag.AlignLeft | bottom, self.tr("No pain"))
        painter.drawText(
            ground, Qt.AlignmentFlag.AlignRight | bottom, self.tr("Worst pain you can imagine")
        )

    def _line_y(self) -> float:
        return 30.0

    def _drag(self, place: QPointF) -> None:
        share = (place.x() - _SIDE) / LINE_PX
        self._moving = round(min(max(share, 0.0), 1.0) * VasScore.MAX_MM)
        self.update()

    def _stepped(self, step: int) -> VasScore:
        if self._score is None:
            return VasScore(0 if step > 0 else VasScore.MAX_MM)
        return VasScore(min(max(self._score.mm + step, 0), VasScore.MAX_MM))

    def _type(self, text: str) -> None:
        if len(self._typed) < _LONGEST_TYPED:
            self._type_over(self._typed + text.replace(",", "."))

    def _type_over(self, typed: str) -> None:
        if typed != self._typed:
            self._typed = typed
            self.typing.emit(typed)

    def _enter(self) -> None:
        typed = self._typed
        try:
            score = VasScore.parse(typed.removesuffix("."))
        except ValueError as error:
            self._type_over("")
            self.refused.emit(str(error))
        else:
            self._mark(score, Given.NUMBER)

    def _mark(self, score: VasScore, given: Given) -> None:
        self._moving = None
        self._type_over("")
        self.show_score(score)
        self.marked.emit(score, given)
