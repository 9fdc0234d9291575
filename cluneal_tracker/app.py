"""The composition root of the window: the only place where screens, services and desktop meet."""

from __future__ import annotations

from functools import partial

from cluneal_tracker.services.opening import Services
from cluneal_tracker.ui.bridge import Bridge
from cluneal_tracker.ui.joins.today import TodayJoin
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.shell import Place, Shell


class Window(Shell):
    """The shell with its screens joined to an open diary."""

    def __init__(self, look: Look, services: Services) -> None:
        makers = {Place.TODAY: partial(TodayJoin, look, services, self)}
        super().__init__(look, makers)
        self._services = services
        self.bridge = Bridge(services.changes)
        self.bridge.changed.connect(self.refresh)
        self.undo_requested.connect(self._undo)
        self.redo_requested.connect(self._redo)
        self.activated.connect(services.history.look_again)
        self.on_key("Ctrl+L", self.log_pain)

    def start_exercise(self, key: str) -> None:
        """Lead through a routine."""

    def log_pain(self) -> None:
        """Come to the pain line."""
        self.go(Place.TODAY)

    def _undo(self) -> None:
        undone = self._services.history.undo()
        self.say(self.tr("Taken back.") if undone else self.tr("There is nothing to undo."))

    def _redo(self) -> None:
        redone = self._services.history.redo()
        self.say(self.tr("Brought back.") if redone else self.tr("There is nothing to redo."))
