"""A small curve on a card: read out by keys, as a table too, and saved as a picture."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cluneal_tracker.render.chart_layout import Box
from cluneal_tracker.render.curve_plan import Curve, CurvePicture, curve_picture
from cluneal_tracker.render.picture import Paper, Picture
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.widgets.basics import Button, Label
from cluneal_tracker.ui.widgets.curve_table import FoldedCurve
from cluneal_tracker.ui.widgets.picture_view import PictureView
from cluneal_tracker.ui.widgets.save_row import SaveRow
from cluneal_tracker.ui.widgets.strip import announce

_RING = 9


class CurveView(PictureView):
    """Shows a curve. Left and Right go from score to score; `point_read` carries its place."""

    point_read = Signal(int)

    def __init__(self, look: Look) -> None:
        super().__init__(look, "")
        self._curve: Curve | None = None
        self._laid_out: CurvePicture | None = None
        self.point: int | None = None

    def show_curve(self, curve: Curve) -> None:
        """Draw a curve."""
        self._curve, self.point = curve, None
        self.setAccessibleName(". ".join(point.said for point in curve.points))
        self.draw_anew()

    def lay_out(self, paper: Paper) -> Picture | None:
        if self._curve is None:
            return None
        self._laid_out = curve_picture(self._curve, paper, whole=False)
        return self._laid_out.picture

    def keyPressEvent(self, event: QKeyEvent) -> None:
        last = len(self._curve.points) - 1 if self._curve else -1
        before = self.point
        places = {
            Qt.Key.Key_Left: last if before is None else max(before - 1, 0),
            Qt.Key.Key_Right: 0 if before is None else min(before + 1, last),
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        key = Qt.Key(event.key())
        if last < 0 or key not in places or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
            return
        self.point = places[key]
        self.update()
        self.point_read.emit(self.point)

    def paint_over(self, painter: QPainter) -> None:
        if self.point is None or self._laid_out is None:
            return
        x, y = self._laid_out.places[self.point]
        place: QPointF = self.on_screen(Box(x, y, 0, 0)).topLeft()
        painter.setPen(QPen(self._look.colour("focus"), 3))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        reach = _RING * self._look.scale
        painter.drawEllipse(place, reach, reach)


class CurvePart(QWidget):
    """A curve with how to read it, the score that is read, its table, and the row that saves it.

    The signals carry the kind of file. Without a curve it is hidden.
    """

    save_requested = Signal(str)
    save_as_requested = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.curve: Curve | None = None
        self.view = CurveView(look)
        self.view.point_read.connect(self._read_out)
        self._notes, self.reading = Label("", "small"), Label("", "muted")
        self.folded = FoldedCurve(look)
        self.more = Button(self.tr("Save this picture"), "link", self._open)
        self.folded.links.addWidget(self.more)
        self.saving = SaveRow()
        self.saving.hide()
        self.saving.save_requested.connect(self.save_requested)
        self.saving.save_as_requested.connect(self.save_as_requested)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for widget in (self.view, self._notes, self.reading, self.folded, self.saving):
            column.addWidget(widget)
        # What was read for it comes later: a curve of nothing is not come to, and has no name.
        self.hide()

    def show_curve(self, curve: Curve | None) -> None:
        """Show a curve."""
        self.setVisible(curve is not None)
        if curve is None or curve == self.curve:
            return
        self.curve = curve
        self.view.show_curve(curve)
        self.folded.show_curve(curve)
        self._notes.setText(" ".join(curve.notes))
        self._notes.setVisible(bool(curve.notes))
        self.reading.setText(self.tr("Press Left and Right to read a score."))

    def _open(self) -> None:
        self.saving.show()
        self.saving.save.setFocus()
        self.more.hide()

    def _read_out(self, place: int) -> None:
        if self.curve is not None:
            self.reading.setText(f"{self.curve.points[place].said}.")
            announce(self.view, self.reading.text())
