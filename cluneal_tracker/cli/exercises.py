"""Commands for what exercises there are: levels, the list, files of one exercise."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from cluneal_tracker.cli.lines import clean
from cluneal_tracker.cli.root import open_diary, root, with_data_dir
from cluneal_tracker.cli.values import FILE
from cluneal_tracker.domain.own_routines import Offered

if TYPE_CHECKING:
    from cluneal_tracker.services.routine_files import IncomingRoutine


@root.group(no_args_is_help=False)
@with_data_dir
def exercise() -> None:
    """What exercises there are, and how they are done."""


@exercise.command("list")
@with_data_dir
def list_exercises() -> None:
    """Show the exercises, then those that are off the list."""
    with open_diary() as services:
        found = [*services.routines.on_list(), *services.routines.off_list()]
    for one in found:
        click.echo(_as_line(one))


def _as_line(one: Offered) -> str:
    routine = one.routine
    marks = [
        f"level {routine.level} of {len(routine.levels)}" if routine.level else "",
        "yours" if one.own else "",
        "changed by you" if one.changed else "",
        "off the list" if one.hidden else "",
    ]
    about = f"about {routine.minutes()} min, {routine.per_day} a day"
    return "  ".join(filter(None, [f"{routine.key:<20}", clean(routine.name), about, *marks]))


@exercise.command("export")
@click.argument("key")
@click.option("--out", type=FILE, required=True, help="Such as bridge.cluneal-exercise.json.")
@with_data_dir
def export_exercise(key: str, out: Path) -> None:
    """Save one exercise with its pictures as a file."""
    from cluneal_tracker.services.saving import write_over

    with open_diary() as services:
        write_over(out, services.routine_files.write(key))
    click.echo(f"Saved: {out}.")


@exercise.command("import")
@click.argument("file", type=FILE)
@click.option("--dry-run", is_flag=True, help="Say what would happen; change nothing.")
@with_data_dir
def import_exercise(file: Path, dry_run: bool) -> None:
    """Bring in an exercise that was saved as a file."""
    with open_diary() as services:
        files = services.routine_files
        incoming = files.look_into(file)
        _tell(incoming)
        if incoming.already:
            click.echo(f"It is there already: {clean(incoming.already.routine.name)}.")
        if dry_run:
            verb, routine = "Would bring in", incoming.routine
        else:
            verb, routine = "Brought in", files.bring_in(incoming).routine
    if not incoming.already:
        known_by = "" if dry_run else f", {routine.key}"
        click.echo(f"{verb}: {clean(routine.name)}{known_by}.")


def _tell(incoming: IncomingRoutine) -> None:
    routine = incoming.routine
    click.echo(f"{clean(incoming.called)}: {clean(routine.summary)}")
    for number, step in enumerate((step for part in routine.parts for step in part.steps), 1):
        click.echo(f"  {number}. {clean(step.say)}")
    click.echo(f"About {routine.minutes()} minutes, {routine.per_day} a day.")
    if incoming.left_out:
        click.echo(f"Pictures that this version does not have: {incoming.left_out}.")


@exercise.command("level")
@click.argument("key")
@click.argument("number", type=int)
@with_data_dir
def choose_level(key: str, number: int) -> None:
    """Do an exercise at another of its levels."""
    with open_diary() as services:
        services.routines.choose_level(key, number)
        routine = services.routines.find(key).routine
    name = clean(routine.levels[number - 1].name)
    click.echo(f"{clean(routine.name)}: level {number} of {len(routine.levels)}, {name}.")


@exercise.command("hide")
@click.argument("key")
@with_data_dir
def hide(key: str) -> None:
    """Take an exercise off the list; what was done of it stays."""
    with open_diary() as services:
        services.routines.hide(key)
    click.echo(f"Off the list: {key}.")


@exercise.command("show")
@click.argument("key")
@with_data_dir
def show(key: str) -> None:
    """Put an exercise back on the list."""
    with open_diary() as services:
        services.routines.put_back(key)
    click.echo(f"On the list: {key}.")


@exercise.command("reset")
@click.argument("key")
@with_data_dir
def reset(key: str) -> None:
    """Let an exercise of the program be as it came."""
    with open_diary() as services:
        services.routines.reset(key)
    click.echo(f"As it came: {key}.")
