"""Joins the alarm, the reminders that are due, and the window that shows them."""

from __future__ import annotations

from collections.abc import Callable

from cluneal_tracker.domain.errors import DiaryError
from cluneal_tracker.domain.pain import Given, Side, VasScore
from cluneal_tracker.services.changes import Changed
from cluneal_tracker.services.opening import Services
from cluneal_tracker.services.reminding import ReminderView
from cluneal_tracker.ui.bridge import Bridge
from cluneal_tracker.ui.joins.desk import ReminderDesk
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.platform.alarm import Alarm
from cluneal_tracker.ui.screens.reminder import ReminderWindow
from cluneal_tracker.ui.widgets.basics import Button
from cluneal_tracker.ui.widgets.pain_line import LINE_PX


class Reminders:
    """Tells what is due, once, and takes the answer where it is given.

    `_told` is the newest reminder; it waits until a score is given, here or in the main window.
    """

    def __init__(self, look: Look, services: Services, bridge: Bridge, desk: ReminderDesk) -> None:
        self._services, self._desk, self._bridge = services, desk, bridge
        self._alarm: Alarm | None = None
        self._wants_quiet: Callable[[], bool] = lambda: False
        self._told: ReminderView | None = None
        self._waiting = self._noticed = False
        self.window = window = ReminderWindow(look)
        window.marked.connect(self._mark)
        window.undo_requested.connect(desk.undo)
        window.snoozed.connect(self._snooze)
        window.declined.connect(self._decline)
        window.open_requested.connect(self._open)
        window.left.connect(self._leave_word)
        bridge.rang.connect(self.look_now)
        bridge.changed.connect(self._hear)

    def set_off(self, alarm: Alarm, wants_quiet: Callable[[], bool] = lambda: False) -> None:
        """Begin to use an alarm. What is due while the desktop wants quiet comes after that."""
        self._alarm, self._wants_quiet = alarm, wants_quiet
        self.look_now()

    def stop(self) -> None:
        """Let go of the alarm and the window."""
        if self._alarm is not None:
            self._alarm.stop()
            self._alarm = None
        self.window.close()

    def look_now(self) -> None:
        """Tell what is due at this moment, then sleep until the next."""
        try:
            self._desk.attempt(self._tell)
        finally:
            self._set_alarm()

    def _tell(self) -> None:
        told = self._services.reminding.take_due(self._wants_quiet)
        if told is not None:
            self.show(told)

    def show(self, told: ReminderView) -> None:
        """Tell this one."""
        self._told, self._waiting = told, True
        self._take_notice()
        # Where the empty line is before the person's eyes already, anything more would only nag.
        if not self._desk.shows_line:
            self.window.ask(self._services.diary.today(told.half))

    def _set_alarm(self) -> None:
        if self._alarm is not None:
            self._alarm.set(self._services.reminding.next_moment())

    def _hear(self, changed: Changed) -> None:
        if changed & Changed.SETTINGS:
            self._set_alarm()
        if changed & (Changed.PAIN | Changed.SETTINGS) and self._told is not None:
            self._follow(self._told)

    def _follow(self, told: ReminderView) -> None:
        """Keep reminder and window true when a score was given, here or in the main window."""
        view = self._services.diary.today(told.half)
        if all(view.marks.values()):
            if self._waiting:
                self._waiting = False
                self._take_notice()
                self._desk.attempt(lambda: self._services.reminding.answered(told))
            if self.window.isVisible():
                self.window.show_saved(view)
        elif self.window.isVisible():
            self._waiting = True
            self.window.ask(view)

    def _mark(self, score: VasScore, given: Given, side: Side) -> None:
        half = self._told.half if self._told else None
        try:
            self._services.diary.mark(score, given, side, half, LINE_PX)
        except (DiaryError, ValueError) as error:
            self.window.check_in.show_error(str(error))

    def _snooze(self) -> None:
        self._put_off(self._services.reminding.snooze)

    def _decline(self) -> None:
        self._put_off(self._services.reminding.decline)

    def _put_off(self, put_off: Callable[[ReminderView], None]) -> None:
        told, self._told = self._told, None
        self.window.hide()
        try:
            if told is not None:
                self._desk.attempt(lambda: put_off(told))
        finally:
            self._set_alarm()

    def _open(self) -> None:
        self.window.hide()
        self._desk.log_pain()

    def _leave_word(self) -> None:
        text = self.window.tr("A check-in waited here. You can still mark your pain.")
        self._give_notice(text)

    def _give_notice(self, text: str) -> None:
        self._noticed = True
        self._bridge.waits.emit(True)
        self._desk.show_notice(text, Button(self.window.tr("Close"), "link", self._take_notice))

    def _take_notice(self) -> None:
        if self._noticed:
            self._noticed = False
            self._bridge.waits.emit(False)
            self._desk.show_notice("")
