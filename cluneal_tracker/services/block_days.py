"""Block days: what is asked for after a block now, and what was scored around one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from cluneal_tracker.data.database import Database
from cluneal_tracker.domain.block_day import LONGEST, BlockDay, minutes_between
from cluneal_tracker.domain.clock import Clock
from cluneal_tracker.domain.errors import DiaryError
from cluneal_tracker.domain.treatment import Treatment
from cluneal_tracker.domain.when import When
from cluneal_tracker.services.followed import Followed, followed, followed_now


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


@dataclass(frozen=True, slots=True)
class Missed:
    """A check-in that nobody answered: minutes after the block (0: just before), and when it was.

    `at` is the wall clock here.
    """

    after: int
    at: datetime


class BlockDays:
    """Follows a block whose time is known through its first day."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db, self._clock = db, clock

    def now(self) -> BlockNow | None:
        """The block that is followed at this moment: one that waits for a score before others."""
        found = [self._now(one) for one in followed_now(self._db, self._clock)]
        going_on = [one for one in found if one.since <= LONGEST]
        given = [one for one in going_on if one.since >= 0]
        waits = [one for one in given if one.asked is not None]
        return next(iter([*waits[::-1], *given[::-1], *going_on]), None)

    def named(self, block_id: str) -> BlockNow | None:
        """One of these days by its id; None where it is gone."""
        found = (one for one in followed_now(self._db, self._clock) if one.block.id == block_id)
        return next((self._now(one) for one in found), None)

    def of(self, treatment: Treatment) -> BlockDay:
        """The scores around a block; raises ValueError for one whose time is not known."""
        day = treatment.first_day
        for one in followed(self._db, day, day, self._clock.zone()):
            if one.block.id == treatment.id:
                return one.day
        raise ValueError("the time of this block is not known")

    def missed(self, treatment: Treatment) -> tuple[Missed, ...]:
        """The check-ins of a block that can still be added; none where its time is not known."""
        if treatment.given_at is None:
            return ()
        day, zone = self.of(treatment), self._clock.zone()
        return tuple(
            Missed(after, (day.given + timedelta(minutes=after)).astimezone(zone))
            for after in day.missed(self._clock.now())
        )

    def moment(self, treatment: Treatment, after: int, at: time) -> datetime:
        """When a missed score was felt, as the wall clock here had it: `at` on the day nearest.

        `after` is the check-in, in minutes. Raises DiaryError for a score before the block that is
        named as one after it, for the other way round, and for a time that has not come.
        """
        given, zone = self.of(treatment).given, self._clock.zone()
        asked = (given + timedelta(minutes=after)).astimezone(zone)
        days = (asked.date() + timedelta(days=days) for days in (-1, 0, 1))
        felt = (When.local(datetime.combine(day, at), zone) for day in days)
        nearest = min(felt, key=lambda one: abs(one.utc - asked))
        if nearest.utc > self._clock.now():
            raise DiaryError("That time has not come yet. A score can be for now or earlier.")
        # The minute of the block is still before it.
        is_before = minutes_between(given, nearest.utc) < 1
        if is_before and after:
            raise DiaryError("That time is before the block. Type the time after it.")
        if not is_before and not after:
            raise DiaryError("That time is after the block. Type the time before it.")
        return nearest.at.replace(tzinfo=None)

    def _now(self, one: Followed) -> BlockNow:
        now, day = self._clock.now(), one.day
        since = minutes_between(day.given, now)
        return BlockNow(one.block, since, day.open_check(now), day.next_check(now))
