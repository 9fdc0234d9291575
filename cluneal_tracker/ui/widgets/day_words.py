"""What one day of the chart says, in words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any

from PySide6.QtCore import QCoreApplication

from cluneal_tracker.render.sentences import name_of, number_text
from cluneal_tracker.services.treatments import TreatmentView
from cluneal_tracker.services.trends import Dot, SideTrend, TrendView
from cluneal_tracker.ui.words import long_day, side_name


class DayWords:
    """Reads a chart out: "Thursday 12 March: 4.1, 3.0. Gabapentin."."""

    def __init__(self, view: TrendView, phrases: dict[str, Any]) -> None:
        self._view, self._phrases = view, phrases
        self._dots = [_by_day(side) for side in view.sides]

    def text(self, day: date) -> str:
        """The scores of a day, what was done for it, the activities shown, and the exercises."""
        parts = [
            self._scores(day),
            *(name_of(one) for one in self._view.treatments if _on(one, day)),
            *self._taken(day),
            *self._answers(day),
            *self._exercises(day),
        ]
        return f"{long_day(day)}: {'. '.join(parts)}."

    def _scores(self, day: date) -> str:
        found = [
            (side.side, ", ".join(map(self._score, dots[day])))
            for side, dots in zip(self._view.sides, self._dots, strict=True)
            if day in dots
        ]
        if not found:
            return _tr("no score")
        if len(self._view.sides) == 1:
            return found[0][1]
        return ", ".join(f"{side_name(side)} {scores}" for side, scores in found)

    def _score(self, dot: Dot) -> str:
        number = number_text(dot.points, self._phrases)
        return _tr("{score} (added later)").format(score=number) if dot.added_later else number

    def _taken(self, day: date) -> Iterator[str]:
        for one in self._view.treatments:
            doses = self._view.doses.get(one.treatment.id, ())
            count = sum(dose.taken.day == day for dose in doses)
            if count:
                form = _tr("{name} once") if count == 1 else _tr("{name} {count} times")
                yield form.format(name=name_of(one), count=count)

    def _answers(self, day: date) -> Iterator[str]:
        """What was answered; of what was not asked nothing is said."""
        forms = {True: _tr("{activity}: yes"), False: _tr("{activity}: no")}
        for one in self._view.activities:
            if day in one.answers:
                yield forms[one.answers[day]].format(activity=one.name)

    def _exercises(self, day: date) -> Iterator[str]:
        count = self._view.exercises.get(day, 0)
        if count:
            form = _tr("1 exercise") if count == 1 else _tr("{count} exercises")
            whole = count == round(count)
            yield form.format(count=round(count) if whole else number_text(count, self._phrases))


def _by_day(side: SideTrend) -> dict[date, list[Dot]]:
    dots: defaultdict[date, list[Dot]] = defaultdict(list)
    for dot in side.dots:
        dots[dot.day].append(dot)
    return dict(dots)


def _on(view: TreatmentView, day: date) -> bool:
    """Whether a treatment was given on a day; a medicine without an end is still taken.

    What is taken when it hurts has its own words for a day on which it was.
    """
    treatment = view.treatment
    if treatment.when_needed:
        return False
    if treatment.goes_on and treatment.last_day is None:
        return treatment.first_day <= day
    return treatment.first_day <= day <= (treatment.last_day or treatment.first_day)


def _tr(text: str) -> str:
    return QCoreApplication.translate("day_words", text)
