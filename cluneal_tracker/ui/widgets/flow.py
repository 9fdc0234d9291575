"""A layout that puts widgets side by side and wraps them like words."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem


class FlowLayout(QLayout):
    """Rows of widgets, as many a row as fit; `equal` gives all the same width, in columns."""

    def __init__(self, gap: int = 8, *, equal: bool = False) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._equal = equal
        self.setSpacing(gap)
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._place(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, move=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def _place(self, rect: QRect, *, move: bool) -> int:
        x, y, row = rect.x(), rect.y(), 0
        column = self._column_width(rect.width()) if self._equal else 0
        for item in self._shown():
            height = item.sizeHint().height()
            width = column or min(item.sizeHint().width(), rect.width())
            if x > rect.x() and x + width > rect.right() + 1:
                x, y, row = rect.x(), y + row + self.spacing(), 0
            if move:
                item.setGeometry(QRect(x, y, width, height))
            x, row = x + width + self.spacing(), max(row, height)
        return y + row - rect.y()

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _column_width(self, width: int) -> int:
        widest = max((item.sizeHint().width() for item in self._shown()), default=1)
        columns = max(1, (width + self.spacing()) // (widest + self.spacing()))
        return (width - (columns - 1) * self.spacing()) // columns
