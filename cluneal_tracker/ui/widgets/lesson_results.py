"""What a search through the facts has found."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cluneal_tracker.domain.learning import Found
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.widgets.basics import Button, Card, Label, clear
from cluneal_tracker.ui.widgets.graded import Graded
from cluneal_tracker.ui.widgets.strip import announce


class LessonResults(QWidget):
    """How many facts were found, and each with the way to its page. `chosen` carries one."""

    chosen = Signal(object)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.said = Label("", "heading")
        self.hint = Label(self.tr("Try one short word, such as “belt” or “block”."), "muted")
        self._cards = QVBoxLayout()
        self._cards.setSpacing(8)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.said)
        column.addWidget(self.hint)
        column.addLayout(self._cards)

    def show_found(self, sought: str, found: Sequence[Found]) -> None:
        """Show what was found; a screen reader hears how much."""
        self.said.setText(self._count(sought, len(found)))
        announce(self, self.said.text())
        clear(self._cards)
        self.hint.setHidden(bool(found))
        for one in found:
            self._cards.addWidget(self._card(one))

    def _card(self, found: Found) -> Card:
        card, fact = Card(), found.fact
        card.column.setSpacing(4)
        card.column.addWidget(Graded(self._look, Label(fact.says), fact.grade))
        if fact.note:
            card.column.addWidget(Label(fact.note, "small"))
        read = Button(
            self.tr("Read “{page}”").format(page=found.lesson.title),
            "link",
            partial(self.chosen.emit, found),
        )
        read.setAccessibleName(f"{read.text()}: {fact.says}")
        card.column.addWidget(read, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _count(self, sought: str, count: int) -> str:
        if not count:
            return self.tr("Nothing found for “{words}”.").format(words=sought)
        form = self.tr("1 fact found") if count == 1 else self.tr("{count} facts found")
        return form.format(count=count)
