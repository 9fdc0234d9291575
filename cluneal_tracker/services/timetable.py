"""When the computer or a phone has to remind, while the app is closed."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from cluneal_tracker.domain.errors import DiaryError
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


def save_calendar(services: Services, file: Path) -> int:
    """Write the times for a phone and give how many they are; raises DiaryError."""
    from cluneal_tracker.data.exchange.calendar_file import calendar_file
    from cluneal_tracker.data.exchange.files import write_whole

    times = weekly_times(services.preferences.current)
    if not times:
        raise DiaryError("Your reminders are off. Turn them on first.")
    now = services.clock.now()
    today = now.astimezone(services.clock.zone()).date()
    write_whole(file, calendar_file(times, today, now))
    return len(times)
