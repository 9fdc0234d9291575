"""The page for the doctor as it will look on paper, drawn beside the window's thread."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QHideEvent,
    QImage,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.platform.background import Background

# Makes a PNG of the page, so many pixels wide, and says what stands on it.
Paint = Callable[[int], tuple[bytes, str]]

_SETTLE_MS, _NARROWEST = 120, 320


class PageView(QWidget):
    """Shows one sheet of paper. `failed` carries what went wrong."""

    drawn = Signal()
    failed = Signal(Exception)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._paint: Paint | None = None
        self._asked: tuple[Paint, int] | None = None
        self._pixmap = QPixmap()
        self._shape = 1.414
        self.work = Background()
        self.work.done.connect(self._take)
        self.work.failed.connect(self._give_up)
        self._settle = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._settle.timeout.connect(self._ask)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(self.tr("Picture of the page"))

    def show_page(self, paint: Paint, shape: float) -> None:
        """Show a page; `shape` is its height by its width."""
        self._paint, self._shape = paint, shape
        self.updateGeometry()
        self._settle.start()

    def heightForWidth(self, width: int) -> int:
        return round(width * self._shape)

    def sizeHint(self) -> QSize:
        return QSize(560, self.heightForWidth(560))

    def minimumSizeHint(self) -> QSize:
        return QSize(_NARROWEST, self.heightForWidth(_NARROWEST))

    def _ask(self) -> None:
        width = round(self._sheet().width() * self.devicePixelRatioF())
        if self._paint is None or not self.isVisible() or (self._paint, width) == self._asked:
            return
        paint = self._paint
        self._asked = (paint, width)
        self.work.ask(lambda: paint(width))

    def _take(self, made: tuple[bytes, str]) -> None:
        picture, words = made
        self._pixmap = QPixmap.fromImage(QImage.fromData(picture))
        self.setAccessibleDescription(words)
        self.update()
        self.drawn.emit()

    def _give_up(self, error: Exception) -> None:
        self._asked, self._pixmap = None, QPixmap()
        self.update()
        self.failed.emit(error)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._settle.start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._ask()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self.work.busy:
            self.work.forget()
            self._asked = None

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        sheet = self._sheet()
        painter.fillRect(sheet, Qt.GlobalColor.white)
        if self._pixmap.isNull() and self.work.busy:
            # Paper is white in every theme, so its words are dark.
            painter.setPen(Qt.GlobalColor.black)
            painter.setFont(self._look.font())
            painter.drawText(sheet, Qt.AlignmentFlag.AlignCenter, self.tr("Drawing your page."))
        elif not self._pixmap.isNull():
            painter.drawPixmap(sheet, self._pixmap, QRectF(self._pixmap.rect()))
        painter.setPen(QPen(self._look.colour("outline"), 1))
        painter.drawRect(sheet.adjusted(0.5, 0.5, -0.5, -0.5))

    def _sheet(self) -> QRectF:
        """The place of the paper: as wide as the widget, or as high."""
        width = min(self.width(), self.height() / self._shape)
        return QRectF((self.width() - width) / 2, 0, width, width * self._shape)
