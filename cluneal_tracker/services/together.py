"""What went together with more or less pain: what was marked, exercised, and small habits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from itertools import pairwise
from typing import TYPE_CHECKING

from cluneal_tracker.data import habit_store, setting_store
from cluneal_tracker.data.content import Content
from cluneal_tracker.data.database import Database
from cluneal_tracker.domain.clock import Clock
from cluneal_tracker.domain.diary import DayValues, day_values, days_between
from cluneal_tracker.domain.pain import NIGHT_PAIN, PainEntry, Side
from cluneal_tracker.domain.when import DaySlot, When
from cluneal_tracker.services.diary import Diary
from cluneal_tracker.services.exercises import Exercises
from cluneal_tracker.services.routines import Routines

if TYPE_CHECKING:
    # numpy is not wanted before the first paint, so the statistics are imported on use.
    from cluneal_tracker.domain.statistics import Association

WEEKEND = "weekend"
_SATURDAY = 5

# Yes or no by day. A day without a key was not asked: that is never a no.
Answers = Mapping[date, bool]


class FactorKind(str, Enum):
    """Where the answers about something come from."""

    ACTIVITY = "activity"
    NIGHT = "night"
    EXERCISE = "exercise"
    HABIT = "habit"
    WEEKDAY = "weekday"


@dataclass(frozen=True, slots=True)
class Factor:
    """Something that a day has or has not; `name` is empty where the words for it are ours."""

    kind: FactorKind
    key: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """How the score of a day, or of the day after, went together with one factor."""

    factor: Factor
    found: Association


@dataclass(frozen=True, slots=True)
class TogetherView:
    """What was compared from `first` to `last`, largest difference first.

    `scored_days` counts the days with a score. `left_out` are the factors beyond the ten that can
    be told apart at a time: those with the fewest days with, or without.
    """

    first: date
    last: date
    scored_days: int
    links: tuple[Link, ...]
    left_out: tuple[Factor, ...]


class Together:
    """Compares days with something to days without it, all of them at once."""

    def __init__(
        self,
        db: Database,
        clock: Clock,
        diary: Diary,
        exercises: Exercises,
        routines: Routines,
        content: Content,
    ) -> None:
        self._db, self._clock, self._diary = db, clock, diary
        self._exercises, self._routines, self._content = exercises, routines, content

    def recent(self, days: int) -> TogetherView:
        """The last `days` days, today included."""
        last = When.now(self._clock).day
        return self.between(last - timedelta(days=days - 1), last)

    def between(self, first: date | None = None, last: date | None = None) -> TogetherView:
        """From `first` (the first entry by default) to `last` (today by default), inclusive."""
        from cluneal_tracker.domain.statistics import associations
        from cluneal_tracker.domain.statistics.associations import MOST_ACTIVITIES

        last = last or When.now(self._clock).day
        first = first or self._diary.first_day() or last
        entries = self._diary.entries(first, last)
        values = day_values(entries, Side.BOTH)
        answers = dict(self._answers(entries, values, first, last))
        ranked = sorted(answers, key=lambda one: -_balance(answers[one], values))
        taken = ranked[:MOST_ACTIVITIES]
        found = associations(
            [day.toordinal() for day in values],
            list(values.values()),
            {f"{one.kind.value} {one.key}": _numbered(answers[one]) for one in taken},
        )
        by_name = {f"{one.kind.value} {one.key}": one for one in taken}
        links = [Link(by_name[one.name], one) for one in found]
        links.sort(key=lambda one: -abs(one.found.difference or 0))
        left_out = tuple(ranked[MOST_ACTIVITIES:])
        return TogetherView(first, last, len(values), tuple(links), left_out)

    def _answers(
        self, entries: Sequence[PainEntry], values: DayValues, first: date, last: date
    ) -> Iterator[tuple[Factor, Answers]]:
        """Every factor that was answered at least once."""
        named = {one.key: one.name for one in self._content.activities}
        marked = {key: Factor(FactorKind.ACTIVITY, key, name) for key, name in named.items()}
        marked[NIGHT_PAIN] = Factor(FactorKind.NIGHT, NIGHT_PAIN)
        for key, factor in marked.items():
            if answered := answers_to(key, entries):
                yield factor, answered
        yield from self._exercised(values, last)
        yield from self._ticked(first, last)
        if values:
            weekend = {day: day.weekday() >= _SATURDAY for day in values}
            yield Factor(FactorKind.WEEKDAY, WEEKEND), weekend

    def _exercised(self, values: DayValues, last: date) -> Iterator[tuple[Factor, Answers]]:
        """Exercises note themselves: a scored day without one is a no, from its first day on."""
        done: defaultdict[str, set[date]] = defaultdict(set)
        for session in self._exercises.sessions(None, last):
            done[session.routine].add(session.started.day)
        routines = self._routines.by_key()
        for key, days in done.items():
            if answered := {day: day in days for day in values if day >= min(days)}:
                name = routines[key].name if key in routines else key
                yield Factor(FactorKind.EXERCISE, key, name), answered

    def _ticked(self, first: date, last: date) -> Iterator[tuple[Factor, Answers]]:
        """Habits are ticked by hand: a day is a no where another one was ticked, and this one was
        in view. Before its first tick and after its last nobody may have known of it.
        """
        hidden = self._out_of_view()
        ticked: defaultdict[str, set[date]] = defaultdict(set)
        for tick in habit_store.between(self._db, first, last):
            ticked[tick.habit].add(tick.done.day)
        asked = set().union(*ticked.values())
        for key, days in ticked.items():
            if key in self._content.habits:
                answered = {
                    one: one in days
                    for one in asked
                    if one in days
                    or (min(days) < one < max(days) and one not in hidden.get(key, ()))
                }
                yield Factor(FactorKind.HABIT, key, self._content.habits[key].name), answered

    def _out_of_view(self) -> Mapping[str, set[date]]:
        """The days on which a habit was out of view for a part at least, by its key."""
        zone, today = self._clock.zone(), When.now(self._clock).day
        told = [
            (DaySlot.at(moment.astimezone(zone)).day, keys)
            for moment, keys in setting_store.told(self._db, "hidden_habits")
        ]
        days: defaultdict[str, set[date]] = defaultdict(set)
        for (since, keys), (until, _) in pairwise([*told, (today, ())]):
            for key in keys:
                days[key].update(days_between(since, until))
        return days


def answers_to(key: str, entries: Sequence[PainEntry]) -> dict[date, bool]:
    """The answer of each day that was asked; a day with both answers counts as yes."""
    answered: dict[date, bool] = {}
    for entry in entries:
        answer = entry.activities.get(key, entry.signs.get(key))
        if answer is not None:
            answered[entry.felt.day] = answer or answered.get(entry.felt.day, False)
    return answered


def _balance(answers: Answers, values: DayValues) -> int:
    """The days of the rarer answer, among those with a score; no score is looked at for it."""
    yes = [answer for day, answer in answers.items() if day in values]
    return min(sum(yes), len(yes) - sum(yes))


def _numbered(answers: Answers) -> dict[int, bool]:
    return {day.toordinal(): answer for day, answer in answers.items()}
