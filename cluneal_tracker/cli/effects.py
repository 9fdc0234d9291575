"""Commands for the side effects of treatments."""

from __future__ import annotations

from datetime import date

import click

from cluneal_tracker.cli.lines import clean, with_ids
from cluneal_tracker.cli.root import open_diary, root, with_data_dir
from cluneal_tracker.cli.values import DAY
from cluneal_tracker.domain.errors import DiaryError
from cluneal_tracker.domain.side_effect import SideEffect, Strength


@root.group(no_args_is_help=False)
@with_data_dir
def effect() -> None:
    """Side effects of treatments."""


@effect.command("add")
@click.argument("treatment")
@click.argument("what")
@click.argument("strength", type=click.Choice([one.value for one in Strength]))
@click.option("--on", "first_day", type=DAY, help="Its first day; today by default.")
@click.option("--until", "last_day", type=DAY, help="Its last day, if it is over.")
@click.option("--note", default="")
@with_data_dir
def add_effect(
    treatment: str,
    what: str,
    strength: str,
    first_day: date | None,
    last_day: date | None,
    note: str,
) -> None:
    """Save a side effect of a treatment, known by its name or its id."""
    with open_diary() as services:
        names = services.treatments.names()
        known = [key for key, name in names.items() if name.casefold() == treatment.casefold()]
        key = treatment if treatment in names else next(reversed(known), "")
        if not key:
            raise DiaryError(f"“{treatment}” is not in the diary. `treatment list` shows them.")
        saved = services.effects.add(
            key, what, Strength(strength), first_day, last_day=last_day, note=note
        )
        click.echo(f"Saved: {_line(saved, names)}.")
        if saved.asks_for_a_word:
            click.echo(services.content.phrases["effects"]["strong"])


@effect.command("end")
@click.argument("item", metavar="ID")
@with_data_dir
def end_effect(item: str) -> None:
    """Note that a side effect was there today for the last time."""
    with open_diary() as services:
        ended = services.effects.end(services.revisions.find(item))
        click.echo(f"Saved: {_line(ended, services.treatments.names())}.")


@effect.command("list")
@with_ids
@with_data_dir
def list_effects(ids: bool) -> None:
    """Show the side effects, oldest first."""
    with open_diary() as services:
        found, names = services.effects.every(), services.treatments.names()
    for one in found:
        line = _line(one, names)
        click.echo(f"{one.id}  {line}" if ids else line)


def _line(one: SideEffect, names: dict[str, str]) -> str:
    until = f"to {one.last_day.isoformat()}" if one.last_day else "still there"
    parts = [
        f"{one.first_day.isoformat()} {until}",
        clean(names.get(one.treatment, "a removed treatment")),
        clean(one.what),
        one.strength.value,
        clean(one.note),
    ]
    return "  ".join(filter(None, parts))
