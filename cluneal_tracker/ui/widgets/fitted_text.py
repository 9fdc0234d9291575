"""One line of large text that shrinks rather than being cut off."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from cluneal_tracker.ui.look import Look

LINE_HEIGHT = 1.25


class FittedText(QWidget):
    """A line in the middle of its place, at `size` px if there is room and smaller if not."""

    def __init__(self, look: Look, size: int, token: str, *, bold: bool = False) -> None:
        super().__init__()
        self._look, self._size, self._token, self._bold = look, size, token, bold
        self.text = ""
        look.changed.connect(self.update)

    def show_text(self, text: str) -> None:
        """Change the line."""
        if text != self.text:
            self.text = text
            self.setAccessibleName(text)
            self.update()

    def wanted_height(self) -> int:
        """The height at which the size need not shrink."""
        return round(self._look.px(self._size) * LINE_HEIGHT)

    def fitted_font(self) -> QFont:
        """The largest font in which the whole line fits."""
        font = self._look.font(self._size, bold=self._bold)
        width = QFontMetricsF(font).horizontalAdvance(self.text)
        room = min(self.width() / max(width, 1), self.height() / self.wanted_height())
        if room < 1:
            font.setPixelSize(max(1, int(font.pixelSize() * room)))
        return font

    def ink(self) -> QRect:
        """The place that the letters take."""
        return QFontMetricsF(self.fitted_font()).boundingRect(self.text).toAlignedRect()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self.fitted_font())
        painter.setPen(self._look.colour(self._token))
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip
        painter.drawText(self.rect(), flags, self.text)
