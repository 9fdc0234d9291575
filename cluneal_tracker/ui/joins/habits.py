"""Joins the places where habits are ticked to the diary."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from cluneal_tracker.services.habits import HabitToday
from cluneal_tracker.services.opening import Services
from cluneal_tracker.ui.joins.desk import Desk
from cluneal_tracker.ui.widgets.habit_words import habit_words

if TYPE_CHECKING:
    from cluneal_tracker.ui.widgets.habit_row import HabitRow
    from cluneal_tracker.ui.widgets.habits_card import HabitsCard


class HabitTicks:
    """Ticks and takes back; a tick that is counted says so and offers the way back."""

    def __init__(self, place: HabitsCard | HabitRow, services: Services, desk: Desk) -> None:
        self._place, self._habits, self._desk = place, services.habits, desk
        place.ticked.connect(lambda key: self._do(self._habits.tick, key))
        place.taken_back.connect(lambda key: self._do(self._habits.untick, key))

    def refresh(self) -> None:
        """Show the habits as the diary has them."""
        self._place.show_habits(self._habits.today())

    def _do(self, action: Callable[[str], HabitToday], key: str) -> None:
        def act() -> None:
            one = action(key)
            if one.habit.hourly:
                self._desk.say(f"{habit_words(one)}.", undo=True)

        if not self._desk.attempt(act):
            self.refresh()


class HabitsJoin(HabitTicks):
    """The card, where the habits in view and the nudge are chosen too."""

    def __init__(self, card: HabitsCard, services: Services, desk: Desk) -> None:
        super().__init__(card, services, desk)
        self._card, self._preferences = card, services.preferences
        card.view_chosen.connect(self._choose_view)
        card.chosen.connect(self._choose)
        card.risks_requested.connect(desk.show_risks)

    def refresh(self) -> None:
        """Show the habits and how the nudge is chosen."""
        super().refresh()
        self._card.show_settings(self._preferences.current)

    def _choose_view(self, key: str, shown: bool) -> None:
        if not self._desk.attempt(lambda: self._habits.show(key, shown=shown)):
            self.refresh()

    def _choose(self, name: str, value: object) -> None:
        if not self._desk.attempt(lambda: self._preferences.choose(**{name: value})):
            self.refresh()
