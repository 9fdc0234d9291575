"""Joins the page of all exercises to the diary."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from cluneal_tracker.services.opening import Services
from cluneal_tracker.services.session_history import Wanted
from cluneal_tracker.ui.joins.desk import Desk
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.screens.session_history import SessionHistoryScreen
from cluneal_tracker.ui.widgets.basics import Button

# So many letters of a note that waits are shown, for the page to keep its room.
_IN_SIGHT = 200


class SessionHistoryJoin:
    """Has the whole window from `begin` until the person goes back."""

    def __init__(self, look: Look, services: Services, desk: Desk) -> None:
        self._services, self._desk = services, desk
        self._wanted = Wanted()
        # Notes that could not be saved and whose field is gone, by the id of the exercise.
        self._unsaved: dict[str, str] = {}
        self._told = ""
        self.widget = screen = SessionHistoryScreen(look)
        screen.outdated.connect(self.refresh)
        screen.closed.connect(self._leave)
        screen.wanted.connect(self._look_at)
        screen.history_requested.connect(desk.pages.show_history)
        screen.remove_requested.connect(self._remove)
        screen.note_written.connect(self._write_note)

    def begin(self) -> None:
        """Take the window."""
        self.refresh()
        self._desk.show_full(self.widget)
        self.widget.back.setFocus()

    def refresh(self) -> None:
        """Show the exercises as the diary has them now."""
        self.widget.show_state(self._services.session_history.view(self._wanted))

    def _look_at(self, wanted: Wanted) -> None:
        self._wanted = wanted
        self.refresh()

    def _remove(self, session_id: str) -> None:
        text = _tr("The exercise is taken out.")
        if self._desk.attempt(lambda: self._services.exercises.delete(session_id)):
            self._desk.say(text, undo=True)

    def _write_note(self, note: str, session_id: str) -> None:
        if self._is_kept(note, session_id):
            self._unsaved.pop(session_id, None)
        elif session_id != self.widget.chosen:
            self._unsaved[session_id] = note
        self._tell_unsaved()

    def _is_kept(self, note: str, session_id: str) -> bool:
        write = self._services.exercises.write_note
        return self._desk.attempt(lambda: write(session_id, note))

    def _tell_unsaved(self) -> None:
        """Keep what was typed in sight for as long as it is nowhere else."""
        self._desk.withdraw_notice(self._told)
        self._told = " ".join(
            _tr("Your note is not saved yet: “{note}”").format(note=_beginning(note))
            for note in self._unsaved.values()
        )
        if self._told:
            again = Button(_tr("Try again"), "link", self._try_again)
            self._desk.show_notice(self._told, again, Button(_tr("Close"), "link", self._give_up))

    def _try_again(self) -> None:
        for session_id, note in [*self._unsaved.items()]:
            if self._is_kept(note, session_id):
                del self._unsaved[session_id]
        self._tell_unsaved()

    def _give_up(self) -> None:
        self._unsaved.clear()
        self._tell_unsaved()

    def _leave(self) -> None:
        if not self.widget.write_out():
            self._unsaved[self.widget.chosen] = self.widget.note.toPlainText()
            self._tell_unsaved()
        self._desk.end_full(self.widget)


def _beginning(note: str) -> str:
    return note if len(note) <= _IN_SIGHT else note[:_IN_SIGHT] + "…"


def _tr(text: str) -> str:
    return QCoreApplication.translate("exercises", text)
