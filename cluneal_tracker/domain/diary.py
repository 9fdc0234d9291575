"""What a run of pain entries says: a value a day, a middle line, and before against after."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from cluneal_tracker.domain.pain import PainEntry, Side
from cluneal_tracker.domain.when import ONE_DAY

WINDOW_DAYS = 7
FEWEST_IN_WINDOW = 4
COMPARED_DAYS = 14
FEWEST_COMPARED = 7

# The score of each day, 0-10. A day without a score has no key: missing is never zero.
DayValues = Mapping[date, float]


@dataclass(frozen=True, slots=True)
class MiddlePoint:
    """The median of the last seven days on one day, and the quarter points around it, 0-10."""

    day: date
    median: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Stretch:
    """A run of days seen as one: how many there are, how many have a score, their middle score."""

    first: date
    last: date
    scored: int
    middle: float | None

    @property
    def days(self) -> int:
        """How many days the run has."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True)
class BeforeAfter:
    """The two weeks before a treatment and the two weeks after, its own day in neither."""

    before: Stretch
    after: Stretch
    days_to_come: int

    @property
    def enough(self) -> bool:
        """Both halves have the seven scored days that a comparison needs."""
        return min(self.before.scored, self.after.scored) >= FEWEST_COMPARED


def days_between(first: date, last: date) -> Iterator[date]:
    """Each day from `first` to `last` inclusive."""
    day = first
    while day <= last:
        yield day
        day += ONE_DAY


def day_values(entries: Iterable[PainEntry], side: Side) -> dict[date, float]:
    """The mean of each day's counted scores on a side, 0-10; a two-sided score counts for both.

    With Side.BOTH, every counted score is taken, whatever its side.
    """
    scores: defaultdict[date, list[float]] = defaultdict(list)
    for entry in entries:
        if entry.counted and entry.score and (side is Side.BOTH or side in entry.side.parts):
            scores[entry.felt.day].append(entry.score.points)
    return {day: sum(values) / len(values) for day, values in scores.items()}


def median(values: Iterable[float]) -> float | None:
    """The middle value; None when there is none."""
    ordered = sorted(values)
    return quantile(ordered, 0.5) if ordered else None


def quantile(ordered: Sequence[float], share: float) -> float:
    """The value below which `share` of the sorted values lie (Hyndman and Fan 1996, type 7)."""
    place = (len(ordered) - 1) * share
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def middle_line(values: DayValues, turning_days: Iterable[date]) -> list[list[MiddlePoint]]:
    """The runs of the middle line: medians of the last seven days where four or more are scored.

    A run breaks at every day without a score, and no window reaches back over a turning day
    (a block, an operation): the line never mixes before with after.
    """
    turns = sorted(turning_days)
    runs: list[list[MiddlePoint]] = []
    for day in sorted(values):
        point = _middle_point(values, day, turns)
        if point is None:
            continue
        # A turning day parts the runs by itself: too few days of its window are over by then.
        if runs and runs[-1][-1].day == day - ONE_DAY:
            runs[-1].append(point)
        else:
            runs.append([point])
    return runs


def _middle_point(values: DayValues, day: date, turns: Sequence[date]) -> MiddlePoint | None:
    first = max([day - (WINDOW_DAYS - 1) * ONE_DAY, *(turn for turn in turns if turn <= day)])
    window = sorted(values[one] for one in days_between(first, day) if one in values)
    if len(window) < FEWEST_IN_WINDOW:
        return None
    return MiddlePoint(day, quantile(window, 0.5), quantile(window, 0.25), quantile(window, 0.75))


def stretch(values: DayValues, first: date, last: date) -> Stretch:
    """The days from `first` to `last` as one."""
    found = [values[day] for day in days_between(first, last) if day in values]
    return Stretch(first, last, len(found), median(found))


def before_after(values: DayValues, turned: date, today: date) -> BeforeAfter:
    """The fourteen days on either side of a treatment's first day."""
    end = turned + COMPARED_DAYS * ONE_DAY
    return BeforeAfter(
        stretch(values, turned - COMPARED_DAYS * ONE_DAY, turned - ONE_DAY),
        stretch(values, turned + ONE_DAY, end),
        max(0, (end - today).days),
    )
