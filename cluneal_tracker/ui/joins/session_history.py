"""Joins the page of all exercises to the diary."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from cluneal_tracker.services.opening import Services
from cluneal_tracker.services.session_history import Wanted
from cluneal_tracker.ui.joins.desk import Desk
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.screens.session_history import SessionHistoryScreen


class SessionHistoryJoin:
    """Has the whole window from `begin` until the person goes back."""

    def __init__(self, look: Look, services: Services, desk: Desk) -> None:
        self._services, self._desk = services, desk
        self._wanted = Wanted()
        self.widget = screen = SessionHistoryScreen(look)
        screen.outdated.connect(self.refresh)
        screen.closed.connect(self._leave)
        screen.wanted.connect(self._look_at)
        screen.history_requested.connect(desk.show_history)
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
        text = QCoreApplication.translate("exercises", "The exercise is taken out.")
        if self._desk.attempt(lambda: self._services.exercises.delete(session_id)):
            self._desk.say(text, undo=True)

    def _write_note(self, note: str, session_id: str) -> None:
        write = self._services.session_history.write_note
        self._desk.attempt(lambda: write(session_id, note))

    def _leave(self) -> None:
        self.widget.note.write_out()
        self._desk.end_full(self.widget)
