"""Joins the look into the file of an exercise to the list that it may come on."""

from __future__ import annotations

from cluneal_tracker.services.opening import Services
from cluneal_tracker.services.routine_files import IncomingRoutine
from cluneal_tracker.ui.joins.desk import Desk
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.screens.routine_incoming import RoutineIncomingScreen


class RoutineIncomingJoin:
    """Has the whole window from `begin` until the exercise is brought in or left."""

    def __init__(
        self, look: Look, services: Services, desk: Desk, incoming: IncomingRoutine
    ) -> None:
        self._files, self._desk, self._incoming = services.routine_files, desk, incoming
        self.widget = screen = RoutineIncomingScreen(look, incoming)
        screen.bring_in_requested.connect(lambda: desk.attempt(self._bring_in))
        screen.closed.connect(self._leave)

    def begin(self) -> None:
        """Take the window."""
        self._desk.show_full(self.widget)
        self.widget.back.setFocus()

    def leave(self) -> bool:
        """Nothing here is the person's own, so leaving needs no question."""
        return True

    def _bring_in(self) -> None:
        name = self._files.bring_in(self._incoming).routine.name
        self._leave()
        self._desk.say(self.widget.tr("On your list: {name}.").format(name=name), undo=True)

    def _leave(self) -> None:
        self._desk.end_full(self.widget)
