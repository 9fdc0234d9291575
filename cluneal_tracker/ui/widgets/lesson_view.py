"""One page about the illness, as it is read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cluneal_tracker.domain.learning import Fact, Lesson, Section
from cluneal_tracker.services.risks import RiskView
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.widgets.basics import PAGE_GAP, Button, Card, Label
from cluneal_tracker.ui.widgets.flow import FlowLayout
from cluneal_tracker.ui.widgets.fold_card import FoldCard
from cluneal_tracker.ui.widgets.graded import Graded, graded_passage
from cluneal_tracker.ui.widgets.nerve_map import NerveMapCard
from cluneal_tracker.ui.widgets.risks_card import RisksCard

# The parts of the app that a page shows in its midst.
DRAWING, RISKS = "body-map", "risks"


class LessonView(QWidget):
    """A card for each section, with the ways from it into the app; at the end what studies say.

    `ways` has the words of each way by its name, in the order they are offered; `way_chosen`
    carries the name. `risks` are shown on the page that is about them.
    """

    way_chosen = Signal(str)

    def __init__(
        self, look: Look, lesson: Lesson, ways: Mapping[str, str], risks: Sequence[RiskView] = ()
    ) -> None:
        super().__init__()
        self._look, self._ways = look, ways
        self._offered: set[str] = set()
        self._facts: dict[str, Graded] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(PAGE_GAP)
        column.addWidget(Label(lesson.title, "title"))
        self.risks: RisksCard | None = None
        driven = {name for section in lesson.sections for name in section.drives}
        for place, section in enumerate(lesson.sections):
            column.addWidget(self._card(section))
            if place == 0 and DRAWING in driven:
                column.addWidget(NerveMapCard(look))
            if place == 0 and RISKS in driven:
                self.risks = RisksCard(look, risks)
                column.addWidget(self.risks)
        self.studies = self._studies(lesson.facts)
        column.addWidget(self.studies)

    def passage(self, fact: Fact) -> Graded:
        """Where a fact of this page is stated."""
        return self._facts[fact.id]

    def _card(self, section: Section) -> Card:
        card = Card(section.title)
        card.column.setSpacing(4)
        for passage in section.passages:
            graded = graded_passage(self._look, passage)
            self._facts |= {fact.id: graded for fact in passage.facts}
            card.column.addWidget(graded)
        ways = FlowLayout()
        for way, words in self._new_ways(section):
            ways.addWidget(Button(words, "", partial(self.way_chosen.emit, way)))
        if ways.count():
            card.column.addSpacing(8)
            card.column.addLayout(ways)
        return card

    def _new_ways(self, section: Section) -> Iterator[tuple[str, str]]:
        """The ways of a section that no section above it has offered in the same words."""
        for way, words in self._ways.items():
            if way in section.drives and words not in self._offered:
                self._offered.add(words)
                yield way, words

    def _studies(self, facts: tuple[Fact, ...]) -> FoldCard:
        card = FoldCard(self._look, self.tr("What studies say"))
        noted = [fact for fact in facts if fact.note]
        for fact in noted:
            card.inside.addWidget(Label(fact.says, "strong"))
            card.inside.addWidget(Label(fact.note))
            for source in fact.sources:
                card.inside.addWidget(Label(source, "small"))
            card.inside.addSpacing(8)
        if not noted:
            card.hide()
        return card
