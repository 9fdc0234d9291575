"""Today: the score of the moment, and what belongs to it."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QDateEdit, QHBoxLayout

from cluneal_tracker.domain.pain import Given, Side, VasScore
from cluneal_tracker.domain.when import DaySlot, Slot
from cluneal_tracker.services.diary import TodayView
from cluneal_tracker.services.exercises import RoutineToday
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.widgets.basics import PAGE_GAP, Button, Label, Page
from cluneal_tracker.ui.widgets.check_in import CheckIn
from cluneal_tracker.ui.widgets.chips import Choice
from cluneal_tracker.ui.widgets.strip import Strip
from cluneal_tracker.ui.widgets.today_cards import Activities, ExercisesToday, LastWeek, Welcome
from cluneal_tracker.ui.words import half_name, slot_name


class TodayScreen(Page):
    """One question on top; everything below it can be skipped.

    `half_chosen` carries the half day to look at, None for now.
    """

    score_marked = Signal(VasScore, Given, Side)
    side_chosen = Signal(Side)
    answered = Signal(str, object)
    none_chosen = Signal()
    sign_answered = Signal(str, object)
    note_written = Signal(str)
    undo_requested = Signal()
    start_requested = Signal(str)
    half_chosen = Signal(object)
    welcomed = Signal(bool)

    def __init__(self, look: Look, view: TodayView) -> None:
        super().__init__()
        self._half, self._today = view.half, view.today
        self._title = Label("", "title")
        self._slot = Button("", "link", self._swap_slot)
        self._earlier = Button(self.tr("Earlier day"), "link", self._go_earlier)
        self.title_row(self._title, self._slot, self._earlier)
        self._add_earlier_strip()
        self.check_in = CheckIn(look)
        self.check_in.marked.connect(self.score_marked)
        self.check_in.side_chosen.connect(self.side_chosen)
        self.check_in.undo_requested.connect(self.undo_requested)
        self.welcome = Welcome()
        self.welcome.closed.connect(self.welcomed)
        self.activities = Activities(view.activities)
        self.activities.answered.connect(self.answered)
        self.activities.none_chosen.connect(self.none_chosen)
        self.activities.sign_answered.connect(self.sign_answered)
        self.activities.note_written.connect(self.note_written)
        self.exercises = ExercisesToday(look)
        self.exercises.start_requested.connect(self.start_requested)
        self.last_week = LastWeek(look)
        row = QHBoxLayout()
        row.setSpacing(PAGE_GAP)
        row.addWidget(self.exercises, 1)
        row.addWidget(self.last_week, 1)
        for card in (self.check_in, self.welcome, self.activities):
            self.column.addWidget(card)
        self.column.addLayout(row)
        self.column.addStretch(1)

    def _add_earlier_strip(self) -> None:
        self._day = QDateEdit()
        self._day.setAccessibleName(self.tr("Day of this score"))
        self._day.setDisplayFormat(self.tr("d MMM yyyy"))
        self._day.setCalendarPopup(True)
        self._day.userDateChanged.connect(self._choose_day)
        slots = {slot: slot_name(slot).capitalize() for slot in Slot}
        self._slots = Choice(slots, self.tr("Time of day"))
        self._slots.chosen.connect(
            lambda slot: self.half_chosen.emit(DaySlot(self._half.day, slot))
        )
        back = Button(self.tr("Back to today"), "", lambda: self.half_chosen.emit(None))
        self._strip = Strip("notice", self._day, self._slots, back)
        self.column.addWidget(self._strip)

    def show_state(
        self, view: TodayView, routines: list[RoutineToday], *, first_start: bool
    ) -> None:
        """Show a half day."""
        self._half, self._today = view.half, view.today
        self._title.setText(half_name(view.half))
        other = Slot.EVENING if view.half.slot is Slot.MORNING else Slot.MORNING
        self._slot.setText(self.tr("Count as {slot}").format(slot=slot_name(other)))
        for widget in (self._slot, self._earlier):
            widget.setHidden(view.earlier)
        self._show_earlier_strip(view)
        self.check_in.show_state(view)
        self.welcome.setVisible(first_start)
        self.activities.show_state(view)
        self.exercises.show_routines(routines)
        self.last_week.show_state(view)

    def show_error(self, sentence: str) -> None:
        """Say that something could not be saved."""
        self.check_in.show_error(sentence)
        self.ensureWidgetVisible(self.check_in)

    def focus_line(self) -> None:
        """Put the keyboard on the pain line."""
        self.check_in.focus_line()

    def _show_earlier_strip(self, view: TodayView) -> None:
        if not view.earlier:
            self._strip.say("")
            return
        self._day.blockSignals(True)
        self._day.setMaximumDate(_qt(view.today - timedelta(days=1)))
        self._day.setDate(_qt(view.half.day))
        self._day.blockSignals(False)
        self._slots.show_choice(view.half.slot)
        sentence = self.tr("You are adding a score for {half}. It will be marked as added later.")
        self._strip.say(sentence.format(half=half_name(view.half)))

    def _swap_slot(self) -> None:
        other = Slot.EVENING if self._half.slot is Slot.MORNING else Slot.MORNING
        self.half_chosen.emit(DaySlot(self._half.day, other))

    def _go_earlier(self) -> None:
        self.half_chosen.emit(DaySlot(self._today - timedelta(days=1), Slot.EVENING))

    def _choose_day(self, day: QDate) -> None:
        self.half_chosen.emit(DaySlot(date(day.year(), day.month(), day.day()), self._half.slot))


def _qt(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
