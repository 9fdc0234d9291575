"""Joins the page of the visits to the diary."""

from __future__ import annotations

from functools import partial
from typing import Any

from cluneal_tracker.domain.visit import Visit
from cluneal_tracker.services.opening import Services
from cluneal_tracker.ui.joins.desk import Desk, attempt
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.screens.visit_log import VisitLogScreen


class VisitLogJoin:
    """Has the whole window from `begin` until the person goes back."""

    def __init__(self, look: Look, services: Services, desk: Desk) -> None:
        self._log, self._desk = services.visit_log, desk
        self.widget = screen = VisitLogScreen(look)
        screen.outdated.connect(self.refresh)
        screen.closed.connect(lambda: desk.end_full(screen))
        screen.form.saved.connect(self._save)
        screen.removed.connect(self._remove)
        screen.history_requested.connect(desk.pages.show_history)

    def begin(self) -> None:
        """Take the window."""
        self.refresh()
        self._desk.show_full(self.widget)
        self.widget.add.setFocus()

    def refresh(self) -> None:
        """Show the visits as the diary has them."""
        self.widget.show_state(self._log.view())

    def _save(self, values: dict[str, Any], edited: Visit | None) -> None:
        log, tr = self._log, self.widget.tr
        save = partial(log.change, edited.id) if edited else log.add
        if attempt(lambda: save(**values), self.widget.show_error):
            self.widget.form.close_form()
            self._desk.say(tr("Changed.") if edited else tr("The visit is added."), undo=True)

    def _remove(self, visit_id: str) -> None:
        if self._desk.attempt(lambda: self._log.delete(visit_id)):
            self._desk.say(self.widget.tr("The visit is removed."), undo=True)
