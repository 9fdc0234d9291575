"""A drawing on a panel of its own, which shows where the keyboard is."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QWidget

from cluneal_tracker.ui.look import Look

_ROUND = 12


class Framed(QWidget):
    """Those who make one of it begin to paint with `frame`."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look

    def frame(self) -> QPainter:
        """A painter that has painted the panel, with a ring around it while it has the keyboard."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focus = self.hasFocus()
        painter.setPen(QPen(self._look.colour("focus" if focus else "hairline"), 3 if focus else 1))
        painter.setBrush(self._look.colour("surface"))
        edge = 2 if focus else 0.5
        around = QRectF(self.rect()).adjusted(edge, edge, -edge, -edge)
        painter.drawRoundedRect(around, _ROUND, _ROUND)
        return painter
