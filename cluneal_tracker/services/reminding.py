"""Reminders: what is to be asked for now, and what the person made of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import chain

from cluneal_tracker.data import journal, reminder_store, trial_store, visit_store
from cluneal_tracker.data.database import Database
from cluneal_tracker.domain.asking import (
    Asked,
    Ledger,
    Snooze,
    asked_now,
    asks_again_at,
    held_until,
    next_moment,
    quiet_until,
    snoozed_until,
)
from cluneal_tracker.domain.clock import Clock
from cluneal_tracker.domain.reminder_history import Memory, Past, history
from cluneal_tracker.domain.reminders import Delivery, Outcome, Reason, instant
from cluneal_tracker.domain.schedule import Reminder, ReminderKind, in_order
from cluneal_tracker.domain.when import ONE_DAY, When
from cluneal_tracker.services.answers import Answers
from cluneal_tracker.services.changes import Changed, Changes
from cluneal_tracker.services.followed import TWO_DAYS, followed_now
from cluneal_tracker.services.preferences import Preferences
from cluneal_tracker.services.reminder_view import ReminderView

# A new diary does not ask for what was due before it was there. What came this little before is
# what it was opened for, be it by the person or by the clock of the computer.
_JUST_BEFORE = timedelta(minutes=15)


class Reminding:
    """Asks the clock and the delivery ledger; tells each reminder once, and again if it must."""

    LEDGER_DAYS = 3

    def __init__(
        self,
        db: Database,
        clock: Clock,
        changes: Changes,
        preferences: Preferences,
        opened: datetime,
    ) -> None:
        self._db, self._clock, self._changes = db, clock, changes
        self._preferences, self._opened = preferences, opened

    @property
    def waits(self) -> bool:
        """Whether something has come and was not told, as while the desktop wants quiet."""
        return bool(self._asked())

    def take_due(self, wants_quiet: Callable[[], bool] = lambda: False) -> ReminderView | None:
        """What to ask for now, if anything; it is noted as told.

        Several that were missed are told as one. What was done already is noted as answered and
        stays silent. In quiet hours nothing is asked. Only where something has come it is asked
        whether the desktop `wants_quiet`; then nothing is noted, and it waits.
        """
        if not self._asked() or wants_quiet():
            return None
        # The window and `remind` may both come at this second: who has the turn to write looks
        # once more, so that one of them tells it and the other one stays silent.
        with self._db.atomic():
            asked, half = self._asked(), When.now(self._clock).half
            left = self.still_open(ReminderView(half, tuple(asked)))
            ledger = self._ledger()
            self._write([one for one in asked if one not in left.asked], Outcome.ANSWERED, ledger)
            self._write(left.asked, Outcome.TOLD, ledger)
        if asked:
            self._changes.publish(Changed.REMINDERS)
        return left if left.asked else None

    def next_moment(self) -> datetime | None:
        """The next instant at which `take_due` may have something to say."""
        settings = self._preferences.current
        now, zone = self._clock.now(), self._clock.zone()
        schedule = self._schedule()
        if not schedule:
            return None
        quiet = quiet_until(now, zone, settings.quiet_hours)
        moment = quiet or next_moment(now, zone, schedule, self._ledger())
        return held_until(moment, zone, settings.quiet_hours) if moment else None

    def words_to_come(self) -> list[datetime]:
        """The moments of the wall clock at which a visit or a trial is told of, oldest first."""
        now = self._clock.now().astimezone(self._clock.zone()).replace(tzinfo=None)
        moments = {datetime.combine(one.on, one.at) for one in self._words() if one.on}
        return sorted(moment for moment in moments if moment > now)

    def still_open(self, reminder: ReminderView) -> ReminderView:
        """What of it was not done, be it in the half day that it came for or in this one."""
        half, days = reminder.half, [one.day for one in reminder.asked]
        zone = self._clock.zone()
        first = min(days, default=half.day) - ONE_DAY
        answers = Answers(self._db, first, half.day, self._preferences.current.reminders, zone)
        scored = answers.scored(half) is not None
        left = tuple(
            one
            for one in reminder.asked
            if answers.done(one.key) is None
            and (one.reminder.kind is not ReminderKind.BLOCK_DAY or answers.knows(one.key[1]))
            and (not one.reminder.kind.only_tells or self._stands(one))
            and not (scored and one.reminder.kind is ReminderKind.CHECK_IN)
        )
        return replace(reminder, asked=left)

    def settle(self, reminder: ReminderView) -> None:
        """Note as answered what of it was done; a word was read by whoever is there."""
        left = self.still_open(reminder).asked
        done = tuple(
            one for one in reminder.asked if one not in left or one.reminder.kind.only_tells
        )
        if done:
            self._note(replace(reminder, asked=done), Outcome.ANSWERED)

    def snooze(self, reminder: ReminderView, snooze: Snooze = Snooze.THIRTY) -> None:
        """Ask for it again later; what was told as one comes back as one."""
        again = snoozed_until(self._clock.now(), self._clock.zone(), snooze)
        self._note(reminder, Outcome.SNOOZED, again=again)

    def decline(self, reminder: ReminderView, reason: Reason | None = None) -> None:
        """Not this time; the half day stays blank, told apart from one that was not answered."""
        self._note(reminder, Outcome.DECLINED, reason=reason)

    def plan(self, reminders: Iterable[Reminder]) -> None:
        """Make this the schedule; one that is new in it is not asked for before now.

        Raises ValueError for a schedule that is too long.
        """
        before = {one.key: one for one in self._preferences.current.reminders}
        now = self._clock.now()
        found = []
        for one in reminders:
            known = before.get(one.key)
            same = known is not None and known.weekdays == one.weekdays
            found.append(one if same else replace(one, set_at=now))
        self._preferences.choose(reminders=in_order(tuple(found)))

    def turn(self, on: bool) -> None:
        """Remind from now on, or do not; nothing was to come while reminders were off."""
        current = self._preferences.current
        reminders = current.reminders
        if on and not current.reminders_on:
            now = self._clock.now()
            reminders = tuple(replace(one, set_at=now) for one in reminders)
        self._preferences.choose(reminders_on=on, reminders=reminders)

    def history(self, first: date) -> list[Past]:
        """What became of the reminders from a day until now, oldest first."""
        settings, zone = self._preferences.current, self._clock.zone()
        # A trial only tells something; there is no answer to wait for.
        schedule = [one for one in self._schedule() if not one.kind.only_tells]
        today = When.now(self._clock).day
        answers = Answers(self._db, first - ONE_DAY, today, settings.reminders, zone)
        told = {
            item.key: item
            for item in reminder_store.since(self._db, first)
            if not ReminderKind(item.kind).only_tells
            and (item.kind != ReminderKind.BLOCK_DAY or answers.knows(item.about))
        }
        begun = journal.began(self._db)
        memory = Memory(schedule, told, begun, answers.done, settings.quiet_hours)
        return history(first, self._clock.now(), zone, memory)

    def _asked(self) -> list[Asked]:
        now, zone = self._clock.now(), self._clock.zone()
        settings = self._preferences.current
        if quiet_until(now, zone, settings.quiet_hours):
            return []
        begun = (journal.began(self._db) or self._opened) - _JUST_BEFORE
        found = asked_now(now, zone, self._schedule(), self._ledger(), settings.quiet_hours)
        return [one for one in found if instant(one.day, one.reminder.at, zone) >= begun]

    def _schedule(self) -> tuple[Reminder, ...]:
        """What the person set, check-ins after a block that they follow, visits and trials."""
        settings, now, zone = self._preferences.current, self._clock.now(), self._clock.zone()
        blocks = followed_now(self._db, self._clock)
        checks = [one.day.reminders(one.block, zone, now) for one in blocks]
        chosen = settings.reminders if settings.reminders_on else ()
        return (*chosen, *chain(*checks), *self._words())

    def _words(self) -> list[Reminder]:
        """What tells of visits and of the days on which the way of a trial changes."""
        today = When.now(self._clock).day
        visits = (one.reminder for one in visit_store.since(self._db, today - TWO_DAYS))
        going_on = (one for one in trial_store.every(self._db) if not one.course.is_over(today))
        trials = chain.from_iterable(one.reminders() for one in going_on)
        return [one for one in (*visits, *trials) if one is not None]

    def _stands(self, asked: Asked) -> bool:
        """Whether what it tells of is still on that day."""
        return any(
            (one.about, one.on) == (asked.reminder.about, asked.day) for one in self._words()
        )

    def _ledger(self) -> Ledger:
        first = When.now(self._clock).day - timedelta(days=self.LEDGER_DAYS)
        return {item.key: item for item in reminder_store.since(self._db, first)}

    def _note(
        self,
        reminder: ReminderView,
        outcome: Outcome,
        *,
        again: datetime | None = None,
        reason: Reason | None = None,
    ) -> None:
        self._write(reminder.asked, outcome, self._ledger(), again=again, reason=reason)
        self._changes.publish(Changed.REMINDERS)

    def _write(
        self,
        asked: Iterable[Asked],
        outcome: Outcome,
        ledger: Ledger,
        *,
        again: datetime | None = None,
        reason: Reason | None = None,
    ) -> None:
        now, zone = self._clock.now(), self._clock.zone()
        quiet = self._preferences.current.quiet_hours
        with journal.step(self._db, now, journal.Action.NOTE) as step:
            for one in asked:
                item = _delivery(one, outcome, ledger.get(one.key), now)
                moment = instant(one.day, one.reminder.at, zone)
                due_at = item.due_at or held_until(moment, zone, quiet)
                item = replace(item, again_at=again or item.again_at, due_at=due_at)
                reminder_store.save(step, replace(item, reason=reason))


def _delivery(one: Asked, outcome: Outcome, before: Delivery | None, now: datetime) -> Delivery:
    """What the ledger says of a reminder from `now` on, an aware instant."""
    kind, about, day, at = one.key
    asked = (before.asked if before else 0) + (outcome is Outcome.TOLD)
    # After a block the next check-in comes soon enough; a word is told once.
    once = kind == ReminderKind.BLOCK_DAY or one.reminder.kind.only_tells
    asks_again = outcome is Outcome.TOLD and not once
    over = outcome in (Outcome.ANSWERED, Outcome.DECLINED)
    return Delivery(
        day,
        at,
        outcome,
        told_at=now if outcome is Outcome.TOLD or before is None else before.told_at,
        again_at=asks_again_at(now, asked) if asks_again else None,
        kind=kind,
        about=about,
        due_at=before.due_at if before else None,
        asked=max(1, asked),
        done_at=now if over else None,
    )
