"""Layouts that make room: widgets that wrap like words, a heading with what stands beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

import shiboken6
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLabel, QLayout, QLayoutItem, QWidget


class FlowLayout(QLayout):
    """Rows of widgets, as many a row as fit; `equal` gives all the same width, in columns."""

    def __init__(self, gap: int = 8, *, equal: bool = False) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._equal = equal
        self._heights: dict[int, int] = {}
        self.setSpacing(gap)
        self.setContentsMargins(0, 0, 0, 0)
        # Qt leaves the items that it made to the layout, and one in Python has no end of its own.
        self.destroyed.connect(partial(_delete, self._items))

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

    def invalidate(self) -> None:
        self._heights.clear()
        super().invalidate()

    def heightForWidth(self, width: int) -> int:
        # Qt asks for the same widths over and over while it lays a page out.
        if width not in self._heights:
            margins = self.contentsMargins()
            inside = QRect(0, 0, width, 0).marginsRemoved(margins)
            height = self._place(inside, move=False)
            self._heights[width] = height + margins.top() + margins.bottom()
        return self._heights[width]

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect.marginsRemoved(self.contentsMargins()), move=True)

    def insertWidget(self, index: int, widget: QWidget) -> None:
        """Put a widget before the item at `index`."""
        self.addWidget(widget)
        self._items.insert(index, self._items.pop())

    def sizeHint(self) -> QSize:
        """Room for any one of them as it would like to be."""
        return self._largest(item.sizeHint() for item in self._shown())

    def minimumSize(self) -> QSize:
        return self._largest(item.minimumSize() for item in self._items)

    @staticmethod
    def _largest(sizes: Iterable[QSize]) -> QSize:
        size = QSize()
        for one in sizes:
            size = size.expandedTo(one)
        return size

    def _place(self, rect: QRect, *, move: bool) -> int:
        return self._place_wrapped(rect, self._shown(), move=move)

    def _place_wrapped(self, rect: QRect, items: list[QLayoutItem], *, move: bool) -> int:
        y = rect.y()
        for row in self._rows(items, rect.width()):
            high = max(size.height() for _, size in row)
            x = rect.x()
            for item, size in row:
                if move:
                    # Words stand level with those of the button beside them.
                    lower = (high - size.height()) // 2 if isinstance(item.widget(), QLabel) else 0
                    item.setGeometry(QRect(QPoint(x, y + lower), size))
                x += size.width() + self.spacing()
            y += high + self.spacing()
        return max(0, y - self.spacing() - rect.y())

    def _rows(
        self, items: list[QLayoutItem], room: int
    ) -> Iterator[list[tuple[QLayoutItem, QSize]]]:
        """The items with their sizes, as many a row as fit into so many px."""
        column = self._column_width(room) if self._equal else 0
        row: list[tuple[QLayoutItem, QSize]] = []
        taken = 0
        for item in items:
            width = column or min(item.sizeHint().width(), room)
            if row and taken + width > room:
                yield row
                row, taken = [], 0
            row.append((item, QSize(width, _height(item, width))))
            taken += width + self.spacing()
        if row:
            yield row

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _column_width(self, width: int) -> int:
        widest = max((item.sizeHint().width() for item in self._shown()), default=1)
        columns = max(1, (width + self.spacing()) // (widest + self.spacing()))
        return (width - (columns - 1) * self.spacing()) // columns


class HeadLayout(FlowLayout):
    """A first item that takes the room that is left, the others at its right end.

    Where they do not fit beside it, the others move below it.
    """

    def minimumSize(self) -> QSize:
        """Narrow enough for the widest single item; the first one wraps its text."""
        widths = [item.sizeHint().width() for item in self._shown()[1:]]
        return QSize(max([*widths, 120]), 0)

    def sizeHint(self) -> QSize:
        shown = self._shown()
        width = sum(map(_natural_width, shown)) + self.spacing() * (len(shown) - 1)
        return QSize(width, max((item.sizeHint().height() for item in shown), default=0))

    def _place(self, rect: QRect, *, move: bool) -> int:
        shown = self._shown()
        if not shown:
            return 0
        head, rest = shown[0], shown[1:]
        beside = sum(item.sizeHint().width() + self.spacing() for item in rest)
        if _natural_width(head) + beside <= rect.width() or not rest:
            return self._place_beside(rect, head, rest, beside, move=move)
        height = _height(head, rect.width())
        if move:
            head.setGeometry(QRect(rect.x(), rect.y(), rect.width(), height))
        below = rect.adjusted(0, height + self.spacing(), 0, 0)
        return height + self.spacing() + self._place_wrapped(below, rest, move=move)

    def _place_beside(
        self, rect: QRect, head: QLayoutItem, rest: list[QLayoutItem], beside: int, *, move: bool
    ) -> int:
        width = rect.width() - beside
        height = max([_height(head, width), *(item.sizeHint().height() for item in rest)])
        if move:
            head.setGeometry(QRect(rect.x(), rect.y(), width, height))
            x = rect.x() + width + self.spacing()
            for item in rest:
                size = item.sizeHint()
                y = rect.y() + (height - size.height()) // 2
                item.setGeometry(QRect(x, y, size.width(), size.height()))
                x += size.width() + self.spacing()
        return height


def _delete(items: list[QLayoutItem]) -> None:
    for item in items:
        shiboken6.delete(item)


def _height(item: QLayoutItem, width: int) -> int:
    return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()


def _natural_width(item: QLayoutItem) -> int:
    """How wide an item is when its text does not wrap."""
    widget = item.widget()
    if not isinstance(widget, QLabel):
        return item.sizeHint().width()
    widget.ensurePolished()
    return widget.fontMetrics().horizontalAdvance(widget.text()) + 2
