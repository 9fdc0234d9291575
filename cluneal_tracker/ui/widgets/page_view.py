"""The page for the doctor as it will look on paper, drawn beside the window's thread."""

from __future__ import annotations

from collections.abc import Callable, Sequence

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

# Makes a PNG of each page, so many pixels wide, and says what stands on the first one.
Paint = Callable[[int], tuple[Sequence[bytes], str]]

_SETTLE_MS, _NARROWEST = 120, 320


class PageView(QWidget):
    """Shows one sheet of paper of one or several. `failed` carries what went wrong."""

    drawn = Signal()
    failed = Signal(Exception)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._paint: Paint | None = None
        self._asked: tuple[Paint, int] | None = None
        self._pixmap = QPixmap()
        self._pages: Sequence[bytes] = ()
        self._words = ""
        self.number = 0
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

    @property
    def count(self) -> int:
        """How many sheets there are; none before they are drawn."""
        return len(self._pages)

    def show_number(self, number: int) -> None:
        """Show another sheet, counted from 0; one past the last is the last."""
        self.number = max(0, min(number, self.count - 1))
        if self._pages:
            self._pixmap = QPixmap.fromImage(QImage.fromData(self._pages[self.number]))
        self.setAccessibleDescription("" if self.number else self._words)
        self.update()

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

    def _take(self, made: tuple[Sequence[bytes], str]) -> None:
        self._pages, self._words = made
        self.show_number(self.number)
        self.drawn.emit()

    def _give_up(self, error: Exception) -> None:
        self._asked, self._pixmap, self._pages = None, QPixmap(), ()
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
