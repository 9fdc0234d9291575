"""A day that is typed or picked from a calendar."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import QAbstractSpinBox, QCalendarWidget, QDateEdit


class DayEdit(QDateEdit):
    """A date field; `day_chosen` is sent for what the person does, never for `show_day`."""

    day_chosen = Signal(object)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setDisplayFormat(self.tr("d MMM yyyy"))
        self.setCalendarPopup(True)
        calendar = self.calendarWidget()
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        calendar.setGridVisible(False)
        # Red is for what did not work; a weekend is a day like others.
        for weekend in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            calendar.setWeekdayTextFormat(weekend, QTextCharFormat())
        self.userDateChanged.connect(lambda: self.day_chosen.emit(self.day))

    @property
    def day(self) -> date:
        """The day that is shown."""
        shown = self.date()
        return date(shown.year(), shown.month(), shown.day())

    def stepBy(self, steps: int) -> None:
        """A day goes on into the next month; a month and a year stay the same day."""
        if self.currentSection() == QDateEdit.Section.DaySection:
            self.setDate(self.date().addDays(steps))
            self.setSelectedSection(QDateEdit.Section.DaySection)
        else:
            super().stepBy(steps)

    def stepEnabled(self) -> QAbstractSpinBox.StepEnabledFlag:
        """There is always a day before and after, but at the first and the last one."""
        possible = QAbstractSpinBox.StepEnabledFlag.StepNone
        if self.date() > self.minimumDate():
            possible |= QAbstractSpinBox.StepEnabledFlag.StepDownEnabled
        if self.date() < self.maximumDate():
            possible |= QAbstractSpinBox.StepEnabledFlag.StepUpEnabled
        return possible

    def show_day(self, day: date, latest: date) -> None:
        """Show a day; none after `latest` can be chosen."""
        self.blockSignals(True)
        self.setMaximumDate(_qt(latest))
        self.setDate(_qt(day))
        self.blockSignals(False)


def _qt(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
