"""Command for the questions of the week."""

from __future__ import annotations

import click

from cluneal_tracker.cli.lines import known_by, with_ids
from cluneal_tracker.cli.root import open_diary, root, with_data_dir
from cluneal_tracker.domain.weekly import OverallChange, Peg, WeeklyAnswer


@root.command()
@click.argument("answers", nargs=-1, metavar="[PAIN ENJOYMENT ACTIVITY]", type=int)
@click.option(
    "--change",
    type=click.Choice([one.value for one in OverallChange]),
    help="How things are against the start, all in all.",
)
@click.option("--sleep", type=int, help="How much pain disturbed your sleep this week, 0 to 10.")
@with_ids
@with_data_dir
def peg(answers: tuple[int, ...], change: str | None, sleep: int | None, ids: bool) -> None:
    """Answer the three questions of the week, 0 to 10 each; without any, show the weeks."""
    with open_diary() as services:
        if not answers and change is None and sleep is None:
            _show(services.weekly.every(), ids=ids)
            return
        if len(answers) not in (0, 3):
            raise click.UsageError("The three questions count together: peg 4 5 6.")
        saved = services.weekly.answer(
            Peg(*answers) if answers else None,
            OverallChange(change) if change else None,
            sleep,
        )
    click.echo(f"Saved: {_words(saved)}.")


def _show(weeks: list[WeeklyAnswer], *, ids: bool) -> None:
    if not weeks:
        click.echo("No week is answered yet. Such as: peg 4 5 6.")
    for week in weeks:
        click.echo(known_by(week.id, f"{week.given.day.isoformat()}  {_words(week)}", ids=ids))


def _words(week: WeeklyAnswer) -> str:
    parts = []
    if week.peg:
        pain, enjoyment, activity = week.peg.answers
        parts.append(f"{week.peg} (pain {pain}, enjoyment {enjoyment}, activity {activity})")
    if week.sleep is not None:
        parts.append(f"sleep {week.sleep}")
    if week.change:
        parts.append(week.change.value.replace("-", " "))
    return ", ".join(parts) or "not this week"
