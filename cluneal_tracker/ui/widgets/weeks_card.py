"""The weeks that were answered, as a small curve with its words."""

from __future__ import annotations

from collections.abc import Sequence

from cluneal_tracker.domain.weekly import WeeklyAnswer
from cluneal_tracker.render.curve_plan import Curve
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.widgets.basics import Card, Label
from cluneal_tracker.ui.widgets.curve_part import CurvePart
from cluneal_tracker.ui.widgets.weekly_words import change_names
from cluneal_tracker.ui.words import short_day


class WeeksCard(Card):
    """The PEG of the weeks of a range; hidden where none was answered."""

    def __init__(self, look: Look) -> None:
        super().__init__(self.tr("Your weeks"))
        self._said = Label()
        self.curve = CurvePart(look)
        for widget in (self._said, self.curve):
            self.column.addWidget(widget)
        self.hide()

    def show_weeks(self, weeks: Sequence[WeeklyAnswer], curve: Curve | None) -> None:
        """Show answers, oldest first, with the curve of their scores where they have any."""
        sentences = [*self._scores(weeks), *self._change(weeks)]
        self._said.setText(" ".join(sentences))
        self.curve.setVisible(curve is not None)
        if curve is not None:
            self.curve.show_curve(curve)
        self.setVisible(bool(sentences))

    def _scores(self, weeks: Sequence[WeeklyAnswer]) -> list[str]:
        scored = [week for week in weeks if week.peg]
        if not scored:
            return []
        now = scored[-1]
        if len(scored) == 1:
            form = self.tr("Your week was {score} out of 10 on {day}.")
            return [form.format(score=now.peg, day=short_day(now.given.day))]
        form = self.tr("Your week was {before} out of 10 on {then}, and {score} on {day}.")
        then = scored[0]
        return [
            form.format(
                before=then.peg,
                then=short_day(then.given.day),
                score=now.peg,
                day=short_day(now.given.day),
            )
        ]

    def _change(self, weeks: Sequence[WeeklyAnswer]) -> list[str]:
        changed = [week for week in weeks if week.change]
        if not changed or changed[-1].change is None:
            return []
        form = self.tr("All in all, against the start: {change}, on {day}.")
        change = change_names()[changed[-1].change].lower()
        return [form.format(change=change, day=short_day(changed[-1].given.day))]
