"""Joins the Exercises screen to the log of exercises."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from cluneal_tracker.services.changes import Changed
from cluneal_tracker.services.opening import Services
from cluneal_tracker.ui.joins.desk import Desk
from cluneal_tracker.ui.joins.under_way import UnderWayJoin
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.screens.exercises import ExercisesScreen

_NEWEST = 10


class ExercisesJoin:
    """Starting, adding and removing exercises."""

    interest = Changed.SESSIONS

    def __init__(self, look: Look, services: Services, desk: Desk, under_way: UnderWayJoin) -> None:
        self._exercises, self._desk, self._under_way = services.exercises, desk, under_way
        routines = [one.routine for one in services.exercises.today()]
        self.widget = screen = ExercisesScreen(look, routines)
        screen.start_requested.connect(desk.start_exercise)
        screen.add_requested.connect(self._add)
        screen.remove_requested.connect(self._remove)

    def refresh(self) -> None:
        """Show the exercises as the diary has them."""
        self.widget.show_state(self._exercises.today(), self._exercises.newest(_NEWEST))
        text, ways = self._under_way.offered()
        self.widget.under_way.say(text, *ways)

    def entered(self) -> None:
        """The day may have turned since the last visit. What was asked above is asked here now."""
        self._under_way.take_notice()
        self.refresh()

    def _add(self, key: str) -> None:
        added = QCoreApplication.translate("exercises", "Added: {name}, today.")
        text = added.format(name=self._exercises.routine(key).name)
        self._do(lambda: self._exercises.add(key), text)

    def _remove(self, session_id: str) -> None:
        text = QCoreApplication.translate("exercises", "The exercise is taken out.")
        self._do(lambda: self._exercises.delete(session_id), text)

    def _do(self, action: Callable[[], object], text: str) -> None:
        """Do it and offer the way back, or say why not."""
        if self._desk.attempt(action):
            self._desk.say(text, undo=True)
