"""The chart on the screen: a picture drawn beside the window's thread, read out day by day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QHideEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QSizePolicy

from cluneal_tracker.render.palette import Palette
from cluneal_tracker.services.trends import TrendView
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.platform.background import Background
from cluneal_tracker.ui.widgets.framed import Framed
from cluneal_tracker.ui.widgets.trend_choices import BESIDE

if TYPE_CHECKING:
    from cluneal_tracker.render.chart import ChartImage

# The view, its colours, width and height in px, the screen's scale and that of the text.
Request = tuple[TrendView, Palette, int, int, float, float]

_MARGIN, _SETTLE_MS, _WEEK = 12, 60, 7
# A page comes to its size in a few steps; the first picture waits for the last of them.
_LAYOUT_MS = 10
_LOWEST, _SECOND_SIDE, _A_LANE = 440, 200, 20
_STEPS = {
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_PageDown: _WEEK,
    Qt.Key.Key_PageUp: -_WEEK,
}


class ChartView(Framed):
    """Shows a chart and a line at the day that is read.

    `day_read` carries that day, None for none. `failed` says that no chart could be drawn.
    `letters` gives by how much its text is enlarged, the text size by default.
    """

    day_read = Signal(object)
    drawn = Signal()
    failed = Signal()

    def __init__(
        self,
        look: Look,
        draw: Callable[..., ChartImage],
        letters: Callable[[], float] | None = None,
    ) -> None:
        super().__init__(look)
        self._look, self._draw = look, draw
        self._letters = letters or (lambda: look.scale)
        self._view: TrendView | None = None
        self._asked: Request | None = None
        self._image: ChartImage | None = None
        self._pixmap = QPixmap()
        self._day: date | None = None
        self.work = Background()
        self.work.done.connect(self._take)
        self.work.failed.connect(self._give_up)
        # A window that is being pulled larger sends many sizes; only the last is drawn.
        self._settle = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._settle.timeout.connect(self._ask)
        look.changed.connect(self._take_look)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Chart of your pain"))

    @property
    def day(self) -> date | None:
        """The day that is read."""
        return self._day

    def show_view(self, view: TrendView, description: str) -> None:
        """Draw a range of days; `description` is what a screen reader says of it."""
        self._view = view
        self.setAccessibleDescription(description)
        if self._day is not None and not view.first <= self._day <= view.last:
            self.read_day(None)
        self.updateGeometry()
        self._settle.start(_LAYOUT_MS)

    def read_day(self, day: date | None) -> None:
        """Put the line on a day, or take it away."""
        if day != self._day:
            self._day = day
            self.update()
            self.day_read.emit(day)

    def sizeHint(self) -> QSize:
        return QSize(640, self.minimumSizeHint().height())

    def minimumSizeHint(self) -> QSize:
        sides, lanes = (len(self._view.sides), len(self._view.activities)) if self._view else (1, 0)
        height = _LOWEST + _SECOND_SIDE * (sides > 1) + _A_LANE * lanes
        return QSize(280, self._look.px(height))

    def _ask(self) -> None:
        if self._view is None or not self.isVisible():
            return
        inside = self.rect().adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        look = self._look
        request = (
            self._view,
            look.palette,
            inside.width(),
            inside.height(),
            self.devicePixelRatioF(),
            self._letters(),
        )
        if request != self._asked:
            self._asked = request
            self.work.ask(lambda: self._draw(*request))

    def _take(self, image: ChartImage) -> None:
        self._image = image
        picture = QImage(
            image.rgba, image.width, image.height, 4 * image.width, QImage.Format.Format_RGBA8888
        )
        self._pixmap = QPixmap.fromImage(picture)
        self._pixmap.setDevicePixelRatio(self.devicePixelRatioF())
        self.update()
        self.drawn.emit()

    def _give_up(self) -> None:
        self._asked, self._image, self._pixmap = None, None, QPixmap()
        self.update()
        self.failed.emit()

    def _take_look(self) -> None:
        self.updateGeometry()
        self._settle.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._settle.start(_SETTLE_MS if self._image else _LAYOUT_MS)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._settle.start(_LAYOUT_MS)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self.work.busy:
            self.work.forget()
            self._asked = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, view = Qt.Key(event.key()), self._view
        if view is None or event.modifiers() & BESIDE:
            super().keyPressEvent(event)
        elif key in _STEPS:
            self._step(view, _STEPS[key])
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.read_day(view.first if key == Qt.Key.Key_Home else view.last)
        else:
            super().keyPressEvent(event)

    def _step(self, view: TrendView, days: int) -> None:
        if self._day is None:
            self.read_day(view.first if days > 0 else view.last)
        else:
            self.read_day(min(max(self._day + timedelta(days), view.first), view.last))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._image is not None:
            self.read_day(self._image.day(event.position().x() - _MARGIN))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        if not self.hasFocus():
            self.read_day(None)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = self.frame()
        painter.drawPixmap(_MARGIN, _MARGIN, self._pixmap)
        if self._image is None and self.work.busy:
            painter.setPen(self._look.colour("muted"))
            painter.setFont(self._look.font())
            waiting = self.tr("Drawing your chart.")
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, waiting)
        elif self._image is not None and self._day is not None:
            self._paint_line(painter, self._image, self._day)

    def _paint_line(self, painter: QPainter, image: ChartImage, day: date) -> None:
        top, last = image.plots[0].top, image.plots[-1]
        x = image.x(day)
        painter.translate(_MARGIN, _MARGIN)
        painter.setPen(QPen(self._look.colour("focus"), 2, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(x, top), QPointF(x, last.top + last.height))
