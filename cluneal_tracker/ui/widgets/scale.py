"""What all scales have in common: a screen reader takes them for sliders that may be unmarked."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleInterface,
    QAccessibleValueChangeEvent,
    QFocusEvent,
    QPainter,
    QPen,
)
from PySide6.QtWidgets import QAccessibleWidget, QSizePolicy, QWidget

from cluneal_tracker.ui.look import Look

# The same length in every window and at every text size, so that marks can be compared.
LINE_PX = 560
# Ctrl and a digit is a key of the window, never an answer.
PLAIN_KEYS = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
# The keys that move a mark, by how much.
ARROWS = {
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: 1,
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Down: -1,
}


class Scale(QWidget):
    """A scale from 0 to 10 without a mark on it until the person makes one."""

    def __init__(self, look: Look, question: str) -> None:
        super().__init__()
        self._look = look
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(question)

    def value_text(self) -> str:
        """What a screen reader says."""
        raise NotImplementedError

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paint_focus(self, painter: QPainter) -> None:
        """A frame around the scale while it has the keyboard."""
        if self.hasFocus():
            painter.setPen(QPen(self._look.colour("focus"), 3))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(2, 2, -2, -2), 8, 8)

    def tell_reader(self) -> None:
        """Let a screen reader know that the mark is another one."""
        QAccessible.updateAccessibility(QAccessibleValueChangeEvent(self, self.value_text()))


class _ScaleAccess(QAccessibleWidget):
    """A scale for a screen reader: a slider whose value may be missing."""

    def __init__(self, scale: Scale) -> None:
        super().__init__(scale, QAccessible.Role.Slider)
        self._scale = scale

    def text(self, kind: QAccessible.Text) -> str:
        if kind == QAccessible.Text.Value:
            return self._scale.value_text()
        return super().text(kind)


def install_reader() -> None:
    """Teach Qt how to describe a scale."""
    described: dict[int, _ScaleAccess] = {}

    def describe(_: str, widget: object) -> QAccessibleInterface | None:
        if not isinstance(widget, Scale):
            return None
        # Python must hold the description as long as Qt may ask for it.
        described[id(widget)] = _ScaleAccess(widget)
        widget.destroyed.connect(lambda: described.pop(id(widget), None))
        return described[id(widget)]

    QAccessible.installFactory(describe)
