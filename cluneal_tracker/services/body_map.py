"""The body map: spots as the person marks them, and what those of many days say together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from cluneal_tracker.data import journal, spot_store
from cluneal_tracker.data.database import Database
from cluneal_tracker.domain.body_map import OFFERED_FOR, Spot, last_places
from cluneal_tracker.domain.clock import Clock
from cluneal_tracker.domain.errors import DiaryError
from cluneal_tracker.domain.pain_map import AreaDays, Change, Cloud, area_days, cloud, compare
from cluneal_tracker.domain.pain_map import thirds as in_thirds
from cluneal_tracker.domain.periods import Period
from cluneal_tracker.domain.when import DaySlot, When
from cluneal_tracker.services.changes import Changed, Changes

_NO_SPOT = "This spot is no longer in the diary."


@dataclass(frozen=True, slots=True)
class DayMap:
    """The spots of one day; while it has none, those of the last marked day are `offered`."""

    day: date
    today: date
    spots: tuple[Spot, ...]
    offered: tuple[Spot, ...]


@dataclass(frozen=True, slots=True)
class MapView:
    """The spots of a range of days laid over each other.

    `change` leads from the first third of the days with a spot to the last one or, where `before`
    is given, from that period to this one.
    """

    period: Period
    before: Period | None
    whole: Cloud
    change: Change
    areas: tuple[AreaDays, ...]

    @property
    def empty(self) -> bool:
        """No day of the range has a spot."""
        return not self.whole.days


class BodyMap:
    """Marks spots and reads them. Nothing is copied from one day to another unasked."""

    def __init__(self, db: Database, clock: Clock, changes: Changes) -> None:
        self._db, self._clock, self._changes = db, clock, changes

    def day(self, half: DaySlot | None = None) -> DayMap:
        """The spots of a day, today by default."""
        today = When.now(self._clock).day
        day = half.day if half else today
        lately = spot_store.between(self._db, day - OFFERED_FOR, day)
        spots = tuple(spot for spot in lately if spot.felt.day == day)
        return DayMap(day, today, spots, () if spots else tuple(last_places(lately, day)))

    def spots(self, first: date | None = None, last: date | None = None) -> list[Spot]:
        """The spots of a range of days, oldest first."""
        return spot_store.between(self._db, first or date.min, last or date.max)

    def mark(self, x: int, y: int, half: DaySlot | None = None, **told: Any) -> Spot:
        """Save a spot for now, or for a half day that was; `told` is what else is known of it.

        Raises ValueError for a place beside the body.
        """
        spot = self._fresh(x, y, half, told)
        self._save([spot])
        return spot

    def change(self, spot_id: str, **told: Any) -> Spot:
        """Change what was told of a spot, or where it is; raises DiaryError when it is gone."""
        with journal.step(self._db, self._clock.now()) as step:
            found = spot_store.find(self._db, spot_id)
            if found is None:
                raise DiaryError(_NO_SPOT)
            spot = replace(found, **told)
            spot_store.save(step, spot)
        self._changes.publish(Changed.SPOTS)
        return spot

    def remove(self, spot_id: str) -> None:
        """Take a spot out; undo brings it back. Raises DiaryError when it is gone."""
        with journal.step(self._db, self._clock.now()) as step:
            spot_store.remove(step, spot_id)
            if not step.changes:
                raise DiaryError(_NO_SPOT)
        self._changes.publish(Changed.SPOTS)

    def mark_same_places(self, half: DaySlot | None = None) -> list[Spot]:
        """Mark the places that are offered, as one step, with all that was told but the strength.

        How strong it is has to be felt anew. Raises DiaryError where none are offered.
        """
        offered = self.day(half).offered
        if not offered:
            raise DiaryError("There are no places of the last days to mark again.")
        spots = [
            self._fresh(
                one.x,
                one.y,
                half,
                {"feels": one.feels, "spread": one.spread, "towards": one.towards},
            )
            for one in offered
        ]
        self._save(spots)
        return spots

    def over(self, period: Period, before: Period | None = None) -> MapView:
        """The cloud of a period, and the change in it, or from the period `before` to it."""
        spots = self.spots(period.first, period.last)
        if before is None:
            earlier, later = in_thirds(spots)
        else:
            earlier, later = self.spots(before.first, before.last), spots
        areas = tuple(area_days(spots, earlier, later))
        return MapView(period, before, cloud(spots), compare(earlier, later), areas)

    def _fresh(self, x: int, y: int, half: DaySlot | None, told: dict[str, Any]) -> Spot:
        now = When.now(self._clock)
        if half and half.day > now.day:
            raise DiaryError("That time has not come yet. A spot can be for now or earlier.")
        if half and half.day != now.day:
            felt = When.usual(half, self._clock.zone())
        else:
            felt = When.now(self._clock, half)
        return Spot(self._db.new_id(), felt, self._clock.now(), x, y, **told)

    def _save(self, spots: Sequence[Spot]) -> None:
        with journal.step(self._db, self._clock.now()) as step:
            for spot in spots:
                spot_store.save(step, spot)
        self._changes.publish(Changed.SPOTS)
