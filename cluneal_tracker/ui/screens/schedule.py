"""Your reminders: when the app asks, on which days, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cluneal_tracker.domain.schedule import Reminder, ReminderKind
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.widgets.basics import Button, Card, Label, clear
from cluneal_tracker.ui.widgets.flow import FlowLayout
from cluneal_tracker.ui.widgets.full_page import FullPage
from cluneal_tracker.ui.widgets.hours_choice import HoursChoice
from cluneal_tracker.ui.widgets.outside_card import OutsideView, outside_words
from cluneal_tracker.ui.widgets.past_card import PastCard, PastView
from cluneal_tracker.ui.widgets.reminder_row import ReminderRow
from cluneal_tracker.ui.widgets.reminder_words import asks_for
from cluneal_tracker.ui.widgets.tab_order import follow_layout

USUAL_QUIET = (time(22), time(7))


@dataclass(frozen=True, slots=True)
class ScheduleView:
    """The schedule, the exercises that can be asked for, and what became of the last weeks.

    `quiet_hours` are none or two times.
    """

    reminders: tuple[Reminder, ...]
    routines: Sequence[str]
    quiet_hours: tuple[time, ...]
    past: PastView
    outside: OutsideView


class ScheduleScreen(FullPage):
    """Every change is sent at once."""

    added = Signal(ReminderKind, str)
    changed = Signal(Reminder, Reminder)
    removed = Signal(Reminder)
    quiet_chosen = Signal(tuple)

    def __init__(self, look: Look) -> None:
        super().__init__(self.tr("Your reminders"))
        self._quiet_before: tuple[time, ...] = USUAL_QUIET
        self._shown: ScheduleView | None = None
        self._add_list()
        self._add_new()
        self._add_quiet(look)
        self.past = PastCard(look)
        self.column.addWidget(self.past)
        self.column.addStretch(1)

    def _add_list(self) -> None:
        card = Card(self.tr("When you are asked"))
        self._truth = Label("", "muted")
        self._empty = Label(self.tr("No reminders. Add one below."))
        inside = QWidget()
        self._rows = QVBoxLayout(inside)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(16)
        for widget in (self._truth, self._empty, inside):
            card.column.addWidget(widget)
        self.column.addWidget(card)

    def _add_new(self) -> None:
        card = Card(self.tr("Add a reminder"))
        card.column.addWidget(Label(self.tr("Then choose its time and its days above."), "muted"))
        inside = QWidget()
        self._new = FlowLayout()
        inside.setLayout(self._new)
        card.column.addWidget(inside)
        self.column.addWidget(card)

    def _add_quiet(self, look: Look) -> None:
        card = Card(self.tr("Quiet hours"))
        hint = self.tr("What comes in these hours waits, and comes once when they are over.")
        card.column.addWidget(Label(hint, "muted"))
        self._quiet = HoursChoice(
            look,
            self.tr("Nothing asks"),
            self.tr("Quiet hours begin at"),
            self.tr("Quiet hours end at"),
        )
        self._quiet.turned.connect(self._turn_quiet)
        self._quiet.hours_chosen.connect(self.quiet_chosen)
        card.column.addWidget(self._quiet)
        self.column.addWidget(card)

    def show_state(self, view: ScheduleView) -> None:
        """Show the schedule as it is."""
        before, self._shown = self._shown, view
        keys = [one.key for one in view.reminders]
        self._truth.setText(outside_words(view.outside))
        self._empty.setVisible(not view.reminders)
        other_rows = [row.reminder.key for row in self.rows()] != keys
        if other_rows:
            self._show_rows(view)
        # Rows that stay keep the keyboard where it is.
        for row, reminder in zip(self.rows(), view.reminders, strict=True):
            row.show_reminder(reminder)
        if before is None or before.routines != view.routines:
            self._show_new(view)
        if other_rows:
            follow_layout(self.column)
        self._quiet_before = view.quiet_hours or self._quiet_before
        self._quiet.show_state(bool(view.quiet_hours), self._quiet_before)
        self.past.show_state(view.past)

    def focus_row(self, key: tuple[str, str, time]) -> None:
        """Put the keyboard on the time of a reminder."""
        for row in self.rows():
            if row.reminder.key == key:
                row.time.setFocus()
                self.ensureWidgetVisible(row)

    def rows(self) -> list[ReminderRow]:
        """The lines of the schedule, as they stand."""
        items = (self._rows.itemAt(number) for number in range(self._rows.count()))
        widgets = (item.widget() for item in items if item is not None)
        return [widget for widget in widgets if isinstance(widget, ReminderRow)]

    def _show_rows(self, view: ScheduleView) -> None:
        # What is typed in the row of a reminder that stays is not lost.
        before = {row.reminder.key: row for row in self.rows()}
        for number, reminder in enumerate(view.reminders):
            row = before.pop(reminder.key, None) or self._make_row(reminder, view)
            self._rows.insertWidget(number, row)
        for row in before.values():
            self._rows.removeWidget(row)
            row.hide()
            row.deleteLater()

    def _make_row(self, reminder: Reminder, view: ScheduleView) -> ReminderRow:
        row = ReminderRow(reminder, view.past.names)
        row.changed.connect(self.changed)
        row.removed.connect(self.removed)
        return row

    def _show_new(self, view: ScheduleView) -> None:
        clear(self._new)
        wanted = [(ReminderKind.CHECK_IN, ""), (ReminderKind.PEG_WEEK, "")]
        wanted += [(ReminderKind.ROUTINE, key) for key in view.routines]
        for kind, about in wanted:
            button = Button(asks_for(kind.value, about, view.past.names), "")
            name = self.tr("Add {name}").format(name=button.text())
            button.setAccessibleName(name)
            button.clicked.connect(lambda _, kind=kind, about=about: self.added.emit(kind, about))
            self._new.addWidget(button)

    def _turn_quiet(self, on: bool) -> None:
        self.quiet_chosen.emit(self._quiet_before if on else ())
