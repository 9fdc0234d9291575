"""The small habits on one line."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal

from cluneal_tracker.domain.habit import Habit
from cluneal_tracker.services.habits import HabitToday
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.widgets.basics import Card
from cluneal_tracker.ui.widgets.flow import FlowLayout
from cluneal_tracker.ui.widgets.habit_button import HabitButton


class HabitRow(Card):
    """The ticks alone, for a page that is about something else."""

    ticked = Signal(str)
    taken_back = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__(self.tr("Small habits"))
        self._look = look
        self._buttons: dict[str, HabitButton] = {}
        self._row = FlowLayout()
        self.column.addLayout(self._row)

    def show_habits(self, habits: Sequence[HabitToday]) -> None:
        """Show those in view; without any there is nothing to see."""
        for one in habits:
            if one.habit.key not in self._buttons:
                self._add(one.habit)
            self._buttons[one.habit.key].show_state(one)
        in_view = {one.habit.key for one in habits if not one.hidden}
        for key, button in self._buttons.items():
            button.setVisible(key in in_view)
        self.setHidden(not in_view)

    def _add(self, habit: Habit) -> None:
        button = self._buttons[habit.key] = HabitButton(self._look, habit, large=False)
        button.ticked.connect(self.ticked)
        button.taken_back.connect(self.taken_back)
        self._row.addWidget(button)
