"""A small window that comes up in the corner of the screen and takes no focus."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

_MARGIN, _INSIDE, _BORDER = 24, 16, 2


class CornerWindow(QWidget):
    """Frameless, on top, bottom right; its `column` holds what it shows.

    It is as large as that, and where the screen has not so much room, it scrolls.
    """

    def __init__(self) -> None:
        super().__init__(
            None,
            Qt.WindowType.Tool
            | Qt.WindowType.FramelessWindowHint
            | Qt.WindowType.WindowStaysOnTopHint,
        )
        # What is shown may be so narrow that its buttons would stand one below the other.
        self.narrowest = 0
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setObjectName("corner")
        self._ground = QWidget()
        self._ground.setObjectName("page")
        self.column = QVBoxLayout(self._ground)
        self.column.setContentsMargins(_INSIDE, _INSIDE, _INSIDE, _INSIDE)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self._ground)
        around = QVBoxLayout(self)
        around.setContentsMargins(_BORDER, _BORDER, _BORDER, _BORDER)
        around.addWidget(self._scroll)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.settle_size()

    def settle_size(self) -> None:
        """Be as large as what is shown now, in the corner."""
        screen = self.screen() or QGuiApplication.primaryScreen()
        room = screen.availableGeometry()
        around = QSize(2 * _BORDER, 2 * _BORDER)
        most = room.size() - QSize(2 * _MARGIN, 2 * _MARGIN) - around
        self.column.activate()
        hints = (self._ground.sizeHint(), self._ground.minimumSizeHint())
        width = max(self.narrowest, *(hint.width() for hint in hints))
        height = self._height_for(min(width, most.width()))
        if height > most.height():
            width += self._scroll.verticalScrollBar().sizeHint().width()
        self.resize(QSize(width, height).boundedTo(most) + around)
        corner = room.bottomRight()
        self.move(corner.x() - self.width() - _MARGIN, corner.y() - self.height() - _MARGIN)

    def _height_for(self, width: int) -> int:
        # Text that wraps may ask for less than the rows below it need at the least.
        least = self._ground.minimumSizeHint().height()
        if self.column.hasHeightForWidth():
            return max(least, self.column.totalHeightForWidth(width))
        return max(least, self._ground.sizeHint().height())
