"""Joins the Exercises screen to the log of exercises."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from cluneal_tracker.services.changes import Changed
from cluneal_tracker.services.opening import Services
from cluneal_tracker.ui.joins.desk import Desk
from cluneal_tracker.ui.joins.habits import HabitsJoin
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.screens.exercises import ExercisesScreen

_NEWEST = 10


class ExercisesJoin:
    """Starting, adding and removing exercises."""

    interest = Changed.SESSIONS | Changed.HABITS | Changed.SETTINGS

    def __init__(self, look: Look, services: Services, desk: Desk) -> None:
        self._exercises, self._desk = services.exercises, desk
        routines = [one.routine for one in services.exercises.today()]
        self.widget = screen = ExercisesScreen(look, routines)
        self._habits = HabitsJoin(screen.habits, services, desk)
        screen.start_requested.connect(desk.start_exercise)
        screen.add_requested.connect(self._add)
        screen.remove_requested.connect(self._remove)

    def refresh(self) -> None:
        """Show the exercises as the diary has them."""
        self._habits.refresh()
        self.widget.show_state(self._exercises.today(), self._exercises.newest(_NEWEST))

    def entered(self) -> None:
        """The day may have turned since the last visit."""
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
