"""The guide's ladder of treatments, and what of each rung is in the diary."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from cluneal_tracker.data import habit_store, session_store
from cluneal_tracker.data.content import Content
from cluneal_tracker.data.database import Database
from cluneal_tracker.domain.before_after import BeforeAfter, before_after
from cluneal_tracker.domain.clock import Clock
from cluneal_tracker.domain.ladder import Rung, beside
from cluneal_tracker.domain.learning import Fact
from cluneal_tracker.domain.month import Month
from cluneal_tracker.domain.when import When
from cluneal_tracker.services.preferences import Preferences
from cluneal_tracker.services.results import Results, TreatmentResult
from cluneal_tracker.services.routines import Routines
from cluneal_tracker.services.treatments import Treatments, TreatmentView


@dataclass(frozen=True, slots=True)
class Used:
    """An exercise or a habit that was done so many `times`, on so many `days`.

    `pain` is that right before and right after an exercise; None for a habit.
    """

    name: str
    first: date
    last: date
    times: int
    days: int
    pain: BeforeAfter | None = None


@dataclass(frozen=True, slots=True)
class RungView:
    """A rung with what the guide says of it, and what the diary holds, oldest first."""

    rung: Rung
    facts: tuple[Fact, ...]
    treatments: tuple[TreatmentResult, ...]
    used: tuple[Used, ...]

    @property
    def empty(self) -> bool:
        """The diary holds nothing of it."""
        return not (self.treatments or self.used)


@dataclass(frozen=True, slots=True)
class Onset:
    """When the pain began, and how many months ago that is."""

    began: Month
    months: int


@dataclass(frozen=True, slots=True)
class LadderView:
    """The rungs from the mildest up, and what of the diary is on none of them.

    `onset` is None where nobody said when the pain began; `today` is the day of the diary.
    """

    rungs: tuple[RungView, ...]
    others: tuple[TreatmentResult, ...]
    onset: Onset | None
    today: date


class Ladder:
    """Lays the diary beside the guide; it recommends nothing."""

    def __init__(
        self,
        db: Database,
        clock: Clock,
        content: Content,
        preferences: Preferences,
        treatments: Treatments,
        results: Results,
        routines: Routines,
    ) -> None:
        self._db, self._clock, self._content = db, clock, content
        self._preferences, self._treatments = preferences, treatments
        self._results, self._routines = results, routines

    def view(self) -> LadderView:
        """Every rung."""
        rungs, facts = self._content.ladder, {one.id: one for one in self._content.facts}
        every = self._treatments.view(self._preferences.current.side).treatments
        exercises, habits = self._exercises(), self._habits()
        return LadderView(
            tuple(
                RungView(
                    rung,
                    tuple(facts[key] for key in rung.facts),
                    self._told([one for one in every if rung.holds(one.treatment)], every),
                    (
                        *(exercises[key] for key in rung.exercises if key in exercises),
                        *(habits[key] for key in rung.habits if key in habits),
                    ),
                )
                for rung in rungs
            ),
            self._told([one for one in every if beside(rungs, one.treatment)], every),
            self.onset(),
            When.now(self._clock).day,
        )

    def onset(self, on: date | None = None) -> Onset | None:
        """When the pain began, with the months up to a day (today by default).

        None where nobody said it, or where that month comes after the day.
        """
        began = self._preferences.current.pain_began
        if not began:
            return None
        month = Month.parse(began)
        months = month.until(Month.of(on or When.now(self._clock).day))
        return Onset(month, months) if months >= 0 else None

    def _told(
        self, wanted: Sequence[TreatmentView], every: Sequence[TreatmentView]
    ) -> tuple[TreatmentResult, ...]:
        return tuple(self._results.of(one, every) for one in reversed(wanted))

    def _exercises(self) -> dict[str, Used]:
        sessions, routines = session_store.every(self._db), self._routines.by_key()
        keys = dict.fromkeys(one.routine for one in sessions)
        found = {}
        for key in keys:
            done = [one for one in sessions if one.routine == key]
            if key in routines:
                days = [one.started.day for one in done]
                found[key] = _used(routines[key].name, days, before_after(done))
        return found

    def _habits(self) -> dict[str, Used]:
        ticks = habit_store.every(self._db)
        return {
            key: _used(habit.name, days)
            for key, habit in self._content.habits.items()
            if (days := [tick.done.day for tick in ticks if tick.habit == key])
        }


def _used(name: str, days: Iterable[date], pain: BeforeAfter | None = None) -> Used:
    found = sorted(days)
    return Used(name, found[0], found[-1], len(found), len(set(found)), pain)
