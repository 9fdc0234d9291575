"""How every table keeps when something happened: its five columns, instants and clock times."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone
from typing import Any

from cluneal_tracker.domain.when import Slot, When

WHEN_COLUMNS = ("felt_at", "zone", "utc_offset", "day", "slot")


def utc_text(moment: datetime) -> str:
    """An instant as text that sorts in time: UTC, to the millisecond."""
    return moment.astimezone(timezone.utc).isoformat(timespec="milliseconds")


def clock_text(at: time | None) -> str | None:
    """A time of the wall clock, to the minute; None where there is none."""
    return at.isoformat(timespec="minutes") if at is not None else None


def when_row(when: When) -> dict[str, Any]:
    """The columns of a moment."""
    return {
        "felt_at": utc_text(when.utc),
        "zone": when.zone,
        "utc_offset": when.offset_seconds,
        "day": when.day.isoformat(),
        "slot": when.slot.value,
    }


def read_when(felt_at: str, zone: str, utc_offset: int, day: str, slot: str) -> When:
    """The moment that five columns hold."""
    offset = timezone(timedelta(seconds=utc_offset))
    at = datetime.fromisoformat(felt_at).astimezone(offset)
    return When(at, zone, date.fromisoformat(day), Slot(slot))
