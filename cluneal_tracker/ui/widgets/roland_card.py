"""The scores of the 24 statements in Trends, and the way to answer them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal

from cluneal_tracker.domain.roland import STATEMENTS, WORTH_NOTING, RolandAnswer, points
from cluneal_tracker.render.curve_words import PointsScale, points_curve
from cluneal_tracker.render.sentences import Phrases
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.widgets.basics import Button, Card, Label
from cluneal_tracker.ui.widgets.curve_part import CurvePart
from cluneal_tracker.ui.words import short_day

# They are offered every four weeks; over two that were left out no line is drawn.
_LONGEST_JOINED = timedelta(weeks=9)


class RolandCard(Card):
    """How many statements were ticked over time; `requested` asks for them now."""

    requested = Signal()

    def __init__(self, look: Look, phrases: Phrases) -> None:
        super().__init__(self.tr("Day to day with your back"))
        self._phrases = phrases
        self._said = Label()
        self.curve = CurvePart(look)
        self.answer = Button(
            self.tr("Answer 24 statements about your back"), "", self.requested.emit
        )
        for widget in (self._said, self.curve):
            self.column.addWidget(widget)
        self.column.addWidget(self.answer, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addWidget(Label(self.tr("It takes about 3 minutes."), "small"))

    def show_answers(
        self, answers: Sequence[RolandAnswer], begun: RolandAnswer | None, first: date, last: date
    ) -> None:
        """Show the answers of the days from `first` to `last`; `begun` is the first of all."""
        scores = points(answers)
        start = begun.score if begun else None
        reference = None if start is None or start < WORTH_NOTING else start - WORTH_NOTING
        self._said.setText(self._sentence(scores, begun))
        scale = PointsScale(
            self.tr("24 statements about the back"),
            STATEMENTS,
            decimals=0,
            longest=_LONGEST_JOINED,
            reference=reference,
            notes=(self._explained(reference),),
        )
        self.curve.show_curve(points_curve(scores, first, last, scale, self._phrases))

    def _sentence(self, scores: Sequence[tuple[date, float]], begun: RolandAnswer | None) -> str:
        if begun is None:
            return self.tr("You have not answered the 24 statements yet.")
        if not scores:
            return self.tr("You did not answer them in this time.")
        day, score = scores[-1]
        said = self.tr("You ticked {score} of {all} statements on {day}.").format(
            score=f"{score:.0f}", all=STATEMENTS, day=short_day(day)
        )
        if begun.given.day == day or begun.score is None:
            return said
        then = self.tr("It was {score} at the start, on {day}.")
        return f"{said} {then.format(score=begun.score, day=short_day(begun.given.day))}"

    def _explained(self, reference: float | None) -> str:
        about = self.tr("Each dot is how many of the 24 statements fitted that day.")
        lower = self.tr("Lower is better.")
        if reference is None:
            return f"{about} {lower}"
        line = self.tr("The dashed line is {points} points below your first score.")
        panel = self.tr("A panel of experts called such a change worth noting (Ostelo 2008).")
        aid = self.tr("It is there to compare with, not to judge.")
        return " ".join([about, lower, line.format(points=WORTH_NOTING), panel, aid])
