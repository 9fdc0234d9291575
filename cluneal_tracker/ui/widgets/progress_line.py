"""How much of a session is behind, without a word to the screen reader each second."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from cluneal_tracker.ui.look import Look

_HEIGHT = 12


class ProgressLine(QWidget):
    """A bar that fills; Qt's own would tell a screen reader of every step."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.share = 0.0
        self.setFixedHeight(_HEIGHT)
        look.changed.connect(self.update)

    def show_share(self, share: float) -> None:
        """Fill it from 0 to 1."""
        self.share = share
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        bar = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(self._look.colour("outline"), 1))
        painter.setBrush(self._look.colour("sunken"))
        painter.drawRoundedRect(bar, 6, 6)
        if self.share > 0:
            bar.setWidth(max(bar.height(), bar.width() * self.share))
            painter.setBrush(self._look.colour("accent"))
            painter.drawRoundedRect(bar, 6, 6)
