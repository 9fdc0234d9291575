"""Joins the page of what goes together to the diary."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from cluneal_tracker.services.opening import Services
from cluneal_tracker.services.together import TogetherView
from cluneal_tracker.ui.joins.desk import Desk
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.platform.background import Background
from cluneal_tracker.ui.screens.together import TWELVE_WEEKS, TogetherScreen


class TogetherJoin:
    """Has the whole window from `begin` until the person goes back.

    Years take a while to compare, so that is done beside the window's thread.
    """

    def __init__(self, look: Look, services: Services, desk: Desk) -> None:
        self._services, self._desk = services, desk
        self._days: int | None = TWELVE_WEEKS
        self.reading = Background()
        self.widget = screen = TogetherScreen(look)
        self.reading.done.connect(self._show)
        self.reading.failed.connect(self._say_why)
        screen.outdated.connect(self.refresh)
        screen.range_chosen.connect(self._choose)
        screen.closed.connect(self._leave)

    def begin(self) -> None:
        """Take the window."""
        self.widget.ranges.show_choice(self._days)
        self.refresh()
        self._desk.show_full(self.widget)
        self.widget.back.setFocus()

    def refresh(self) -> None:
        """Compare the days as the diary has them now."""
        days = self._days
        self.reading.ask(lambda: self._read(days))

    def _read(self, days: int | None) -> TogetherView:
        together = self._services.together
        with self._services.undisturbed():
            return together.between() if days is None else together.recent(days)

    def _show(self, view: TogetherView) -> None:
        from cluneal_tracker.render.together_words import TogetherWords

        self.widget.show_state(view, TogetherWords(self._services.content.phrases))

    def _say_why(self, _: BaseException) -> None:
        text = "Your days could not be compared. Your scores are safe."
        self.widget.show_error(QCoreApplication.translate("together", text))

    def _choose(self, days: int | None) -> None:
        self._days = days
        self.refresh()

    def _leave(self) -> None:
        self.reading.forget()
        self._desk.end_full(self.widget)
