"""Joins the page of the ladder to the diary."""

from __future__ import annotations

from cluneal_tracker.domain.month import Month
from cluneal_tracker.domain.when import When
from cluneal_tracker.services.opening import Services
from cluneal_tracker.ui.joins.desk import Desk
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.screens.ladder import LadderScreen

# The page of Learn about these steps.
TREATMENTS_PAGE = "05-treatments"


class LadderJoin:
    """Has the whole window from `begin` until the person goes back."""

    def __init__(self, look: Look, services: Services, desk: Desk) -> None:
        self._services, self._desk = services, desk
        today = Month.of(When.now(services.clock).day)
        self.widget = screen = LadderScreen(look, today)
        screen.outdated.connect(self.refresh)
        screen.began_chosen.connect(self._choose)
        screen.reading_requested.connect(lambda: desk.read_lesson(TREATMENTS_PAGE))
        screen.blocks_requested.connect(lambda: desk.pages.show_blocks(""))
        screen.closed.connect(lambda: desk.end_full(screen))

    def begin(self) -> None:
        """Take the window."""
        self.refresh()
        self._desk.show_full(self.widget)
        self.widget.back.setFocus()

    def refresh(self) -> None:
        """Show the ladder as the diary has it."""
        from cluneal_tracker.render.ladder_words import ladder_words

        services = self._services
        words = ladder_words(services.ladder.view(), services.content.phrases)
        self.widget.show_state(words, services.preferences.current.pain_began)

    def _choose(self, began: str) -> None:
        if not self._desk.attempt(lambda: self._services.preferences.choose(pain_began=began)):
            self.refresh()
