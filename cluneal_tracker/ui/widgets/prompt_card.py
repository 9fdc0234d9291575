"""What the diary asks a person to do, as a quiet card that waits to be read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from cluneal_tracker.domain.warning_signs import Rule
from cluneal_tracker.ui.widgets.basics import Button, Card, Label, clear
from cluneal_tracker.ui.widgets.flow import FlowLayout
from cluneal_tracker.ui.widgets.what_is import Term, WhatIs


@dataclass(frozen=True, slots=True)
class PromptLine:
    """A prompt in words; one with a `rule` can be put away."""

    title: str
    text: str
    rule: Rule | None = None


class PromptCard(Card):
    """The prompts one below the other; hidden where there is none."""

    put_away = Signal(Rule)
    help_requested = Signal()

    def __init__(self, heading: str, *, leads_to_help: bool = False) -> None:
        super().__init__(heading)
        self._leads_to_help = leads_to_help
        self._lines: tuple[PromptLine, ...] | None = None
        self._rows = QVBoxLayout()
        self._rows.setSpacing(16)
        self.column.addLayout(self._rows)
        self.hide()

    def show_lines(self, lines: Sequence[PromptLine]) -> None:
        """Show these; the same ones stay as they are, with the keyboard where it was."""
        if tuple(lines) == self._lines:
            return
        self._lines = tuple(lines)
        clear(self._rows)
        for line in lines:
            self._rows.addLayout(self._row(line))
        self.setVisible(bool(lines))

    def _row(self, line: PromptLine) -> QVBoxLayout:
        row = QVBoxLayout()
        row.setSpacing(4)
        row.addWidget(Label(line.title, "strong"))
        row.addWidget(Label(line.text))
        if line.rule is not None:
            # A prompt rests on the guide and names it.
            row.addWidget(WhatIs(Term.GUIDE))
        buttons = FlowLayout()
        if self._leads_to_help:
            help_page = Button(self.tr("See the page"), "", self.help_requested.emit)
            help_page.setAccessibleName(self.tr("See the page: {what}").format(what=line.title))
            buttons.addWidget(help_page)
        if line.rule is not None:
            rule = line.rule
            away = Button(self.tr("Put away"), "", lambda: self.put_away.emit(rule))
            away.setAccessibleName(self.tr("Put away: {what}").format(what=line.title))
            buttons.addWidget(away)
        row.addLayout(buttons)
        return row
