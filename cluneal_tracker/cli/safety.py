"""Commands that keep the diary safe: is it whole, what copies are there, bring one back."""

from __future__ import annotations

from pathlib import Path

import click

from cluneal_tracker import paths
from cluneal_tracker.cli.root import data_folder, open_diary, root, with_data_dir
from cluneal_tracker.cli.values import FILE
from cluneal_tracker.data.system_clock import SystemClock
from cluneal_tracker.domain.errors import DiaryError
from cluneal_tracker.services.backups import BackupView, backups_in


@root.command()
@with_data_dir
def check() -> None:
    """Look whether the diary is whole; the exit code is 0 if it is."""
    if not (data_folder() / paths.DIARY_NAME).exists():
        raise DiaryError(f"There is no diary in {data_folder()}.")
    with open_diary() as services:
        damaged_at = services.history.damage()
        entries = services.diary.entries() if damaged_at is None else []
    if damaged_at is None:
        days = len({entry.felt.day for entry in entries})
        click.echo(f"Your diary is whole: {_entries(len(entries))}, {_count(days, 'day')}.")
    else:
        click.echo(f"Your diary is damaged. Change {damaged_at} does not hold together.")
    newest = next(iter(_backups()), None)
    click.echo(f"Newest backup: {_line(newest) if newest else 'none yet'}.")
    click.get_current_context().exit(0 if damaged_at is None else 1)


@root.command()
@with_data_dir
def backup() -> None:
    """Make a backup now."""
    with open_diary() as services:
        made = services.backups.make()
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
    with open_diary() as services:
        made = services.backups.restore(file)
        entries = len(services.diary.entries())
    click.echo(f"Restored: {_entries(entries)}.")
    if made:
        click.echo(f"What was there before is in {made.name}.")


def _backups() -> list[BackupView]:
    return backups_in(data_folder(), SystemClock().zone())


def _line(view: BackupView) -> str:
    held = "cannot be read" if view.entries is None else _entries(view.entries)
    last = f", the last of {view.last_day.isoformat()}" if view.last_day else ""
    return f"{view.file.name}  {view.made_at:%Y-%m-%d %H:%M}  {held}{last}"


def _entries(number: int) -> str:
    return _count(number, "entry", "entries")


def _count(number: int, one: str, more: str = "") -> str:
    return f"{number} {one if number == 1 else more or one + 's'}"
