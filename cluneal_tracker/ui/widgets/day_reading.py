"""Reads a day as people write it: 4 Dec 2026, 4 December, 4.12.2026, 2026-12-04."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from datetime import date

from PySide6.QtCore import QLocale

_PARTS = re.compile(r"[0-9]+|[^\W0-9_]+")
_AROUND_A_DAY = {"st", "nd", "rd", "th", "of"}
_FEWEST_LETTERS, _CENTURY = 3, 2000


def read_day(text: str, near: date, first: date = date.min, last: date = date.max) -> date | None:
    """The day that a text means; None for what is no day.

    Without a year it is the one nearest to `near`, of those from `first` to `last` if there is one.
    Of two numbers alone the first is the day, or the month where the person's language puts that
    first.
    """
    parts = _PARTS.findall(text.casefold())
    numbers = [part for part in parts if part.isdigit()]
    words = [part for part in parts if not part.isdigit() and not _is_around(part)]
    month = None
    if words:
        months = [_month(word) for word in words]
        if len(months) != 1 or months[0] is None:
            return None
        month = months[0]
    return _day(numbers, month, lambda month, day: _nearest(month, day, near, first, last))


def named_weekday(text: str) -> int | None:
    """The day of the week that stands beside a day, 1 (Monday) to 7; None without one."""
    found = {number for word in _PARTS.findall(text.casefold()) for number in _weekdays(word)}
    return found.pop() if len(found) == 1 else None


def _day(
    numbers: list[str], month: int | None, without_year: Callable[[int, int], date | None]
) -> date | None:
    years = [number for number in numbers if len(number) == 4]
    first = numbers[:1]
    if years and (month is not None or first == years):
        numbers = [number for number in numbers if number is not years[0]]
    elif len(numbers) == (3 if month is None else 2):
        *numbers, last = numbers
        years = [last]
    if len(years) > 1 or len(numbers) != (2 if month is None else 1):
        return None
    one, *rest = map(int, numbers)
    if month is None:
        # A year that comes first is followed by the month.
        month_first = first == years or _puts_month_first()
        month, one = (one, rest[0]) if month_first else (rest[0], one)
    return _in_year(years[0], month, one) if years else without_year(month, one)


def _in_year(year: str, month: int, day: int) -> date | None:
    if len(year) not in (2, 4):
        return None
    with suppress(ValueError):
        return date(int(year) + (_CENTURY if len(year) == 2 else 0), month, day)
    return None


def _nearest(month: int, day: int, near: date, first: date, last: date) -> date | None:
    found = []
    for year in (near.year - 1, near.year, near.year + 1):
        with suppress(ValueError):
            found.append(date(year, month, day))
    return min(
        found, key=lambda one: (not first <= one <= last, abs((one - near).days)), default=None
    )


def _is_around(word: str) -> bool:
    """The end of an ordinal, or a day of the week."""
    return word in _AROUND_A_DAY or bool(_weekdays(word))


def _weekdays(word: str) -> set[int]:
    return _called(word, QLocale.dayName, 7)


def _month(word: str) -> int | None:
    found = _called(word, QLocale.monthName, 12)
    return found.pop() if len(found) == 1 else None


def _called(
    word: str, name: Callable[[QLocale, int, QLocale.FormatType], str], count: int
) -> set[int]:
    """Which of so many, from 1 on, have a name that begins so."""
    if len(word) < _FEWEST_LETTERS:
        return set()
    return {
        number
        for number in range(1, count + 1)
        if any(known.startswith(word) for known in _names(name, number))
    }


def _names(name: Callable[[QLocale, int, QLocale.FormatType], str], number: int) -> set[str]:
    """What a month or a weekday is called in the person's language, and in English."""
    kinds = (QLocale.FormatType.LongFormat, QLocale.FormatType.ShortFormat)
    return {
        name(locale, number, kind).casefold().rstrip(".")
        for locale in (QLocale(), QLocale.c())
        for kind in kinds
    }


def _puts_month_first() -> bool:
    form = QLocale().dateFormat(QLocale.FormatType.ShortFormat)
    return form.find("M") < form.find("d") and not form.startswith("y")
