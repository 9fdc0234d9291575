"""The command that all others belong to, and the diary they work on."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import click

from cluneal_tracker import __version__, paths
from cluneal_tracker.cli.values import DAY
from cluneal_tracker.domain.errors import DiaryError, StillLocked
from cluneal_tracker.services.changes import Changed
from cluneal_tracker.services.locking import is_locked, open_key
from cluneal_tracker.services.opening import Services, open_services

Command = TypeVar("Command", bound=Callable[..., Any])
Answer = TypeVar("Answer")
# A block is followed by check-ins, visits and trials have their days, the schedule is a setting.
_OF_TIMES = Changed.TREATMENTS | Changed.SETTINGS | Changed.VISITS | Changed.TRIALS
_DATA_DIR, _WITH_CODE, _KEY = "data_dir", "with_code", "key"


def _remember_folder(ctx: click.Context, _: click.Parameter, value: str | None) -> None:
    if value == "":
        # As from a variable that was not set: nothing may be written to the real diary instead.
        raise click.BadParameter("Name a folder.")
    if value is not None:
        ctx.find_root().meta[_DATA_DIR] = value


def _remember_code(ctx: click.Context, _: click.Parameter, value: bool) -> None:
    if value:
        ctx.find_root().meta[_WITH_CODE] = True


def with_data_dir(command: Command) -> Command:
    """Take --data-dir here too, so that it may stand before or after the command's name."""
    code = click.option(
        "--with-code",
        is_flag=True,
        callback=_remember_code,
        expose_value=False,
        help="Ask for the recovery code instead of the passphrase.",
    )
    folder = click.option(
        "--data-dir",
        metavar="DIR",
        callback=_remember_folder,
        expose_value=False,
        help="The folder that holds the diary.",
    )
    return folder(code(command))


def with_range(command: Command) -> Command:
    """Take --from and --to."""
    last = click.option("--to", "last", type=DAY, help="The last day.")
    return click.option("--from", "first", type=DAY, help="The first day.")(last(command))


@contextmanager
def open_diary() -> Iterator[Services]:
    """The services on the diary that the command names, looked through; raises DiaryError.

    What a command does to the times of reminders is given to the clock of the computer.
    """
    with open_services(data_folder(), key=diary_key()) as services:
        services.make_sure()
        told: list[Changed] = []
        services.changes.subscribe(told.append)
        yield services
        if any(changed & _OF_TIMES for changed in told):
            _keep_in_step(services)


def _keep_in_step(services: Services) -> None:
    """The clock of the computer gets the new times, where it reminds for this diary."""
    from cluneal_tracker.services.timetable import timetable
    from cluneal_tracker.ui.platform.os_timer import os_timer

    timer = os_timer(data_folder())
    if timer is None or not timer.installed():
        return
    try:
        timer.install(timetable(services))
    except DiaryError as error:
        # The change is saved all the same, and nobody is to make it twice.
        click.echo(str(error), err=True)


def diary_key() -> bytes | None:
    """The key of the diary, asked for once where it is locked."""
    known = click.get_current_context().find_root().meta
    file = data_folder() / paths.DIARY_NAME
    if _KEY not in known:
        known[_KEY] = ask_key(file) if is_locked(file) else None
    key: bytes | None = known[_KEY]
    return key


def ask_key(file: Path) -> bytes:
    """The key of a locked file, by its passphrase or its code; raises DiaryError."""
    by_code = bool(click.get_current_context().find_root().meta.get(_WITH_CODE))
    named = "Recovery code" if by_code else "Passphrase"
    return open_key(file, ask_secret(f"{named} of {file.name}"), is_code=by_code)


def ask_secret(prompt: str, *, twice: bool = False) -> str:
    """What is not shown while it is typed; where nobody types, a line of the standard input."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    answer: str = click.prompt(prompt, hide_input=True, confirmation_prompt=twice, err=True)
    return answer


def with_key_of(file: Path, action: Callable[[bytes | None], Answer]) -> Answer:
    """Do something with another file; where it has a lock of its own, its passphrase is asked."""
    try:
        return action(None)
    except StillLocked:
        return action(ask_key(file))


def data_folder() -> Path:
    """The folder that the command names, or the usual one."""
    return paths.data_folder(named_folder())


def named_folder() -> str | None:
    """What --data-dir says, before or after the name of the command."""
    named: str | None = click.get_current_context().find_root().meta.get(_DATA_DIR)
    return named


@click.group(invoke_without_command=True)
@click.version_option(__version__, message="Cluneal Tracker %(version)s")
@click.option("--log-pain", is_flag=True, help="Come to the pain line.")
@click.option("--background", is_flag=True, help="Begin in the tray, or minimised.")
@with_data_dir
@click.pass_context
def root(ctx: click.Context, log_pain: bool, background: bool) -> None:
    """A private pain diary. Without a command it opens the window."""
    if ctx.invoked_subcommand is None:
        from cluneal_tracker import app

        ctx.exit(app.run(data_folder(), log_pain=log_pain, background=background))
