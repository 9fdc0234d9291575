"""Commands for what the computer does for the app: remind while it is closed, start and show it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from cluneal_tracker.cli.root import data_folder, open_diary, root, with_data_dir
from cluneal_tracker.domain.errors import DiaryError

if TYPE_CHECKING:
    from cluneal_tracker.ui.platform.os_timer import OsTimer


@root.command("install-reminders")
@with_data_dir
def install_reminders() -> None:
    """Let the clock of this computer remind you while the app is closed."""
    from cluneal_tracker.services.timetable import timetable

    timer = _timer()
    with open_diary() as services:
        times = timetable(services)
        timer.install(times)
    count = len(times.weekly)
    how_many = "once" if count == 1 else f"{count} times"
    click.echo(f"Saved: your computer reminds you {how_many} on a day at most.")


@root.command("remove-reminders")
@with_data_dir
def remove_reminders() -> None:
    """Take the reminders away from the clock of this computer."""
    _timer().remove()
    click.echo("Removed: you are reminded while the app is open.")


def _timer() -> OsTimer:
    from cluneal_tracker.ui.platform.os_timer import os_timer

    timer = os_timer(data_folder())
    if timer is None:
        raise DiaryError(
            "This computer has no clock that can remind you while the app is closed. "
            "Your phone can: export ics --out FILE."
        )
    return timer


@root.command()
@click.argument("state", type=click.Choice(["on", "off"]))
@with_data_dir
def autostart(state: str) -> None:
    """Start the app in the background when you log in, or do not."""
    from cluneal_tracker.ui.platform.autostart import autostart as of_this_computer

    start = of_this_computer(data_folder())
    if state == "on":
        start.turn_on()
        click.echo("Saved: the app starts in the background when you log in.")
    else:
        start.turn_off()
        click.echo("Removed: the app starts when you open it.")


@root.command("install-desktop")
@with_data_dir
def install_desktop() -> None:
    """Put the app into the menu of a Linux desktop."""
    from cluneal_tracker.ui.platform import launcher

    for file in launcher.install(data_folder()):
        click.echo(f"Saved: {file}.")


@root.command("remove-desktop")
@with_data_dir
def remove_desktop() -> None:
    """Take it out of the menu again."""
    from cluneal_tracker.ui.platform import launcher

    launcher.remove()
    click.echo("Removed: the app is not in the menu.")
