"""Where it hurts, on Today: folded until it is wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.widgets.basics import Label
from cluneal_tracker.ui.widgets.fold_card import FoldCard

if TYPE_CHECKING:
    from cluneal_tracker.ui.widgets.body_part import BodyPart


class WhereCard(FoldCard):
    """`first_opened` asks for what is inside: it is made when it is first looked at.

    `filled` says that it is there.
    """

    first_opened = Signal()
    filled = Signal()

    def __init__(self, look: Look) -> None:
        self.part: BodyPart | None = None
        self._room: int | None = None
        super().__init__(look, self.tr("Where does it hurt?"))
        self._hint = Label("", "muted")
        self.column.insertWidget(self.column.indexOf(self.body), self._hint)
        self.show_count(0)

    def open(self, opened: bool) -> None:
        super().open(opened)
        if opened and self.part is None:
            self.first_opened.emit()

    def put_in(self, part: BodyPart) -> None:
        """Keep what is inside."""
        self.part = part
        if self._room is not None:
            part.body.fit(self._room)
        self.inside.addWidget(part)
        part.show()
        self.filled.emit()

    def fit(self, height: int) -> None:
        """Let the drawing be no higher than so many px, so that all of it is seen at once."""
        self._room = height
        if self.part is not None:
            self.part.body.fit(height)

    def show_count(self, count: int) -> None:
        """Say how many spots the day has."""
        several = self.tr("{count} spots are marked.").format(count=count)
        one = self.tr("1 spot is marked.")
        none = self.tr("Mark it on a drawing of your body. You can skip this.")
        self._hint.setText({0: none, 1: one}.get(count, several))
