"""What a joined screen may ask of the window around it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtWidgets import QWidget

from cluneal_tracker.domain.errors import DiaryError
from cluneal_tracker.ui.widgets.basics import Button


def attempt(action: Callable[[], object], say: Callable[[str], object]) -> bool:
    """Do something that may not work; where it does not, say why. True when it worked."""
    try:
        action()
    except (DiaryError, ValueError) as error:
        say(str(error))
        return False
    return True


class ReminderDesk(Protocol):
    """What the reminders need of it: all that there is where they come without the window."""

    @property
    def shows_line(self) -> bool:
        """The window is in use and asks for the score of this half day on an empty line."""

    def attempt(self, action: Callable[[], object]) -> bool:
        """Do something that may not work; where it does not, say why. True when it worked."""

    def undo(self) -> None:
        """Take back the newest step and say what it was."""

    def show_notice(self, text: str, *actions: Button) -> None:
        """A message that stays until it is answered; an empty text takes it away."""

    def withdraw_notice(self, text: str) -> None:
        """Take a message away; one that has come in its place stays."""

    def log_pain(self) -> None:
        """Come to the pain line."""

    def ask_week(self, *, anyway: bool = False) -> None:
        """Come to the questions of the week, with `anyway` also before they are due."""

    def show_visit(self) -> None:
        """Come to the page for the doctor."""

    def come_forward(self) -> None:
        """Bring the window to the front, also out of the tray."""

    def start_exercise(self, key: str) -> None:
        """Lead through a routine."""


class LaysPages(Protocol):
    """The pages that look back, each of which has the window until it is left."""

    def show_history(self, row_id: str) -> None:
        """Show how a score, an exercise or a treatment came to be as it is."""

    def show_sessions(self) -> None:
        """Show all exercises that were done."""

    def show_together(self) -> None:
        """Show what went together with more or less pain."""

    def show_ladder(self) -> None:
        """Show the guide's ladder of treatments beside the diary."""

    def show_blocks(self, block_id: str) -> None:
        """Show all nerve blocks side by side; `block_id` is the one that is looked at."""

    def show_visits(self) -> None:
        """Show the visits, gone by and to come."""

    def show_schedule(self) -> None:
        """Show when you are reminded, and what became of it."""

    def show_roland(self) -> None:
        """Come to the 24 statements about a day with back pain."""

    def show_deleted(self) -> None:
        """Show what was deleted lately."""

    def show_trials(self) -> None:
        """Show the trials: the plan, the one under way, and those that are over."""

    def show_lock(self) -> None:
        """Show the passphrase and what it is good for."""

    def show_keep_safe(self) -> None:
        """Show the backups and what else keeps the diary."""

    def show_appointment(self, name: str) -> None:
        """Show the chart large, for a doctor to look at; `name` is whose it is, if that is told."""


class Desk(ReminderDesk, Protocol):
    """The window, as far as a join needs it."""

    @property
    def in_use(self) -> bool:
        """The person is at this window."""

    @property
    def exercising(self) -> bool:
        """An exercise has the window."""

    def show_urgent(self, text: str, *actions: Button, now: bool = False) -> None:
        """What ticked warning signs ask for, in a place of its own; an empty text ends it."""

    def show_help(self) -> None:
        """Come to the signs that need a doctor."""

    def show_suggestion(self, text: str, *actions: Button) -> None:
        """A message that stays at the foot until it is answered; an empty text takes it away."""

    def say(self, text: str, *, undo: bool = False, actions: Sequence[Button] = ()) -> None:
        """A short message that goes away by itself."""

    def show_exercises(self) -> None:
        """Come to the exercises."""

    def read_lesson(self, key: str) -> None:
        """Come to a page of Learn."""

    def show_risks(self) -> None:
        """Come to what can bring the pain back."""

    @property
    def pages(self) -> LaysPages:
        """What lays the pages that look back on the window."""

    def show_full(self, widget: QWidget, *, whole_screen: bool = False) -> None:
        """Let one widget have the whole window, or the screen."""

    def end_full(self, widget: QWidget) -> None:
        """Give the window back."""
