"""The command that the clock of the computer calls: remind now, if something is due."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from queue import Empty, Queue
from typing import TYPE_CHECKING

import click

from cluneal_tracker import paths
from cluneal_tracker.cli.root import data_folder, open_diary, root, with_data_dir
from cluneal_tracker.domain.errors import DiaryError
from cluneal_tracker.services.locking import is_locked
from cluneal_tracker.services.opening import Services

if TYPE_CHECKING:
    from cluneal_tracker.services.reminder_view import ReminderView
    from cluneal_tracker.ui.platform.notifier import Heard

_TITLE, _TEXT = "Cluneal Tracker", "Time for your log"
_EXERCISE, _WEEK = "Time for your exercise", "Time for your week"
# Others may read the screen: that it is of a visit or a trial stays in the diary.
_WORD = "A word from your diary"
_LOG, _OPEN, _LATER, _DECLINE = "log", "open", "later", "decline"
_NAMES = {
    **{_LOG: "Log pain", _OPEN: "Open the app"},
    **{_LATER: "In 30 minutes", _DECLINE: "Not today"},
}
_QUIET_FOR, _SOON = timedelta(minutes=10), timedelta(minutes=1)


@root.command()
@click.option(
    "--wait",
    type=click.IntRange(0),
    default=300,
    show_default=True,
    help="Seconds to wait for a button.",
)
@with_data_dir
def remind(wait: int) -> None:
    """Remind now, if something is due and no window is open; else stay silent."""
    folder = data_folder()
    if not (folder / paths.DIARY_NAME).exists() or _is_told_by_window(folder):
        return
    from cluneal_tracker.ui.platform.display import has_display
    from cluneal_tracker.ui.platform.notifier import can_notify

    if can_notify():
        _remind_by_notice(folder, wait)
    elif has_display():
        _remind_by_window(folder)
    elif _is_something_due(folder):
        # As while a desktop is coming up: systemd tries again on an exit code that is not 0.
        raise DiaryError("There is no desktop here that could show a reminder.")


def _is_told_by_window(folder: Path) -> bool:
    """Whether a window reminds by itself. One that waits for its passphrase cannot."""
    if not (folder / "reminds.lock").exists():
        return False
    from cluneal_tracker.ui.platform.single_instance import SingleInstance

    return SingleInstance(folder).is_reminding()


def _is_something_due(folder: Path) -> bool:
    """Whether there is something to tell; nothing is noted. Of a locked diary nobody knows."""
    if is_locked(folder / paths.DIARY_NAME):
        return True
    with open_diary() as services:
        return services.reminding.waits


def _remind_by_notice(folder: Path, wait: int) -> None:
    if is_locked(folder / paths.DIARY_NAME):
        # What was told cannot be written down, nor read whether it was. So the clock of the
        # computer, which comes once for each time, is believed, and nothing is kept elsewhere:
        # a file of its own would tell everyone when this person was asked, and answered.
        _ask(folder, _TEXT, (_LOG,), wait)
        return
    # While one waits for its button, no second `remind` is started for the next.
    while (told := _take_due(folder)) is not None:
        other = _EXERCISE if told.routines else _WEEK if told.weekly else _WORD
        text, first = (_TEXT, _LOG) if told.check_in else (other, _OPEN)
        answer = _ask(folder, text, (first, _LATER, _DECLINE), wait)
        if answer == first:
            # From now on the window reminds.
            return
        if answer in (_LATER, _DECLINE):
            _put_off(folder, told, later=answer == _LATER)


def _take_due(folder: Path) -> ReminderView | None:
    with open_diary() as services:
        told = services.reminding.take_due()
        _set_clock(services, folder)
        return told


def _put_off(folder: Path, told: ReminderView, *, later: bool) -> None:
    with open_diary() as services:
        put_off = services.reminding.snooze if later else services.reminding.decline
        put_off(told)
        _set_clock(services, folder)


def _remind_by_window(folder: Path) -> None:
    from cluneal_tracker.ui.platform.quiet import wants_quiet

    if is_locked(folder / paths.DIARY_NAME):
        if not wants_quiet():
            from cluneal_tracker import app

            app.remind_of_locked(folder)
        return
    held_back: list[bool] = []

    def is_held_back() -> bool:
        held_back.append(wants_quiet())
        return held_back[-1]

    with open_diary() as services:
        # A notification is held back by the desktop itself; a window has to come later by itself.
        told = services.reminding.take_due(is_held_back)
        _set_clock(services, folder, _QUIET_FOR if any(held_back) else None)
    if told is not None:
        from cluneal_tracker import app

        app.remind(folder, told)
        again = _SOON if _is_something_due(folder) else None
        with open_diary() as services:
            _set_clock(services, folder, again)


def _set_clock(services: Services, folder: Path, again: timedelta | None = None) -> None:
    """Give the clock of the computer what is next, where it reminds for this diary."""
    from cluneal_tracker.services.timetable import timetable
    from cluneal_tracker.ui.platform.os_timer import os_timer

    timer = os_timer(folder)
    if timer is not None and timer.installed():
        # A clock that does not take it goes on with what it has; the reminder is told all the same.
        with suppress(DiaryError):
            timer.install(timetable(services, again))


def _ask(folder: Path, text: str, keys: Sequence[str], wait: int) -> str | Heard | None:
    """What the person answers, None where they do not; then a word without buttons stays.

    The app is opened where they press the first button.
    """
    from cluneal_tracker.ui.platform.notifier import DesktopNotifier, Notice
    from cluneal_tracker.ui.platform.program import start

    notifier = DesktopNotifier()
    answers: Queue[str | Heard] = Queue()
    notifier.show(Notice(_TITLE, text, {key: _NAMES[key] for key in keys}), answers.put)
    try:
        answer = answers.get(timeout=wait)
        if answer in (_LOG, _OPEN):
            words = ("--log-pain",) if answer == _LOG else ()
            start(folder, *words, token=notifier.token)
        return answer
    except Empty:
        # Nobody will listen from now on, so no button may stay that does nothing.
        notifier.show(Notice(_TITLE, text), answers.put)
        answers.get()
        return None
    finally:
        notifier.withdraw()
