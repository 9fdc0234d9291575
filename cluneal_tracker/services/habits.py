"""Small habits: what was ticked today, and when to suggest the next change of position."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from cluneal_tracker.data import habit_store, journal
from cluneal_tracker.data.content import Content
from cluneal_tracker.data.database import Database
from cluneal_tracker.domain.clock import Clock
from cluneal_tracker.domain.errors import DiaryError
from cluneal_tracker.domain.habit import CHANGE_POSITION, PAD_BELT, Habit, HabitTick
from cluneal_tracker.domain.nudges import next_nudge
from cluneal_tracker.domain.when import When
from cluneal_tracker.services.changes import Changed, Changes
from cluneal_tracker.services.preferences import Preferences


@dataclass(frozen=True, slots=True)
class HabitToday:
    """A habit with how often it was ticked today; `hidden` tells one that is left out of view."""

    habit: Habit
    count: int
    hidden: bool


class Habits:
    """The habits on offer and their ticks."""

    def __init__(
        self,
        db: Database,
        clock: Clock,
        changes: Changes,
        content: Content,
        preferences: Preferences,
    ) -> None:
        self._db, self._clock, self._changes = db, clock, changes
        self._content, self._preferences = content, preferences

    def today(self) -> list[HabitToday]:
        """The habits on offer, those out of view included, in the order they are offered.

        One that answers a risk is on offer to who ticked that risk.
        """
        risks = self._preferences.current.risks
        every = self._every()
        return [one for one in every if not one.habit.risk or one.habit.risk in risks]

    def _every(self) -> list[HabitToday]:
        count = Counter(tick.habit for tick in self._ticks_of_today())
        return [
            HabitToday(habit, count[habit.key], hidden=not self._in_view(habit))
            for habit in self._content.habits.values()
        ]

    def _in_view(self, habit: Habit) -> bool:
        settings = self._preferences.current
        meant = not habit.risk or habit.risk in settings.risks
        return meant and habit.key not in settings.hidden_habits

    def one_today(self, key: str) -> HabitToday:
        """One habit as it stands today, on offer or not; raises DiaryError for an unknown key."""
        self._habit(key)
        return next(one for one in self._every() if one.habit.key == key)

    def tick(self, key: str) -> HabitToday:
        """Tick a habit now; one that is not hourly is ticked once a day. How it stands then."""
        habit = self._habit(key)
        with journal.step(self._db, self._clock.now()) as step:
            if habit.hourly or not any(tick.habit == key for tick in self._ticks_of_today()):
                done, entered_at = When.now(self._clock), self._clock.now()
                habit_store.save(step, HabitTick(self._db.new_id(), key, done, entered_at))
        if step.changes:
            self._changes.publish(Changed.HABITS)
        return self.one_today(key)

    def untick(self, key: str) -> HabitToday:
        """Take back the newest tick of today; how the habit stands then.

        Raises DiaryError where there is none.
        """
        habit = self._habit(key)
        with journal.step(self._db, self._clock.now()) as step:
            ticks = [tick for tick in self._ticks_of_today() if tick.habit == key]
            if not ticks:
                raise DiaryError(f"“{habit.name}” is not ticked today.")
            habit_store.remove(step, ticks[-1].id)
        self._changes.publish(Changed.HABITS)
        return self.one_today(key)

    def show(self, key: str, *, shown: bool) -> None:
        """Put a habit in view, or leave it out; its ticks stay.

        Who asks for one that answers a risk ticks that risk with it.
        """
        risk, settings = self._habit(key).risk, self._preferences.current
        hidden, risks = set(settings.hidden_habits) - {key}, set(settings.risks)
        if not shown:
            hidden.add(key)
        elif risk:
            risks.add(risk)
        self._preferences.choose(hidden_habits=tuple(sorted(hidden)), risks=tuple(sorted(risks)))

    def nudged(self) -> list[Habit]:
        """What an hourly nudge is about: the position, and the belt for who has that risk."""
        ticked, belt = self._preferences.current.risks, self._content.habits[PAD_BELT]
        risks = self._content.risks.values()
        wears_one = any(one.habit == PAD_BELT and one.key in ticked for one in risks)
        both = wears_one and self._in_view(belt)
        return [self._content.habits[CHANGE_POSITION], *([belt] if both else [])]

    def tick_nudged(self) -> list[HabitToday]:
        """Tick all that the nudge is about, as one step; how each stands then."""
        keys = [habit.key for habit in self.nudged()]
        done, now = When.now(self._clock), self._clock.now()
        with journal.step(self._db, now) as step:
            for key in keys:
                habit_store.save(step, HabitTick(self._db.new_id(), key, done, now))
        self._changes.publish(Changed.HABITS)
        return [self.one_today(key) for key in keys]

    def next_nudge(self, since: datetime) -> datetime | None:
        """When to suggest a change of position next; None where it is not wanted.

        An hour is counted from `since`, the last nudge or the start, and from the newest tick of a
        habit that is done hour by hour.
        """
        return self._next_nudge(self._clock.now(), since)

    def nudge_is_due(self, since: datetime) -> bool:
        """Whether to suggest one now."""
        # One look at the clock: between two of them it moves on.
        now = self._clock.now()
        moment = self._next_nudge(now, since)
        return moment is not None and moment <= now

    def _next_nudge(self, now: datetime, since: datetime) -> datetime | None:
        settings = self._preferences.current
        if not settings.nudge:
            return None
        ticked = self.last_moved()
        moved = [since] if ticked is None else [since, ticked]
        return next_nudge(now, self._clock.zone(), settings.nudge_hours, moved)

    def last_moved(self) -> datetime | None:
        """The newest tick of a habit that is done hour by hour, of any day."""
        hourly = [habit.key for habit in self._content.habits.values() if habit.hourly]
        newest = habit_store.newest(self._db, hourly)
        return None if newest is None else newest.done.at

    def _ticks_of_today(self) -> list[HabitTick]:
        day = When.now(self._clock).day
        return habit_store.between(self._db, day, day)

    def _habit(self, key: str) -> Habit:
        try:
            return self._content.habits[key]
        except KeyError:
            known = ", ".join(self._content.habits)
            raise DiaryError(f"“{key}” is not a habit. Use one of: {known}.") from None
