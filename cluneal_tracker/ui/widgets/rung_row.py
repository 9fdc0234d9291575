"""A rung of the guide's ladder: what the guide says, and beside it what the diary holds."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from cluneal_tracker.domain.learning import Fact
from cluneal_tracker.render.ladder_words import Held, RungWords
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.widgets.basics import Label
from cluneal_tracker.ui.widgets.graded import GradeChip

# Narrower than this in px before scaling, the diary moves below the guide.
_BESIDE = 620
_RAIL, _DOT, _LINE, _TOP = 24, 7, 2, 12


class Rail(QWidget):
    """The side of the ladder: a full dot where the diary holds something, else a hollow one."""

    def __init__(self, look: Look, *, held: bool) -> None:
        super().__init__()
        self._look, self._held = look, held
        look.changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        self.setFixedWidth(self._look.px(_RAIL))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle, dot = self.width() / 2, self._look.px(_DOT)
        painter.setPen(QPen(self._look.colour("outline"), _LINE))
        painter.drawLine(QPointF(middle, 0), QPointF(middle, self.height()))
        painter.setPen(QPen(self._look.colour("accent" if self._held else "outline"), _LINE))
        painter.setBrush(self._look.colour("accent" if self._held else "surface"))
        painter.drawEllipse(QPointF(middle, self._look.px(_TOP)), dot, dot)


class RungRow(QWidget):
    """One rung; `nothing` is said where the diary has nothing of it."""

    def __init__(self, look: Look, rung: RungWords, nothing: str) -> None:
        super().__init__()
        self._look = look
        self.key = rung.key
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._sides.setSpacing(24)
        if rung.guide:
            self._sides.addLayout(_guide(rung.name, rung.guide), 1)
        self.held = _held(rung.held, rung.more, nothing)
        self._sides.addLayout(self.held, 1)
        inside = QVBoxLayout()
        inside.setContentsMargins(0, 0, 0, 20)
        inside.addLayout(self._sides)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(Rail(look, held=bool(rung.held)))
        row.addLayout(inside, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self.width() >= self._look.px(_BESIDE)
        direction = QBoxLayout.Direction
        self._sides.setDirection(direction.LeftToRight if beside else direction.TopToBottom)
        self._sides.setSpacing(24 if beside else 12)


def _guide(name: str, facts: Sequence[Fact]) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(4)
    column.addWidget(Label(name, "strong"))
    for fact in facts:
        column.addWidget(Label(fact.says, "muted"))
        column.addWidget(GradeChip(fact.grade), 0, Qt.AlignmentFlag.AlignLeft)
    column.addStretch(1)
    return column


def _held(held: Sequence[Held], more: str, nothing: str) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(4)
    for number, one in enumerate(held):
        if number:
            column.addSpacing(8)
        column.addWidget(Label(one.title, "strong"))
        for line in one.lines:
            column.addWidget(Label(line))
    if not held:
        column.addWidget(Label(nothing, "muted"))
    if more:
        column.addWidget(Label(more, "muted"))
    column.addStretch(1)
    return column
