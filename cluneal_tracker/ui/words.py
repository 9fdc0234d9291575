"""Dates and times as the person's own locale writes them."""

from __future__ import annotations

from datetime import date, datetime, time

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QTime

from cluneal_tracker.domain.pain import Side
from cluneal_tracker.domain.when import DaySlot, Slot


def long_day(day: date) -> str:
    """A day with its weekday: "Thursday 12 March"."""
    return QLocale().toString(_qt(day), _tr("dddd d MMMM"))


def short_day(day: date) -> str:
    """A day with its year: "12 March 2026"."""
    return QLocale().toString(_qt(day), _tr("d MMMM yyyy"))


def brief_day(day: date) -> str:
    """A day with its year, in short: "12 Mar 2026"."""
    return QLocale().toString(_qt(day), _tr("d MMM yyyy"))


def day_month(day: date) -> str:
    """A day in short: "12 Mar"."""
    return QLocale().toString(_qt(day), _tr("d MMM"))


def full_day(day: date) -> str:
    """A day with its weekday and its year: "Thursday 12 March 2026"."""
    return QLocale().toString(_qt(day), _tr("dddd d MMMM yyyy"))


def weekday(day: date) -> str:
    """The short name of a weekday."""
    return QLocale().dayName(day.isoweekday(), QLocale.FormatType.ShortFormat)


def clock_time(at: time | datetime) -> str:
    """A time of day, hours and minutes."""
    return QLocale().toString(QTime(at.hour, at.minute), _tr("HH:mm"))


def country() -> str:
    """The two letters of the country of the person's locale (ISO 3166); empty without one."""
    return QLocale.territoryToCode(QLocale().territory())


def slot_name(slot: Slot) -> str:
    """Morning or evening."""
    return {Slot.MORNING: _tr("morning"), Slot.EVENING: _tr("evening")}[slot]


def half_name(half: DaySlot) -> str:
    """A half day: "Thursday 12 March, morning"."""
    return f"{long_day(half.day)}, {slot_name(half.slot)}"


def brief_half_name(half: DaySlot) -> str:
    """A half day in short: "Thu 12 Mar, morning"."""
    return f"{weekday(half.day)} {day_month(half.day)}, {slot_name(half.slot)}"


def side_name(side: Side) -> str:
    """A side as it stands inside a sentence."""
    names = {
        Side.LEFT: _tr("left side"),
        Side.RIGHT: _tr("right side"),
        Side.BOTH: _tr("both sides"),
    }
    return names[side]


def _qt(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)


def _tr(text: str) -> str:
    return QCoreApplication.translate("words", text)
