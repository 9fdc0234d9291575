"""How a habit stands today, in words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from cluneal_tracker.domain.habit import Habit
from cluneal_tracker.services.habits import HabitToday

_MOST = 24


def state_words(one: HabitToday) -> str:
    """How it stands: "done today", "3 times today"."""
    if not one.count:
        return _tr("not ticked today")
    if not one.habit.hourly:
        return _tr("done today")
    return _tr("once today") if one.count == 1 else _tr("{n} times today").format(n=one.count)


def habit_words(one: HabitToday) -> str:
    """Its name and how it stands: "Change position: 3 times today"."""
    return f"{one.habit.name}: {state_words(one)}"


def short_words(one: HabitToday) -> str:
    """The same on a card of today: "Change position: 3 times", and the name alone at first."""
    if not one.count:
        return one.habit.name
    counted = _tr("once") if one.count == 1 else _tr("{n} times").format(n=one.count)
    return f"{one.habit.name}: {counted if one.habit.hourly else _tr('done')}"


def longest_words(habit: Habit) -> str:
    """What takes the most room of all that `short_words` may say on a day."""
    return short_words(HabitToday(habit, _MOST if habit.hourly else 1, hidden=False))


def _tr(text: str) -> str:
    return QCoreApplication.translate("habits", text)
