"""Command for what is taken when it hurts."""

from __future__ import annotations

from datetime import datetime

import click

from cluneal_tracker.cli.lines import clean
from cluneal_tracker.cli.root import open_diary, root, with_data_dir
from cluneal_tracker.cli.values import MOMENT
from cluneal_tracker.domain.dose import Dose


@root.command()
@click.argument("name", required=False)
@click.option("--at", type=MOMENT, help="When you took it; now by default.")
@click.option("--note", default="")
@click.option("--ids", is_flag=True, help="Show the id of each time, for `delete`.")
@with_data_dir
def took(name: str | None, at: datetime | None, note: str, ids: bool) -> None:
    """Save that you took something that helps when it hurts; without a name, show the times."""
    with open_diary() as services:
        names = services.treatments.names()
        if name is None:
            if at or note:
                raise click.UsageError("Say what you took: took NAME --at 2026-03-12T08:10.")
            _show(services.doses.every(), names, ids=ids)
            return
        saved = services.doses.take(services.doses.named(name).id, at, note)
    click.echo(f"Saved: {_line(saved, names)}.")


def _show(doses: list[Dose], names: dict[str, str], *, ids: bool) -> None:
    if not doses:
        click.echo("Nothing was taken yet. Such as: took heat.")
    for dose in doses:
        line = _line(dose, names)
        click.echo(f"{dose.id}  {line}" if ids else line)


def _line(dose: Dose, names: dict[str, str]) -> str:
    name = names.get(dose.treatment, "a removed treatment")
    parts = [f"{dose.taken.at:%Y-%m-%d %H:%M}", clean(name), clean(dose.note)]
    return "  ".join(filter(None, parts))
