"""Joins the alarm and the hourly nudge to the window, or the corner, that shows it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from cluneal_tracker.services.changes import Changed
from cluneal_tracker.services.opening import Services
from cluneal_tracker.ui.bridge import Bridge
from cluneal_tracker.ui.joins.asker import LOOKS_AGAIN_AFTER, Asker
from cluneal_tracker.ui.joins.desk import Desk
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.screens.nudge import NudgeWindow
from cluneal_tracker.ui.widgets.basics import Button
from cluneal_tracker.ui.widgets.habit_words import habit_words

LEAVES_AFTER = timedelta(minutes=5)


class Nudges(Asker):
    """Suggests a change of position where the person is, and never beside anything else that asks.

    In the main window, if that is in use, it stands at the foot: there the keyboard and a reader
    come to it, nothing lies over the page and nothing moves. Else it comes up in the corner of
    the screen. `asks` tells whether a reminder is up; the nudge waits until it is gone.
    """

    def __init__(
        self, look: Look, services: Services, bridge: Bridge, desk: Desk, asks: Callable[[], bool]
    ) -> None:
        self._services, self._desk, self._asks = services, desk, asks
        # The start, the last nudge or the newest choice: an hour is counted from each.
        self._since = services.clock.now()
        self._choice = self._chosen()
        self._shown_at: datetime | None = None
        self._held_back = False
        self.window = NudgeWindow(look)
        super().__init__(bridge, desk, self.window)
        self.window.done.connect(self._done)
        self.window.not_now.connect(self._put_away)
        bridge.changed.connect(self._hear)

    def come_along(self) -> None:
        """The person has come to the main window: so does the nudge, where their keys reach it."""
        if self.window.isVisible() and self._desk.in_use:
            self.window.hide()
            self._show()

    def look(self) -> None:
        """Show the nudge if it is due, take it away if its time is over."""
        now = self._services.clock.now()
        if self._desk.exercising:
            # Whoever exercises changes position.
            self._since = now
        if self._shown_at is not None and (self._waits() or not self._is_fresh(now)):
            self._hide()
        free = self._shown_at is None and not self._waits()
        due = free and self._services.habits.nudge_is_due(self._since)
        # Nothing comes up in the corner while the desktop wants quiet.
        self._held_back = due and not self._desk.in_use and self._wants_quiet()
        if due and not self._held_back:
            self._since = self._shown_at = now
            self._show()

    def _show(self) -> None:
        self.window.show_belt(len(self._services.habits.nudged()) > 1)
        if not self._desk.in_use:
            self.window.appear()
            return
        done = Button(self.window.tr("Done"), "link", self._done)
        not_now = Button(self.window.tr("Not now"), "link", self._put_away)
        self._desk.show_suggestion(self.window.words(), done, not_now)

    def _is_fresh(self, now: datetime) -> bool:
        """Not over yet; a clock that was set back ends it too."""
        return self._shown_at is not None and timedelta() <= now - self._shown_at < LEAVES_AFTER

    def _waits(self) -> bool:
        return self._desk.exercising or self._asks()

    def _done(self) -> None:
        def tick() -> None:
            ticked = self._services.habits.tick_nudged()
            self._desk.say(" ".join(f"{habit_words(one)}." for one in ticked), undo=True)

        self._desk.attempt(tick)

    def _put_away(self) -> None:
        self._hide()
        self.set_alarm()

    def _hide(self) -> None:
        if self._shown_at is not None:
            self._shown_at = None
            self.window.hide()
            self._desk.show_suggestion("")

    def _hear(self, changed: Changed) -> None:
        if changed & Changed.SETTINGS and self._choice != self._chosen():
            # What was just chosen is not followed by a nudge at once.
            self._choice, self._since = self._chosen(), self._services.clock.now()
            self._put_away()
        if changed & Changed.SESSIONS and self._desk.exercising:
            # It may have begun and ended between two looks.
            self._since = self._services.clock.now()
            self.set_alarm()
        if changed & Changed.HABITS:
            moved = self._services.habits.last_moved()
            if self._shown_at is not None and moved is not None and moved >= self._shown_at:
                self._hide()
            self.set_alarm()

    def _chosen(self) -> tuple[object, ...]:
        settings = self._services.preferences.current
        return settings.nudge, settings.nudge_hours

    def next_moment(self) -> datetime | None:
        """The next nudge, or the end of the one that is up."""
        if self._shown_at is not None:
            return self._shown_at + LEAVES_AFTER
        moment = self._services.habits.next_nudge(self._since)
        if moment is not None and (self._waits() or self._held_back):
            return self._services.clock.now() + LOOKS_AGAIN_AFTER
        return moment
