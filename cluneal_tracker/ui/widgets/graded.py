"""A passage of a page about the illness, and beside it how sure it is."""

from __future__ import annotations

from html import escape
from re import sub

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QSizePolicy

from cluneal_tracker.domain.learning import Grade, Passage, Shape
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.widgets.basics import Label, restyle

# Narrower than this in px before scaling, the chip moves below its text.
_BESIDE = 560
# What reads well in one line, in px before scaling.
_WIDEST = 680
_ABOVE, _AROUND = 4, 8


class GradeChip(Label):
    """Says how a fact of the guide stands beside other sources."""

    def __init__(self, grade: Grade) -> None:
        super().__init__(grade_name(grade), "grade", wrap=False)
        self.setProperty("grade", grade.name.lower())
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)


class Graded(QFrame):
    """A text with its chips at the right, or below it where there is little room.

    A bullet or a number stands in a column of its own before the text.
    """

    def __init__(self, look: Look, text: Label, *grades: Grade, bullet: str = "") -> None:
        super().__init__()
        self.setObjectName("graded")
        self._look, self.text = look, text
        said = QHBoxLayout()
        said.setSpacing(8)
        if bullet:
            dot = Label(bullet, wrap=False)
            said.addWidget(dot, 0, Qt.AlignmentFlag.AlignTop)
        said.addWidget(text, 1000)
        # Takes what is left where the text is as wide as it reads well.
        said.addStretch(1)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, _ABOVE, 0, _ABOVE)
        self._row.setSpacing(8)
        self._row.addLayout(said, 1)
        for grade in grades:
            self._row.addWidget(GradeChip(grade), 0, Qt.AlignmentFlag.AlignTop)

    def mark(self) -> None:
        """Let it stand out, as what was looked for."""
        self.setProperty("found", "yes")
        self._row.setContentsMargins(_AROUND, _AROUND, _AROUND, _AROUND)
        restyle(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self.width() >= self._look.px(_BESIDE)
        direction = QBoxLayout.Direction
        self._row.setDirection(direction.LeftToRight if beside else direction.TopToBottom)
        self.text.setMaximumWidth(self._look.px(_WIDEST))


def graded_passage(look: Look, passage: Passage) -> Graded:
    """A passage with the grades of the facts that it states."""
    bullet, text = "", passage.text
    if passage.shape is Shape.BULLET:
        bullet = "\u2022"
    elif passage.shape is Shape.NUMBERED:
        bullet, _, text = text.partition(" ")
    label = Label(sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", escape(text)))
    # Our own pages, never a person's words: the one place where markup is read.
    label.setTextFormat(Qt.TextFormat.RichText)
    grades = dict.fromkeys(fact.grade for fact in passage.facts)
    return Graded(look, label, *grades, bullet=bullet)


def grade_name(grade: Grade) -> str:
    """A grade in a few words."""
    names = {
        Grade.GUIDE_ONLY: _tr("Only in your guide"),
        Grade.SEEN: _tr("Seen elsewhere"),
        Grade.OTHER_NUMBERS: _tr("Other numbers elsewhere"),
    }
    return names[grade]


def grade_meaning(grade: Grade) -> str:
    """What a grade says, in one sentence."""
    meanings = {
        Grade.GUIDE_ONLY: _tr("We found no other source that says it."),
        Grade.SEEN: _tr("At least one study or page says the same."),
        Grade.OTHER_NUMBERS: _tr("Studies give other numbers, or say less."),
    }
    return meanings[grade]


def _tr(text: str) -> str:
    return QCoreApplication.translate("grades", text)
