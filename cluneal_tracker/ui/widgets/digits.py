"""The big number of the timer, made to be read from the floor."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from cluneal_tracker.ui.look import Look

_FLASH_MS = 350
_CLOCK_FROM = 100
_MINUTE = 60
# Shares of the place: the digits leave a border for the ring around them.
_WIDTH, _HEIGHT, _BORDER = 0.9, 0.82, 0.09
# The sign after "how often" is smaller than the number, and a little apart from it.
_TIMES, _SIGN, _APART = "×", 0.45, 0.12


class Digits(QWidget):
    """Seconds, or minutes and seconds in a long phase; a ring flashes with each sound."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.text, self._sign, self._token = "", "", "accent"
        self.flashing, self._strong = False, False
        self._flash = QTimer(self, singleShot=True, interval=_FLASH_MS)
        self._flash.timeout.connect(self.end_flash)
        look.changed.connect(self.update)

    def show_seconds(self, seconds: int, of: float, *, quiet: bool) -> None:
        """Show what is left of a phase of `of` seconds; quiet while it stands still."""
        text = str(seconds)
        if of >= _CLOCK_FROM:
            text = f"{seconds // _MINUTE}:{seconds % _MINUTE:02}"
        self._show(text, "", quiet=quiet)

    def show_times(self, times: int, *, quiet: bool) -> None:
        """Show how often to do what is done at one's own pace."""
        self._show(str(times), _TIMES, quiet=quiet)

    def _show(self, text: str, sign: str, *, quiet: bool) -> None:
        told = text, sign, "muted" if quiet else "accent"
        if told != (self.text, self._sign, self._token):
            self.text, self._sign, self._token = told
            self.update()

    def flash(self, *, strong: bool) -> None:
        """Be the visible twin of a sound: a filled ring for a change, a thin one for a tick."""
        self.flashing, self._strong = True, strong
        self._flash.start()
        self.update()

    @property
    def shown(self) -> str:
        """All that is shown, as one text."""
        return f"{self.text} {self._sign}".rstrip()

    def digit_height(self) -> float:
        """How tall the digits are, in px."""
        return QFontMetricsF(self._font()).capHeight()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.flashing:
            self._paint_ring(painter)
        font = self._font()
        measure = QFontMetricsF(font)
        middle = QRectF(self.rect()).center()
        at = QPointF(middle.x() - self._width(font) / 2, middle.y() + measure.capHeight() / 2)
        painter.setPen(self._look.colour(self._token))
        painter.setFont(font)
        painter.drawText(at, self.text)
        at.setX(at.x() + measure.horizontalAdvance(self.text) + font.pixelSize() * _APART)
        painter.setFont(_smaller(font))
        painter.drawText(at, self._sign)

    def _font(self) -> QFont:
        """The same size for one digit and for two, so that nothing jumps."""
        font = self._look.font(bold=True)
        font.setPixelSize(100)
        measure = QFontMetricsF(font)
        form = "00:00" if ":" in self.text else "00"
        widest = max(measure.horizontalAdvance(form), self._width(font))
        share = min(self.width() * _WIDTH / widest, self.height() * _HEIGHT / measure.capHeight())
        font.setPixelSize(max(1, int(100 * share)))
        return font

    def _width(self, font: QFont) -> float:
        """How wide the number and its sign are."""
        number = QFontMetricsF(font).horizontalAdvance(self.text)
        if not self._sign:
            return number
        sign = QFontMetricsF(_smaller(font)).horizontalAdvance(self._sign)
        return number + font.pixelSize() * _APART + sign

    def _paint_ring(self, painter: QPainter) -> None:
        border = self.digit_height() * _BORDER
        ring = QRectF(0, 0, self._width(self._font()), self.digit_height())
        ring.moveCenter(QRectF(self.rect()).center())
        ring.adjust(-2 * border, -border, 2 * border, border)
        painter.setPen(QPen(self._look.colour("accent"), 4 if self._strong else 3))
        painter.setBrush(self._look.colour("selected") if self._strong else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(
            ring.intersected(QRectF(self.rect()).adjusted(3, 3, -3, -3)), 24, 24
        )

    def end_flash(self) -> None:
        """Take the ring away, also before its time."""
        self._flash.stop()
        self.flashing = False
        self.update()


def _smaller(font: QFont) -> QFont:
    smaller = QFont(font)
    smaller.setPixelSize(max(1, int(font.pixelSize() * _SIGN)))
    return smaller
