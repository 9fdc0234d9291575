"""A habit as one large button: a tap ticks it."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from cluneal_tracker.domain.habit import Habit
from cluneal_tracker.services.habits import HabitToday
from cluneal_tracker.ui.look import SMALL, TARGET, Look
from cluneal_tracker.ui.widgets.basics import Button, Label, restyle
from cluneal_tracker.ui.widgets.habit_words import habit_words, longest_words, short_words
from cluneal_tracker.ui.widgets.strip import announce

_MARK, _SIGN = 28, 32
_TALLEST = 10_000


class HabitButton(Button):
    """Its state stands in the words of its name and in the mark, so not in colour alone.

    `large` also shows the habit's icon and why it helps. A tap on a habit of once a day that is
    ticked takes the tick back.
    """

    ticked = Signal(str)
    taken_back = Signal(str)

    def __init__(self, look: Look, habit: Habit, *, large: bool) -> None:
        super().__init__("", "habit", self._tap)
        self._look, self._habit, self._large = look, habit, large
        self._shown: HabitToday | None = None
        self.mark = HabitMark(look)
        self.name = (
            SteadyLabel(habit.name, longest_words(habit))
            if large
            else Label(habit.name, wrap=False)
        )
        self._inside = row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(12 if large else 8)
        if large:
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
            self._fill(row)
        else:
            row.addWidget(self.mark)
            row.addWidget(self.name)
        for part in self.findChildren(QWidget):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAccessibleDescription(habit.why)

    def _fill(self, row: QHBoxLayout) -> None:
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addStretch(1)
        texts.addWidget(self.name)
        texts.addWidget(Label(self._habit.why, "small"))
        texts.addStretch(1)
        row.addWidget(Sign(self._look, self._habit.icon))
        row.addLayout(texts, 1)
        row.addWidget(self.mark)

    def show_state(self, one: HabitToday) -> None:
        """Show how it stands today; a reader hears what its own tap has changed."""
        before, self._shown = self._shown, one
        words = habit_words(one)
        self.setAccessibleName(words)
        self.mark.show_count(one.count, counted=one.habit.hourly)
        if self._large:
            self.name.setText(short_words(one))
        self.setProperty("done", "yes" if one.count else "")
        restyle(self)
        if before is not None and before.count != one.count and self.hasFocus():
            announce(self, words)

    def sizeHint(self) -> QSize:
        """What is inside takes the place of a text; a large one wraps its words."""
        if self._large:
            return self.minimumSizeHint()
        return self._inside.totalSizeHint().expandedTo(QSize(1, 1) * self._look.px(TARGET))

    def minimumSizeHint(self) -> QSize:
        return self._inside.totalMinimumSize().expandedTo(QSize(1, 1) * self._look.px(TARGET))

    def _tap(self) -> None:
        taken = self._shown is not None and self._shown.count and not self._habit.hourly
        (self.taken_back if taken else self.ticked).emit(self._habit.key)


class SteadyLabel(Label):
    """A text that may grow to `longest`: it keeps that room, so that nothing moves when it does."""

    def __init__(self, text: str, longest: str) -> None:
        super().__init__(text, "strong")
        self._longest = longest
        self.setAlignment(Qt.AlignmentFlag.AlignBottom)

    def heightForWidth(self, width: int) -> int:
        room = QRect(0, 0, width, _TALLEST)
        wrap = Qt.TextFlag.TextWordWrap
        longest = self.fontMetrics().boundingRect(room, wrap, self._longest).height()
        return max(super().heightForWidth(width), longest)


class HabitMark(QWidget):
    """A ring; filled, it holds a check or how often the habit was ticked."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look, self._count, self._counted = look, 0, False
        look.changed.connect(self._take_look)
        self._take_look()

    def show_count(self, count: int, *, counted: bool) -> None:
        """Show how often; `counted` shows a number, else one is enough for a check."""
        self._count, self._counted = count, counted
        self.update()

    def _take_look(self) -> None:
        self.setFixedSize(QSize(_MARK, _MARK) * self._look.scale)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inset = self._look.scale + 0.5
        area = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        if self._count:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._look.colour("accent"))
            painter.drawEllipse(area)
            painter.setPen(self._pen("on_accent"))
            self._draw_inside(painter, area)
        else:
            painter.setPen(self._pen("outline"))
            painter.drawEllipse(area)
            if self._counted:
                self._draw_plus(painter, area)

    def _pen(self, token: str) -> QPen:
        pen = QPen(self._look.colour(token), 2 * self._look.scale)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        return pen

    def _draw_inside(self, painter: QPainter, area: QRectF) -> None:
        if self._counted:
            painter.setFont(self._look.font(SMALL, bold=True))
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, str(self._count))
            return
        painter.setBrush(Qt.BrushStyle.NoBrush)
        corners = (-0.22, 0.02), (-0.06, 0.18), (0.24, -0.16)
        points = [area.center() + QPointF(x, y) * area.width() for x, y in corners]
        painter.drawPolyline(QPolygonF(points))

    def _draw_plus(self, painter: QPainter, area: QRectF) -> None:
        for arm in (QPointF(0.2, 0), QPointF(0, 0.2)):
            half = arm * area.width()
            painter.drawLine(QLineF(area.center() - half, area.center() + half))


class Sign(QWidget):
    """One of the line icons, large; the words beside it say the same."""

    def __init__(self, look: Look, name: str) -> None:
        super().__init__()
        self._look, self._name = look, name
        look.changed.connect(self._take_look)
        self._take_look()

    def _take_look(self) -> None:
        self.setFixedSize(QSize(_SIGN, _SIGN) * self._look.scale)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        self._look.icon(self._name).paint(QPainter(self), self.rect())
