"""Days put together where one alone is too narrow: weeks, months, quarters, years."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from typing import TypeVar

from cluneal_tracker.domain.diary import FEWEST_IN_WINDOW, WINDOW_DAYS, DayValues, quantile
from cluneal_tracker.domain.when import ONE_DAY
from cluneal_tracker.render.chart_layout import Style, TimeAxis

V = TypeVar("V")

# In units (pixels, on a screen): what is narrower is put together.
_NARROWEST = 4.0
_MONTHS_A_YEAR = 12


class Step(Enum):
    """What is put together; `value` names it in the phrases."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


_DAYS = {Step.DAY: 1, Step.WEEK: 7, Step.MONTH: 30, Step.QUARTER: 91, Step.YEAR: 365}
_MONTHS = {Step.MONTH: 1, Step.QUARTER: 3, Step.YEAR: 12}


@dataclass(frozen=True, slots=True)
class Part:
    """Neighbouring days that are drawn as one."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1

    def middle_half(self, values: DayValues) -> tuple[float, float, float] | None:
        """The low quarter point, the middle and the high quarter point of its day values, 0-10.

        None where fewer than four of seven days have one: the rule of the line of single days.
        """
        days = (self.first + number * ONE_DAY for number in range(self.days))
        found = sorted(values[day] for day in days if day in values)
        needed = max(FEWEST_IN_WINDOW, self.days * FEWEST_IN_WINDOW / WINDOW_DAYS)
        if len(found) < needed:
            return None
        return quantile(found, 0.25), quantile(found, 0.5), quantile(found, 0.75)


def step_of(axis: TimeAxis, style: Style) -> Step:
    """The finest step that is wide enough to be seen."""
    wide = (step for step in Step if axis.day_width * _DAYS[step] >= _NARROWEST * style.unit)
    return next(wide, Step.YEAR)


def parts(axis: TimeAxis, step: Step, cuts: Iterable[date] = ()) -> list[Part]:
    """The whole axis in parts of a step; a new one begins on each day of `cuts`.

    Weeks begin on Monday. The first and the last part may be shorter.
    """
    starts = {axis.first, *(cut for cut in cuts if axis.first < cut <= axis.last)}
    following = _following(axis.first, step)
    while following <= axis.last:
        starts.add(following)
        following = _following(following, step)
    ordered = sorted(starts)
    ends = [*(start - ONE_DAY for start in ordered[1:]), axis.last]
    return [Part(first, last) for first, last in zip(ordered, ends, strict=True)]


def sorted_into(found: Sequence[Part], items: Iterable[tuple[date, V]]) -> Iterator[list[V]]:
    """What each part holds of things that have a day inside the axis."""
    starts = [part.first for part in found]
    held: list[list[V]] = [[] for _ in found]
    for day, item in items:
        if found[0].first <= day <= found[-1].last:
            held[bisect_right(starts, day) - 1].append(item)
    return iter(held)


def means(found: Sequence[Part], counts: Mapping[date, float]) -> list[tuple[Part, float]]:
    """The mean a day of the counts in each part that has one."""
    held = zip(found, sorted_into(found, counts.items()), strict=True)
    return [(part, sum(values) / part.days) for part, values in held if values]


def shares(found: Sequence[Part], answers: Mapping[date, bool]) -> list[tuple[Part, float]]:
    """How large a share of the answers of each part is yes; parts without an answer are absent."""
    held = zip(found, sorted_into(found, answers.items()), strict=True)
    return [(part, sum(given) / len(given)) for part, given in held if given]


def _following(day: date, step: Step) -> date:
    """The first day of the step after the one of a day."""
    if step not in _MONTHS:
        days = _DAYS[step]
        return day + timedelta(days=days - (day.weekday() if step is Step.WEEK else 0))
    months = _MONTHS[step]
    passed = day.year * _MONTHS_A_YEAR + day.month - 1
    year, month = divmod(passed - passed % months + months, _MONTHS_A_YEAR)
    return date(year, month + 1, 1)
