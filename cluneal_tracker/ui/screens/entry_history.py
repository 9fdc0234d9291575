"""The history of one entry: each version it had, and the way back to any of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from cluneal_tracker.ui.widgets.basics import Button, Card, Label, clear
from cluneal_tracker.ui.widgets.full_page import FullPage


@dataclass(frozen=True, slots=True)
class VersionText:
    """One version in words; `change` is what it is known by, `name` tells it from the others."""

    change: str
    name: str
    lines: tuple[str, ...]
    stands: bool
    can_come_back: bool


class EntryHistoryScreen(FullPage):
    """The newest version on top. `bring_back_requested` carries the one to go back to."""

    bring_back_requested = Signal(str)

    def __init__(self) -> None:
        super().__init__(self.tr("History"))
        self._title = Label("", "heading")
        self._list = QVBoxLayout()
        self._list.setSpacing(16)
        self.column.addWidget(self._title)
        self.column.addLayout(self._list)
        self.column.addStretch(1)

    def show_state(self, title: str, versions: Sequence[VersionText]) -> None:
        """Show what the entry is and how it came to be so."""
        self._title.setText(title)
        clear(self._list)
        for version in versions:
            self._list.addWidget(self._card(version))

    def _card(self, version: VersionText) -> Card:
        card = Card()
        card.head.addWidget(Label(version.name, "strong"))
        if version.stands:
            card.head.addWidget(Label(self.tr("This is how it is now."), "muted", wrap=False))
        if version.can_come_back:
            bring = self.tr("Bring this version back")
            asked = partial(self.bring_back_requested.emit, version.change)
            button = Button(bring, "", asked)
            button.setAccessibleName(f"{bring}: {version.name}")
            card.head.addWidget(button)
        card.column.addWidget(Label("\n".join(version.lines)))
        return card
