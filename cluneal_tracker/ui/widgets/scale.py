"""What all scales have in common: a screen reader takes them for sliders that may be unmarked."""

from __future__ import annotations

from PySide6.QtGui import QAccessible, QAccessibleInterface, QAccessibleValueChangeEvent
from PySide6.QtWidgets import QAccessibleWidget, QWidget

# The same length in every window and at every text size, so that marks can be compared.
LINE_PX = 560


class Scale(QWidget):
    """A scale from 0 to 10 without a mark on it until the person makes one."""

    def value_text(self) -> str:
        """What a screen reader says."""
        raise NotImplementedError

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
