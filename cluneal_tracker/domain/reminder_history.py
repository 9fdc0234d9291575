"""What became of each reminder: answered, late, declined or missed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum
from zoneinfo import ZoneInfo

from cluneal_tracker.domain.asking import Asked, Ledger, held_until
from cluneal_tracker.domain.reminders import GRACE, Delivery, Key, Outcome, Reason, instant
from cluneal_tracker.domain.schedule import Reminder
from cluneal_tracker.domain.when import ONE_DAY

# An answer is late when it comes more than this after the reminder's own moment.
LATE_AFTER = timedelta(hours=1)


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
    reason: Reason | None = None


@dataclass(frozen=True, slots=True)
class Memory:
    """What is known of the time gone by.

    `schedule` is the one of now, `ledger` what was told. Before `since`, an aware instant,
    nothing was to come; None where nothing is known at all. `done` gives the aware instant at
    which the thing that a reminder asks for was done, if it was, told or not. What came in the
    `quiet` hours was to be told at their end.
    """

    schedule: Sequence[Reminder]
    ledger: Ledger
    since: datetime | None
    done: Callable[[Key], datetime | None]
    quiet: Sequence[time] = ()


def history(first: date, now: datetime, zone: ZoneInfo, memory: Memory) -> list[Past]:
    """What became of the reminders from the day `first` until `now`, oldest first.

    `now` is an aware instant. What was to come by the schedule and was never told, the app being
    closed, counts like what was told and not answered.
    """
    moments = dict(_to_come(first, now, zone, memory))
    for key, item in memory.ledger.items():
        if item.day >= first:
            moments[key] = item.due_at or instant(item.day, item.at, zone)
    found = []
    for key, moment in moments.items():
        kind, about, day, at = key
        told = memory.ledger.get(key)
        fate = _fate(told, held_until(moment, zone, memory.quiet), memory.done(key), now)
        if fate is not None:
            reason = told.reason if told and fate is Fate.DECLINED else None
            found.append(Past(day, at, kind, about, fate, reason))
    return sorted(found, key=lambda one: (one.day, one.at, one.kind, one.about))


def _fate(
    item: Delivery | None, moment: datetime, done: datetime | None, now: datetime
) -> Fate | None:
    if item is not None and item.outcome is Outcome.ANSWERED:
        # An older version did not write down when.
        done = done or item.done_at or moment
    elif done is not None and done - moment > GRACE:
        # Added from memory, long after it was asked for.
        done = None
    if done is not None:
        return Fate.LATE if done - moment > LATE_AFTER else Fate.ANSWERED
    if item is not None and item.outcome is Outcome.DECLINED:
        return Fate.DECLINED
    return Fate.MISSED if now - moment > GRACE else None


def _to_come(
    first: date, now: datetime, zone: ZoneInfo, memory: Memory
) -> Iterable[tuple[Key, datetime]]:
    """What the schedule of now was to ask for, each with its moment."""
    if memory.since is None:
        return
    last = now.astimezone(zone).date()
    for one in memory.schedule:
        begins = max(memory.since, one.set_at or memory.since)
        for ahead in range((last - first).days + 1):
            day = first + ahead * ONE_DAY
            if one.comes_on(day) and begins <= (moment := instant(day, one.at, zone)) <= now:
                yield Asked(one, day).key, moment
