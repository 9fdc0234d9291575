"""What reminder is due, as a pure function of the clock: nothing here waits or rings."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from enum import Enum
from zoneinfo import ZoneInfo

from cluneal_tracker.domain.when import ONE_DAY

Slotted = tuple[date, time]
# What a reminder asks for and what that is about, and its local day and time.
Key = tuple[str, str, date, time]

GRACE = timedelta(hours=6)


class Outcome(str, Enum):
    """What became of one reminder; one that was only told was not answered."""

    TOLD = "told"
    ANSWERED = "answered"
    SNOOZED = "snoozed"
    DECLINED = "declined"


class Reason(str, Enum):
    """Why a reminder was turned down."""

    PAIN = "pain"
    TIRED = "tired"
    TIME = "time"
    AWAY = "away"


@dataclass(frozen=True, slots=True)
class Delivery:
    """The diary's own memory of one reminder, by what it asks for and its local day and time.

    `due_at` is when it was to be told, in the zone of then; None where an older version told it.
    `told_at` is when it was told last, and `asked` how often it was. `again_at` is when it comes
    back; None once it is over. `done_at` is when it was answered or declined. All moments are
    aware instants.
    """

    day: date
    at: time
    outcome: Outcome
    told_at: datetime
    again_at: datetime | None = None
    kind: str = "check-in"
    about: str = ""
    due_at: datetime | None = None
    asked: int = 1
    done_at: datetime | None = None
    reason: Reason | None = None

    @property
    def key(self) -> Key:
        """What tells one reminder from another, whatever the clock did meanwhile."""
        return self.kind, self.about, self.day, self.at


def instant(day: date, at: time, zone: ZoneInfo) -> datetime:
    """The UTC instant of a local time.

    One skipped in spring comes as the clock jumps over it; one lived twice in autumn comes the
    first time, or the second where `at` has a fold.
    """
    wall = datetime.combine(day, at)
    early, late = (wall.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    if early.utcoffset() == late.utcoffset() or _exists(early):
        return (late if at.fold else early).astimezone(timezone.utc)
    return _jump(early.astimezone(timezone.utc), late.astimezone(timezone.utc), zone)


def _exists(local: datetime) -> bool:
    back = local.astimezone(timezone.utc).astimezone(local.tzinfo)
    return back.replace(tzinfo=None) == local.replace(tzinfo=None)


def _jump(one: datetime, other: datetime, zone: ZoneInfo) -> datetime:
    """The instant at which the clock jumps, found between two instants around it, to the second."""
    low, high = sorted((one, other))
    before = low.astimezone(zone).utcoffset()
    while high - low > timedelta(seconds=1):
        middle = low + (high - low) // 2
        if middle.astimezone(zone).utcoffset() == before:
            low = middle
        else:
            high = middle
    return high.replace(microsecond=0)


def due(
    now: datetime,
    zone: ZoneInfo,
    times: Iterable[time],
    delivered: Collection[Slotted],
    *,
    grace: timedelta = GRACE,
) -> list[Slotted]:
    """The reminders whose moment has come, not told yet, at most `grace` late; oldest first.

    `now` is an aware instant; `times` are local wall-clock times; `delivered` holds the
    (local day, time) pairs that were told already. A reminder is known by its local day and
    time, so no change of the clock can skip it or tell it twice.
    """
    told = set(delivered)
    found = [
        (moment, (day, at))
        for moment, (day, at) in _moments(now - grace - ONE_DAY, now + ONE_DAY, zone, times)
        if now - grace <= moment <= now and (day, at) not in told
    ]
    return [key for _, key in sorted(found)]


def _moments(
    first: datetime, last: datetime, zone: ZoneInfo, times: Iterable[time]
) -> Iterator[tuple[datetime, Slotted]]:
    wanted = sorted(set(times))
    day, end = first.astimezone(zone).date(), last.astimezone(zone).date()
    while day <= end:
        for at in wanted:
            yield instant(day, at, zone), (day, at)
        day += ONE_DAY
