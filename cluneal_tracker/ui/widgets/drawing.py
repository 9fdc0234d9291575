"""A drawing of an exercise step, as large as its place allows."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

from cluneal_tracker.ui.look import Look


class Drawing(QWidget):
    """Shows one drawing; mirrored, it shows the left side. The text beside it says the same."""

    def __init__(self, look: Look, smallest: QSize) -> None:
        super().__init__()
        self._look = look
        self.name, self.mirrored = "", False
        self._drawn: tuple[object, ...] = ()
        self._picture = QPixmap()
        self.setMinimumSize(smallest)
        look.changed.connect(self.update)

    def show_drawing(self, name: str, *, mirrored: bool = False) -> None:
        """Change to another drawing."""
        if (name, mirrored) != (self.name, self.mirrored):
            self.name, self.mirrored = name, mirrored
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        wanted = (self.name, self.mirrored, self.size(), self._look.palette)
        if wanted != self._drawn:
            self._drawn, self._picture = wanted, self._draw()
        QPainter(self).drawPixmap(QPoint(0, 0), self._picture)

    def _draw(self) -> QPixmap:
        ratio = self.devicePixelRatio()
        try:
            picture = self._look.picture(
                "drawings", self.name, self.size() * ratio, mirrored=self.mirrored
            )
        except FileNotFoundError:
            # An exercise can be done without its drawing.
            return QPixmap()
        picture.setDevicePixelRatio(ratio)
        return picture
