"""Joins the questions that come now and then on Today to the diary."""

from __future__ import annotations

from cluneal_tracker.domain.weekly import OverallChange, Peg
from cluneal_tracker.services.opening import Services
from cluneal_tracker.ui.joins.desk import Desk
from cluneal_tracker.ui.screens.today import TodayScreen


class WeeklyJoin:
    """Shows the card where a week has passed, and saves what is answered on it.

    The 24 statements are offered where the week asks nothing: never two questions at once.
    """

    def __init__(self, screen: TodayScreen, services: Services, desk: Desk) -> None:
        self._screen, self._services, self._desk = screen, services, desk
        # Whether they were opened though no week has passed.
        self._anyway = False
        screen.week_answered.connect(self._answer)
        screen.week_put_off.connect(self._put_off)
        screen.roland_requested.connect(desk.pages.show_roland)
        screen.roland_put_off.connect(self._put_off_roland)

    def refresh(self, *, earlier: bool) -> None:
        """Show the cards, or not."""
        asked_for = self._anyway or self._services.weekly.view().asked_for
        self._screen.show_weekly(asked_for=asked_for, earlier=earlier)
        begun, offered = self._services.roland.waiting()
        shown = begun or (offered and not asked_for)
        self._screen.show_roland(shown=shown and not earlier, begun=begun)

    def begin(self, *, anyway: bool = False) -> None:
        """Open the questions, where they are asked for; `anyway` also where they are not."""
        if anyway:
            self._anyway = True
            self.refresh(earlier=False)
        self._screen.begin_weekly()

    def _done(self) -> None:
        self._anyway = False
        self.refresh(earlier=False)

    def _answer(self, peg: Peg | None, change: OverallChange | None, sleep: int | None) -> None:
        from cluneal_tracker.ui.widgets.weekly_words import saved_words

        def answer() -> None:
            saved = self._services.weekly.answer(peg, change, sleep)
            self._done()
            self._desk.say(saved_words(saved), undo=True)

        self._desk.attempt(answer)

    def _put_off(self) -> None:
        if not self._services.weekly.view().asked_for:
            self._done()
            return

        def put_off() -> None:
            self._services.weekly.put_off()
            self._done()
            self._desk.say(self._screen.tr("You are asked again in a week."), undo=True)

        self._desk.attempt(put_off)

    def _put_off_roland(self) -> None:
        def put_off() -> None:
            self._services.roland.put_off()
            self._desk.say(self._screen.tr("You are asked again in 4 weeks."), undo=True)

        self._desk.attempt(put_off)
