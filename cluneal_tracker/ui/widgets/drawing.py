"""A drawing of an exercise step, as large as its place allows; it moves gently where it may."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QElapsedTimer, QPoint, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QPixmap, QShowEvent
from PySide6.QtWidgets import QWidget

from cluneal_tracker.domain.routine import OWN_PICTURE
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.platform.stillness import wants_stillness
from cluneal_tracker.ui.widgets.tween import Course

WAY_SECONDS = 1.0
_FRAME_MS = 33


class Drawing(QWidget):
    """Shows one drawing; mirrored, it shows the left side. The text beside it says the same.

    `still` tells whether the desktop asks for no movement.
    """

    def __init__(
        self, look: Look, smallest: QSize, *, still: Callable[[], bool] = wants_stillness
    ) -> None:
        super().__init__()
        self._look, self._still = look, still
        self.name, self.swing, self.mirrored = "", "", False
        self._moving = False
        self._course, self._along, self._svg = Course(), 0.0, ""
        self._own, self._own_picture = b"", QPixmap()
        self._drawn: tuple[object, ...] = ()
        self._picture = QPixmap()
        self._passed = QElapsedTimer()
        self._frames = QTimer(self, interval=_FRAME_MS)
        self._frames.timeout.connect(self._next_frame)
        self.setMinimumSize(smallest)
        look.changed.connect(self.update)

    def show_drawing(
        self,
        name: str,
        *,
        mirrored: bool = False,
        swing: str = "",
        seconds: float = WAY_SECONDS,
        moving: bool = True,
    ) -> None:
        """Go to another drawing in `seconds`, then to and fro between it and `swing`.

        Without `moving` it stands still: where it is, or at once in its new place. A person's own
        picture is shown as it is: a photo of the left leg stays one.
        """
        if name.startswith(OWN_PICTURE):
            # The name is made of the content, and a timer says it many times a second.
            if name != self.name or not self._own:
                self.show_picture(self._look.own_picture(name) or b"")
                self.name = name
            return
        changed = (name, mirrored, swing) != (self.name, self.mirrored, self.swing) or bool(
            self._own
        )
        if changed or moving != self._moving:
            self._moving = moving and not self._still()
        if changed:
            # A left leg cannot travel to where the right one is.
            start = self._svg if self._moving and mirrored == self.mirrored else ""
            self.name, self.mirrored, self.swing = name, mirrored, swing
            self._own = b""
            way = seconds if start else 0.0
            self._course = Course(start, self._text(name), self._text(swing), way)
            self._along = 0.0
            self._show_place()
            self.update()
        self._run_or_rest()

    def show_picture(self, picture: bytes) -> None:
        """Show a person's own picture, PNG or JPEG; what cannot be read leaves the place empty."""
        if picture != self._own:
            self._own, self._own_picture = picture, QPixmap()
            self._own_picture.loadFromData(picture)
            self.name, self.swing, self._course, self._svg = "", "", Course(), ""
            self.update()
        self._run_or_rest()

    def is_running(self) -> bool:
        """Whether frames are being drawn: never while hidden, standing or arrived."""
        return self._frames.isActive()

    def advance(self, seconds: float) -> None:
        """Go on along the way. Its frames do it; whoever leads the time may do it, too."""
        self._along += seconds
        self._show_place()
        self._run_or_rest()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._run_or_rest()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._frames.stop()

    def paintEvent(self, event: QPaintEvent) -> None:
        wanted = (self._svg, self._own, self.mirrored, self.size(), self._look.palette)
        if wanted != self._drawn:
            self._drawn = wanted
            self._picture = self._draw_own() if self._own else self._draw()
        place = QRect(QPoint(0, 0), self._picture.deviceIndependentSize().toSize())
        place.moveCenter(self.rect().center())
        QPainter(self).drawPixmap(place.topLeft(), self._picture)

    def _next_frame(self) -> None:
        self.advance(self._passed.restart() / 1000)

    def _show_place(self) -> None:
        svg = self._course.at(self._along)
        if svg != self._svg:
            self._svg = svg
            self.update()

    def _run_or_rest(self) -> None:
        run = self._moving and self.isVisible() and not self._course.rests(self._along)
        if run and not self._frames.isActive():
            self._passed.start()
            self._frames.start()
        elif not run:
            self._frames.stop()

    def _text(self, name: str) -> str:
        """The drawing of a name; an exercise can be done without it."""
        try:
            return self._look.text("drawings", name) if name else ""
        except OSError:
            return ""

    def _draw(self) -> QPixmap:
        if not self._svg:
            return QPixmap()
        ratio = self.devicePixelRatio()
        picture = self._look.paint(self._svg, self.size() * ratio, mirrored=self.mirrored)
        picture.setDevicePixelRatio(ratio)
        return picture

    def _draw_own(self) -> QPixmap:
        if self._own_picture.isNull():
            return QPixmap()
        ratio = self.devicePixelRatio()
        picture = self._own_picture.scaled(
            self.size() * ratio,
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        picture.setDevicePixelRatio(ratio)
        return picture
