"""One line of the schedule: what it asks for, its time, and its days of the week."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, time, timedelta

from PySide6.QtCore import QLocale, Qt, QTime, Signal
from PySide6.QtWidgets import QSizePolicy, QTimeEdit, QVBoxLayout, QWidget

from cluneal_tracker.domain.schedule import Reminder, ReminderKind
from cluneal_tracker.ui.widgets.basics import Button, Label
from cluneal_tracker.ui.widgets.flow import FlowLayout
from cluneal_tracker.ui.words import long_day, weekday

_A_MONDAY = date(2026, 3, 9)


class ReminderRow(QWidget):
    """Each change is sent at once: `changed` carries the reminder as it was and as it is now."""

    changed = Signal(Reminder, Reminder)
    removed = Signal(Reminder)

    def __init__(self, reminder: Reminder, routines: Mapping[str, str]) -> None:
        super().__init__()
        self.reminder = reminder
        self.name = reminder_name(reminder, routines)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(Label(self.name, "strong"))
        row = FlowLayout()
        row.addWidget(self._make_time())
        self.days: dict[int, Button] = {}
        if reminder.kind is not ReminderKind.VISIT:
            for number in _week():
                row.addWidget(self._make_day(number))
        row.addWidget(self._make_remove())
        column.addLayout(row)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def _make_time(self) -> QTimeEdit:
        at = self.reminder.at
        self.time = QTimeEdit(QTime(at.hour, at.minute))
        self.time.setDisplayFormat("HH:mm")
        self.time.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.time.setAccessibleName(self.tr("Time of {name}").format(name=self.name))
        self.time.editingFinished.connect(self._take_time)
        return self.time

    def _make_day(self, number: int) -> Button:
        short = weekday(_A_MONDAY + timedelta(days=number))
        button = self.days[number] = Button(short, "chip")
        button.setCheckable(True)
        button.setChecked(number in self.reminder.weekdays)
        whole = QLocale().dayName(number + 1)
        button.setAccessibleName(f"{whole}, {self.name}")
        button.clicked.connect(lambda _=False, number=number: self._turn_day(number))
        return button

    def _make_remove(self) -> Button:
        self.remove = Button(self.tr("Remove"), "link", lambda: self.removed.emit(self.reminder))
        self.remove.setAccessibleName(self.tr("Remove {name}").format(name=self.name))
        return self.remove

    def _take_time(self) -> None:
        at = time(self.time.time().hour(), self.time.time().minute())
        if at != self.reminder.at:
            self.changed.emit(self.reminder, replace(self.reminder, at=at))

    def _turn_day(self, number: int) -> None:
        days = self.reminder.weekdays ^ {number}
        if days:
            self.changed.emit(self.reminder, replace(self.reminder, weekdays=days))
        else:
            # The last day stays: what is not wanted any more is removed.
            self.days[number].setChecked(True)


def reminder_name(reminder: Reminder, routines: Mapping[str, str]) -> str:
    """What a reminder asks for, in words."""
    if reminder.kind is ReminderKind.ROUTINE:
        return routines.get(reminder.about, reminder.about)
    if reminder.kind is ReminderKind.VISIT and reminder.day is not None:
        visit = reminder.about or ReminderRow.tr("Visit")
        return f"{visit}, {long_day(reminder.day)}"
    return ReminderRow.tr("Log your pain")


def _week() -> list[int]:
    """The days of the week from Monday, 0, in the order of the person's locale."""
    first = QLocale().firstDayOfWeek().value - 1
    return [(first + ahead) % 7 for ahead in range(7)]
