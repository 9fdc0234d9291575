"""When the computer has to call the app while it is closed."""

from __future__ import annotations

from datetime import timedelta

from cluneal_tracker.domain.settings import Settings
from cluneal_tracker.domain.timetable import Timetable, WeeklyTime
from cluneal_tracker.services.opening import Services


def weekly_times(settings: Settings) -> tuple[WeeklyTime, ...]:
    """The times of the reminders, each once; none where reminders are off."""
    if not settings.reminders_on:
        return ()
    return tuple(WeeklyTime(at) for at in settings.reminder_times)


def timetable(services: Services) -> Timetable:
    """The times of the reminders, and the next moment besides: the end of a snooze, say."""
    weekly = weekly_times(services.preferences.current)
    moment = services.reminding.next_moment()
    if moment is None:
        return Timetable(weekly)
    # To the next whole minute, for a clock that knows minutes only must not call too early.
    local = moment.astimezone(services.clock.zone()).replace(tzinfo=None)
    up = timedelta(seconds=-(local.second + local.microsecond / 1e6) % 60)
    local = (local + up).replace(microsecond=0)
    known = any(one.holds(local) for one in weekly)
    return Timetable(weekly, () if known else (local,))
