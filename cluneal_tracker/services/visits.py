"""What the page for the doctor says, in numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from cluneal_tracker import __version__
from cluneal_tracker.data.content import Content
from cluneal_tracker.domain.clock import Clock
from cluneal_tracker.domain.diary import COMPARED_DAYS, ONE_DAY, Stretch, day_values, stretch
from cluneal_tracker.domain.pain import NIGHT_PAIN, NUMB, PainEntry, Side
from cluneal_tracker.domain.treatment import Nerve, Treatment, TreatmentKind
from cluneal_tracker.domain.when import When
from cluneal_tracker.services.diary import Diary
from cluneal_tracker.services.preferences import Preferences
from cluneal_tracker.services.together import FactorKind, Link, Together, answers_to
from cluneal_tracker.services.treatments import TreatmentView
from cluneal_tracker.services.trends import Trends, TrendView

if TYPE_CHECKING:
    # numpy is not wanted before the first paint, so the statistics are imported on use.
    from cluneal_tracker.domain.statistics import ReliefDuration, StepChange

_BASELINE = timedelta(days=28)
_LATER = timedelta(days=42)
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
class NoteLine:
    """A note, for the page that shows notes."""

    day: date
    text: str


@dataclass(frozen=True, slots=True)
class TreatmentResult:
    """A block or an operation and what the scores did after it.

    `that_day` are the scores of its own day in points, oldest first. `later` is weeks 3 to 6 as
    far as they have come, None before that. `change` is the step over the two weeks either side.
    """

    view: TreatmentView
    nerve: str
    that_day: tuple[float, ...]
    later: Stretch | None
    change: StepChange
    lasting: ReliefDuration


@dataclass(frozen=True, slots=True)
class VisitView:
    """The one-page summary. `name` and `notes` are empty unless they were asked for.

    `results` are the newest turning points of the range, newest first, and `more_results` counts
    the older ones. `together` is what went together with more or less pain.
    """

    trend: TrendView
    scores: int
    added_later: int
    scored_days: int
    asked_days: int
    exercises_a_day: float
    results: tuple[TreatmentResult, ...]
    more_results: int
    activities: tuple[Marked, ...]
    together: tuple[Link, ...]
    signs: tuple[Marked, ...]
    questions: tuple[str, ...]
    name: str
    notes: tuple[NoteLine, ...]
    made_at: datetime
    version: str


class Visits:
    """Puts the page for a visit together."""

    MOST_ACTIVITIES = 4
    MOST_RESULTS = 3

    def __init__(
        self,
        clock: Clock,
        diary: Diary,
        trends: Trends,
        together: Together,
        preferences: Preferences,
        content: Content,
    ) -> None:
        self._clock, self._diary, self._trends = clock, diary, trends
        self._together = together
        self._preferences, self._content = preferences, content

    def view(
        self,
        first: date | None = None,
        last: date | None = None,
        *,
        with_name: bool = False,
        with_notes: bool = False,
    ) -> VisitView:
        """The summary of a range of days (the whole diary by default)."""
        trend = self._trends.between(first, last)
        entries = self._diary.entries(trend.first, trend.last)
        scored = [entry for entry in entries if entry.score]
        settings = self._preferences.current
        together = self._standing_out(trend)
        found = {one.factor.key for one in together}
        activities = [_marked(one.key, one.name, entries) for one in self._content.activities]
        activities += _not_asked_for(together)
        activities.sort(key=lambda one: (one.key not in found, -one.yes_days))
        turns = [one for one in reversed(trend.treatments) if one.compared]
        return VisitView(
            trend=trend,
            scores=len(scored),
            added_later=sum(entry.added_later for entry in scored),
            scored_days=len({entry.felt.day for entry in scored}),
            asked_days=self._asked_days(trend),
            exercises_a_day=sum(trend.exercises.values()) / self._asked_days(trend),
            results=tuple(self._result(one, trend) for one in turns[: self.MOST_RESULTS]),
            more_results=max(0, len(turns) - self.MOST_RESULTS),
            activities=tuple(one for one in activities if one.yes_days)[: self.MOST_ACTIVITIES],
            together=together,
            signs=tuple(_marked(key, key, entries) for key in (NIGHT_PAIN, NUMB)),
            questions=tuple(filter(None, map(str.strip, settings.questions.splitlines()))),
            name=settings.name if with_name else "",
            notes=_notes(entries) if with_notes else (),
            made_at=self._clock.now().astimezone(self._clock.zone()).replace(microsecond=0),
            version=__version__,
        )

    def _asked_days(self, trend: TrendView) -> int:
        """The days of the range from the first score or exercise of the diary on, up to today."""
        begun = [*([day] if (day := self._diary.first_day()) else []), *trend.exercises]
        first = max(trend.first, min(begun, default=trend.first))
        return max(1, (min(trend.last, When.now(self._clock).day) - first).days + 1)

    def _result(self, view: TreatmentView, trend: TrendView) -> TreatmentResult:
        from cluneal_tracker.domain.statistics import relief_duration, step_change

        treatment = view.treatment
        turned, side = treatment.first_day, treatment.side or Side.BOTH
        # What happens after the next block is no longer the work of this one.
        after = (one.treatment for one in trend.treatments if one.compared)
        turns = [one.first_day for one in after if _share_a_side(one, treatment)]
        today = min(trend.last, When.now(self._clock).day)
        end = min((day - ONE_DAY for day in turns if day > turned), default=today)
        entries = self._diary.entries(turned - _BASELINE, end)
        values = day_values(entries, side)
        span = COMPARED_DAYS * ONE_DAY
        compared = [day for day in values if ONE_DAY <= abs(day - turned) <= span]
        third_week = turned + span + ONE_DAY
        return TreatmentResult(
            view=view,
            nerve=self._nerve(treatment),
            that_day=_scores_of(entries, turned, side),
            later=(
                stretch(values, third_week, min(end, turned + _LATER))
                if third_week <= end
                else None
            ),
            change=step_change(
                [day.toordinal() for day in compared],
                [values[day] for day in compared],
                turned.toordinal() + 1,
                other_changes=_other_changes(view, trend),
            ),
            lasting=relief_duration(
                [day.toordinal() for day in values], list(values.values()), turned.toordinal()
            ),
        )

    def _nerve(self, treatment: Treatment) -> str:
        if treatment.nerve in (None, Nerve.UNKNOWN):
            return ""
        return next(one.name for one in self._content.nerves if one.key == treatment.nerve)

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


def _scores_of(entries: Sequence[PainEntry], day: date, side: Side) -> tuple[float, ...]:
    """The counted scores of one day on a side."""
    return tuple(
        entry.score.points
        for entry in entries
        if entry.felt.day == day
        and entry.counted
        and entry.score
        and (side is Side.BOTH or side in entry.side.parts)
    )


def _other_changes(view: TreatmentView, trend: TrendView) -> list[int]:
    """The days near a treatment on which another one began or ended.

    A visit in a run of physio visits is no change, and neither is a block on the other side.
    """
    going_on = {
        one.treatment.id
        for one in trend.treatments
        if one.treatment.kind is TreatmentKind.PHYSIO and one.number > 1
    }
    others = [
        one
        for one in view.also_changed
        if one.id not in going_on and _share_a_side(one, view.treatment)
    ]
    days = [day for one in others for day in (one.first_day, one.last_day) if day]
    return [day.toordinal() for day in days]


def _share_a_side(one: Treatment, other: Treatment) -> bool:
    """A treatment without a side is for both."""
    first, second = ((item.side or Side.BOTH).parts for item in (one, other))
    return bool({*first} & {*second})


def _notes(entries: Sequence[PainEntry]) -> tuple[NoteLine, ...]:
    return tuple(NoteLine(entry.felt.day, entry.note) for entry in entries if entry.note)
