"""The blocks whose first day is followed, each with its scores."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from cluneal_tracker.data import pain_store, treatment_store
from cluneal_tracker.data.database import Database
from cluneal_tracker.domain.block_day import BlockDay, block_day, moment_of, zone_of
from cluneal_tracker.domain.clock import Clock
from cluneal_tracker.domain.treatment import Treatment
from cluneal_tracker.domain.when import When

TWO_DAYS = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Followed:
    """A block and the scores around it."""

    block: Treatment
    day: BlockDay


def followed_now(db: Database, clock: Clock) -> list[Followed]:
    """The blocks of these days, oldest first."""
    today = When.now(clock).day
    return followed(db, today - TWO_DAYS, today, clock.zone())


def followed(db: Database, first: date, last: date, zone: ZoneInfo) -> list[Followed]:
    """The blocks from one day to another whose time is known, oldest first.

    Each is read in the zone in which it was lived, `zone` where no score tells that, and up to the
    next one on its side.
    """
    blocks = [one for one in treatment_store.timed(db, first) if one.first_day <= last + TWO_DAYS]
    if not blocks:
        return []
    entries = pain_store.between(db, first - TWO_DAYS, last + 2 * TWO_DAYS)
    given = {one.id: moment_of(one, zone_of(one, entries, zone)) for one in blocks}
    found = []
    for block in blocks:
        later = [
            given[one.id]
            for one in blocks
            if given[one.id] > given[block.id] and one.shares_side(block)
        ]
        day = block_day(given[block.id], block.side, entries, min(later, default=None))
        found.append(Followed(block, day))
    return [one for one in found if one.block.first_day <= last]
