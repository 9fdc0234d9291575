"""A small window that comes up in the corner of the screen and takes no focus."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

_MARGIN = 24


class CornerWindow(QWidget):
    """Frameless, on top, bottom right; its `column` holds what it shows."""

    def __init__(self) -> None:
        super().__init__(
            None,
            Qt.WindowType.Tool
            | Qt.WindowType.FramelessWindowHint
            | Qt.WindowType.WindowStaysOnTopHint,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setObjectName("corner")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(16, 16, 16, 16)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.settle_size()

    def settle_size(self) -> None:
        """Be as large as what is shown, with the corner where it was."""
        self.column.activate()
        self.adjustSize()
        screen = self.screen() or QGuiApplication.primaryScreen()
        corner = screen.availableGeometry().bottomRight()
        self.move(corner.x() - self.width() - _MARGIN, corner.y() - self.height() - _MARGIN)
