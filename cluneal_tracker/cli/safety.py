"""Commands that keep the diary safe: is it whole, what copies are there, bring one back."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from cluneal_tracker import paths
from cluneal_tracker.cli.lines import counted
from cluneal_tracker.cli.root import (
    data_folder,
    diary_key,
    open_diary,
    root,
    with_data_dir,
    with_key_of,
)
from cluneal_tracker.cli.values import FILE
from cluneal_tracker.data.system_clock import SystemClock
from cluneal_tracker.domain.errors import DiaryError
from cluneal_tracker.domain.verdict import NotOpened, Verdict
from cluneal_tracker.services.backups import BackupView, backups_in, find_backup
from cluneal_tracker.services.recovery import Recovered, Recovery, examine


@root.command()
@with_data_dir
def check() -> None:
    """Look whether the diary is whole; the exit code is 0 if it is."""
    verdict, sentence = examine(data_folder(), key=diary_key())
    if verdict is Verdict.WHOLE:
        with open_diary() as services:
            entries = services.diary.entries()
        days = len({entry.felt.day for entry in entries})
        sentence = f"{_entries(len(entries))}, {counted(days, 'day')}."
    click.echo(f"Verdict: {verdict.value}. {sentence}")
    newest = next(iter(_backups()), None)
    click.echo(f"Newest backup: {_line(newest) if newest else 'none yet'}.")
    if verdict not in (Verdict.WHOLE, Verdict.NONE):
        click.echo(_WAYS.get(verdict, _ANY_WAY))
    click.get_current_context().exit(0 if verdict is Verdict.WHOLE else 1)


_ANY_WAY = "To go on: `restore` a backup, or `salvage` what can be read. Nothing is thrown away."
_WAYS = {
    Verdict.MISSING: "To go on: put the file back, `restore` a backup, or `accept` a new diary.",
    Verdict.KEYLESS: "To go on: put the key file back, or `restore` a backup.",
    Verdict.EMPTY: "To go on: `restore` a backup. The empty file is kept.",
    Verdict.NEWER: "To go on: update the program. Your file waits for it.",
    Verdict.OLDER: "To go on: `restore` a backup, or `accept` the file as it is.",
    Verdict.OTHER: "To go on: `restore` a backup, or `accept` the file as it is.",
    Verdict.OUT_OF_REACH: "Nothing was changed.",
}


@root.command()
@with_data_dir
@click.option("--remove-others", is_flag=True, help="Then remove those not locked as it is.")
def backup(remove_others: bool) -> None:
    """Make a backup now."""
    with open_diary() as services:
        made = services.backups.make()
        if remove_others:
            services.locking.remove(services.locking.others())
    click.echo(f"Saved: {made}." if made else "There is nothing new to back up.")


@root.command("backups")
@with_data_dir
def list_backups() -> None:
    """Show the backups, newest first."""
    found = _backups()
    if not found:
        click.echo("There are no backups yet.")
    for view in found:
        click.echo(_line(view))


@root.command()
@click.argument("file", type=FILE)
@with_data_dir
def restore(file: Path) -> None:
    """Bring a backup back: a name from `backups`, or any diary file."""
    file = find_backup(data_folder(), file)
    if not (data_folder() / paths.DIARY_NAME).exists():
        # With nothing there to go back to, the backup comes as it is: locked, with its history.
        _tell(with_key_of(file, partial(_recovery().restore, file)))
        return
    try:
        with open_diary() as services:
            restored = with_key_of(file, partial(services.backups.restore, file))
            entries = len(services.diary.entries())
    except NotOpened as error:
        if error.verdict is Verdict.OUT_OF_REACH:
            # It may be whole, and another program may be using it.
            raise
        _tell(with_key_of(file, partial(_recovery().restore, file)))
        return
    if not restored.changed:
        # Undo would take back what was done before.
        click.echo(f"Your diary is like this backup already: {_entries(entries)}.")
        return
    click.echo(f"Restored: {_entries(entries)}. Undo takes it back.")
    if restored.before:
        click.echo(f"What was there before is in {restored.before.name}.")


@root.command()
@with_data_dir
def salvage() -> None:
    """Save what can be read of a damaged diary in a new one; the old file is kept."""
    verdict, sentence = examine(data_folder(), key=diary_key())
    if verdict in (Verdict.WHOLE, Verdict.OUT_OF_REACH):
        raise DiaryError(sentence or "Your diary is whole. There is nothing to salvage.")
    _tell(_recovery().salvage())


@root.command()
@with_data_dir
def accept() -> None:
    """Go on with the diary file that is there, older or another though it be.

    Where it is missing, the next command begins a new one.
    """
    _recovery().accept()
    click.echo("This diary is used from now on.")


def _recovery() -> Recovery:
    return Recovery(data_folder(), key=diary_key())


def _tell(found: Recovered) -> None:
    click.echo(f"Your diary is back: {_entries(found.entries)}.")
    if found.kept:
        click.echo(f"The file that was there is kept as {found.kept.name}.")


# One row of each table that is counted, and several of them.
OF_TABLE = {
    "pain": ("entry", "entries"),
    "session": ("exercise", "exercises"),
    "treatment": ("treatment", "treatments"),
    "dose": ("dose", "doses"),
    "effect": ("side effect", "side effects"),
    "habit": ("tick of a habit", "ticks of habits"),
    "weekly": ("answer of a week", "answers of weeks"),
    "roland": ("answer to the 24 statements", "answers to the 24 statements"),
    "visit": ("visit", "visits"),
    "trial": ("trial", "trials"),
    "spot": ("spot of the body map", "spots of the body map"),
    "routine": ("exercise of yours", "exercises of yours"),
    "picture": ("picture", "pictures"),
}


@root.command()
@click.argument("other", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would happen; change nothing.")
@with_data_dir
def merge(other: Path, dry_run: bool) -> None:
    """Join another diary of yours, such as the laptop's: its file, or the folder it is in."""
    with open_diary() as services:
        joining = services.joining
        report = with_key_of(other, partial(joining.preview if dry_run else joining.join, other))
    verb = "Would bring in" if dry_run else "Brought in"
    told = {"pain": 0, "session": 0, "treatment": 0, **report.counts}
    parts = [counted(told[table], *names) for table, names in OF_TABLE.items() if table in told]
    click.echo(f"{verb}: {', '.join(parts)}.")
    if report.gone:
        click.echo(f"Deleted or taken back in the other one: {report.gone}.")
    if report.both:
        click.echo(f"Changed in both: {report.both}. The later one counts; the other is kept.")


def _backups() -> list[BackupView]:
    return backups_in(data_folder(), SystemClock().zone(), diary_key())


def _line(view: BackupView) -> str:
    held = view.held
    unread = "locked with another passphrase" if view.locked else "cannot be read"
    what = unread if held is None else _entries(held.entries)
    last = f", the last of {held.last_day.isoformat()}" if held and held.last_day else ""
    return f"{view.file.name}  {view.made_at:%Y-%m-%d %H:%M}  {what}{last}"


def _entries(number: int) -> str:
    return counted(number, "entry", "entries")
