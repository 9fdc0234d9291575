"""The course of the pain over a range of days, with treatments and exercises beside it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from cluneal_tracker.data.content import Content
from cluneal_tracker.domain.clock import Clock
from cluneal_tracker.domain.diary import (
    MiddlePoint,
    Stretch,
    day_values,
    days_between,
    middle_line,
    stretch,
)
from cluneal_tracker.domain.dose import Dose
from cluneal_tracker.domain.errors import DiaryError
from cluneal_tracker.domain.half_days import HalfScores, half_scores
from cluneal_tracker.domain.own_trial import OwnTrial
from cluneal_tracker.domain.pain import PainEntry, Side
from cluneal_tracker.domain.session import Session
from cluneal_tracker.domain.when import When
from cluneal_tracker.services.activity_days import ActivityDays, activity_days, chosen
from cluneal_tracker.services.diary import Diary
from cluneal_tracker.services.doses import Doses
from cluneal_tracker.services.exercises import Exercises
from cluneal_tracker.services.treatments import Treatments, TreatmentView
from cluneal_tracker.services.trials import Trials


@dataclass(frozen=True, slots=True)
class Dot:
    """One score as it is drawn: local wall-clock time, its day, 0-10, hollow when added later."""

    at: datetime
    day: date
    points: float
    added_later: bool


@dataclass(frozen=True, slots=True)
class SideTrend:
    """The scores of one side: dots, the runs of the middle line, and the days without a score.

    `values` are the counted day values, 0-10, `halves` the scores of mornings and evenings;
    `whole` sums the range up, `early` and `late` its first and last two weeks. `turning_days` are
    those of blocks and operations in the range.
    """

    side: Side
    dots: tuple[Dot, ...]
    values: Mapping[date, float]
    halves: HalfScores
    line: tuple[tuple[MiddlePoint, ...], ...]
    missing: tuple[date, ...]
    turning_days: tuple[date, ...]
    whole: Stretch
    early: Stretch
    late: Stretch


@dataclass(frozen=True, slots=True)
class TrendView:
    """A range of days; `sides` has one part, or two when both sides were scored.

    `exercises` is the dose of each day with one: whole exercises, with the shares of others.
    `activities` are those that were answered, most yes-days first. `trials` are those that are
    over: of one under way nothing is drawn beside the scores. `doses` are the times that something
    was taken when it hurt, oldest first, by the id of the treatment.
    """

    first: date
    last: date
    sides: tuple[SideTrend, ...]
    treatments: tuple[TreatmentView, ...]
    exercises: Mapping[date, float]
    activities: tuple[ActivityDays, ...] = ()
    trials: tuple[OwnTrial, ...] = ()
    doses: Mapping[str, tuple[Dose, ...]] = field(default_factory=dict)

    @property
    def days(self) -> int:
        """How many days the range has."""
        return (self.last - self.first).days + 1

    @property
    def empty(self) -> bool:
        """No score lies in the range."""
        return not any(side.dots for side in self.sides)

    def of_side(self, wanted: Side) -> SideTrend | None:
        """The side that is wanted, else the one that was scored; None where none was."""
        ordered = sorted(self.sides, key=lambda one: one.side is not wanted)
        return ordered[0] if ordered else None

    def beside(self, keys: Sequence[str] | None = None) -> TrendView:
        """The same with these activities alone, at most four; None is the few marked most."""
        return replace(self, activities=chosen(self.activities, keys))


class Trends:
    """Draws the diary's parts together into one view."""

    TWO_WEEKS = timedelta(days=13)

    def __init__(
        self,
        clock: Clock,
        diary: Diary,
        exercises: Exercises,
        treatments: Treatments,
        content: Content,
        trials: Trials,
        doses: Doses,
    ) -> None:
        self._clock, self._diary = clock, diary
        self._exercises, self._treatments, self._content = exercises, treatments, content
        self._trials, self._doses = trials, doses

    def recent(self, days: int, back: int = 0) -> TrendView:
        """The last `days` days, today included, or those `back` times as many days before."""
        last = When.now(self._clock).day - timedelta(days=days * back)
        return self.between(last - timedelta(days=days - 1), last)

    def between(self, first: date | None = None, last: date | None = None) -> TrendView:
        """From `first` (the first entry by default) to `last` (today by default), inclusive."""
        today = When.now(self._clock).day
        begun, newest = self._diary.span() or (today, today)
        # Where the clock was set back, or the person flew west, the diary is ahead of today.
        latest = max(today, newest)
        last = last or latest
        first = first or min(begun, last)
        if first > last:
            raise DiaryError("The first day comes after the last day.")
        entries = self._diary.entries(first, last)
        treatments = self._treatments.within(first, last)
        sessions = self._exercises.sessions(first, last)
        # Days before the diary began or still to come are not days without a score.
        asked = list(days_between(max(first, begun), min(last, latest)))
        return TrendView(
            first,
            last,
            tuple(_side(side, entries, treatments, asked) for side in _sides(entries)),
            tuple(treatments),
            _exercised(sessions),
            activity_days(entries, {one.key: one.name for one in self._content.activities}),
            tuple(self._trials.over_between(first, last)),
            _by_treatment(self._doses.between(first, last)),
        )


def _by_treatment(doses: Sequence[Dose]) -> dict[str, tuple[Dose, ...]]:
    found: dict[str, tuple[Dose, ...]] = {}
    for dose in doses:
        found[dose.treatment] = (*found.get(dose.treatment, ()), dose)
    return found


def _exercised(sessions: Sequence[Session]) -> dict[date, float]:
    """How many exercises a day has; one that was broken off counts for the share that was done."""
    days: dict[date, float] = defaultdict(float)
    for session in sessions:
        days[session.started.day] += session.share
    return dict(days)


def _sides(entries: Sequence[PainEntry]) -> tuple[Side, ...]:
    scored = [entry.side for entry in entries if entry.score]
    return tuple(
        side for side in (Side.LEFT, Side.RIGHT) if any(side in one.parts for one in scored)
    )


def _side(
    side: Side, entries: Sequence[PainEntry], treatments: Sequence[TreatmentView], asked: list[date]
) -> SideTrend:
    scored = [entry for entry in entries if entry.score and side in entry.side.parts]
    values = day_values(scored, side)
    turns = tuple(
        view.treatment.first_day
        for view in treatments
        if view.treatment.kind.is_turning_point and concerns(view, side)
    )
    first, last = asked[0], asked[-1]
    with_score = {entry.felt.day for entry in scored}
    return SideTrend(
        side=side,
        dots=tuple(
            Dot(
                entry.felt.at.replace(tzinfo=None),
                entry.felt.day,
                entry.score.points,
                entry.added_later,
            )
            for entry in scored
            if entry.score
        ),
        values=values,
        halves=half_scores(scored, side),
        line=tuple(map(tuple, middle_line(values, turns))),
        missing=tuple(day for day in asked if day not in with_score),
        turning_days=turns,
        whole=stretch(values, first, last),
        early=stretch(values, first, min(last, first + Trends.TWO_WEEKS)),
        late=stretch(values, max(first, last - Trends.TWO_WEEKS), last),
    )


def concerns(view: TreatmentView, side: Side) -> bool:
    """Whether a treatment was for a side; one without a side is for both."""
    chosen = view.treatment.side
    return chosen is None or side in chosen.parts
