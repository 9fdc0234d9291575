"""Reminders in words: what they ask for, when they come, and what became of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QCoreApplication, QLocale

from cluneal_tracker.domain.reminder_history import Fate, Past
from cluneal_tracker.domain.reminders import Reason
from cluneal_tracker.domain.schedule import Reminder, ReminderKind
from cluneal_tracker.domain.timetable import EVERY_DAY
from cluneal_tracker.ui.words import clock_time

# The names of the exercises by key.
Names = Mapping[str, str]


def asks_for(kind: str, about: str, names: Names) -> str:
    """What a reminder asks for."""
    if kind == ReminderKind.ROUTINE:
        return names.get(about) or _tr("An exercise that is gone")
    if kind == ReminderKind.BLOCK_DAY:
        return _tr("Check-in after a block")
    if kind == ReminderKind.PEG_WEEK:
        return _tr("Your week in three questions")
    if kind == ReminderKind.VISIT:
        return _tr("Before a visit")
    return _tr("Log your pain")


def reminder_text(one: Reminder, names: Names) -> str:
    """One line of the schedule: "08:00 Log your pain", with its days where they are not all."""
    text = f"{clock_time(one.at)} {asks_for(one.kind.value, one.about, names)}"
    if one.weekdays == EVERY_DAY:
        return text
    days = ", ".join(short_weekday(day) for day in week() if day in one.weekdays)
    return f"{text} ({days})"


def week() -> list[int]:
    """The days of the week from Monday, 0, in the order of the person's locale."""
    first = QLocale().firstDayOfWeek().value - 1
    return [(first + ahead) % 7 for ahead in range(7)]


def short_weekday(day: int) -> str:
    """The short name of a day of the week, Monday being 0."""
    return QLocale().dayName(day + 1, QLocale.FormatType.ShortFormat)


def fate_name(fate: Fate) -> str:
    """What became of a reminder."""
    return {
        Fate.ANSWERED: _tr("answered"),
        Fate.LATE: _tr("answered late"),
        Fate.DECLINED: _tr("not this time"),
        Fate.MISSED: _tr("no answer"),
    }[fate]


def reason_name(reason: Reason) -> str:
    """Why a reminder was turned down."""
    return {
        Reason.PAIN: _tr("Too much pain"),
        Reason.TIRED: _tr("Too tired"),
        Reason.TIME: _tr("No time"),
        Reason.AWAY: _tr("Away"),
    }[reason]


def history_text(past: Sequence[Past]) -> str:
    """How many of the reminders were answered, late, turned down or left without an answer."""
    if not past:
        return _tr("No reminders yet. What becomes of them is shown here.")
    counts = Counter(one.fate for one in past)
    parts = [f"{counts[fate]} {fate_name(fate)}" for fate in Fate if counts[fate]]
    came = _tr("Reminders: {count}.").format(count=len(past))
    return f"{came} {', '.join(parts).capitalize()}."


def day_text(past: Sequence[Past], names: Names) -> str:
    """The reminders of one day, one after the other."""
    return ". ".join(_past_text(one, names) for one in past) + "."


def _past_text(one: Past, names: Names) -> str:
    text = f"{clock_time(one.at)} {asks_for(one.kind, one.about, names)}: {fate_name(one.fate)}"
    return f"{text} ({reason_name(one.reason).lower()})" if one.reason else text


def _tr(text: str) -> str:
    return QCoreApplication.translate("reminders", text)
