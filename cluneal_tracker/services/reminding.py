"""Reminders: what is due now, and what the person made of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from cluneal_tracker.data import journal, pain_store, reminder_store
from cluneal_tracker.data.database import Database
from cluneal_tracker.domain.clock import Clock
from cluneal_tracker.domain.reminders import (
    SNOOZE,
    Delivery,
    Outcome,
    Slotted,
    due,
    next_due,
    snooze_over,
)
from cluneal_tracker.domain.when import DaySlot, When
from cluneal_tracker.services.changes import Changed, Changes
from cluneal_tracker.services.preferences import Preferences


@dataclass(frozen=True, slots=True)
class ReminderView:
    """A reminder to be told now, for one half day; `keys` are all that it stands for."""

    half: DaySlot
    keys: tuple[Slotted, ...]


class Reminding:
    """Asks the clock and the delivery ledger; tells each reminder once."""

    LEDGER_DAYS = 3

    def __init__(
        self, db: Database, clock: Clock, changes: Changes, preferences: Preferences
    ) -> None:
        self._db, self._clock, self._changes = db, clock, changes
        self._preferences = preferences

    def take_due(self, wants_quiet: Callable[[], bool] = lambda: False) -> ReminderView | None:
        """The reminder to show now, if any; it is noted as told, so it comes only once.

        Several that were missed are told as one. One whose half day has its score already is
        noted as answered and stays silent. Only where something is due it is asked whether the
        desktop `wants_quiet`; then nothing is noted, and it is due still.
        """
        if not self._due() or wants_quiet():
            return None
        # The window and `remind` may both come at this second: who has the turn to write looks
        # once more, so that one of them tells it and the other one stays silent.
        with self._db.atomic():
            keys = self._due()
            if not keys:
                return None
            half = When.now(self._clock).half
            outcome = Outcome.ANSWERED if self._scored(half) else Outcome.TOLD
            self._write(keys, outcome)
        self._changes.publish(Changed.REMINDERS)
        return ReminderView(half, tuple(keys)) if outcome is Outcome.TOLD else None

    def next_moment(self) -> datetime | None:
        """The next instant at which `take_due` may have something to say."""
        settings = self._preferences.current
        if not settings.reminders_on:
            return None
        return next_due(
            self._clock.now(), self._clock.zone(), settings.reminder_times, self._ledger()
        )

    def answered(self, reminder: ReminderView) -> None:
        """The score was given."""
        self._note(list(reminder.keys), Outcome.ANSWERED)

    def snooze(self, reminder: ReminderView, wait: timedelta = SNOOZE) -> None:
        """Tell it again after a while; what was merged comes back as one."""
        self._note(list(reminder.keys), Outcome.SNOOZED, self._clock.now() + wait)

    def decline(self, reminder: ReminderView) -> None:
        """Not this time; the half day stays blank, told apart from one that was not answered."""
        self._note(list(reminder.keys), Outcome.DECLINED)

    def _due(self) -> list[Slotted]:
        now, settings = self._clock.now(), self._preferences.current
        if not settings.reminders_on:
            return []
        ledger = self._ledger()
        keys = due(now, self._clock.zone(), settings.reminder_times, ledger)
        return keys + snooze_over(now, ledger.values())

    def _ledger(self) -> dict[Slotted, Delivery]:
        first = When.now(self._clock).day - timedelta(days=self.LEDGER_DAYS)
        return {item.key: item for item in reminder_store.since(self._db, first)}

    def _scored(self, half: DaySlot) -> bool:
        entries = pain_store.between(self._db, half.day, half.day)
        return any(entry.score and entry.felt.half == half for entry in entries)

    def _note(self, keys: list[Slotted], outcome: Outcome, again: datetime | None = None) -> None:
        self._write(keys, outcome, again)
        self._changes.publish(Changed.REMINDERS)

    def _write(self, keys: list[Slotted], outcome: Outcome, again: datetime | None = None) -> None:
        now = self._clock.now()
        with journal.step(self._db, now, journal.Action.NOTE) as step:
            for day, at in keys:
                reminder_store.save(step, Delivery(day, at, outcome, now, again))
