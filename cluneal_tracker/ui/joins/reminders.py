"""Joins the alarm, the reminders that are due, and the window that shows them."""

from __future__ import annotations

from cluneal_tracker.domain.errors import DiaryError
from cluneal_tracker.domain.pain import Given, Side, VasScore
from cluneal_tracker.services.changes import Changed
from cluneal_tracker.services.opening import Services
from cluneal_tracker.services.reminding import ReminderView
from cluneal_tracker.ui.bridge import Bridge
from cluneal_tracker.ui.joins.desk import Desk
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.platform.alarm import Alarm
from cluneal_tracker.ui.screens.reminder import ReminderWindow
from cluneal_tracker.ui.widgets.pain_line import LINE_PX


class Reminders:
    """Tells what is due, once, and takes the answer where it is given."""

    def __init__(self, look: Look, services: Services, bridge: Bridge, desk: Desk) -> None:
        self._services, self._desk = services, desk
        self._alarm: Alarm | None = None
        self._told: ReminderView | None = None
        self.window = window = ReminderWindow(look)
        window.marked.connect(self._mark)
        window.undo_requested.connect(services.history.undo)
        window.snoozed.connect(self._snooze)
        window.declined.connect(self._decline)
        window.open_requested.connect(self._open)
        window.left.connect(self._leave_word)
        bridge.rang.connect(self.look_now)
        bridge.changed.connect(self._hear)

    def set_off(self, alarm: Alarm) -> None:
        """Begin to use an alarm."""
        self._alarm = alarm
        self.look_now()

    def stop(self) -> None:
        """Let go of the alarm and the window."""
        if self._alarm is not None:
            self._alarm.stop()
            self._alarm = None
        self.window.close()

    def look_now(self) -> None:
        """Tell what is due at this moment, then sleep until the next."""
        told = self._services.reminding.take_due()
        # Where the empty line is before the person's eyes already, a second one would only nag.
        if told is not None and not self._desk.shows_line:
            self._told = told
            self.window.ask(self._services.diary.today())
        self._set_alarm()

    def _set_alarm(self) -> None:
        if self._alarm is not None:
            self._alarm.set(self._services.reminding.next_moment())

    def _hear(self, changed: Changed) -> None:
        if changed & Changed.SETTINGS:
            self._set_alarm()
        if changed & (Changed.PAIN | Changed.SETTINGS) and self.window.isVisible():
            self._follow()

    def _follow(self) -> None:
        """Keep the open window true when a score was given, here or in the main window."""
        view = self._services.diary.today()
        if any(view.marks.values()):
            self._finish()
            self.window.show_saved(view)
        else:
            self.window.ask(view)

    def _finish(self) -> None:
        if self._told is not None:
            told, self._told = self._told, None
            self._services.reminding.answered(told)

    def _mark(self, score: VasScore, given: Given, side: Side) -> None:
        try:
            self._services.diary.mark(score, given, side, line_px=LINE_PX)
        except (DiaryError, ValueError) as error:
            self.window.check_in.show_error(str(error))

    def _snooze(self) -> None:
        if self._told is not None:
            self._services.reminding.snooze(self._told)
        self._told = None
        self.window.hide()
        self._set_alarm()

    def _decline(self) -> None:
        if self._told is not None:
            self._services.reminding.decline(self._told)
        self._told = None
        self.window.hide()

    def _open(self) -> None:
        self.window.hide()
        self._desk.log_pain()

    def _leave_word(self) -> None:
        self._desk.say(self.window.tr("A check-in waited here. You can still mark your pain."))
