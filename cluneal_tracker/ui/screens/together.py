"""What went together with more or less pain: what stands out first, what cannot be told last."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.widgets.basics import Card, Label, clear
from cluneal_tracker.ui.widgets.chips import Choice
from cluneal_tracker.ui.widgets.flow import FlowLayout
from cluneal_tracker.ui.widgets.fold_card import FoldCard
from cluneal_tracker.ui.widgets.full_page import FullPage
from cluneal_tracker.ui.widgets.interval_bar import IntervalBar, IntervalScale

if TYPE_CHECKING:
    # The words know the statistics, which bring numpy.
    from cluneal_tracker.render.together_words import TogetherWords
    from cluneal_tracker.services.together import Link, TogetherView

TWELVE_WEEKS, ONE_YEAR = 84, 365
_LEAST_REACH = 2.0


class TogetherScreen(FullPage):
    """Each difference as a sentence and as a dot on a line.

    `range_chosen` carries how many days, None for all.
    """

    range_chosen = Signal(object)

    def __init__(self, look: Look) -> None:
        super().__init__(self.tr("What goes together"))
        self._look = look
        ranges = {
            TWELVE_WEEKS: self.tr("12 weeks"),
            ONE_YEAR: self.tr("1 year"),
            None: self.tr("All"),
        }
        self.ranges = Choice(ranges, self.tr("Time"))
        self.ranges.chosen.connect(self.range_chosen)
        self.summary = Label(self.tr("One moment…"), "strong")
        self.caution = Label("", "muted")
        self._cards = QVBoxLayout()
        self._cards.setSpacing(16)
        row = FlowLayout()
        row.addWidget(self.ranges)
        self.column.addLayout(row)
        for widget in (self.summary, self.caution):
            self.column.addWidget(widget)
        self.column.addLayout(self._cards)
        self.column.addStretch(1)

    def show_state(self, view: TogetherView, words: TogetherWords) -> None:
        """Show what was compared."""
        from cluneal_tracker.domain.statistics import AssociationStatus as Status

        self.summary.setText(words.summary(view))
        self.caution.setText(words.caution)
        self.caution.setVisible(bool(view.links))
        clear(self._cards)
        standing = [one for one in view.links if one.found.status is Status.STANDS_OUT]
        unsure = (Status.CANNOT_TELL, Status.INSEPARABLE)
        others = [one for one in view.links if one.found.status in unsure]
        reach = _reach([*standing, *others])
        if standing:
            card = Card(self.tr("Stands out"))
            self._fill(card.column, standing, words, reach)
            self._cards.addWidget(card)
        if others:
            # Many lines of it say nothing: they are for who wants to know.
            folded = FoldCard(self._look, self.tr("Cannot be told from chance yet"))
            self._fill(folded.inside, others, words, reach)
            self._cards.addWidget(folded)
        self._add_lines(self.tr("Too few days"), words.too_few(view))
        self._add_lines(self.tr("Left out"), list(filter(None, [words.left_out(view)])))

    def show_error(self, sentence: str) -> None:
        """Say that nothing could be compared."""
        clear(self._cards)
        self.summary.setText(sentence)

    def _fill(
        self, column: QVBoxLayout, links: Sequence[Link], words: TogetherWords, reach: float
    ) -> None:
        column.setSpacing(16)
        if any(one.found.difference is not None for one in links):
            less, more = self.tr("points less pain"), self.tr("points more pain")
            column.addWidget(IntervalScale(self._look, reach, less, more))
        for link in links:
            column.addLayout(self._row(link, words, reach))

    def _row(self, link: Link, words: TogetherWords, reach: float) -> QVBoxLayout:
        from cluneal_tracker.domain.statistics import AssociationStatus

        row, found = QVBoxLayout(), link.found
        row.setSpacing(4)
        row.addWidget(Label(words.title(link), "strong"))
        if found.difference is not None and found.low is not None and found.high is not None:
            filled = found.status is AssociationStatus.STANDS_OUT
            ends = found.low, found.difference, found.high
            row.addWidget(IntervalBar(self._look, *ends, reach, filled=filled))
        row.addWidget(Label(words.said(link)))
        return row

    def _add_lines(self, title: str, lines: list[str]) -> None:
        if lines:
            card = Card(title)
            for line in lines:
                card.column.addWidget(Label(line))
            self._cards.addWidget(card)


def _reach(links: Sequence[Link]) -> float:
    """The same for every line of the page, so that they compare: whole points, two at least."""
    ends = (abs(end) for one in links for end in (one.found.low, one.found.high) if end is not None)
    return float(math.ceil(max([_LEAST_REACH, *ends])))
