"""Commands for the passphrase: lock the diary, change what opens it, take the lock off."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from cluneal_tracker.cli.root import ask_secret, open_diary, root, with_data_dir
from cluneal_tracker.domain.errors import DiaryError
from cluneal_tracker.services.locking import NewLock


@root.command()
@click.option("--new-key", is_flag=True, help="Lock it anew, where others may know the passphrase.")
@with_data_dir
def lock(new_key: bool) -> None:
    """Lock the diary with a passphrase, and its backups from then on."""
    with open_diary() as services:
        locking = services.locking
        if locking.is_locked and not new_key:
            raise DiaryError("It is locked already. See `passphrase` and `lock --new-key`.")
        new = locking.prepare(ask_secret("New passphrase", twice=True))
        _show_code(new)
        _tell("Your diary is locked.", locking.lock(new))
        others = len(locking.others())
    if others:
        count = "1 backup" if others == 1 else f"{others} backups"
        click.echo(
            f"{count} can be read without this passphrase. `backup --remove-others` removes them."
        )


@root.command()
@with_data_dir
def unlock() -> None:
    """Take the lock off: the diary opens without a passphrase again."""
    with open_diary() as services:
        trouble = services.locking.unlock()
    _tell("Your diary is not locked any more. The backups made before stay locked.", trouble)


@root.command("passphrase")
@with_data_dir
def change_passphrase() -> None:
    """Change the passphrase; the recovery code stays."""
    with open_diary() as services:
        trouble = services.locking.change_passphrase(ask_secret("New passphrase", twice=True))
    _tell("The new passphrase opens your diary. Older backups open with the one before.", trouble)


@root.command("recovery-code")
@with_data_dir
def renew_code() -> None:
    """Get a new recovery code; the one before opens older backups only."""
    with open_diary() as services:
        new = services.locking.prepare_code()
        _show_code(new)
        trouble = services.locking.lock(new)
    _tell("The new code opens your diary.", trouble)


def export_locked(out: Path) -> None:
    """Save the diary in one file that opens elsewhere with a passphrase of its own."""
    with open_diary() as services:
        new = services.locking.prepare(ask_secret(f"Passphrase for {out.name}", twice=True))
        _show_code(new)
        services.locking.export(out, new)
    click.echo(f"Saved: {out}. `restore` and `merge` read it.")


def _show_code(new: NewLock) -> None:
    click.echo(f"Recovery code: {new.code}")
    click.echo("Write it down and keep it safe. It is shown only once.")
    if sys.stdin.isatty():
        click.confirm("Is it written down?", abort=True)


def _tell(done: str, trouble: str) -> None:
    click.echo(done)
    if trouble:
        click.echo(trouble, err=True)
