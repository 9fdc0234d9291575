"""What was scored, ticked and answered in a range of days, for the page for the doctor."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from cluneal_tracker.data.content import Content
from cluneal_tracker.domain.clock import Clock
from cluneal_tracker.domain.pain import NIGHT_PAIN, NUMB, PainEntry
from cluneal_tracker.domain.roland import RolandAnswer
from cluneal_tracker.domain.warning_signs import WarningSign
from cluneal_tracker.domain.weekly import WeeklyAnswer
from cluneal_tracker.domain.when import When
from cluneal_tracker.services.diary import Diary
from cluneal_tracker.services.roland import Roland
from cluneal_tracker.services.together import FactorKind, Link, Together, answers_to
from cluneal_tracker.services.trends import TrendView
from cluneal_tracker.services.weekly import Weekly

_CHANGEABLE = (FactorKind.ACTIVITY, FactorKind.EXERCISE, FactorKind.HABIT)


@dataclass(frozen=True, slots=True)
class Marked:
    """An activity or sign: on how many days it was answered, and on how many with yes."""

    key: str
    name: str
    yes_days: int
    asked_days: int
    last_yes: date | None


@dataclass(frozen=True, slots=True)
class Ticked:
    """A warning sign that was ticked, with its days, the oldest first."""

    name: str
    days: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class Answers:
    """What a range of days was answered with.

    `together` is what went together with more or less pain. `weeks` are the answers of the weeks,
    oldest first, `statements` those to the 24 statements, and `first_statements` the first of the
    whole diary. `warnings` are the warning signs that were ticked, the most urgent first.
    """

    scores: int
    added_later: int
    scored_days: int
    asked_days: int
    exercises_a_day: float
    activities: tuple[Marked, ...]
    together: tuple[Link, ...]
    signs: tuple[Marked, ...]
    weeks: tuple[WeeklyAnswer, ...]
    statements: tuple[RolandAnswer, ...]
    first_statements: RolandAnswer | None
    warnings: tuple[Ticked, ...]


class VisitAnswers:
    """Reads what was answered in a range of days."""

    MOST_ACTIVITIES = 4

    def __init__(
        self,
        clock: Clock,
        content: Content,
        diary: Diary,
        together: Together,
        weekly: Weekly,
        roland: Roland,
    ) -> None:
        self._clock, self._content, self._diary = clock, content, diary
        self._together, self._weekly, self._roland = together, weekly, roland

    def within(self, trend: TrendView) -> Answers:
        """The answers of the days of a trend."""
        entries = self._diary.entries(trend.first, trend.last)
        scored = [entry for entry in entries if entry.score]
        asked_days, together = self._asked_days(trend), self._standing_out(trend)
        return Answers(
            scores=len(scored),
            added_later=sum(entry.added_later for entry in scored),
            scored_days=len({entry.felt.day for entry in scored}),
            asked_days=asked_days,
            exercises_a_day=sum(trend.exercises.values()) / asked_days,
            activities=self._activities(entries, together),
            together=together,
            signs=tuple(_marked(key, key, entries) for key in (NIGHT_PAIN, NUMB)),
            weeks=tuple(self._weekly.between(trend.first, trend.last)),
            statements=tuple(self._roland.between(trend.first, trend.last)),
            first_statements=self._roland.first(),
            warnings=tuple(_ticked(self._content.warning_signs, entries)),
        )

    def _activities(
        self, entries: Sequence[PainEntry], together: Sequence[Link]
    ) -> tuple[Marked, ...]:
        """What was done on some day: first what went `together` with the pain."""
        found = {one.factor.key for one in together}
        activities = [_marked(one.key, one.name, entries) for one in self._content.activities]
        activities += _not_asked_for(together)
        activities.sort(key=lambda one: (one.key not in found, -one.yes_days))
        return tuple(one for one in activities if one.yes_days)[: self.MOST_ACTIVITIES]

    def _asked_days(self, trend: TrendView) -> int:
        """The days of the range from the first score or exercise of the diary on, up to today."""
        begun = [*([day] if (day := self._diary.first_day()) else []), *trend.exercises]
        first = max(trend.first, min(begun, default=trend.first))
        return max(1, (min(trend.last, When.now(self._clock).day) - first).days + 1)

    def _standing_out(self, trend: TrendView) -> tuple[Link, ...]:
        """What stands out and can be changed, the largest difference first."""
        from cluneal_tracker.domain.statistics import AssociationStatus

        links = self._together.between(trend.first, trend.last).links
        found = [
            one
            for one in links
            if one.found.status is AssociationStatus.STANDS_OUT and one.factor.kind in _CHANGEABLE
        ]
        return tuple(found[: self.MOST_ACTIVITIES])


def _not_asked_for(links: Sequence[Link]) -> list[Marked]:
    """Exercises and habits that stand out: nobody is asked about them, they note themselves."""
    found = {one.factor: one.found for one in links if one.factor.kind is not FactorKind.ACTIVITY}
    return [
        Marked(factor.key, factor.name, one.days_with, one.days_with + one.days_without, None)
        for factor, one in found.items()
    ]


def _marked(key: str, name: str, entries: Sequence[PainEntry]) -> Marked:
    """How often a key was answered."""
    answered = answers_to(key, entries)
    yes = [day for day, answer in answered.items() if answer]
    return Marked(key, name, len(yes), len(answered), max(yes, default=None))


def _ticked(signs: Iterable[WarningSign], entries: Sequence[PainEntry]) -> Iterator[Ticked]:
    """The signs that were ticked: a box that was left alone says nothing."""
    for sign in signs:
        days = [day for day, answer in answers_to(sign.key, entries).items() if answer]
        if days:
            yield Ticked(sign.short, tuple(sorted(days)))
