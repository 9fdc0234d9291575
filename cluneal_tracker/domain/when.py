"""When something happened, as the person's own clock and calendar saw it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from enum import Enum
from typing import ClassVar
from zoneinfo import ZoneInfo

from cluneal_tracker.domain.clock import Clock


class Slot(str, Enum):
    """The half of a diary day that a score speaks for."""

    MORNING = "morning"
    EVENING = "evening"


ONE_DAY = timedelta(days=1)
_YEARS = range(1900, 2200)
_EVENING_FROM = time(14, 0)
_DAY_TURNS_AT = timedelta(hours=4)
_USUAL_TIME = {Slot.MORNING: time(8, 0), Slot.EVENING: time(20, 0)}


def require_within_reach(day: date) -> None:
    """Refuse a day so far off that counting days from it would leave the calendar."""
    if day.year not in _YEARS:
        raise ValueError(f"The diary holds the years {_YEARS[0]} to {_YEARS[-1]}.")


@dataclass(frozen=True, slots=True)
class DaySlot:
    """One half of one diary day. The day turns at 04:00, so a sleepless night belongs to it."""

    day: date
    slot: Slot

    @classmethod
    def at(cls, local: datetime) -> DaySlot:
        """The half day that a local wall-clock time falls in."""
        day = (local - _DAY_TURNS_AT).date()
        morning = local.date() == day and local.time() < _EVENING_FROM
        return cls(day, Slot.MORNING if morning else Slot.EVENING)

    def ends(self, zone: ZoneInfo) -> datetime:
        """The instant, in UTC, at which the next half day begins."""
        if self.slot is Slot.MORNING:
            wall = datetime.combine(self.day, _EVENING_FROM)
        else:
            wall = datetime.combine(self.day + ONE_DAY, time()) + _DAY_TURNS_AT
        return wall.replace(tzinfo=zone).astimezone(timezone.utc)


@dataclass(frozen=True, slots=True)
class When:
    """An instant with the offset and zone it was lived in, and its half of a diary day."""

    at: datetime
    zone: str
    day: date
    slot: Slot

    UNSURE: ClassVar[str] = "unknown"

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            raise ValueError("a moment in the diary needs its offset from UTC")
        require_within_reach(self.day)

    @classmethod
    def now(cls, clock: Clock, half: DaySlot | None = None) -> When:
        """The present moment; `half` overrides which half day it is counted to."""
        return cls._lived(clock.now().astimezone(clock.zone()), clock.zone(), half)

    @classmethod
    def local(cls, wall: datetime, zone: ZoneInfo) -> When:
        """A naive wall-clock time in a zone (the first of two when the clock goes back)."""
        require_within_reach(wall)
        # Through UTC and back, so that a time skipped in spring becomes the one that was lived.
        lived = wall.replace(tzinfo=zone).astimezone(timezone.utc).astimezone(zone)
        return cls._lived(lived, zone, None)

    @classmethod
    def usual(cls, half: DaySlot, zone: ZoneInfo) -> When:
        """The usual time of an earlier half day, for a score given from memory."""
        wall = datetime.combine(half.day, _USUAL_TIME[half.slot])
        return cls._lived(wall.replace(tzinfo=zone), zone, half)

    @classmethod
    def _lived(cls, local: datetime, zone: ZoneInfo, half: DaySlot | None) -> When:
        half = half or DaySlot.at(local)
        offset = timezone(local.utcoffset() or timedelta())
        return cls(local.astimezone(offset), zone.key or cls.UNSURE, half.day, half.slot)

    @property
    def half(self) -> DaySlot:
        """The half of the diary day this belongs to."""
        return DaySlot(self.day, self.slot)

    @property
    def utc(self) -> datetime:
        """The same instant in UTC."""
        return self.at.astimezone(timezone.utc)

    @property
    def offset_seconds(self) -> int:
        """Seconds east of UTC at that place and time."""
        return int((self.at.utcoffset() or timedelta()).total_seconds())
