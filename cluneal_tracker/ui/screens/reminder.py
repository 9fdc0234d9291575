"""The reminder window: what is asked for, in a corner of the screen, answered where it appears."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent

from cluneal_tracker.domain.asking import Snooze
from cluneal_tracker.domain.pain import Given, Side, VasScore
from cluneal_tracker.domain.reminders import Reason
from cluneal_tracker.domain.visit import Visit
from cluneal_tracker.domain.when import Slot
from cluneal_tracker.services.today_view import TodayView
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.widgets.basics import Button, Label
from cluneal_tracker.ui.widgets.block_words import after_text
from cluneal_tracker.ui.widgets.check_in import CheckIn
from cluneal_tracker.ui.widgets.corner_window import CornerWindow
from cluneal_tracker.ui.widgets.due_exercises import DueExercises
from cluneal_tracker.ui.widgets.flow import FlowLayout, HeadLayout
from cluneal_tracker.ui.widgets.later_choice import LaterChoice
from cluneal_tracker.ui.widgets.reminder_words import Names
from cluneal_tracker.ui.widgets.strip import Strip
from cluneal_tracker.ui.widgets.visit_word import VisitWord
from cluneal_tracker.ui.widgets.why_not import WhyNot
from cluneal_tracker.ui.words import clock_time, side_name

_NARROWEST = 420
LEAVES_AFTER_MS = 15 * 60 * 1000
SAVED_FOR_MS = 4000
NOTED_FOR_MS = 15_000


@dataclass(frozen=True, slots=True)
class AskedView:
    """What is asked for: the half day, whether its score, which exercises by key, and the week.

    `names` are those of the exercises; `visits` are those that are near. Where several are told as
    one, `since` is the time of the wall clock of the first of them. `after_block` is how many
    minutes after a block it is. `trial` says which way of a trial begins, empty where none does.
    """

    today: TodayView
    check_in: bool
    routines: tuple[str, ...]
    names: Names
    since: time | None = None
    after_block: int | None = None
    weekly: bool = False
    visits: tuple[Visit, ...] = ()
    trial: str = ""

    @property
    def only_tells(self) -> bool:
        """Nothing is asked for; there is only something to know."""
        return not (self.check_in or self.routines or self.weekly)


class ReminderWindow(CornerWindow):
    """Appears without taking the focus; a click on the line inside it is enough.

    `left` is sent when it goes away without an answer, `told_why` with the reason for a no.
    """

    marked = Signal(VasScore, Given, Side)
    undo_requested = Signal()
    snoozed = Signal(Snooze)
    declined = Signal()
    told_why = Signal(Reason)
    started = Signal(str)
    week_requested = Signal()
    open_requested = Signal()
    left = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.narrowest = look.px(_NARROWEST)
        self._leave = QTimer(self, singleShot=True, interval=LEAVES_AFTER_MS)
        self._leave.timeout.connect(self._go_unanswered)
        self._close = QTimer(self, singleShot=True)
        self._close.timeout.connect(self.hide)
        self._add_head()
        self.check_in = CheckIn(look, with_sides=False)
        self.check_in.marked.connect(self.marked)
        self.check_in.undo_requested.connect(self.undo_requested)
        self.exercises = DueExercises()
        self.exercises.started.connect(self.started)
        self._trial = Label("")
        self.week = Button(self.tr("Answer your week"), "", self.week_requested.emit)
        self.visit = VisitWord()
        self.later, self.why_not = LaterChoice(), WhyNot()
        self.later.snoozed.connect(self.snoozed)
        self.later.turned.connect(self.settle_size)
        self.why_not.given.connect(self.told_why)
        self.why_not.skipped.connect(self.hide)
        for word in (self.visit, self._trial):
            self.column.addWidget(word)
        self.column.addWidget(self.check_in)
        self.column.addWidget(self.exercises)
        self.column.addWidget(self.week, 0, Qt.AlignmentFlag.AlignLeft)
        self._add_buttons()
        self.column.addWidget(self.later)
        self.column.addWidget(self.why_not)

    def _add_head(self) -> None:
        self._title = Label("", "heading")
        self._side = Label("", "muted", wrap=False)
        self._several = Label("", "muted")
        self._error = Strip("error")
        head = HeadLayout()
        head.addWidget(self._title)
        head.addWidget(self._side)
        self.column.addLayout(head)
        self.column.addWidget(self._several)
        self.column.addWidget(self._error)

    def _add_buttons(self) -> None:
        self._not_now = Button("", "", self.declined.emit)
        self._open = Button(self.tr("Open the app"), "link", self.open_requested.emit)
        self._buttons = (self.later.usual, self._not_now, self.later.other, self._open)
        row = FlowLayout()
        for button in self._buttons:
            row.addWidget(button)
        self.column.addLayout(row)

    def ask(self, view: AskedView) -> None:
        """Appear with an empty line for this half day, and what else is asked for."""
        self._show(view)
        self._close.stop()
        self._leave.start()
        self.later.begin(evening=view.today.half.slot is Slot.EVENING)
        # Ready for the keyboard once the person comes; the focus itself is not taken.
        if view.check_in:
            self.check_in.focus_line()
        elif view.routines:
            self.exercises.focus_first()
        elif view.weekly:
            self.week.setFocus()
        elif view.visits:
            self.visit.page.setFocus()
        else:
            self._not_now.setFocus()
        self.show()
        self.settle_size()

    def show_saved(self, view: AskedView) -> None:
        """Say what was saved, then go away by itself."""
        self._show(view)
        self._leave.stop()
        self._close.start(SAVED_FOR_MS)

    def show_declined(self) -> None:
        """Ask why, which may be skipped; then go away by itself."""
        self._leave.stop()
        # As wide as it was, so that nothing jumps sideways.
        self.why_not.setMinimumWidth(self.check_in.width())
        for widget in (
            self.visit,
            self._trial,
            self.check_in,
            self.exercises,
            self.week,
            self.later,
            *self._buttons,
        ):
            widget.hide()
        self._several.setText("")
        self._several.hide()
        self._side.setText("")
        self.why_not.show()
        self.settle_size()
        self._close.start(NOTED_FOR_MS)

    def show_error(self, sentence: str) -> None:
        """Say what did not work."""
        self._error.say(sentence)
        self.settle_size()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._go_unanswered()
        else:
            super().keyPressEvent(event)

    def _show(self, view: AskedView) -> None:
        self._error.say("")
        title = self._name(view)
        self.setWindowTitle(title)
        self._title.setText(title)
        self._side.setText(side_name(view.today.side).capitalize() if view.check_in else "")
        several = self.tr("Waiting since {time}.")
        self._several.setText(several.format(time=clock_time(view.since)) if view.since else "")
        self._several.setVisible(view.since is not None)
        self._not_now.setText(self._no(view))
        self._trial.setText(view.trial)
        self._trial.setVisible(bool(view.trial))
        self.check_in.setVisible(view.check_in)
        self.check_in.show_state(view.today)
        self.exercises.show_exercises(view.routines, view.names)
        self.week.setVisible(view.weekly)
        self.visit.show_visits(view.visits, view.today.today)
        self.why_not.hide()
        for button in self._buttons:
            button.show()

    def _name(self, view: AskedView) -> str:
        if view.only_tells:
            return self.tr("Your next visit") if view.visits else self.tr("Your trial")
        if not view.check_in:
            exercise = self.tr("Time for your exercise")
            return exercise if view.routines else self.tr("Your week in three questions")
        if view.after_block is not None:
            return after_text(view.after_block)
        evening = view.today.half.slot is Slot.EVENING
        return self.tr("Evening check-in") if evening else self.tr("Morning check-in")

    def _no(self, view: AskedView) -> str:
        if view.only_tells:
            return self.tr("That is all")
        if not view.check_in or view.after_block is not None:
            return self.tr("Not this time")
        evening = view.today.half.slot is Slot.EVENING
        return self.tr("Not tonight") if evening else self.tr("Not this morning")

    def _go_unanswered(self) -> None:
        answered = self._close.isActive()
        self.hide()
        if not answered:
            self.left.emit()
