"""What to ask for now: the schedule, put together with what was told, snoozed and wants quiet.

`reminders.due` says which moments have come; all that is around it is put around it here, as
pure functions of the clock too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum
from zoneinfo import ZoneInfo

from cluneal_tracker.domain.reminders import (
    GRACE,
    Delivery,
    Key,
    Outcome,
    Slotted,
    due,
    instant,
)
from cluneal_tracker.domain.schedule import Reminder, ReminderKind
from cluneal_tracker.domain.when import ONE_DAY, DaySlot, Slot

# One that was told and not answered is asked again after this while, so often in all.
ASK_AGAIN, MOST_ASKS = timedelta(minutes=30), 3
THIS_EVENING = time(19, 30)
# From yesterday, which another zone may still be in, to the same day in a week and one more.
_WEEK_AHEAD = range(-1, 9)

Ledger = Mapping[Key, Delivery]


@dataclass(frozen=True, slots=True)
class Asked:
    """A reminder on one day of the wall clock."""

    reminder: Reminder
    day: date

    @property
    def key(self) -> Key:
        """What tells it from every other, whatever the clock did meanwhile."""
        kind, about, at = self.reminder.key
        return kind, about, self.day, at


class Snooze(Enum):
    """How long a reminder may be put off: minutes, or until this evening."""

    TEN = 10
    THIRTY = 30
    SIXTY = 60
    EVENING = "evening"


def asked_now(
    now: datetime,
    zone: ZoneInfo,
    schedule: Sequence[Reminder],
    ledger: Ledger,
    quiet: Sequence[time] = (),
    *,
    grace: timedelta = GRACE,
) -> list[Asked]:
    """All that is to be asked for at `now`, an aware instant: oldest first.

    That is what has come and was not told yet, and what was put off or not answered, once its time
    to come back has come, unless what it asks for is over by then; each at most `grace` late. What
    comes in the `quiet` hours waits for their end, and is not late before.
    """

    def has_come(moment: datetime) -> bool:
        return now - grace <= held_until(moment, zone, quiet) <= now

    found = [
        Asked(one, day)
        for one in schedule
        for day, _ in due(now, zone, [one.at], _told(one, ledger), grace=grace + ONE_DAY)
        if _counts(one, day, zone) and has_come(instant(day, one.at, zone))
    ]
    known = {one.key: one for one in schedule}
    for (kind, about, day, at), item in ledger.items():
        if (kind, about, at) not in known or item.again_at is None or not has_come(item.again_at):
            continue
        if not _is_over(item, held_until(item.again_at, zone, quiet), zone):
            found.append(Asked(known[kind, about, at], day))
    return sorted(found, key=lambda one: (one.day, one.reminder.at))


def next_moment(
    now: datetime, zone: ZoneInfo, schedule: Sequence[Reminder], ledger: Ledger
) -> datetime | None:
    """The next instant at which something may have to be asked for; None where nothing is."""
    coming = [
        moment for one in schedule if (moment := _next_of(now, zone, one, ledger)) is not None
    ]
    known = {one.key for one in schedule}
    coming += [
        item.again_at
        for (kind, about, _, at), item in ledger.items()
        if item.again_at is not None
        and item.again_at > now
        and (kind, about, at) in known
        and not _is_over(item, item.again_at, zone)
    ]
    return min(coming, default=None)


def quiet_until(now: datetime, zone: ZoneInfo, hours: Sequence[time]) -> datetime | None:
    """The instant at which quiet hours that hold at `now` end; None outside of them.

    `hours` are none, or the wall-clock times of beginning and end; they may go over midnight.
    """
    if not hours:
        return None
    begins, ends = hours
    today = now.astimezone(zone).date()
    for day in (today - ONE_DAY, today):
        last = day if begins < ends else day + ONE_DAY
        end = instant(last, ends, zone)
        if instant(day, begins, zone) <= now < end:
            return end
    return None


def held_until(moment: datetime, zone: ZoneInfo, hours: Sequence[time]) -> datetime:
    """The instant at which something that comes at `moment` may be told: then, or after quiet."""
    return quiet_until(moment, zone, hours) or moment


def asks_again_at(now: datetime, asked: int) -> datetime | None:
    """When one that was now asked for the `asked`-th time comes back by itself; None for never."""
    return now + ASK_AGAIN if asked < MOST_ASKS else None


def snoozed_until(now: datetime, zone: ZoneInfo, snooze: Snooze) -> datetime:
    """The instant at which a reminder that is put off comes back."""
    if snooze is not Snooze.EVENING:
        return now + timedelta(minutes=snooze.value)
    evening = instant(now.astimezone(zone).date(), THIS_EVENING, zone)
    return max(evening, now + timedelta(minutes=Snooze.SIXTY.value))


def _is_over(item: Delivery, again: datetime, zone: ZoneInfo) -> bool:
    """Whether what was asked for can no longer be given when it comes back at the instant `again`.

    A score is for the half day, an exercise and the way of a trial for the day in which it was
    told, or to which the person put it off. The check-ins after a block have hours of their own.
    """
    if item.kind == ReminderKind.BLOCK_DAY:
        return False
    moments = [item.told_at]
    if item.outcome is Outcome.SNOOZED and item.again_at is not None:
        moments.append(item.again_at)
    halves = [DaySlot.at(moment.astimezone(zone)) for moment in moments]
    if item.kind in (ReminderKind.ROUTINE, ReminderKind.TRIAL):
        halves = [DaySlot(half.day, Slot.EVENING) for half in halves]
    return again >= max(half.ends(zone) for half in halves)


def _told(one: Reminder, ledger: Ledger) -> set[Slotted]:
    return {(day, at) for kind, about, day, at in ledger if (kind, about, at) == one.key}


def _counts(one: Reminder, day: date, zone: ZoneInfo) -> bool:
    is_new = one.set_at is not None and instant(day, one.at, zone) < one.set_at
    return one.comes_on(day) and not is_new


def _next_of(now: datetime, zone: ZoneInfo, one: Reminder, ledger: Ledger) -> datetime | None:
    """Its next moment: the days ahead are looked through until one is a day on which it comes."""
    told = _told(one, ledger)
    today = now.astimezone(zone).date()
    ahead = (today + days * ONE_DAY for days in _WEEK_AHEAD)
    for day in [one.on] if one.on else ahead:
        if (day, one.at) in told or not _counts(one, day, zone):
            continue
        moment = instant(day, one.at, zone)
        if moment > now:
            return moment
    return None
