"""Joins the page of the reminders to the diary."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import time, timedelta

from cluneal_tracker.domain.schedule import Reminder, ReminderKind
from cluneal_tracker.domain.timetable import EVERY_DAY
from cluneal_tracker.domain.when import When
from cluneal_tracker.services.opening import Services
from cluneal_tracker.ui.joins.desk import Desk
from cluneal_tracker.ui.joins.outside import Outside
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.platform.tray import Tray
from cluneal_tracker.ui.screens.schedule import ScheduleScreen, ScheduleView
from cluneal_tracker.ui.widgets.outside_card import OutsideView
from cluneal_tracker.ui.widgets.past_card import PastView

_DAYS_BACK = 27
# Where a new reminder begins; where that is taken, half hours are tried from there.
_USUAL = 12 * 60
_STEP, _DAY = 30, 24 * 60
_ON_SUNDAY = frozenset({6})


class ScheduleJoin:
    """Has the whole window from `begin` until the person goes back."""

    def __init__(self, look: Look, services: Services, desk: Desk, outside: Outside) -> None:
        self._services, self._desk = services, desk
        # Asked once: on some systems it takes a moment.
        self._reminds = outside.reminds if outside.can_remind else None
        self._starts = outside.starts
        self.widget = screen = ScheduleScreen(look)
        screen.outdated.connect(self.refresh)
        screen.closed.connect(lambda: desk.end_full(screen))
        screen.added.connect(self._add)
        screen.changed.connect(self._change)
        screen.removed.connect(self._remove)
        screen.quiet_chosen.connect(self._choose_quiet)

    def begin(self) -> None:
        """Take the window."""
        self.refresh()
        self._desk.show_full(self.widget)
        self.widget.back.setFocus()

    def refresh(self) -> None:
        """Show the schedule as it is now."""
        services, settings = self._services, self._services.preferences.current
        last = When.now(services.clock).at.date()
        first = last - timedelta(days=_DAYS_BACK)
        names = {key: one.name for key, one in services.routines.by_key().items()}
        in_tray = settings.in_tray if Tray.has_host() else None
        self.widget.show_state(
            ScheduleView(
                settings.reminders,
                [one.routine.key for one in services.routines.on_list()],
                settings.quiet_hours,
                PastView(services.reminding.history(first), first, last, names),
                OutsideView(settings.reminders_on, self._reminds, in_tray, self._starts),
            )
        )

    def _add(self, kind: ReminderKind, about: str) -> None:
        reminders = self._reminders()
        taken = {one.key for one in reminders}
        for minutes in range(_USUAL, _USUAL + _DAY, _STEP):
            hour, minute = divmod(minutes % _DAY, 60)
            days = _ON_SUNDAY if kind is ReminderKind.PEG_WEEK else EVERY_DAY
            new = Reminder(kind, time(hour, minute), days, about)
            if new.key not in taken:
                break
        if self._plan([*reminders, new]):
            self.widget.focus_row(new.key)

    def _change(self, before: Reminder, after: Reminder) -> None:
        others = [one for one in self._reminders() if one.key != before.key]
        if any(one.key == after.key for one in others):
            self._desk.say(self.widget.tr("There is one for this at that time already."))
            self.refresh()
        elif self._plan([*others, after]) and after.key != before.key:
            self.widget.focus_row(after.key)

    def _remove(self, reminder: Reminder) -> None:
        left = [one for one in self._reminders() if one.key != reminder.key]
        if self._plan(left):
            self._desk.say(self.widget.tr("The reminder is removed."), undo=True)
            self.widget.back.setFocus()

    def _plan(self, reminders: Iterable[Reminder]) -> bool:
        planned = self._desk.attempt(lambda: self._services.reminding.plan(reminders))
        self.refresh()
        return planned

    def _choose_quiet(self, hours: tuple[time, ...]) -> None:
        self._desk.attempt(lambda: self._services.preferences.choose(quiet_hours=hours))
        self.refresh()

    def _reminders(self) -> tuple[Reminder, ...]:
        return self._services.preferences.current.reminders
