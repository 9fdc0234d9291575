"""Exercises: what is offered today, and the sessions that were done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from cluneal_tracker.data import journal, pain_store, session_store, under_way_store
from cluneal_tracker.data.database import Database
from cluneal_tracker.domain.clock import Clock
from cluneal_tracker.domain.errors import DiaryError
from cluneal_tracker.domain.own_routines import Offered
from cluneal_tracker.domain.pain import VasScore
from cluneal_tracker.domain.phases import phases, repetitions, run_seconds
from cluneal_tracker.domain.routine import Routine
from cluneal_tracker.domain.session import Session, StopReason
from cluneal_tracker.domain.under_way import UnderWay
from cluneal_tracker.domain.when import When
from cluneal_tracker.services.changes import Changed, Changes
from cluneal_tracker.services.routines import Routines

# The smallest rise on the 100 mm line that the app speaks about after one exercise, and the
# smallest that counts as hurting more when it comes twice running.
WORSE_BY_MM, HURT_BY_MM = 20, 10
_GONE = "This exercise is no longer in the diary."


@dataclass(frozen=True, slots=True)
class RoutineToday:
    """An exercise with how often it was done today; part sessions count as begun, not as done."""

    offered: Offered
    done: int

    @property
    def routine(self) -> Routine:
        """The exercise as it is done."""
        return self.offered.routine

    @property
    def reached(self) -> bool:
        """The day's target is met."""
        return self.done >= self.routine.per_day


class Exercises:
    """How far the day is with each exercise, and the log of what was done."""

    def __init__(self, db: Database, clock: Clock, changes: Changes, routines: Routines) -> None:
        self._db, self._clock, self._changes, self._routines = db, clock, changes, routines

    def today(self) -> list[RoutineToday]:
        """Each exercise on the list with the number of whole sessions finished today."""
        day = When.now(self._clock).day
        done = Counter(
            session.routine
            for session in session_store.between(self._db, day, day)
            if session.finished
        )
        return [RoutineToday(one, done[one.routine.key]) for one in self._routines.on_list()]

    def routine(self, key: str) -> Routine:
        """One exercise, be it on the list or not; raises DiaryError for a key that is not there."""
        return self._routines.find(key).routine

    def log(
        self,
        routine: Routine,
        started: When,
        seconds: float,
        done: Mapping[str, int],
        pauses: int = 0,
        *,
        before: VasScore | None = None,
    ) -> Session:
        """Save a session of `seconds` of movement that began at `started`, whole or in part.

        `before` is the pain felt as it began.
        """
        session = self._session(routine, started, seconds, done, pauses, before)
        with journal.step(self._db, self._clock.now()) as step:
            session_store.save(step, session)
        self._changes.publish(Changed.SESSIONS)
        return session

    def keep_place(self, under_way: UnderWay) -> None:
        """Remember where the running exercise stands, for when the program is ended in it.

        Where nothing is done, or nothing any more, there is nothing to remember. Raises
        DiaryError at once where another program is writing: the person is not kept waiting.
        """
        with self._db.without_waiting():
            if under_way.done:
                under_way_store.keep(self._db, under_way)
            else:
                under_way_store.clear(self._db)

    def under_way(self) -> UnderWay | None:
        """The exercise in the middle of which the program was ended; None where there is none."""
        return under_way_store.find(self._db)

    def leave_out(self) -> None:
        """Forget the exercise that was under way."""
        under_way_store.clear(self._db)
        self._changes.publish(Changed.SESSIONS)

    def put_back(self, under_way: UnderWay) -> None:
        """Remember again what was left out."""
        under_way_store.keep(self._db, under_way)
        self._changes.publish(Changed.SESSIONS)

    def finish(self, under_way: UnderWay) -> Session:
        """Save what was done of an exercise that was led by the timer.

        What was remembered of its place is forgotten with it, in one transaction.
        """
        led = under_way.countdown()
        session = self._session(
            under_way.routine,
            under_way.started,
            led.active_seconds,
            led.done,
            led.pauses,
            under_way.pain_before,
        )
        with journal.step(self._db, self._clock.now()) as step:
            session_store.save(step, session)
            under_way_store.clear(self._db)
        self._changes.publish(Changed.SESSIONS)
        return session

    def _session(
        self,
        routine: Routine,
        started: When,
        seconds: float,
        done: Mapping[str, int],
        pauses: int,
        before: VasScore | None,
    ) -> Session:
        return Session(
            id=self._db.new_id(),
            routine=routine.key,
            started=started,
            entered_at=self._clock.now(),
            seconds=round(seconds),
            planned=repetitions(phases(routine)),
            done={side: count for side, count in done.items() if count},
            pain_before=before,
            pauses=pauses,
            level=routine.level or None,
        )

    def add(self, routine: str, felt: datetime | None = None) -> Session:
        """Save a whole session done without the timer, at a wall-clock time (now by default)."""
        found = self.routine(routine)
        started = When.local(felt, self._clock.zone()) if felt else When.now(self._clock)
        if started.at > self._clock.now():
            raise DiaryError("That time has not come yet.")
        return self.log(found, started, run_seconds(found), repetitions(phases(found)))

    def rate(self, session: Session, after: VasScore) -> Session:
        """Keep the pain felt at the end of a session; raises DiaryError when it is gone."""
        return self._change(session.id, pain_after=after)

    def tell_reason(self, session: Session, reason: StopReason | None) -> Session:
        """Keep why a session was ended early; raises DiaryError when it is gone."""
        return self._change(session.id, stopped=reason)

    def write_note(self, session_id: str, note: str) -> Session:
        """Keep a note with a session; raises DiaryError when it is gone."""
        return self._change(session_id, note=note)

    def hurt_more(self, session: Session) -> bool:
        """Whether a word of care is due: it hurt much more now, or more twice running.

        Much more is two points above the pain before it, or else above the last score that the day
        had by then.
        """
        before = session.pain_before or self._last_score(session.started)
        after = session.pain_after
        much = bool(before and after and after.mm - before.mm >= WORSE_BY_MM)
        return much or (_hurt(session) and _hurt(session_store.one_before(self._db, session)))

    def _last_score(self, until: When) -> VasScore | None:
        """The score of a day that was felt last, but not later than a moment of it."""
        entries = pain_store.between(self._db, until.day, until.day)
        scores = [one.score for one in entries if one.score and one.felt.utc <= until.utc]
        return scores[-1] if scores else None

    def _change(self, session_id: str, **changed: Any) -> Session:
        with journal.step(self._db, self._clock.now()) as step:
            kept = session_store.find(self._db, session_id)
            if kept is None:
                raise DiaryError(_GONE)
            after = replace(kept, **changed)
            session_store.save(step, after)
        self._changes.publish(Changed.SESSIONS)
        return after

    def sessions(self, first: date | None = None, last: date | None = None) -> list[Session]:
        """The sessions of a range of days, oldest first."""
        return session_store.between(self._db, first or date.min, last or date.max)

    def newest(self, count: int) -> list[Session]:
        """The last sessions, newest first."""
        return session_store.newest(self._db, count)

    def delete(self, session_id: str) -> None:
        """Take a session out of the diary; undo brings it back. Raises DiaryError when gone."""
        with journal.step(self._db, self._clock.now()) as step:
            session_store.remove(step, session_id)
            if not step.changes:
                raise DiaryError(_GONE)
        self._changes.publish(Changed.SESSIONS)


def _hurt(session: Session | None) -> bool:
    """It hurt more after it than before, or was stopped because it did."""
    if session is None:
        return False
    before, after = session.pain_before, session.pain_after
    rose = bool(before and after and after.mm - before.mm >= HURT_BY_MM)
    return rose or session.stopped is StopReason.PAIN
