"""Joins the 24 statements to the diary."""

from __future__ import annotations

from cluneal_tracker.domain.roland import STATEMENTS
from cluneal_tracker.services.opening import Services
from cluneal_tracker.ui.joins.desk import Desk
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.screens.roland import RolandScreen


class RolandJoin:
    """Has the whole window from `begin` until they are done, or left for later."""

    def __init__(self, look: Look, services: Services, desk: Desk) -> None:
        self._roland, self._desk = services.roland, desk
        self.widget = screen = RolandScreen(look, services.content.roland)
        screen.outdated.connect(self.refresh)
        screen.closed.connect(lambda: desk.end_full(screen))
        screen.ticked.connect(self._keep)
        screen.done.connect(self._save)
        screen.history_requested.connect(desk.pages.show_history)
        screen.delete_requested.connect(self._delete)

    def begin(self) -> None:
        """Take the window, with the keyboard on the first statement."""
        self.refresh()
        self._desk.show_full(self.widget)
        self.widget.boxes[0].setFocus()

    def refresh(self) -> None:
        """Show what is ticked so far and what was answered."""
        answers = [one for one in self._roland.every() if one.ticked is not None]
        self.widget.show_state(self._roland.view().ticked, answers[::-1])

    def _keep(self, ticked: frozenset[int]) -> None:
        if not self._desk.attempt(lambda: self._roland.tick(ticked)):
            self.refresh()

    def _save(self, ticked: frozenset[int]) -> None:
        if self._desk.attempt(lambda: self._roland.answer(ticked)):
            form = self.widget.tr("Saved: {score} of {all} statements fit you today.")
            self.widget.closed.emit()
            self._desk.say(form.format(score=len(ticked), all=STATEMENTS), undo=True)

    def _delete(self, answer_id: str) -> None:
        if self._desk.attempt(lambda: self._roland.delete(answer_id)):
            self._desk.say(self.widget.tr("The answer is deleted."), undo=True)
