"""The command that all others belong to, and the diary they work on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import click

from cluneal_tracker import __version__, paths
from cluneal_tracker.cli.values import DAY
from cluneal_tracker.services.opening import Services, open_services

Command = TypeVar("Command", bound=Callable[..., Any])
_DATA_DIR = "data_dir"


def _remember_folder(ctx: click.Context, _: click.Parameter, value: str | None) -> None:
    if value == "":
        # As from a variable that was not set: nothing may be written to the real diary instead.
        raise click.BadParameter("Name a folder.")
    if value is not None:
        ctx.find_root().meta[_DATA_DIR] = value


def with_data_dir(command: Command) -> Command:
    """Take --data-dir here too, so that it may stand before or after the command's name."""
    return click.option(
        "--data-dir",
        metavar="DIR",
        callback=_remember_folder,
        expose_value=False,
        help="The folder that holds the diary.",
    )(command)


def with_range(command: Command) -> Command:
    """Take --from and --to."""
    last = click.option("--to", "last", type=DAY, help="The last day.")
    return click.option("--from", "first", type=DAY, help="The first day.")(last(command))


@contextmanager
def open_diary() -> Iterator[Services]:
    """The services on the diary that the command names; raises DiaryError."""
    with open_services(data_folder()) as services:
        yield services


def data_folder() -> Path:
    """The folder that the command names, or the usual one."""
    return paths.data_folder(named_folder())


def named_folder() -> str | None:
    """What --data-dir says, before or after the name of the command."""
    named: str | None = click.get_current_context().find_root().meta.get(_DATA_DIR)
    return named


@click.group(invoke_without_command=True)
@click.version_option(__version__, message="Cluneal Tracker %(version)s")
@with_data_dir
@click.pass_context
def root(ctx: click.Context) -> None:
    """A private pain diary. Without a command it opens the window."""
    if ctx.invoked_subcommand is None:
        from cluneal_tracker import app

        ctx.exit(app.run(data_folder()))
