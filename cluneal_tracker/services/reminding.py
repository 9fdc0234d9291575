"""Reminders: what is to be asked for now, and what the person made of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from cluneal_tracker.data import journal, pain_store, reminder_store, session_store
from cluneal_tracker.data.database import Database
from cluneal_tracker.domain.asking import (
    Asked,
    Ledger,
    Snooze,
    asked_now,
    asks_again_at,
    next_moment,
    quiet_until,
    snoozed_until,
)
from cluneal_tracker.domain.clock import Clock
from cluneal_tracker.domain.reminder_history import Past, history
from cluneal_tracker.domain.reminders import Delivery, Outcome
from cluneal_tracker.domain.schedule import Reminder, ReminderKind, in_order
from cluneal_tracker.domain.when import DaySlot, When
from cluneal_tracker.services.changes import Changed, Changes
from cluneal_tracker.services.preferences import Preferences


@dataclass(frozen=True, slots=True)
class ReminderView:
    """What is asked for now, all of it told as one; `half` is the half day that it speaks of."""

    half: DaySlot
    asked: tuple[Asked, ...]

    @property
    def check_in(self) -> bool:
        """Whether a score is asked for."""
        return any(one.reminder.kind is ReminderKind.CHECK_IN for one in self.asked)

    @property
    def routines(self) -> tuple[str, ...]:
        """The keys of the exercises that are asked for, each once."""
        return self._about(ReminderKind.ROUTINE)

    @property
    def visits(self) -> tuple[str, ...]:
        """What was written about the visits that are called to mind."""
        return self._about(ReminderKind.VISIT)

    def _about(self, kind: ReminderKind) -> tuple[str, ...]:
        return tuple(
            dict.fromkeys(one.reminder.about for one in self.asked if one.reminder.kind is kind)
        )


class Reminding:
    """Asks the clock and the delivery ledger; tells each reminder once, and again if it must."""

    LEDGER_DAYS = 3

    def __init__(
        self, db: Database, clock: Clock, changes: Changes, preferences: Preferences
    ) -> None:
        self._db, self._clock, self._changes = db, clock, changes
        self._preferences = preferences

    def take_due(self, *, quiet: bool = False) -> ReminderView | None:
        """What to ask for now, if anything; it is noted as told.

        Several that were missed are told as one. What was done already is noted as answered and
        stays silent. Nothing is told, and nothing noted, while the desktop asks for `quiet` or in
        quiet hours: it waits.
        """
        now, zone = self._clock.now(), self._clock.zone()
        settings = self._preferences.current
        if not settings.reminders_on or quiet or quiet_until(now, zone, settings.quiet_hours):
            return None
        ledger = self._ledger()
        asked = asked_now(now, zone, settings.reminders, ledger)
        if not asked:
            return None
        done = [one for one in asked if self._is_done(one)]
        open_still = tuple(one for one in asked if one not in done)
        self._note(done, Outcome.ANSWERED, ledger)
        self._note(open_still, Outcome.TOLD, ledger)
        return ReminderView(When.now(self._clock).half, open_still) if open_still else None

    def next_moment(self) -> datetime | None:
        """The next instant at which `take_due` may have something to say."""
        settings = self._preferences.current
        if not settings.reminders_on:
            return None
        now, zone = self._clock.now(), self._clock.zone()
        quiet = quiet_until(now, zone, settings.quiet_hours)
        return quiet or next_moment(now, zone, settings.reminders, self._ledger())

    def answered(self, reminder: ReminderView) -> None:
        """All of it was done."""
        self._note(reminder.asked, Outcome.ANSWERED, self._ledger())

    def snooze(self, reminder: ReminderView, snooze: Snooze = Snooze.THIRTY) -> None:
        """Ask for it again later; what was told as one comes back as one."""
        again = snoozed_until(self._clock.now(), self._clock.zone(), snooze)
        self._note(reminder.asked, Outcome.SNOOZED, self._ledger(), again=again)

    def decline(self, reminder: ReminderView, reason: str = "") -> None:
        """Not this time; the half day stays blank, told apart from one that was not answered."""
        self._note(reminder.asked, Outcome.DECLINED, self._ledger(), reason=reason)

    def plan(self, reminders: Iterable[Reminder]) -> None:
        """Make this the schedule; one that is new in it is not asked for before now."""
        before = {one.key for one in self._preferences.current.reminders}
        now = self._clock.now()
        found = tuple(one if one.key in before else replace(one, set_at=now) for one in reminders)
        self._preferences.choose(reminders=in_order(found))

    def history(self, first: date) -> list[Past]:
        """What became of the reminders from a day until now, oldest first.

        Before the first entry of the diary none was to come.
        """
        told = {item.key: item for item in reminder_store.since(self._db, first)}
        begun = pain_store.first_entered(self._db)
        return history(
            first,
            self._clock.now(),
            self._clock.zone(),
            self._preferences.current.reminders,
            told,
            begun,
        )

    def _ledger(self) -> dict[tuple[str, str, date, time], Delivery]:
        first = When.now(self._clock).day - timedelta(days=self.LEDGER_DAYS)
        return {item.key: item for item in reminder_store.since(self._db, first)}

    def _is_done(self, asked: Asked) -> bool:
        """Whether there is nothing left to ask for."""
        if asked.reminder.kind is ReminderKind.CHECK_IN:
            return self._is_scored(When.now(self._clock).half)
        if asked.reminder.kind is ReminderKind.ROUTINE:
            return self._is_exercised(asked)
        return False

    def _is_scored(self, half: DaySlot) -> bool:
        entries = pain_store.between(self._db, half.day, half.day)
        return any(entry.score and entry.felt.half == half for entry in entries)

    def _is_exercised(self, asked: Asked) -> bool:
        """As often as it was asked for on that day until then."""
        about = asked.reminder.about
        wanted = sum(
            one.kind is ReminderKind.ROUTINE
            and one.about == about
            and one.at <= asked.reminder.at
            and one.comes_on(asked.day)
            for one in self._preferences.current.reminders
        )
        sessions = session_store.between(self._db, asked.day, asked.day)
        return sum(one.routine == about and one.finished for one in sessions) >= wanted

    def _note(
        self,
        asked: Iterable[Asked],
        outcome: Outcome,
        ledger: Ledger,
        *,
        again: datetime | None = None,
        reason: str = "",
    ) -> None:
        now = self._clock.now()
        told = [_delivery(one, outcome, ledger, now) for one in asked]
        if not told:
            return
        with journal.step(self._db, now, journal.Action.NOTE) as step:
            for item in told:
                kept = replace(item, again_at=again or item.again_at, reason=reason)
                reminder_store.save(step, kept)
        self._changes.publish(Changed.REMINDERS)


def _delivery(one: Asked, outcome: Outcome, ledger: Ledger, now: datetime) -> Delivery:
    kind, about, day, at = one.key
    before = ledger.get(one.key) or Delivery(day, at, outcome, now, None, kind, about, asked=0)
    asked = before.asked + (outcome is Outcome.TOLD)
    over = outcome in (Outcome.ANSWERED, Outcome.DECLINED)
    return replace(
        before,
        outcome=outcome,
        asked=max(1, asked),
        again_at=asks_again_at(now, asked) if outcome is Outcome.TOLD else None,
        done_at=now if over else None,
    )
