"""The schedule of the reminders and what became of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import time, timedelta
from typing import Any

import click

from cluneal_tracker.cli.root import open_diary, root, with_data_dir
from cluneal_tracker.cli.values import TIME, Read, read_time
from cluneal_tracker.domain.errors import DiaryError
from cluneal_tracker.domain.reminder_history import Fate, Past
from cluneal_tracker.domain.schedule import Reminder, ReminderKind
from cluneal_tracker.domain.timetable import EVERY_DAY
from cluneal_tracker.domain.when import When
from cluneal_tracker.services.opening import Services

_WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_FATES = {
    Fate.ANSWERED: "answered",
    Fate.LATE: "answered late",
    Fate.DECLINED: "not this time",
    Fate.MISSED: "no answer",
}
_ON_SUNDAY = frozenset({6})
_DAYS_BACK = timedelta(days=27)


def _weekdays(text: str) -> frozenset[int]:
    if text == "all":
        return EVERY_DAY
    try:
        return frozenset(map(_WEEK.index, text.split(",")))
    except ValueError:
        raise ValueError(f"“{text}” is not a list of days such as mon,wed,fri.") from None


def _with_about(command: Callable[..., Any]) -> Callable[..., Any]:
    exercise = click.option("--exercise", metavar="KEY", help="For an exercise, not for a score.")
    week = click.option("--week", is_flag=True, help="For the questions of the week, once a week.")
    command = exercise(week(with_data_dir(command)))
    return click.argument("at", metavar="TIME", type=TIME)(command)


@root.group(invoke_without_command=True)
@click.pass_context
@with_data_dir
def reminders(context: click.Context) -> None:
    """Show when you are reminded, and what became of the last 4 weeks."""
    if context.invoked_subcommand is None:
        with open_diary() as services:
            _show(services)


def _show(services: Services) -> None:
    settings = services.preferences.current
    if not settings.reminders_on:
        click.echo("Your reminders are off.")
    for one in settings.reminders:
        click.echo(_line(one))
    if not settings.reminders:
        click.echo("No times are chosen.")
    if settings.quiet_hours:
        begins, ends = settings.quiet_hours
        click.echo(f"Quiet from {begins:%H:%M} to {ends:%H:%M}.")
    next_moment = services.reminding.next_moment()
    if next_moment is not None:
        local = next_moment.astimezone(services.clock.zone())
        click.echo(f"Next: {local:%Y-%m-%d %H:%M}.")
    today = When.now(services.clock).at.date()
    click.echo(_counts(services.reminding.history(today - _DAYS_BACK)))


def _line(one: Reminder) -> str:
    week = one.kind is ReminderKind.PEG_WEEK
    what = one.about or ("your week in three questions" if week else "log your pain")
    days = "" if one.weekdays == EVERY_DAY else f" ({_days(one)})"
    return f"{one.at:%H:%M} {what}{days}"


def _days(one: Reminder) -> str:
    return ",".join(_WEEK[day] for day in sorted(one.weekdays))


def _counts(past: list[Past]) -> str:
    if not past:
        return "No reminder has come yet."
    counts = Counter(one.fate for one in past)
    told = ", ".join(f"{counts[fate]} {name}" for fate, name in _FATES.items() if counts[fate])
    return f"Of {len(past)} in 4 weeks: {told}."


@reminders.command("add")
@click.option("--days", type=Read("days", _weekdays), default="all", help="Such as mon,wed,fri.")
@_with_about
def add(at: time, exercise: str | None, week: bool, days: frozenset[int]) -> None:
    """Be reminded at a time; one that is there already gets these days."""
    with open_diary() as services:
        if exercise is not None:
            services.routines.find(exercise)
        new = _reminder(at, exercise, week=week)
        if not week or days != EVERY_DAY:
            new = replace(new, weekdays=days)
        services.reminding.plan([*services.preferences.current.reminders, new])
    click.echo(f"Saved: {_line(new)}.")


@reminders.command("remove")
@_with_about
def remove(at: time, exercise: str | None, week: bool) -> None:
    """Be reminded at a time no more."""
    old = _reminder(at, exercise, week=week)
    with open_diary() as services:
        before = services.preferences.current.reminders
        left = [one for one in before if one.key != old.key]
        if len(left) == len(before):
            raise DiaryError(f"There is no reminder “{_line(old)}”. Run `reminders` to see them.")
        services.reminding.plan(left)
    click.echo(f"Removed: {_line(old)}.")


@reminders.command("quiet")
@click.argument("begins", metavar="FROM|off")
@click.argument("ends", metavar="[TO]", required=False)
@with_data_dir
def quiet(begins: str, ends: str | None) -> None:
    """Let nothing ask from one time to another: quiet 22:00 07:00, or quiet off."""
    if begins != "off" and ends is None:
        raise DiaryError("Say when quiet begins and when it ends: quiet 22:00 07:00.")
    hours = () if begins == "off" or ends is None else (read_time(begins), read_time(ends))
    with open_diary() as services:
        services.preferences.choose(quiet_hours=hours)
    click.echo("Saved: " + (f"quiet from {begins} to {ends}." if hours else "no quiet hours."))


@reminders.command("turn")
@click.argument("state", type=click.Choice(["on", "off"]))
@with_data_dir
def turn(state: str) -> None:
    """Be reminded, or not."""
    with open_diary() as services:
        services.reminding.turn(state == "on")
    click.echo(f"Saved: your reminders are {state}.")


def _reminder(at: time, exercise: str | None, *, week: bool) -> Reminder:
    if week:
        return Reminder(ReminderKind.PEG_WEEK, at, _ON_SUNDAY, exercise or "")
    if exercise is None:
        return Reminder(ReminderKind.CHECK_IN, at)
    return Reminder(ReminderKind.ROUTINE, at, about=exercise)
