"""The pages about the illness to choose from, and what the grades of their facts mean."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from cluneal_tracker.domain.learning import Grade, Lesson
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.widgets.basics import PAGE_GAP, Button, Card, Label
from cluneal_tracker.ui.widgets.graded import GradeChip, grade_meaning
from cluneal_tracker.ui.widgets.nerve_map import NerveMap
from cluneal_tracker.ui.widgets.what_is import Term, WhatIs

_MAP = QSize(320, 368)
# Narrower than this in px before scaling, the drawing is left away: its page has it.
_BESIDE = 460


class LessonContents(QWidget):
    """A row for each page. `chosen` carries the page."""

    chosen = Signal(object)

    def __init__(self, look: Look, lessons: Sequence[Lesson]) -> None:
        super().__init__()
        self._look = look
        self._rows: dict[str, Button] = {}
        rows = QVBoxLayout()
        rows.setSpacing(8)
        for number, lesson in enumerate(lessons, 1):
            row = Button(f"{number}.  {lesson.title}", "lesson", partial(self.chosen.emit, lesson))
            self._rows[lesson.key] = row
            rows.addWidget(row)
        rows.addStretch(1)
        self._drawing = Card()
        self._drawing.column.addWidget(NerveMap(look, _MAP))
        side = QVBoxLayout()
        side.setSpacing(PAGE_GAP)
        side.addWidget(self._drawing)
        side.addWidget(self._grades())
        side.addStretch(1)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(PAGE_GAP)
        self._row.addLayout(rows, 1)
        self._row.addLayout(side)

    def focus(self, lesson: Lesson) -> None:
        """Put the keyboard on the row of a page."""
        self._rows[lesson.key].setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self.width() - _MAP.width() >= self._look.px(_BESIDE)
        direction = QBoxLayout.Direction
        self._row.setDirection(direction.LeftToRight if beside else direction.TopToBottom)
        self._drawing.setVisible(beside)

    def _grades(self) -> Card:
        card = Card(self.tr("How sure is each fact?"))
        card.column.setSpacing(4)
        card.column.addWidget(WhatIs(Term.GUIDE))
        for grade in Grade:
            card.column.addSpacing(4)
            card.column.addWidget(GradeChip(grade))
            card.column.addWidget(Label(grade_meaning(grade)))
        return card
