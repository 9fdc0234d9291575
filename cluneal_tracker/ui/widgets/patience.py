"""A word over the foot of a page while something is done that takes more than a moment."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QFrame, QStyle, QVBoxLayout, QWidget

from cluneal_tracker.ui.widgets.basics import Label
from cluneal_tracker.ui.widgets.strip import announce

_EDGE = 24


@contextmanager
def patience(over: QWidget, words: str) -> Iterator[None]:
    """Say what is being done for as long as it lasts; the window takes no input meanwhile."""
    sign = _Sign(over, words)
    announce(over, words)
    sign.show()
    # What is done now keeps the event loop from drawing it.
    sign.repaint()
    try:
        yield
    finally:
        sign.hide()
        sign.deleteLater()


class _Sign(QFrame):
    def __init__(self, over: QWidget, words: str) -> None:
        super().__init__(over)
        self.setObjectName("toast")
        column = QVBoxLayout(self)
        column.setContentsMargins(_EDGE, _EDGE // 2, _EDGE, _EDGE // 2)
        column.addWidget(Label(words, "strong", wrap=False))
        room = over.rect().adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE)
        foot = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom
        size = self.sizeHint().boundedTo(room.size())
        place: QRect = QStyle.alignedRect(self.layoutDirection(), foot, size, room)
        self.setGeometry(place)
