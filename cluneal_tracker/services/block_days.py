"""Block days: what is asked for after a block now, and what was scored around one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from cluneal_tracker.data import pain_store, treatment_store
from cluneal_tracker.data.database import Database
from cluneal_tracker.domain.block_day import (
    LONGEST,
    BlockDay,
    block_day,
    minutes_between,
    moment_of,
)
from cluneal_tracker.domain.clock import Clock
from cluneal_tracker.domain.treatment import Treatment
from cluneal_tracker.domain.when import When

_TWO_DAYS = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class BlockNow:
    """A block of today or yesterday: `asked` is the check-in that waits now, in minutes after it.

    `since` is how many minutes ago it was given, below zero before it. `next_at` is the instant of
    the next check-in, None after the last.
    """

    treatment: Treatment
    since: float
    asked: int | None
    next_at: datetime | None


class BlockDays:
    """Follows a block whose time is known through its first day."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db, self._clock = db, clock

    def now(self) -> BlockNow | None:
        """The newest block that is followed at this moment."""
        now, today = self._clock.now(), When.now(self._clock).day
        for treatment in reversed(treatment_store.timed(self._db, today - _TWO_DAYS)):
            given = moment_of(treatment, self._clock.zone())
            since = minutes_between(given, now)
            if since <= LONGEST and given.date() <= now.date():
                found = self.of(treatment)
                return BlockNow(treatment, since, found.open_check(now), found.next_check(now))
        return None

    def of(self, treatment: Treatment) -> BlockDay:
        """The scores around a block; raises ValueError for one whose time is not known."""
        first = treatment.first_day
        entries = pain_store.between(self._db, first - _TWO_DAYS, first + _TWO_DAYS)
        given = moment_of(treatment, self._clock.zone())
        return block_day(given, treatment.side, entries)
