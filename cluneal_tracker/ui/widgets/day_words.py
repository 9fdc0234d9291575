"""What each day of the chart says, in words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any

from PySide6.QtCore import QCoreApplication

from cluneal_tracker.domain.diary import MiddlePoint
from cluneal_tracker.domain.dose import Dose
from cluneal_tracker.render.sentences import name_of, number_text, short_line
from cluneal_tracker.services.treatments import TreatmentView
from cluneal_tracker.services.trends import Dot, SideTrend, TrendView
from cluneal_tracker.ui.words import clock_time, long_day, side_name


class DayWords:
    """Reads a chart out: "Thursday 12 March: 4.1, 3.0. Gabapentin."."""

    def __init__(self, view: TrendView, phrases: dict[str, Any]) -> None:
        self._view, self._phrases = view, phrases
        self._dots = [_by_day(side) for side in view.sides]
        self._lines = [{one.day: one for run in side.line for one in run} for side in view.sides]

    @property
    def first(self) -> date:
        """The first day of the chart."""
        return self._view.first

    @property
    def last(self) -> date:
        """The last day of the chart."""
        return self._view.last

    def text(self, day: date) -> str:
        """The scores of a day, what was done for it, the activities shown, and the exercises."""
        beside = (self.treatments(day), self.activities(day), self.exercises(day))
        parts = [self.scores(day), *(one for some in beside for one in some)]
        return f"{long_day(day)}: {'. '.join(parts)}."

    def scores(self, day: date) -> str:
        """The scores of a day, of each side where both were scored."""
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

    def middle(self, day: date) -> str:
        """The middle score of the last 7 days with the middle half, where there is a line."""
        found = [
            (side.side, _tr("{middle} ({low} to {high})").format(**self._numbers(points[day])))
            for side, points in zip(self._view.sides, self._lines, strict=True)
            if day in points
        ]
        if len(self._view.sides) == 1:
            return found[0][1] if found else ""
        return ", ".join(f"{side_name(side)} {numbers}" for side, numbers in found)

    def treatments(self, day: date) -> list[str]:
        """What was given, taken, or tried on a day."""
        given = [name_of(one) for one in self._view.treatments if _on(one, day)]
        return [*given, *self._taken(day), *self._tried(day)]

    def activities(self, day: date) -> list[str]:
        """What was answered; of what was not asked nothing is said."""
        forms = {True: _tr("{activity}: yes"), False: _tr("{activity}: no")}
        return [
            forms[one.answers[day]].format(activity=one.name)
            for one in self._view.activities
            if day in one.answers
        ]

    def exercises(self, day: date) -> list[str]:
        """How many exercises were done, with the shares of those that were broken off."""
        count = self._view.exercises.get(day, 0)
        if not count:
            return []
        form = _tr("1 exercise") if count == 1 else _tr("{count} exercises")
        whole = count == round(count)
        return [form.format(count=round(count) if whole else number_text(count, self._phrases))]

    def _numbers(self, point: MiddlePoint) -> dict[str, str]:
        values = {"middle": point.median, "low": point.low, "high": point.high}
        return {name: number_text(value, self._phrases) for name, value in values.items()}

    def _score(self, dot: Dot) -> str:
        number = number_text(dot.points, self._phrases)
        return _tr("{score} (added later)").format(score=number) if dot.added_later else number

    def _taken(self, day: date) -> Iterator[str]:
        for one in self._view.treatments:
            doses = self._view.doses.get(one.treatment.id, ())
            times = [self._time(dose) for dose in doses if dose.taken.day == day]
            if times:
                yield _tr("{name} at {times}").format(name=name_of(one), times=", ".join(times))

    def _time(self, dose: Dose) -> str:
        form = _tr("{time} (added later)") if dose.added_later else "{time}"
        return form.format(time=clock_time(dose.taken.at))

    def _tried(self, day: date) -> Iterator[str]:
        """The way of a trial that is over, as it was lived on a day."""
        for trial in self._view.trials:
            if lived := trial.on(day):
                yield short_line(lived.way)


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
