"""Joins the alarm, the reminders that are due, and the window that shows them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

from cluneal_tracker.domain.asking import Snooze
from cluneal_tracker.domain.pain import Given, Side, VasScore
from cluneal_tracker.domain.reminders import Reason
from cluneal_tracker.domain.visit import Visit, in_order
from cluneal_tracker.domain.when import When
from cluneal_tracker.services.changes import Changed
from cluneal_tracker.services.opening import Services
from cluneal_tracker.services.reminder_view import ReminderView
from cluneal_tracker.ui.bridge import Bridge
from cluneal_tracker.ui.joins.asker import LOOKS_AGAIN_AFTER, Asker
from cluneal_tracker.ui.joins.desk import ReminderDesk, attempt
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.screens.reminder import AskedView, ReminderWindow
from cluneal_tracker.ui.widgets.basics import Button
from cluneal_tracker.ui.widgets.scale import LINE_PX

_OF_TIMES = Changed.SETTINGS | Changed.TREATMENTS | Changed.VISITS | Changed.TRIALS
_CONCERNED = _OF_TIMES | Changed.PAIN | Changed.SESSIONS | Changed.WEEKLY


class Reminders(Asker):
    """Tells what is due, once, and takes the answer where it is given.

    `_told` is the newest reminder; it waits until all of it is done, here or in the main window.
    """

    def __init__(self, look: Look, services: Services, bridge: Bridge, desk: ReminderDesk) -> None:
        self._services, self._desk, self._bridge = services, desk, bridge
        self._told: ReminderView | None = None
        self._declined: ReminderView | None = None
        self._waiting = False
        # The check-in after a block that is asked for, in minutes; it stays when it is answered.
        self._after: int | None = None
        # What was left in the main window while nobody was there.
        self._word = ""
        self.window = window = ReminderWindow(look)
        super().__init__(bridge, desk, window)
        window.marked.connect(self._mark)
        window.undo_requested.connect(desk.undo)
        window.snoozed.connect(self._snooze)
        window.declined.connect(self._decline)
        window.told_why.connect(self._tell_why)
        window.started.connect(self._start)
        window.week_requested.connect(self._ask_week)
        window.visit.page_requested.connect(self._open_visit)
        window.open_requested.connect(self._open)
        window.left.connect(self._leave_word)
        bridge.changed.connect(self._hear)

    def look(self) -> None:
        """Tell what is due at this moment; it is noted as told."""
        told = self._services.reminding.take_due(self._wants_quiet)
        if told is not None:
            self.show(told)

    def next_moment(self) -> datetime | None:
        """The next reminder, or the end of a snooze; soon where one has come and is held back."""
        reminding = self._services.reminding
        moment = reminding.next_moment()
        if not reminding.waits:
            return moment
        soon = self._services.clock.now() + LOOKS_AGAIN_AFTER
        return min(moment or soon, soon)

    def show(self, told: ReminderView) -> None:
        """Tell this one."""
        self._told, self._waiting = told, True
        self._after = self._after_block(told)
        self._take_notice()
        # Where the empty line is before the person's eyes already, anything more would only nag.
        if told.routines or told.weekly or told.visits or told.trial or not self._desk.shows_line:
            self.window.ask(self._view(told))

    def _view(self, told: ReminderView) -> AskedView:
        routines = self._services.routines.every() if told.routines else {}
        several = len(told.asked) > 1
        return AskedView(
            self._services.diary.today(told.half),
            told.check_in,
            told.routines,
            {key: one.routine.name for key, one in routines.items()},
            told.asked[0].reminder.at if several else None,
            self._after,
            told.weekly,
            self._visits(told),
            self._begins(told),
        )

    def _visits(self, told: ReminderView) -> tuple[Visit, ...]:
        """The visits that are near, in their order."""
        named = map(self._services.visit_log.named, told.visits)
        return tuple(in_order([one for one in named if one is not None]))

    def _begins(self, told: ReminderView) -> str:
        """Which way of a trial begins; empty where none does."""
        if not told.trial:
            return ""
        from cluneal_tracker.render.trial_day import begins_line, day_lines

        # In the night the day of the wall is another one than that of the diary.
        on = next(one.day for one in told.asked if one.reminder.about == told.trial)
        today = When.now(self._services.clock).day
        # Told after the day that it was meant for, another way may have begun meanwhile.
        late = on < today
        day = self._services.trials.on(today if late else on)
        if day is None:
            return ""
        phrases = self._services.content.phrases
        return day_lines(day, phrases)[0] if late else begins_line(day, phrases)

    def _after_block(self, told: ReminderView) -> int | None:
        block = self._services.block_days.named(told.block) if told.block else None
        return block.asked if block is not None else None

    def _hear(self, changed: Changed) -> None:
        if changed & _OF_TIMES:
            self.set_alarm()
        if changed & _CONCERNED and self._told:
            self._follow(self._told)

    def _follow(self, told: ReminderView) -> None:
        """Keep reminder and window true when something was done, here or in the main window."""
        if self._is_gone(told):
            self._let_go()
            return
        view = self._services.diary.today(told.half)
        # Of two sides each has its score.
        scored = all(view.marks.values())
        if self._is_done(told, scored=scored):
            if self._waiting:
                self._waiting = False
                self._take_notice()
                self._answer(told, self._services.reminding.settle)
            if self.window.isVisible():
                self.window.show_saved(self._view(told))
        elif self.window.isVisible():
            self._waiting = True
            self.window.ask(self._view(told))

    def _is_gone(self, told: ReminderView) -> bool:
        """Whether the block that it asks about, or the visit that it tells of, is not there."""
        if told.only_tells:
            return not self._services.reminding.still_open(told).asked
        return bool(told.block) and self._services.block_days.named(told.block) is None

    def _is_done(self, told: ReminderView, *, scored: bool) -> bool:
        """Whether nothing is left to answer; a word of a visit alone is done when it is read."""
        still_open = self._services.reminding.still_open(told)
        answered = still_open.only_tells and not told.only_tells
        return answered and (scored or bool(told.block) or not told.check_in)

    def _let_go(self) -> None:
        """What was asked about is not in the diary any more."""
        self._told, self._waiting = None, False
        self._take_notice()
        self.window.hide()

    def _mark(self, score: VasScore, given: Given, side: Side) -> None:
        half = self._told.half if self._told else None
        mark = partial(self._services.diary.mark, score, given, side, half, LINE_PX)
        attempt(mark, self.window.check_in.show_error)

    def _snooze(self, snooze: Snooze) -> None:
        told, self._told = self._told, None
        self.window.hide()
        self._answer(told, lambda one: self._services.reminding.snooze(one, snooze))

    def _decline(self) -> None:
        told, self._told = self._told, None
        if told is not None and told.only_tells:
            self.window.hide()
            self._answer(told, self._services.reminding.settle)
        elif self._answer(told, self._services.reminding.decline):
            self._declined = told
            self.window.show_declined()
        else:
            self.window.hide()

    def _tell_why(self, reason: Reason) -> None:
        told, self._declined = self._declined, None
        self.window.hide()
        self._answer(told, lambda one: self._services.reminding.decline(one, reason))

    def _answer(self, told: ReminderView | None, answer: Callable[[ReminderView], object]) -> bool:
        try:
            return told is not None and self._desk.attempt(lambda: answer(told))
        finally:
            self.set_alarm()

    def _start(self, key: str) -> None:
        self.window.hide()
        self._desk.come_forward()
        self._desk.start_exercise(key)

    def _open(self) -> None:
        self.window.hide()
        self._desk.log_pain()

    def _open_visit(self) -> None:
        told, self._told = self._told, None
        self.window.hide()
        self._answer(told, self._services.reminding.settle)
        self._desk.show_visit()

    def _ask_week(self) -> None:
        self.window.hide()
        self._desk.ask_week()

    def _leave_word(self) -> None:
        if self._told is not None and self._told.only_tells and self._told.visits:
            self._word = self.window.tr("A visit is near. Your page for it is ready.")
        elif self._told is not None and self._told.weekly:
            self._word = self.window.tr("A reminder waited here. Today asks about your week.")
        elif self._told is not None and self._told.only_tells:
            self._word = self.window.tr("A word about your trial waited here. Today shows it.")
        elif self._told is not None and not self._told.check_in:
            self._word = self.window.tr("A reminder waited here. Your exercise is still open.")
        else:
            self._word = self.window.tr("A check-in waited here. You can still mark your pain.")
        self._bridge.waits.emit(True)
        close = Button(self.window.tr("Close"), "link", self._take_notice)
        self._desk.show_notice(self._word, close)

    def _take_notice(self) -> None:
        if self._word:
            word, self._word = self._word, ""
            self._bridge.waits.emit(False)
            self._desk.withdraw_notice(word)
