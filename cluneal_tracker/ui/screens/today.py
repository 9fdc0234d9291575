"""Today: the score of the moment, and what belongs to it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from cluneal_tracker.domain.own_trial import TrialDay
from cluneal_tracker.domain.pain import Given, Side, VasScore
from cluneal_tracker.domain.when import ONE_DAY, DaySlot, Slot
from cluneal_tracker.services.doses import NeededToday
from cluneal_tracker.services.exercises import RoutineToday
from cluneal_tracker.services.today_view import TodayView
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.widgets.basics import PAGE_GAP, Button, Label, Page
from cluneal_tracker.ui.widgets.check_in import CheckIn
from cluneal_tracker.ui.widgets.habit_row import HabitRow
from cluneal_tracker.ui.widgets.prompt_card import PromptCard
from cluneal_tracker.ui.widgets.strip import Strip
from cluneal_tracker.ui.widgets.tab_order import follow_layout
from cluneal_tracker.ui.widgets.today_cards import Activities, ExercisesToday, LastWeek, Welcome
from cluneal_tracker.ui.widgets.where_card import WhereCard
from cluneal_tracker.ui.words import half_name, slot_name

if TYPE_CHECKING:
    from cluneal_tracker.ui.widgets.earlier_strip import EarlierStrip
    from cluneal_tracker.ui.widgets.needed_card import NeededCard
    from cluneal_tracker.ui.widgets.roland_offer import RolandOffer
    from cluneal_tracker.ui.widgets.trial_line import TrialLine
    from cluneal_tracker.ui.widgets.weekly_card import WeeklyCard

# Two cards stand beside each other on a page of so many px at the usual text size.
_BESIDE = 600


class TodayScreen(Page):
    """One question on top; everything below it can be skipped.

    `half_chosen` carries the half day to look at, None for now; `taken` the id of what was taken
    just now.
    """

    score_marked = Signal(VasScore, Given, Side)
    side_chosen = Signal(Side)
    answered = Signal(str, object)
    none_chosen = Signal()
    sign_answered = Signal(str, object)
    note_written = Signal(str, object)
    undo_requested = Signal()
    start_requested = Signal(str)
    exercises_requested = Signal()
    half_chosen = Signal(object)
    welcomed = Signal(bool)
    week_answered = Signal(object, object, object)
    week_put_off = Signal()
    taken = Signal(str)
    roland_requested = Signal()
    roland_put_off = Signal()
    trial_answered = Signal(object, object)
    trial_requested = Signal()

    def __init__(self, look: Look, view: TodayView) -> None:
        super().__init__()
        self._look = look
        self.weekly: WeeklyCard | None = None
        self.needed: NeededCard | None = None
        self.roland: RolandOffer | None = None
        self.trial: TrialLine | None = None
        self._half, self._today = view.half, view.today
        self._width = 0
        self._strip: EarlierStrip | None = None
        self._block: Strip | None = None
        self._title = Label("", "title")
        self._slot = Button("", "link", self._swap_slot)
        self._earlier = Button(self.tr("Earlier day"), "link", self._go_earlier)
        self.title_row(self._title, self._slot, self._earlier)
        self._make_cards(look, view)
        self._lay_out()

    def _make_cards(self, look: Look, view: TodayView) -> None:
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
        self.activities.add_note.clicked.connect(self._show_note)
        self.exercises = ExercisesToday(look)
        self.exercises.start_requested.connect(self.start_requested)
        self.exercises.all_requested.connect(self.exercises_requested)
        self.last_week = LastWeek(look)
        self.where = WhereCard(look)
        self.where.filled.connect(lambda: follow_layout(self.column))
        self.habits = HabitRow(look)
        self.prompts = PromptCard(self.tr("When to get help"), leads_to_help=True)

    def _lay_out(self) -> None:
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._sides.setSpacing(PAGE_GAP)
        self._sides.addWidget(self.exercises, 1)
        self._sides.addWidget(self.last_week, 1)
        for card in (self.check_in, self.welcome, self.activities, self.where):
            self.column.addWidget(card)
        self.column.addLayout(self._sides)
        self.column.addWidget(self.habits)
        # At the foot: a card that comes with a tick must not move what is being ticked.
        self.column.addWidget(self.prompts)
        self.column.addStretch(1)

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

    def show_block(self, sentence: str) -> None:
        """Say what a block of these hours asks for; an empty sentence takes it away."""
        if sentence and self._block is None:
            self._block = Strip("notice")
            self.column.insertWidget(1, self._block)
        if self._block is not None and self._block.label.text() != sentence:
            self._block.say(sentence)

    def show_trial(self, day: TrialDay | None, *lines: str) -> None:
        """Say in `lines` which way the day is in a trial; None takes them away."""
        if day is not None and self.trial is None:
            from cluneal_tracker.ui.widgets.trial_line import TrialLine

            self.trial = TrialLine()
            self.trial.answered.connect(self.trial_answered)
            self.trial.requested.connect(self.trial_requested)
            self.column.insertWidget(self.column.indexOf(self.check_in) + 1, self.trial)
            follow_layout(self.column)
        if self.trial is not None:
            self.trial.setVisible(day is not None)
            if day is not None:
                self.trial.show_state(day, *lines)

    def show_needed(self, needed: Sequence[NeededToday], *, earlier: bool) -> None:
        """Offer what is taken when it hurts; beside an `earlier` day it is out of sight."""
        if needed and self.needed is None:
            # Made when it is first needed, which for many is never.
            from cluneal_tracker.ui.widgets.needed_card import NeededCard

            self.needed = NeededCard()
            self.needed.taken.connect(self.taken)
            self.column.insertWidget(self.column.indexOf(self.activities), self.needed)
            follow_layout(self.column)
        if self.needed is not None:
            self.needed.show_needed(needed)
            self.needed.setVisible(bool(needed) and not earlier)

    def show_weekly(self, *, asked_for: bool, earlier: bool) -> None:
        """Ask the questions of the week, or take them away with what is chosen on them.

        Beside an `earlier` day they are only out of sight.
        """
        if asked_for and self.weekly is None:
            # Made when it is first needed, which is once a week.
            from cluneal_tracker.ui.widgets.weekly_card import WeeklyCard

            self.weekly = WeeklyCard(self._look)
            self.weekly.answered.connect(self.week_answered)
            self.weekly.put_off.connect(self.week_put_off)
            self.column.insertWidget(self.column.indexOf(self.activities) + 1, self.weekly)
            follow_layout(self.column)
        if self.weekly is not None:
            if not asked_for:
                self.weekly.clear()
            self.weekly.setVisible(asked_for and not earlier)

    def show_roland(self, *, shown: bool, begun: bool) -> None:
        """Offer the 24 statements, or to go on with those that are `begun`."""
        if shown and self.roland is None:
            from cluneal_tracker.ui.widgets.roland_offer import RolandOffer

            self.roland = RolandOffer()
            self.roland.requested.connect(self.roland_requested)
            self.roland.put_off.connect(self.roland_put_off)
            self.column.insertWidget(self.column.indexOf(self.activities) + 1, self.roland)
            follow_layout(self.column)
        if self.roland is not None:
            self.roland.show_state(begun=begun)
            self.roland.setVisible(shown)

    def begin_weekly(self) -> None:
        """Open the questions of the week where they are asked, with the keyboard on the first."""
        if self.weekly is not None and not self.weekly.isHidden():
            self.weekly.begin()
            # Where it stands is known once the page is laid out.
            weekly = self.weekly
            QTimer.singleShot(0, weekly, lambda: self._scroll_to(weekly))

    def come_to_map(self) -> None:
        """Open the drawing of the body, with the keyboard on it."""
        self.where.open(True)
        if self.where.part is not None:
            self.where.part.body.setFocus()
        # Where it stands is known once the page is laid out.
        QTimer.singleShot(0, self.where, lambda: self._scroll_to(self.where))

    def _scroll_to(self, card: QWidget) -> None:
        if ground := self.widget():
            top = card.mapTo(ground, QPoint(0, 0)).y()
            self.verticalScrollBar().setValue(top - PAGE_GAP)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # A message at the foot takes height for a while; the drawing does not shrink for it.
        if self.width() != self._width:
            self._width = self.width()
            beside = self._width >= self._look.px(_BESIDE)
            direction = QBoxLayout.Direction
            self._sides.setDirection(direction.LeftToRight if beside else direction.TopToBottom)
            self.where.fit(event.size().height() - PAGE_GAP)

    def show_error(self, sentence: str) -> None:
        """Say that something could not be saved."""
        self.check_in.show_error(sentence)
        self.ensureWidgetVisible(self.check_in)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A number typed anywhere on this screen is meant for the line."""
        if event.text() and event.text() in "0123456789" and self.check_in.isEnabled():
            self.focus_line()
            self.check_in.type_key(event)
        else:
            super().keyPressEvent(event)

    def focus_line(self) -> None:
        """Put the keyboard on the pain line, in sight: nothing is ever typed unseen."""
        self.verticalScrollBar().setValue(0)
        self.check_in.focus_line()

    def _show_earlier_strip(self, view: TodayView) -> None:
        if view.earlier and self._strip is None:
            # Made when it is first needed: a date field with its calendar is slow to load.
            from cluneal_tracker.ui.widgets.earlier_strip import EarlierStrip

            self._strip = EarlierStrip()
            self._strip.half_chosen.connect(self.half_chosen)
            self._strip.day_known.connect(self._open_day)
            self.column.insertWidget(1, self._strip)
        if self._strip is not None:
            self._strip.show_half(view.half, view.today, counts=view.counts)
            self._strip.setVisible(view.earlier)

    def _open_day(self, known: bool) -> None:
        """Nothing is written where the day that it is for is not known."""
        for card in (self.check_in, self.activities, self.where):
            card.setEnabled(known)

    def _show_note(self) -> None:
        # Once it has its place.
        note = self.activities.note
        QTimer.singleShot(0, self, lambda: self.ensureWidgetVisible(note))

    def _swap_slot(self) -> None:
        other = Slot.EVENING if self._half.slot is Slot.MORNING else Slot.MORNING
        self.half_chosen.emit(DaySlot(self._half.day, other))

    def _go_earlier(self) -> None:
        self.half_chosen.emit(DaySlot(self._today - ONE_DAY, Slot.EVENING))
