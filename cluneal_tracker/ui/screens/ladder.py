"""The guide's ladder of treatments, and what of each rung is in the diary; no advice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout

from cluneal_tracker.domain.month import Month
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.widgets.basics import Button, Card, Label, clear
from cluneal_tracker.ui.widgets.full_page import FullPage
from cluneal_tracker.ui.widgets.onset_field import OnsetField
from cluneal_tracker.ui.widgets.what_is import Term, WhatIs

if TYPE_CHECKING:
    # The words know the statistics, which bring numpy.
    from cluneal_tracker.render.ladder_words import LadderWords, RungWords


_BLOCKS = "blocks"


class LadderScreen(FullPage):
    """The steps from the mildest up.

    `began_chosen` carries the month in which the pain began, "" where it is not said.
    """

    began_chosen = Signal(str)
    blocks_requested = Signal()
    reading_requested = Signal()

    def __init__(self, look: Look, today: Month) -> None:
        super().__init__(self.tr("The ladder"))
        self._look = look
        self.intro = Label()
        self.onset = Label()
        self.began = OnsetField(today)
        self.began.chosen.connect(self.began_chosen)
        asked = Card(self.tr("When did this pain begin?"))
        for widget in (self.onset, self.began):
            asked.column.addWidget(widget)
        self.read = Button(self.tr("Read about these steps"), "link", self.reading_requested.emit)
        self.steps = QVBoxLayout()
        self.steps.setSpacing(16)
        self.column.addWidget(self.intro)
        self.column.addWidget(WhatIs(Term.GUIDE, Term.MIDDLE_SCORE))
        self.column.addWidget(asked)
        self.column.addLayout(self.steps)
        self.column.addWidget(self.read, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addStretch(1)

    def show_state(self, words: LadderWords, began: str) -> None:
        """Show the ladder; `began` is the month that is saved."""
        self.intro.setText(words.intro)
        self.onset.setText(words.onset)
        self.began.show_saved(began)
        clear(self.steps)
        for step in words.steps:
            self._add_step(step.title, step.rungs, words.nothing)
        if words.others is not None:
            self._add_step(words.others.name, (words.others,), words.nothing)

    def _add_step(self, title: str, rungs: tuple[RungWords, ...], nothing: str) -> None:
        from cluneal_tracker.ui.widgets.rung_row import RungRow

        card = Card(title)
        rows = QVBoxLayout()
        # The sides of the rungs join to one ladder.
        rows.setSpacing(0)
        for rung in rungs:
            rows.addWidget(RungRow(self._look, rung, nothing))
        card.column.addLayout(rows)
        if any(rung.key == _BLOCKS and rung.held for rung in rungs):
            beside = Button(self.tr("Blocks side by side"), "", self.blocks_requested.emit)
            card.column.addWidget(beside, 0, Qt.AlignmentFlag.AlignLeft)
        self.steps.addWidget(card)
