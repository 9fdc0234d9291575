"""Commands for the small habits."""

from __future__ import annotations

import click

from cluneal_tracker.cli.root import open_diary, root, with_data_dir
from cluneal_tracker.services.habits import HabitToday


@root.group(no_args_is_help=False)
@with_data_dir
def habit() -> None:
    """Small habits of the day."""


@habit.command("list")
@with_data_dir
def list_habits() -> None:
    """Show the habits and how each stands today."""
    with open_diary() as services:
        for one in services.habits.today():
            out_of_view = "  (out of view)" if one.hidden else ""
            click.echo(f"{one.habit.key:<16}  {_as_it_stands(one)}{out_of_view}")


@habit.command("tick")
@click.argument("key")
@with_data_dir
def tick_habit(key: str) -> None:
    """Tick a habit, such as change-position."""
    with open_diary() as services:
        click.echo(f"Saved: {_as_it_stands(services.habits.tick(key))}.")


@habit.command("untick")
@click.argument("key")
@with_data_dir
def untick_habit(key: str) -> None:
    """Take back the newest tick of today."""
    with open_diary() as services:
        click.echo(f"Taken back: {_as_it_stands(services.habits.untick(key))}.")


def _as_it_stands(one: HabitToday) -> str:
    return f"{one.habit.name}, {_times(one)}"


def _times(one: HabitToday) -> str:
    if not one.count:
        return "not ticked today"
    if not one.habit.hourly:
        return "done today"
    return "once today" if one.count == 1 else f"{one.count} times today"
