"""When to suggest a change of position, as a pure function of the clock."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from cluneal_tracker.domain.reminders import instant
from cluneal_tracker.domain.when import ONE_DAY

EVERY = timedelta(minutes=60)
# From the last stretch that may still be open to the first that is sure to come: a day can lack
# a stretch where a clock change swallows it.
_DAYS = range(-2, 4)


def next_nudge(
    now: datetime, zone: ZoneInfo, hours: Sequence[time], moved: Iterable[datetime]
) -> datetime:
    """The instant of the next nudge; one that is not after `now` is due.

    `hours` are the two wall-clock times between which nudges come, the second one left out; where
    it is the earlier one, it belongs to the next day. `moved` holds the aware instants from which
    an hour is counted: a tick, an earlier nudge, the start of the app. The latest one counts. One
    that lies after `now` was told by a clock that has been set back since, and counts for nothing.
    Nudges that a sleep has swallowed come as one, and only where the hours are not over.
    """
    latest = max((moment for moment in moved if moment <= now), default=None)
    ready = now if latest is None else max(latest + EVERY, now)
    stretches = _stretches(now, zone, hours)
    return next(max(ready, opens) for opens, closes in stretches if ready < closes)


def _stretches(
    now: datetime, zone: ZoneInfo, hours: Sequence[time]
) -> Iterator[tuple[datetime, datetime]]:
    """The hours of the days around `now` as instants, oldest first."""
    first, last = hours
    today = now.astimezone(zone).date()
    for day in (today + timedelta(days=number) for number in _DAYS):
        ends = day if first < last else day + ONE_DAY
        opens, closes = instant(day, first, zone), instant(ends, last, zone)
        # A clock change may swallow a stretch whole.
        if opens < closes:
            yield opens, closes
