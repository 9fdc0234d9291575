"""Your reminders: when the app asks, on which days, and what became of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time

from PySide6.QtCore import Qt, QTime, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QTimeEdit, QVBoxLayout

from cluneal_tracker.domain.reminder_history import Fate, Past
from cluneal_tracker.domain.schedule import Reminder, ReminderKind
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.widgets.basics import Button, Card, Label, clear
from cluneal_tracker.ui.widgets.day_edit import DayEdit
from cluneal_tracker.ui.widgets.flow import FlowLayout
from cluneal_tracker.ui.widgets.full_page import FullPage
from cluneal_tracker.ui.widgets.reminder_row import ReminderRow
from cluneal_tracker.ui.widgets.reminder_strip import ReminderStrip

_USUAL = time(12)


@dataclass(frozen=True, slots=True)
class ScheduleView:
    """The schedule, the names of the exercises by key, and what became of the last weeks."""

    on: bool
    reminders: tuple[Reminder, ...]
    quiet_hours: tuple[time, ...]
    routines: Mapping[str, str]
    past: Sequence[Past]
    first: date
    last: date


class ScheduleScreen(FullPage):
    """Every change is sent at once. `planned` carries the whole schedule as it is to be."""

    planned = Signal(tuple)
    turned = Signal(bool)
    quiet_chosen = Signal(tuple)

    def __init__(self, look: Look) -> None:
        super().__init__(self.tr("Your reminders"))
        self._look = look
        self._view: ScheduleView | None = None
        self._add_list()
        self._add_new()
        self._add_quiet()
        self._add_past()
        self.column.addStretch()
