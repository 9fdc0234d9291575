"""Commands that look back: how an entry came to be, what was deleted, and the way back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import click

from cluneal_tracker.cli.lines import clean
from cluneal_tracker.cli.root import open_diary, root, with_data_dir
from cluneal_tracker.domain.body_map import Spot
from cluneal_tracker.domain.dose import Dose
from cluneal_tracker.domain.errors import DiaryError
from cluneal_tracker.domain.own_routines import Adaptation
from cluneal_tracker.domain.own_trial import OwnTrial
from cluneal_tracker.domain.pain import PainEntry
from cluneal_tracker.domain.roland import RolandAnswer
from cluneal_tracker.domain.session import Session
from cluneal_tracker.domain.side_effect import SideEffect
from cluneal_tracker.domain.treatment import Treatment
from cluneal_tracker.domain.visit import Visit
from cluneal_tracker.domain.weekly import WeeklyAnswer
from cluneal_tracker.services.opening import Services

if TYPE_CHECKING:
    from cluneal_tracker.render.revision_words import RevisionWords
    from cluneal_tracker.services.revisions import Version


@root.command()
@with_data_dir
def undo() -> None:
    """Take back the newest change; `redo` brings it back."""
    from cluneal_tracker.render import step_words

    with open_diary() as services:
        if not (undone := services.history.undo()):
            raise DiaryError("There is nothing to undo.")
        said = clean(step_words.undone(undone, services))
        again = "deletes it again" if step_words.deleted(undone) else "brings it back"
        click.echo(f"{said} `redo` {again}.")


@root.command()
@with_data_dir
def redo() -> None:
    """Bring back what `undo` took back last."""
    from cluneal_tracker.render import step_words

    with open_diary() as services:
        if not (redone := services.history.redo()):
            raise DiaryError("There is nothing to redo.")
        click.echo(clean(step_words.redone(redone, services)))


@root.command()
@click.argument("item", metavar="ID")
@with_data_dir
def history(item: str) -> None:
    """Show how a score, a spot, an exercise or a treatment came to be as it is."""
    with open_diary() as services:
        versions = services.revisions.history(services.revisions.find(item))
        words = _words(services)
        click.echo(_title(services, versions))
        for version in versions:
            told = "; ".join(clean(line) for line in words.told(version))
            click.echo(f"{version.number:>3}  {version.made_at:%Y-%m-%d %H:%M}  {told}")


@root.command()
@with_data_dir
def deleted() -> None:
    """Show what was deleted in the last 30 days."""
    with open_diary() as services:
        found, words = services.revisions.deleted(), _words(services)
        if not found:
            click.echo("Nothing was deleted in the last 30 days.")
        for one in found:
            how = "taken back" if one.taken_back else "deleted"
            title = clean(words.title(one.value))
            click.echo(f"{one.value.id}  {how} {one.made_at:%Y-%m-%d %H:%M}  {title}")


@root.command()
@click.argument("item", metavar="ID")
@with_data_dir
def delete(item: str) -> None:
    """Delete one thing that you entered, by its id; `bring-back` is the way back."""
    with open_diary() as services:
        row_id = services.revisions.find(item)
        versions = services.revisions.history(row_id)
        _delete(services, type(versions[0].value or versions[0].before), row_id)
        click.echo(f"Deleted: {_title(services, versions)}.")


def _delete(services: Services, kind: type, row_id: str) -> None:
    """Have it taken out by the one who knows what else it touches."""
    if kind is Adaptation:
        raise DiaryError("An exercise is taken off the list: `exercise hide KEY`.")
    deletes: dict[type, Callable[[str], object]] = {
        PainEntry: services.diary.delete,
        Session: services.exercises.delete,
        Treatment: services.treatments.delete,
        Dose: services.doses.delete,
        SideEffect: services.effects.delete,
        Visit: services.visit_log.delete,
        WeeklyAnswer: services.weekly.delete,
        RolandAnswer: services.roland.delete,
        OwnTrial: services.trials.delete,
        Spot: services.body_map.remove,
    }
    deletes[kind](row_id)


@root.command("bring-back")
@click.argument("items", metavar="ID...", nargs=-1, required=True)
@click.option("--version", "number", type=int, help="A number from `history`; one ID only.")
@with_data_dir
def bring_back(items: Sequence[str], number: int | None) -> None:
    """Bring back what was deleted, or an earlier version of one entry."""
    if number is not None and len(items) > 1:
        raise click.UsageError("With --version, name one ID.")
    with open_diary() as services:
        row_ids = [services.revisions.find(item) for item in items]
        if number is None:
            services.revisions.bring_back_deleted(row_ids)
        else:
            services.revisions.bring_back(_numbered(services, row_ids[0], number).change)
        for row_id in row_ids:
            title = _title(services, services.revisions.history(row_id))
            click.echo(f"Brought back: {title}.")


def _numbered(services: Services, row_id: str, number: int) -> Version:
    for version in services.revisions.history(row_id):
        if version.number == number and version.value is not None:
            return version
    raise DiaryError(f"There is no version {number} to bring back. `history` shows them.")


def _title(services: Services, versions: Sequence[Version]) -> str:
    value = versions[0].value or versions[0].before
    return clean(_words(services).title(value)) if value else ""


def _words(services: Services) -> RevisionWords:
    from cluneal_tracker.render.revision_words import RevisionWords

    return RevisionWords(services.content, services.routines.by_key(), services.treatments.names())
