"""Backups, what they hold and what another diary brings, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from PySide6.QtCore import QCoreApplication

from cluneal_tracker.services.backups import BackupView
from cluneal_tracker.services.joining import JoinReport
from cluneal_tracker.ui.words import clock_time, short_day


def moment(view: BackupView) -> str:
    """When a backup was made: "12 March 2026, 08:10"."""
    return f"{short_day(view.made_at.date())}, {clock_time(view.made_at)}"


def entries(count: int) -> str:
    """How many entries: "1 entry", "29 entries"."""
    return _tr("1 entry") if count == 1 else _tr("{count} entries").format(count=count)


def sessions(count: int) -> str:
    """How many exercises were done."""
    return _tr("1 exercise") if count == 1 else _tr("{count} exercises").format(count=count)


def treatments(count: int) -> str:
    """How many treatments there were."""
    return _tr("1 treatment") if count == 1 else _tr("{count} treatments").format(count=count)


def doses(count: int) -> str:
    """How often something was taken when it hurt."""
    several = _tr("{count} times you took something").format(count=count)
    return _tr("1 time you took something") if count == 1 else several


def effects(count: int) -> str:
    """How many side effects are noted."""
    return _tr("1 side effect") if count == 1 else _tr("{count} side effects").format(count=count)


def habits(count: int) -> str:
    """How often a habit was ticked."""
    several = _tr("{count} ticks of habits").format(count=count)
    return _tr("1 tick of a habit") if count == 1 else several


def weeks(count: int) -> str:
    """How often the questions of the week were answered."""
    one = _tr("Answers of 1 week")
    return one if count == 1 else _tr("Answers of {count} weeks").format(count=count)


def statements(count: int) -> str:
    """How often the 24 statements were answered."""
    one = _tr("24 statements answered once")
    several = _tr("24 statements answered {count} times")
    return one if count == 1 else several.format(count=count)


def visits(count: int) -> str:
    """How many visits are noted."""
    return _tr("1 visit") if count == 1 else _tr("{count} visits").format(count=count)


def trials(count: int) -> str:
    """How many trials there were."""
    return _tr("1 trial") if count == 1 else _tr("{count} trials").format(count=count)


def spots(count: int) -> str:
    """How many spots of the body map."""
    several = _tr("{count} spots of the body map").format(count=count)
    return _tr("1 spot of the body map") if count == 1 else several


def routines(count: int) -> str:
    """How many exercises are the person's own, or changed by them."""
    one = _tr("1 exercise made or changed by you")
    several = _tr("{count} exercises made or changed by you")
    return one if count == 1 else several.format(count=count)


def pictures(count: int) -> str:
    """How many pictures are the person's own."""
    return _tr("1 picture") if count == 1 else _tr("{count} pictures").format(count=count)


def short(view: BackupView) -> str:
    """What a diary file holds, in half a line."""
    if view.locked:
        return _tr("Has a passphrase of its own")
    if view.held is None:
        return _tr("Cannot be read")
    if view.held.last_day is None:
        return _tr("No entries")
    form = _tr("{entries}, the last of {day}")
    return form.format(entries=entries(view.held.entries), day=short_day(view.held.last_day))


def full(view: BackupView) -> str:
    """All that is told of what a diary file holds, a line each."""
    held = view.held
    if view.locked:
        return _tr("It opens with its own passphrase. You are asked for it.")
    if held is None:
        return _tr("This file cannot be read. Choose another one.")
    lines = [entries(held.entries), sessions(held.counts.get("session", 0))]
    lines.append(treatments(held.counts.get("treatment", 0)))
    lines += [count for table, count in _told(held.counts) if table not in _ALWAYS_TOLD]
    if held.first_day and held.last_day:
        days = _tr("From {first} to {last}")
        lines.append(days.format(first=short_day(held.first_day), last=short_day(held.last_day)))
    return "\n".join(lines)


def brought(report: JoinReport) -> str:
    """What another diary brings, in sentences."""
    if not report.changes:
        return _tr("Your diary holds all of this already.")
    parts = [count for _, count in _told(report.counts)]
    parts += [_others(report.others)] if report.others else []
    brings = _tr("New or changed here: {parts}.").format(parts=", ".join(parts))
    only_history = _tr("It adds to your history. What you see stays as it is.")
    said = [brings if parts else only_history]
    if report.gone:
        said.append(_tr("Deleted in the other one: {count}.").format(count=report.gone))
    if report.both:
        said.append(_tr("Changed in both: {count}.").format(count=report.both))
        said.append(_tr("The later one counts. The other one stays in the history."))
    return " ".join(said)


def breakable(text: str) -> str:
    """A text in which a path of Windows may go on in the next line; others do by themselves."""
    return text.replace("\\", "\\\u200b")


def readable(views: Iterable[BackupView]) -> list[BackupView]:
    """Those that can be brought back."""
    return [view for view in views if view.held is not None]


# How many rows of a table there are, in words, in the order in which they are told.
_OF_TABLE: Mapping[str, Callable[[int], str]] = {
    "pain": entries,
    "session": sessions,
    "treatment": treatments,
    "dose": doses,
    "effect": effects,
    "habit": habits,
    "weekly": weeks,
    "roland": statements,
    "visit": visits,
    "trial": trials,
    "spot": spots,
    "routine": routines,
    "picture": pictures,
}
_ALWAYS_TOLD = ("pain", "session", "treatment")


def _told(counts: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    for table, words in _OF_TABLE.items():
        if counts.get(table):
            yield table, words(counts[table])


def _others(count: int) -> str:
    return _tr("1 setting or reminder") if count == 1 else _settings(count)


def _settings(count: int) -> str:
    return _tr("{count} settings or reminders").format(count=count)


def _tr(text: str) -> str:
    return QCoreApplication.translate("backups", text)
