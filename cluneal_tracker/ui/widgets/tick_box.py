"""A box to tick whose words go on in a second line where one is too short."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSizePolicy

from cluneal_tracker.ui.look import TARGET, Look
from cluneal_tracker.ui.widgets.basics import Label

_BOX, _GAP, _AROUND = 30, 12, 8
# Lest rounding takes the last word to a second line.
_SPARE = 2


class TickBox(QCheckBox):
    """The words can be pressed as well as the box; Qt's own never wrap."""

    def __init__(self, look: Look, text: str) -> None:
        super().__init__()
        self._look = look
        self.setAccessibleName(text)
        self.words = Label(text)
        self.words.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self.words)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        look.changed.connect(self._take_look)
        self._take_look()

    def sizeHint(self) -> QSize:
        """That of the words in one line beside the box; they wrap where there is less room."""
        self.words.ensurePolished()
        words = self.words.fontMetrics().horizontalAdvance(self.words.text()) + _SPARE
        edges = self._row.contentsMargins()
        return QSize(edges.left() + words + edges.right(), self._row.totalSizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return self._row.totalMinimumSize()

    def hitButton(self, at: QPoint) -> bool:
        return self.rect().contains(at)

    def _take_look(self) -> None:
        around = self._look.px(_AROUND)
        self._row.setContentsMargins(self._look.px(_BOX + _GAP), around, around, around)
        self.words.setMinimumHeight(self._look.px(TARGET) - 2 * around)
