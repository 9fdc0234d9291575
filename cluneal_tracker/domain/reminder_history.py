"""What became of each reminder: answered, late, declined or missed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum
from zoneinfo import ZoneInfo

from cluneal_tracker.domain.asking import Asked, Ledger
from cluneal_tracker.domain.reminders import GRACE, Delivery, Outcome, instant
from cluneal_tracker.domain.schedule import Reminder

# An answer is late when it comes more than this after the reminder's own moment.
LATE_AFTER = timedelta(hours=1)
_ONE_DAY = timedelta(days=1)


class Fate(str, Enum):
    """What became of a reminder; one that still waits for its answer has none."""

    ANSWERED = "answered"
    LATE = "late"
    DECLINED = "declined"
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class Past:
    """One reminder that came, or was to come, on a day of the wall clock."""

    day: date
    at: time
    kind: str
    about: str
    fate: Fate
    reason: str = ""


def history(
    first: date,
    now: datetime,
    zone: ZoneInfo,
    schedule: Sequence[Reminder],
    ledger: Ledger,
    since: datetime | None,
) -> list[Past]:
    """What became of the reminders from the day `first` until `now`, oldest first.

    Those that were told are as the ledger has them. Of the schedule as it is, each that was to
    come and was never told, the app being closed, is missed; before `since`, the first moment
    known to the diary, nothing was to come. `now` and `since` are aware instants.
    """
    found = [
        Past(item.day, item.at, item.kind, item.about, fate, item.reason)
        for item in ledger.values()
        if item.day >= first and (fate := _fate(item, now, zone)) is not None
    ]
    if since is not None:
        found += [
            Past(one.day, one.reminder.at, one.reminder.kind.value, one.reminder.about, Fate.MISSED)
            for one in _to_come(first, now, zone, schedule, since)
            if one.key not in ledger
        ]
    return sorted(found, key=lambda one: (one.day, one.at, one.kind, one.about))


def _fate(item: Delivery, now: datetime, zone: ZoneInfo) -> Fate | None:
    if item.outcome is Outcome.DECLINED:
        return Fate.DECLINED
    moment = instant(item.day, item.at, zone)
    if item.outcome is Outcome.ANSWERED:
        # An older version did not write down when.
        late = item.done_at is not None and item.done_at - moment > LATE_AFTER
        return Fate.LATE if late else Fate.ANSWERED
    return Fate.MISSED if now - moment > GRACE else None


def _to_come(
    first: date, now: datetime, zone: ZoneInfo, schedule: Sequence[Reminder], since: datetime
) -> Iterable[Asked]:
    last = now.astimezone(zone).date()
    for one in schedule:
        begins = max(since, one.set_at or since)
        for ahead in range((last - first).days + 1):
            day = first + ahead * _ONE_DAY
            if one.comes_on(day) and begins <= instant(day, one.at, zone) < now - GRACE:
                yield Asked(one, day)
