"""What the page for the doctor says, in numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from cluneal_tracker import __version__
from cluneal_tracker.domain.clock import Clock
from cluneal_tracker.domain.periods import Period
from cluneal_tracker.domain.reminder_history import Fate
from cluneal_tracker.services.body_map import BodyMap, MapView
from cluneal_tracker.services.preferences import Preferences
from cluneal_tracker.services.reminding import Reminding
from cluneal_tracker.services.trends import Trends, TrendView
from cluneal_tracker.services.visit_answers import Answers, VisitAnswers
from cluneal_tracker.services.visit_lists import Lists, VisitLists
from cluneal_tracker.services.visit_log import VisitLog
from cluneal_tracker.services.visit_treatments import Treated, VisitTreatments


@dataclass(frozen=True, slots=True)
class Also:
    """What goes on the page, or behind it, as the person chose; the map is there by itself."""

    name: bool = False
    notes: bool = False
    scores: bool = False
    exercises: bool = False
    map: bool = True


@dataclass(frozen=True, slots=True)
class VisitView:
    """The one-page summary. `name` and `lists` are empty unless they were asked for.

    `reminders` counts what became of the reminders of the range. `since_visit` tells that the
    range begins with the last visit. `map` is where it hurt, None where nothing was marked or it
    was left out.
    """

    trend: TrendView
    answers: Answers
    treated: Treated
    reminders: Mapping[Fate, int]
    questions: tuple[str, ...]
    made_at: datetime
    version: str
    invented: bool
    since_visit: bool
    name: str
    lists: Lists
    map: MapView | None


class Visits:
    """Puts the page for a visit together."""

    def __init__(
        self,
        clock: Clock,
        preferences: Preferences,
        trends: Trends,
        answers: VisitAnswers,
        treatments: VisitTreatments,
        reminding: Reminding,
        body_map: BodyMap,
        lists: VisitLists,
        log: VisitLog,
    ) -> None:
        self._clock, self._preferences, self._trends = clock, preferences, trends
        self._answers, self._treatments, self._reminding = answers, treatments, reminding
        self._body_map, self._lists, self._log = body_map, lists, log

    def view(
        self,
        first: date | None = None,
        last: date | None = None,
        also: Also | None = None,
    ) -> VisitView:
        """The summary of a range of days (the whole diary by default), with what is asked for."""
        also = also or Also()
        # What set the pain off has rows of its own on the page.
        trend = self._trends.between(first, last).beside(())
        settings, last_visit = self._preferences.current, self._log.last()
        return VisitView(
            trend=trend,
            answers=self._answers.within(trend),
            treated=self._treatments.within(trend),
            reminders=self._reminders(trend),
            questions=tuple(filter(None, map(str.strip, settings.questions.splitlines()))),
            made_at=self._clock.now().astimezone(self._clock.zone()).replace(microsecond=0),
            version=__version__,
            invented=settings.invented,
            since_visit=last_visit is not None and last_visit.day == trend.first,
            name=settings.name if also.name else "",
            lists=self._lists.between(
                trend.first,
                trend.last,
                scores=also.scores,
                exercises=also.exercises,
                noted=also.notes,
            ),
            map=self._map(trend) if also.map else None,
        )

    def _map(self, trend: TrendView) -> MapView | None:
        view = self._body_map.over(Period(trend.first, trend.last))
        return None if view.empty else view

    def _reminders(self, trend: TrendView) -> Mapping[Fate, int]:
        past = self._reminding.history(trend.first)
        return Counter(one.fate for one in past if one.day <= trend.last)
