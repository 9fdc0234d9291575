"""The visits themselves: those that have been, with what was said, and those to come."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time

from cluneal_tracker.data import journal, visit_store
from cluneal_tracker.data.database import Database
from cluneal_tracker.domain.clock import Clock
from cluneal_tracker.domain.errors import DiaryError
from cluneal_tracker.domain.visit import MOST_AHEAD, Visit, last_visit, next_visit
from cluneal_tracker.services.changes import Changed, Changes
from cluneal_tracker.services.preferences import Preferences

_GONE = "This visit is not in your diary any more."


@dataclass(frozen=True, slots=True)
class VisitLogView:
    """The visits, those to come first in the order they come, then the others, newest first.

    `questions` are those that the person keeps for the next visit, one a line; `now` is the local
    time.
    """

    to_come: tuple[Visit, ...]
    been: tuple[Visit, ...]
    questions: str
    now: datetime

    @property
    def next(self) -> Visit | None:
        """The visit that comes next."""
        return self.to_come[0] if self.to_come else None

    @property
    def last(self) -> Visit | None:
        """The visit that was last."""
        return self.been[0] if self.been else None


class VisitLog:
    """Keeps the visits, and moves the questions to the one at which they were asked."""

    def __init__(
        self, db: Database, clock: Clock, changes: Changes, preferences: Preferences
    ) -> None:
        self._db, self._clock, self._changes = db, clock, changes
        self._preferences = preferences

    def view(self) -> VisitLogView:
        """All visits, and the questions that wait."""
        every, now = visit_store.every(self._db), self._now()
        to_come = tuple(one for one in every if one.is_to_come(now))
        been = tuple(one for one in reversed(every) if one not in to_come)
        return VisitLogView(to_come, been, self._preferences.current.questions, now)

    def last(self) -> Visit | None:
        """The latest visit that has been."""
        return last_visit(visit_store.every(self._db), self._now())

    def next(self) -> Visit | None:
        """The visit that comes next."""
        now = self._now()
        return next_visit(visit_store.since(self._db, now.date()), now)

    def named(self, visit_id: str) -> Visit | None:
        """A visit by its id; None where it is gone."""
        every = visit_store.every(self._db)
        return next((one for one in every if one.id == visit_id), None)

    def add(
        self,
        day: date,
        *,
        at: time | None = None,
        whom: str = "",
        asked: str = "",
        said: str = "",
        remind: bool = True,
        with_questions: bool = False,
    ) -> Visit:
        """Save a visit, gone by or to come.

        `with_questions` notes the questions that wait as asked there, and begins a new list, in
        the same step. Raises DiaryError for a day that is too far ahead.
        """
        now = self._clock.now()
        visit = Visit(self._db.new_id(), day, now, now, at, whom, asked, said, remind)
        return self._save(visit, with_questions)

    def change(self, visit_id: str, *, with_questions: bool = False, **values: object) -> Visit:
        """Change what a visit says, by name; raises DiaryError where it is gone or far ahead."""
        visit = self._found(visit_id)
        changed = replace(visit, **values)  # type: ignore[arg-type]
        if (changed.day, changed.remind) != (visit.day, visit.remind):
            changed = replace(changed, set_at=self._clock.now())
        return self._save(changed, with_questions)

    def delete(self, visit_id: str) -> None:
        """Take a visit out; undo brings it back."""
        self._found(visit_id)
        with journal.step(self._db, self._clock.now()) as step:
            visit_store.remove(step, visit_id)
        self._changes.publish(Changed.VISITS)

    def _save(self, visit: Visit, with_questions: bool) -> Visit:
        if visit.day - self._now().date() > MOST_AHEAD:
            raise DiaryError("That day is more than three years ahead. Look at the year again.")
        changed = Changed.VISITS
        with journal.step(self._db, self._clock.now()) as step:
            waiting = self._preferences.current.questions.strip()
            if with_questions and waiting:
                asked = "\n".join(filter(None, (visit.asked.strip(), waiting)))
                visit = replace(visit, asked=asked)
                self._preferences.choose_within(step, questions="")
                changed |= Changed.SETTINGS
            visit_store.save(step, visit)
        self._changes.publish(changed)
        return visit

    def _found(self, visit_id: str) -> Visit:
        visit = self.named(visit_id)
        if visit is None:
            raise DiaryError(_GONE)
        return visit

    def _now(self) -> datetime:
        return self._clock.now().astimezone(self._clock.zone()).replace(tzinfo=None)
