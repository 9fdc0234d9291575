"""The cells of another program's file: days, times, numbers and answers, by pattern alone."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone

from cluneal_tracker.domain.column_roles import DayOrder, is_number, read_number
from cluneal_tracker.domain.text import shown
from cluneal_tracker.domain.when import require_within_reach

_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july",
    "august", "september", "october", "november", "december",
)  # fmt: skip
_SHORTEST = 3
_SUCH_AS = {DayOrder.DAY_FIRST: "31/12/2026", DayOrder.MONTH_FIRST: "12/31/2026"}
_CLOCK = (
    r"(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})"
    r"(?::(?P<second>[0-9]{2})(?:\.(?P<part>[0-9]{1,9}))?)?"
)
_HALF = r"(?:\s?(?P<half>[ap])\.?m\.?)?"
_OFFSET = r"(?P<offset>Z|[+-][0-9]{2}:[0-9]{2}(?::[0-9]{2})?)?"
_TIME = re.compile(_CLOCK + _HALF, re.IGNORECASE)
_MOMENT = re.compile(r"(?P<day>.+?)(?:T|,?\s+)" + _CLOCK + _HALF + _OFFSET, re.IGNORECASE)
_YEAR_FIRST = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})\.?")
_YEAR_LAST = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4})")
_DAY_MONTH = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th)?\.?[ -]([A-Za-z]+)\.?,?[ -]([0-9]{4})")
_MONTH_DAY = re.compile(r"([A-Za-z]+)\.? ([0-9]{1,2})(?:st|nd|rd|th)?,? ([0-9]{4})")
_DURATION = re.compile(r"([0-9]{1,6}):([0-9]{2}):([0-9]{2})")

# Where a file names a part of the day. Bearable cuts it at 0, 6, 12 and 18 o'clock.
_PARTS = {
    "pre": time(5),
    "am": time(8),
    "morning": time(8),
    "noon": time(12),
    "midday": time(12),
    "mid": time(15),
    "afternoon": time(15),
    "pm": time(20),
    "evening": time(20),
    "night": time(22),
}
_ALL_DAY = ("", "all day", "all-day", "any", "day")
_YES = ("yes", "y", "true", "x", "yes_manual", "done", "✓", "✔")
_NO = ("no", "n", "false", "not done")
# Loop Habit Tracker's own words for days on which nobody said yes or no.
_UNSAID = ("yes_auto", "skip", "unknown")


@dataclass(frozen=True, slots=True)
class Instant:
    """A day with what is known of its time; `offset` where the file tells it."""

    day: date
    at: time | None = None
    offset: timedelta | None = None
    is_part: bool = False


def read_instant(day: str, at: str, order: DayOrder | None) -> Instant:
    """The moment that two cells tell; the first may hold the time as well."""
    day, at = day.strip(), at.strip()
    moment = _MOMENT.fullmatch(day)
    if moment is None:
        return _with_time(read_day(day, order), at)
    if at:
        raise ValueError(f"it has two times: {shown(day)} and {shown(at)}")
    offset = _offset(moment["offset"])
    return Instant(read_day(moment["day"], order), _clock(moment, day), offset)


def _with_time(day: date, at: str) -> Instant:
    if at.lower() in _ALL_DAY:
        return Instant(day)
    if at.lower() in _PARTS:
        return Instant(day, _PARTS[at.lower()], is_part=True)
    found = _TIME.fullmatch(at)
    if found is None:
        raise ValueError(f"{shown(at)} is not a time such as 08:10")
    return Instant(day, _clock(found, at))


def _clock(found: re.Match[str], text: str) -> time:
    hour, half = int(found["hour"]), (found["half"] or "").lower()
    if half:
        if not 1 <= hour <= 12:
            raise ValueError(f"{shown(text)} is not a time such as 8:10 am")
        hour = hour % 12 + (12 if half == "p" else 0)
    # To the millisecond, as the diary keeps it.
    milliseconds = int(((found["part"] or "") + "000")[:3])
    try:
        return time(hour, int(found["minute"]), int(found["second"] or 0), milliseconds * 1000)
    except ValueError:
        raise ValueError(f"{shown(text)} is not a time such as 08:10") from None


def _offset(text: str | None) -> timedelta | None:
    if text is None:
        return None
    if text in "Zz":
        return timedelta()
    hours, minutes, *seconds = map(int, text[1:].split(":"))
    size = timedelta(hours=hours, minutes=minutes, seconds=sum(seconds))
    if size >= timedelta(hours=24):
        raise ValueError(f"{shown(text)} is no offset from UTC")
    return -size if text[0] == "-" else size


def read_day(text: str, order: DayOrder | None) -> date:
    """A calendar day as it is written; figures with the year last need an order."""
    try:
        day = _day(text, order)
    except ValueError:
        day = None
    if day is None:
        such = _SUCH_AS[order] if order else "2026-03-12"
        raise ValueError(f"{shown(text)} is not a day such as {such}")
    require_within_reach(day)
    return day


def _day(text: str, order: DayOrder | None) -> date | None:
    if found := _YEAR_FIRST.fullmatch(text):
        return date(int(found[1]), int(found[3]), int(found[4]))
    if found := _DAY_MONTH.fullmatch(text):
        return date(int(found[3]), _month(found[2]), int(found[1]))
    if found := _MONTH_DAY.fullmatch(text):
        return date(int(found[3]), _month(found[1]), int(found[2]))
    found = _YEAR_LAST.fullmatch(text)
    if found is None or order is None:
        return None
    first, second = int(found[1]), int(found[3])
    day, month = (first, second) if order is DayOrder.DAY_FIRST else (second, first)
    return date(int(found[4]), month, day)


def _month(name: str) -> int:
    """The number of an English month, its name cut to no less than three letters."""
    if len(name) >= _SHORTEST:
        for number, month in enumerate(_MONTHS, 1):
            if month.startswith(name.lower()):
                return number
    raise ValueError("not a month")


def possible_orders(days: Iterable[str]) -> list[DayOrder] | None:
    """The orders in which all days with the year last are days; None where there are none."""
    pairs = set()
    for text in days:
        day = text.strip()
        moment = _MOMENT.fullmatch(day)
        found = _YEAR_LAST.fullmatch(moment["day"] if moment else day)
        if found:
            pairs.add((int(found[1]), int(found[3])))
    if not pairs:
        return None
    possible = []
    if all(month <= 12 for _, month in pairs):
        possible.append(DayOrder.DAY_FIRST)
    if all(month <= 12 for month, _ in pairs):
        possible.append(DayOrder.MONTH_FIRST)
    return possible


def is_count(text: str) -> bool:
    """Whether a value is a number other than 1, which says more than a yes."""
    return is_number(text) and read_number(text) != 1


def read_seconds(text: str) -> int | None:
    """A length of time such as 1:10:00, in seconds; None for what is not one."""
    found = _DURATION.fullmatch(text)
    if found is None:
        return None
    hours, minutes, seconds = map(int, found.groups())
    return hours * 3600 + minutes * 60 + seconds


def is_unsaid(text: str) -> bool:
    """Whether the program filled this in itself, so that nobody has said yes or no."""
    return text.lower() in _UNSAID


def read_answer(text: str) -> bool:
    """Yes or no: in a word, as a number of times, or as a length of time."""
    if text.lower() in (*_YES, *_NO):
        return text.lower() in _YES
    seconds = read_seconds(text)
    if seconds is None and (not is_number(text) or text.startswith("-")):
        raise ValueError(f"{shown(text)} is neither yes nor no")
    return bool(read_number(text) if seconds is None else seconds)


def canonical(text: str) -> str:
    """One spelling for a value, so that 4, 4.0 and 4,00 are known again as the same."""
    if not is_number(text):
        return text
    plain = f"{read_number(text):f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def local(day: date, at: time, offset: timedelta) -> datetime:
    """A moment whose offset from UTC is known."""
    return datetime.combine(day, at, timezone(offset))
