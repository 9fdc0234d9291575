"""Looking back on exercises: what was done, week by week, and the pain around it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from cluneal_tracker.data import session_store
from cluneal_tracker.data.database import Database
from cluneal_tracker.domain.before_after import BeforeAfter, before_after
from cluneal_tracker.domain.clock import Clock
from cluneal_tracker.domain.routine import Routine
from cluneal_tracker.domain.session import Session
from cluneal_tracker.domain.when import When
from cluneal_tracker.services.routines import Routines

_WEEK = 7
# Of so many exercises the pain around them is told, or of the one that is looked at.
_TOLD = 3


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which sessions are looked at.

    `routine` is a key, or empty for all; `days` how many up to today, None for all; `whole` True
    for whole ones, False for those that were broken off, None for both.
    """

    routine: str = ""
    days: int | None = 84
    whole: bool | None = None


@dataclass(frozen=True, slots=True)
class Week:
    """Seven days from Monday on: whole sessions, the target of one exercise, and the time.

    `target` is None where several exercises are looked at; `seconds` were spent moving or holding.
    """

    first: date
    whole: int
    part: int
    seconds: int
    target: int | None


@dataclass(frozen=True, slots=True)
class SessionsView:
    """What is looked at: sessions newest first, weeks oldest first, the pain around a few.

    `done` are the exercises that were ever done, the most frequent first.
    """

    wanted: Wanted
    sessions: tuple[Session, ...]
    weeks: tuple[Week, ...]
    patterns: Mapping[str, BeforeAfter]
    routines: Mapping[str, Routine]
    done: tuple[str, ...]


class SessionHistory:
    """Reads the sessions of the diary."""

    def __init__(self, db: Database, clock: Clock, routines: Routines) -> None:
        self._db, self._clock, self._routines = db, clock, routines

    def view(self, wanted: Wanted) -> SessionsView:
        """The sessions that are wanted, with what can be told of them."""
        every = session_store.every(self._db)
        today = When.now(self._clock).day
        first = date.min if wanted.days is None else today - timedelta(days=wanted.days - 1)
        in_time = [
            one for one in every if one.started.day >= first and wanted.routine in ("", one.routine)
        ]
        shown = [one for one in in_time if wanted.whole in (None, one.finished)]
        return SessionsView(
            wanted=wanted,
            sessions=tuple(reversed(shown)),
            weeks=self._weeks(in_time, wanted.routine, today),
            patterns=_patterns(in_time),
            routines=self._routines.by_key(),
            done=tuple(key for key, _ in Counter(one.routine for one in every).most_common()),
        )

    def _weeks(self, sessions: Sequence[Session], routine: str, today: date) -> tuple[Week, ...]:
        if not sessions:
            return ()
        found = self._routines.by_key().get(routine)
        target = found.per_day * _WEEK if found else None
        monday = _monday(sessions[0].started.day)
        weeks = []
        while monday <= today:
            ends = monday + timedelta(days=_WEEK)
            of_week = [one for one in sessions if monday <= one.started.day < ends]
            whole = sum(one.finished for one in of_week)
            seconds = sum(one.seconds for one in of_week)
            weeks.append(Week(monday, whole, len(of_week) - whole, seconds, target))
            monday = ends
        return tuple(weeks)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _patterns(sessions: Sequence[Session]) -> dict[str, BeforeAfter]:
    """The pain around the exercises that were done most, the most frequent one first."""
    keys = [key for key, _ in Counter(one.routine for one in sessions).most_common(_TOLD)]
    return {key: before_after([one for one in sessions if one.routine == key]) for key in keys}
