"""When the computer or a phone has to remind, while the app is closed."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from pathlib import Path

from cluneal_tracker.domain.errors import DiaryError
from cluneal_tracker.domain.settings import Settings
from cluneal_tracker.domain.timetable import Timetable, WeeklyTime
from cluneal_tracker.services.opening import Services


def weekly_times(settings: Settings) -> tuple[WeeklyTime, ...]:
    """The times at which reminders come, each once; none where reminders are off.

    Those in the quiet hours come at their end.
    """
    if not settings.reminders_on:
        return ()
    days: dict[time, frozenset[int]] = {}
    for one in settings.reminders:
        comes = WeeklyTime(one.at, one.weekdays).out_of(settings.quiet_hours)
        days[comes.at] = days.get(comes.at, frozenset()) | comes.weekdays
    return tuple(WeeklyTime(at, days[at]) for at in sorted(days))


def timetable(services: Services, again: timedelta | None = None) -> Timetable:
    """The times of the reminders, and the next moment besides: the end of a snooze, say.

    `again` asks for a moment that much later than now.
    """
    weekly = weekly_times(services.preferences.current)
    moments = [services.reminding.next_moment()]
    if again is not None:
        moments.append(services.clock.now() + again)
    zone = services.clock.zone()
    local = sorted({_minute(moment.astimezone(zone)) for moment in moments if moment})
    once = (moment for moment in local if not any(one.holds(moment) for one in weekly))
    return Timetable(weekly, tuple(once))


def _minute(local: datetime) -> datetime:
    """The whole minute at or after: a clock that knows minutes only must not call too early."""
    whole = local.replace(second=0, microsecond=0, tzinfo=None)
    return whole if whole == local.replace(tzinfo=None) else whole + timedelta(minutes=1)


def save_calendar(services: Services, file: Path) -> int:
    """Write the times for a phone and give how many they are; raises DiaryError.

    Those of a visit or a trial that is to come are moments of their own.
    """
    from cluneal_tracker.data.exchange.calendar_file import calendar_file
    from cluneal_tracker.data.exchange.files import write_whole

    times = weekly_times(services.preferences.current)
    once = services.reminding.words_to_come()
    if not times and not once:
        raise DiaryError("Your reminders are off. Turn them on first.")
    now = services.clock.now()
    today = now.astimezone(services.clock.zone()).date()
    write_whole(file, calendar_file(times, today, now, once))
    return len(times) + len(once)
