"""One line of the schedule: what it asks for, its time, and its days of the week."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from cluneal_tracker.domain.schedule import Reminder, ReminderKind
from cluneal_tracker.ui.widgets.basics import Button, Label
from cluneal_tracker.ui.widgets.clock_edit import ClockEdit
from cluneal_tracker.ui.widgets.flow import FlowLayout, HeadLayout
from cluneal_tracker.ui.widgets.reminder_words import Names, asks_for, short_weekday, week
from cluneal_tracker.ui.widgets.typed_edit import FaultLine
from cluneal_tracker.ui.words import clock_time


class ReminderRow(QWidget):
    """Each change is sent at once: `changed` carries the reminder as it was and as it is now."""

    changed = Signal(Reminder, Reminder)
    removed = Signal(Reminder)

    def __init__(self, reminder: Reminder, names: Names) -> None:
        super().__init__()
        self.reminder = reminder
        what = asks_for(reminder.kind.value, reminder.about, names)
        # Two may ask for the same: the time tells them apart.
        self._name = f"{what}, {clock_time(reminder.at)}"
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        head = HeadLayout()
        head.addWidget(Label(what, "strong"))
        head.addWidget(self._make_remove())
        column.addLayout(head)
        row = FlowLayout()
        row.addWidget(self._make_time())
        self.days = {number: self._make_day(number) for number in week()}
        for button in self.days.values():
            row.addWidget(button)
        column.addLayout(row)
        column.addWidget(FaultLine(self.time))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.show_reminder(reminder)

    def show_reminder(self, reminder: Reminder) -> None:
        """Show its time and days as they are kept; it asks for the same as before."""
        self.reminder = reminder
        if not self.time.isModified():
            self.time.show_at(reminder.at)
        for number, button in self.days.items():
            button.setChecked(number in reminder.weekdays)

    def _make_time(self) -> ClockEdit:
        self.time = ClockEdit()
        self.time.setAccessibleName(self.tr("Time of {name}").format(name=self._name))
        self.time.editingFinished.connect(self._take_time)
        return self.time

    def _make_day(self, number: int) -> Button:
        button = Button(short_weekday(number), "chip")
        button.setCheckable(True)
        button.setAccessibleName(f"{QLocale().dayName(number + 1)}, {self._name}")
        button.clicked.connect(lambda: self._turn_day(number))
        return button

    def _make_remove(self) -> Button:
        self.remove = Button(self.tr("Remove"), "link", lambda: self.removed.emit(self.reminder))
        self.remove.setAccessibleName(self.tr("Remove {name}").format(name=self._name))
        return self.remove

    def _take_time(self) -> None:
        at = self.time.at
        if at is not None and at != self.reminder.at:
            self.changed.emit(self.reminder, replace(self.reminder, at=at))

    def _turn_day(self, number: int) -> None:
        once = self.reminder.kind is ReminderKind.PEG_WEEK
        days = frozenset({number}) if once else self.reminder.weekdays ^ {number}
        if days == self.reminder.weekdays:
            self.days[number].setChecked(True)
        elif days:
            self.changed.emit(self.reminder, replace(self.reminder, weekdays=days))
        else:
            # The last day stays: what is not wanted any more is removed.
            self.days[number].setChecked(True)
