"""When to get help: the signs that need a doctor, and how soon."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cluneal_tracker.ui.widgets.basics import Card, Label, Page


@dataclass(frozen=True, slots=True)
class SignGroup:
    """One group of signs: what is asked, the signs, and what to do."""

    title: str
    question: str
    signs: Sequence[str]
    action: str
    details: Sequence[str]
    urgent: bool


class HelpScreen(Page):
    """The groups, the most urgent first."""

    def __init__(self, groups: Sequence[SignGroup]) -> None:
        super().__init__()
        self.title_row(Label(self.tr("When to get help"), "title"))
        for group in groups:
            self.column.addWidget(self._card(group))
        note = self.tr("This app is a diary. It cannot assess you.")
        self.column.addWidget(Label(note, "muted"))
        self.column.addStretch(1)

    def _card(self, group: SignGroup) -> Card:
        card = Card(group.title, name="error" if group.urgent else "card")
        card.column.addWidget(Label(group.question, "strong"))
        for sign in group.signs:
            card.column.addWidget(Label(f"•  {sign}"))
        card.column.addWidget(Label(group.action, "heading"))
        for detail in group.details:
            card.column.addWidget(Label(detail))
        return card
