"""What the page for the doctor says, in numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from cluneal_tracker import __version__
from cluneal_tracker.data.content import Content
from cluneal_tracker.domain.clock import Clock
from cluneal_tracker.domain.pain import NIGHT_PAIN, NUMB, PainEntry
from cluneal_tracker.domain.periods import Period
from cluneal_tracker.domain.reminder_history import Fate
from cluneal_tracker.domain.roland import RolandAnswer
from cluneal_tracker.domain.warning_signs import WarningSign
from cluneal_tracker.domain.weekly import WeeklyAnswer
from cluneal_tracker.domain.when import When
from cluneal_tracker.services.blocks import Blocks, BlocksView
from cluneal_tracker.services.body_map import BodyMap, MapView
from cluneal_tracker.services.diary import Diary
from cluneal_tracker.services.effects import Effects, EffectsOf
from cluneal_tracker.services.ladder import Ladder, Onset
from cluneal_tracker.services.preferences import Preferences
from cluneal_tracker.services.reminding import Reminding
from cluneal_tracker.services.results import Results, TreatmentResult
from cluneal_tracker.services.roland import Roland
from cluneal_tracker.services.together import FactorKind, Link, Together, answers_to
from cluneal_tracker.services.trends import Trends, TrendView
from cluneal_tracker.services.trials import TrialOutcome, Trials
from cluneal_tracker.services.visit_lists import Lists, VisitLists
from cluneal_tracker.services.visit_log import VisitLog
from cluneal_tracker.services.weekly import Weekly

_NO_LISTS = Lists()
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
class NoteLine:
    """A note, for the page that shows notes."""

    day: date
    text: str


@dataclass(frozen=True, slots=True)
class VisitView:
    """The one-page summary. `name`, `notes` and `lists` are empty unless they were asked for.

    `results` are the newest turning points of the range, newest first, and `more_results` counts
    the older ones. `reminders` counts what became of the reminders of the range. `together` is
    what went together with more or less pain. `weeks` are the answers of the weeks, oldest first,
    `statements` those to the 24 statements, and `first_statements` the first of the whole diary.
    `warnings` are the warning signs that were ticked, the most urgent first. `since_visit` tells
    that the range begins with the last visit. `onset` and `blocks` are of the whole diary up to
    the end of the range. `trial` is the newest one that ended in the range. `map` is where it
    hurt, None where nothing was marked or it was left out. `effects` are the side effects of the
    range, by their treatment.
    """

    trend: TrendView
    scores: int
    added_later: int
    scored_days: int
    asked_days: int
    exercises_a_day: float
    reminders: Mapping[Fate, int]
    results: tuple[TreatmentResult, ...]
    more_results: int
    activities: tuple[Marked, ...]
    together: tuple[Link, ...]
    signs: tuple[Marked, ...]
    weeks: tuple[WeeklyAnswer, ...]
    statements: tuple[RolandAnswer, ...]
    first_statements: RolandAnswer | None
    onset: Onset | None
    blocks: BlocksView
    warnings: tuple[Ticked, ...]
    effects: tuple[EffectsOf, ...]
    questions: tuple[str, ...]
    made_at: datetime
    version: str
    invented: bool
    since_visit: bool
    trial: TrialOutcome | None
    name: str = ""
    notes: tuple[NoteLine, ...] = ()
    lists: Lists = _NO_LISTS
    map: MapView | None = None


class Visits:
    """Puts the page for a visit together."""

    MOST_ACTIVITIES = 4
    MOST_RESULTS = 3
    MOST_BLOCKS = 3

    def __init__(
        self,
        clock: Clock,
        diary: Diary,
        trends: Trends,
        together: Together,
        results: Results,
        preferences: Preferences,
        content: Content,
        reminding: Reminding,
        weekly: Weekly,
        roland: Roland,
        log: VisitLog,
        body_map: BodyMap,
        ladder: Ladder,
        blocks: Blocks,
        lists: VisitLists,
        trials: Trials,
        effects: Effects,
    ) -> None:
        self._clock, self._diary, self._trends = clock, diary, trends
        self._together, self._results = together, results
        self._preferences, self._content, self._reminding = preferences, content, reminding
        self._weekly, self._roland, self._log = weekly, roland, log
        self._ladder, self._blocks, self._lists = ladder, blocks, lists
        self._effects = effects
        self._body_map = body_map
        self._trials = trials

    def view(
        self,
        first: date | None = None,
        last: date | None = None,
        *,
        with_name: bool = False,
        with_notes: bool = False,
        with_scores: bool = False,
        with_exercises: bool = False,
        with_map: bool = True,
    ) -> VisitView:
        """The summary of a range of days (the whole diary by default).

        Name, notes, the list of scores and that of exercises only where they are asked for.
        """
        # What set the pain off has rows of its own on the page.
        trend = self._trends.between(first, last).beside(())
        entries = self._diary.entries(trend.first, trend.last)
        lists = self._lists.between(
            trend.first,
            trend.last,
            scores=with_scores,
            exercises=with_exercises,
            noted=with_notes,
        )
        return replace(
            self._always(trend, entries),
            name=self._preferences.current.name if with_name else "",
            notes=_notes(entries) if with_notes else (),
            lists=lists,
            map=self._map(trend) if with_map else None,
        )

    def _always(self, trend: TrendView, entries: Sequence[PainEntry]) -> VisitView:
        """What nobody has to ask for."""
        scored = [entry for entry in entries if entry.score]
        settings, last_visit = self._preferences.current, self._log.last()
        together = self._standing_out(trend)
        turns = [one for one in reversed(trend.treatments) if one.compared]
        shown = turns[: self.MOST_RESULTS]
        return VisitView(
            trend=trend,
            scores=len(scored),
            added_later=sum(entry.added_later for entry in scored),
            scored_days=len({entry.felt.day for entry in scored}),
            asked_days=self._asked_days(trend),
            exercises_a_day=sum(trend.exercises.values()) / self._asked_days(trend),
            reminders=self._reminders(trend),
            results=tuple(self._results.of(one, trend.treatments, trend.last) for one in shown),
            more_results=max(0, len(turns) - self.MOST_RESULTS),
            activities=self._activities(entries, together),
            together=together,
            signs=tuple(_marked(key, key, entries) for key in (NIGHT_PAIN, NUMB)),
            weeks=tuple(self._weekly.between(trend.first, trend.last)),
            statements=tuple(self._roland.between(trend.first, trend.last)),
            first_statements=self._roland.first(),
            onset=self._ladder.onset(trend.last),
            blocks=self._blocks.view(trend.last, self.MOST_BLOCKS),
            effects=tuple(self._effects.between(trend.first, trend.last)),
            warnings=tuple(_ticked(self._content.warning_signs, entries)),
            questions=tuple(filter(None, map(str.strip, settings.questions.splitlines()))),
            made_at=self._clock.now().astimezone(self._clock.zone()).replace(microsecond=0),
            version=__version__,
            invented=settings.invented,
            since_visit=last_visit is not None and last_visit.day == trend.first,
            trial=self._trials.newest_outcome(trend.first, trend.last),
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

    def _map(self, trend: TrendView) -> MapView | None:
        view = self._body_map.over(Period(trend.first, trend.last))
        return None if view.empty else view

    def _reminders(self, trend: TrendView) -> Mapping[Fate, int]:
        past = self._reminding.history(trend.first)
        return Counter(one.fate for one in past if one.day <= trend.last)

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


def _notes(entries: Sequence[PainEntry]) -> tuple[NoteLine, ...]:
    return tuple(NoteLine(entry.felt.day, entry.note) for entry in entries if entry.note)
