"""What the page for the doctor says, in numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from cluneal_tracker import __version__
from cluneal_tracker.data.content import Content
from cluneal_tracker.domain.clock import Clock
from cluneal_tracker.domain.pain import PainEntry
from cluneal_tracker.services.diary import NIGHT_PAIN, NUMB, Diary
from cluneal_tracker.services.preferences import Preferences
from cluneal_tracker.services.trends import Trends, TrendView


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
class VisitView:
    """The one-page summary. `name` and `notes` are empty unless they were asked for."""

    trend: TrendView
    scores: int
    added_later: int
    exercises_a_day: float
    activities: tuple[Marked, ...]
    signs: tuple[Marked, ...]
    questions: tuple[str, ...]
    name: str
    notes: tuple[NoteLine, ...]
    made_at: datetime
    version: str


class Visits:
    """Puts the page for a visit together."""

    MOST_ACTIVITIES = 4

    def __init__(
        self, clock: Clock, diary: Diary, trends: Trends, preferences: Preferences, content: Content
    ) -> None:
        self._clock, self._diary, self._trends = clock, diary, trends
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
        named = [(item.key, item.name) for item in self._content.activities]
        activities = [_marked(key, name, entries) for key, name in named]
        activities.sort(key=lambda one: -one.yes_days)
        return VisitView(
            trend=trend,
            scores=len(scored),
            added_later=sum(entry.added_later for entry in scored),
            exercises_a_day=sum(trend.exercises.values()) / trend.days,
            activities=tuple(one for one in activities if one.yes_days)[: self.MOST_ACTIVITIES],
            signs=tuple(_marked(key, key, entries) for key in (NIGHT_PAIN, NUMB)),
            questions=tuple(filter(None, map(str.strip, settings.questions.splitlines()))),
            name=settings.name if with_name else "",
            notes=_notes(entries) if with_notes else (),
            made_at=self._clock.now().astimezone(self._clock.zone()),
            version=__version__,
        )


def _marked(key: str, name: str, entries: Sequence[PainEntry]) -> Marked:
    """How often a key was answered; a day with both answers counts as yes."""
    answered: dict[date, bool] = {}
    for entry in entries:
        answer = entry.activities.get(key, entry.signs.get(key))
        if answer is not None:
            answered[entry.felt.day] = answer or answered.get(entry.felt.day, False)
    yes = [day for day, answer in answered.items() if answer]
    return Marked(key, name, len(yes), len(answered), max(yes, default=None))


def _notes(entries: Sequence[PainEntry]) -> tuple[NoteLine, ...]:
    return tuple(NoteLine(entry.felt.day, entry.note) for entry in entries if entry.note)
