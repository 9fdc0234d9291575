"""The questions of the week: whether they are asked for, and what was answered."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import count

from cluneal_tracker.data import journal, pain_store, weekly_store
from cluneal_tracker.data.database import Database
from cluneal_tracker.domain.clock import Clock
from cluneal_tracker.domain.errors import DiaryError
from cluneal_tracker.domain.schedule import ReminderKind
from cluneal_tracker.domain.weekly import OverallChange, Peg, WeeklyAnswer, is_asked_for
from cluneal_tracker.domain.when import When
from cluneal_tracker.services.changes import Changed, Changes
from cluneal_tracker.services.preferences import Preferences


@dataclass(frozen=True, slots=True)
class WeeklyView:
    """Whether the questions of the week are asked for, and the answers of today, if any.

    `comes_on` is the day on which they are asked for again; None while they are, and before the
    first time.
    """

    asked_for: bool
    today: WeeklyAnswer | None
    comes_on: date | None = None


class Weekly:
    """The three questions of the PEG, sleep and the overall change, once a week."""

    def __init__(
        self, db: Database, clock: Clock, changes: Changes, preferences: Preferences
    ) -> None:
        self._db, self._clock, self._changes = db, clock, changes
        self._preferences = preferences

    def view(self) -> WeeklyView:
        """Where the questions stand now.

        They come for the first time on the second day of the diary, or when they were to be
        reminded of.
        """
        newest, today = weekly_store.newest(self._db), When.now(self._clock).day
        weekdays = self._weekdays()
        if newest is None:
            begun = today.weekday() in weekdays or pain_store.begun_before(self._db, today)
            return WeeklyView(asked_for=begun, today=None)
        last = newest.given.day
        if is_asked_for(last, today, weekdays):
            return WeeklyView(asked_for=True, today=None)
        coming = (today + timedelta(days=ahead) for ahead in count(1))
        comes_on = next(day for day in coming if is_asked_for(last, day, weekdays))
        return WeeklyView(
            asked_for=False, today=newest if last == today else None, comes_on=comes_on
        )

    def _weekdays(self) -> frozenset[int]:
        """The days of the week on which the person is reminded of them."""
        reminders = self._preferences.current.reminders
        weekly = (one.weekdays for one in reminders if one.kind is ReminderKind.PEG_WEEK)
        return frozenset[int]().union(*weekly)

    def every(self) -> list[WeeklyAnswer]:
        """All answers, oldest first; those that were put off too."""
        return weekly_store.every(self._db)

    def between(self, first: date, last: date) -> list[WeeklyAnswer]:
        """The answers of the diary days from `first` to `last`, oldest first."""
        return weekly_store.between(self._db, first, last)

    def answer(
        self,
        peg: Peg | None = None,
        change: OverallChange | None = None,
        sleep: int | None = None,
    ) -> WeeklyAnswer:
        """Save answers for the past week; what was answered before on this day is corrected.

        `sleep` is how much pain disturbed it, 0 to 10. A part that is left out stays as it was.
        Raises ValueError where nothing is answered, or sleep is no such number.
        """
        if peg is None and change is None and sleep is None:
            raise ValueError("Answer the three questions, sleep, or how things have changed.")
        return self._save(peg, change, sleep)

    def delete(self, answer_id: str) -> None:
        """Take the answers of a week out of the diary; undo brings them back.

        Raises DiaryError when they are gone.
        """
        with journal.step(self._db, self._clock.now()) as step:
            if all(one.id != answer_id for one in self.every()):
                raise DiaryError("These answers are no longer in the diary.")
            weekly_store.remove(step, answer_id)
        self._changes.publish(Changed.WEEKLY)

    def put_off(self) -> None:
        """Not this week: a gap that counts as none of the answers, and is asked about in a week."""
        if self.view().today is None:
            self._save(None, None, None)

    def _save(
        self, peg: Peg | None, change: OverallChange | None, sleep: int | None
    ) -> WeeklyAnswer:
        given, now = When.now(self._clock), self._clock.now()
        found = self.view().today or WeeklyAnswer(self._db.new_id(), given, now)
        answer = replace(
            found,
            given=given,
            entered_at=now,
            peg=peg or found.peg,
            change=change or found.change,
            # A night that was not disturbed is a 0, and an answer.
            sleep=found.sleep if sleep is None else sleep,
        )
        with journal.step(self._db, now) as step:
            weekly_store.save(step, answer)
        self._changes.publish(Changed.WEEKLY)
        return answer
