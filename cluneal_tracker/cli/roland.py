"""Command for the 24 statements about a day with back pain."""

from __future__ import annotations

from collections.abc import Sequence

import click

from cluneal_tracker.cli.root import open_diary, root, with_data_dir
from cluneal_tracker.domain.errors import DiaryError
from cluneal_tracker.domain.roland import STATEMENTS, RolandAnswer, RolandText
from cluneal_tracker.services.opening import Services


@root.command()
@click.argument("ticked", nargs=-1, metavar="[NUMBER...]", type=int)
@click.option("--none", "fits_none", is_flag=True, help="No statement fits you today.")
@click.option("--ask", is_flag=True, help="Be asked one by one; q stops, and you go on later.")
@click.option("--statements", is_flag=True, help="Show the statements with their numbers.")
@with_data_dir
def rmdq(ticked: tuple[int, ...], fits_none: bool, ask: bool, statements: bool) -> None:
    """Tick which of 24 statements fit you today, by number; without any, show the answers.

    They are those of Roland and Morris (Spine 1983). The score is how many you tick.
    """
    if sum(map(bool, (ticked, fits_none, ask, statements))) > 1:
        raise click.UsageError("Give numbers, or one of --none, --ask and --statements.")
    with open_diary() as services:
        if statements:
            _show_statements(services.content.roland)
        elif ask:
            _ask(services)
        elif ticked or fits_none:
            _save(services, ticked)
        else:
            _show(services.roland.every())


def _show_statements(text: RolandText) -> None:
    click.echo("\n".join(text.intro))
    for number, statement in enumerate(text.statements, 1):
        click.echo(f"{number:>2}  {statement}")


def _ask(services: Services) -> None:
    """Each statement in turn; what was ticked before a stop is kept for the rest of the day."""
    ticked = set(services.roland.view().ticked)
    click.echo("\n".join(services.content.roland.intro))
    for number, statement in enumerate(services.content.roland.statements, 1):
        default = "y" if number in ticked else "n"
        answer = click.prompt(
            f"{number:>2}  {statement}", type=click.Choice(["y", "n", "q"]), default=default
        )
        if answer == "q":
            click.echo("Kept for today, and not counted yet. Go on with: rmdq --ask.")
            return
        ticked = ticked | {number} if answer == "y" else ticked - {number}
        services.roland.tick(ticked)
    _save(services, sorted(ticked))


def _save(services: Services, ticked: Sequence[int]) -> None:
    if len(set(ticked)) != len(ticked):
        raise DiaryError("A statement stands twice. Name each once.")
    saved = services.roland.answer(ticked)
    click.echo(f"Saved: {_words(saved)}.")


def _show(answers: Sequence[RolandAnswer]) -> None:
    if not answers:
        click.echo("Nothing is answered yet. Such as: rmdq 2 3 11, or rmdq --ask.")
    for one in answers:
        click.echo(f"{one.id}  {one.given.day.isoformat()}  {_words(one)}")


def _words(answer: RolandAnswer) -> str:
    if answer.ticked is None:
        return "not now"
    numbers = ", ".join(map(str, sorted(answer.ticked)))
    which = f" (statements {numbers})" if numbers else ""
    return f"{answer.score} of {STATEMENTS}{which}"
