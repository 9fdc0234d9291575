"""The times of the reminders as a calendar that a phone can take (RFC 5545).

Lines of our own: the words are fixed and short, so there is nothing to escape or to fold, and the
library for it would bring three more packages along.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timezone

from cluneal_tracker.domain.timetable import WeeklyTime
from cluneal_tracker.domain.when import ONE_DAY

# Others may read a phone: no word of it comes from the diary.
_SUMMARY = "Time for your log"
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def calendar_file(
    times: Sequence[WeeklyTime], today: date, now: datetime, once: Sequence[datetime] = ()
) -> bytes:
    """One event for each time, from `today` on, that comes every week; `now` is an aware instant.

    `once` are moments of the wall clock, each of which comes but one time. The times are local
    ones of wherever the phone is. A calendar that was made later takes the place of this one,
    event by event.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Cluneal Tracker//Reminders//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
    ]
    stamp = now.astimezone(timezone.utc)
    for number, one in enumerate(times, start=1):
        lines += _event(f"reminder-{number}", *_every_week(one, today), stamp)
    for moment in once:
        lines += _event(f"once-{moment:%Y%m%dT%H%M}", moment, "", stamp)
    lines.append("END:VCALENDAR")
    return "".join(f"{line}\r\n" for line in lines).encode()


def _every_week(one: WeeklyTime, today: date) -> tuple[datetime, str]:
    """The first moment from a day on, and the rule by which it comes again."""
    first = next(
        day
        for day in (today + ahead * ONE_DAY for ahead in range(7))
        if day.weekday() in one.weekdays
    )
    days = ",".join(_DAYS[day] for day in sorted(one.weekdays))
    rule = "RRULE:FREQ=DAILY" if one.daily else f"RRULE:FREQ=WEEKLY;BYDAY={days}"
    return datetime.combine(first, one.at), rule


def _event(identity: str, first: datetime, rule: str, stamp: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{identity}@cluneal-tracker"
    yield f"DTSTAMP:{stamp:%Y%m%dT%H%M%S}Z"
    # Minutes, so that it only ever grows and fits into 32 bits.
    yield f"SEQUENCE:{int(stamp.timestamp()) // 60}"
    yield f"DTSTART:{first:%Y%m%dT%H%M}00"
    yield "DURATION:PT5M"
    if rule:
        yield rule
    yield f"SUMMARY:{_SUMMARY}"
    yield "CLASS:PRIVATE"
    yield "TRANSP:TRANSPARENT"
    yield "BEGIN:VALARM"
    yield "ACTION:DISPLAY"
    yield f"DESCRIPTION:{_SUMMARY}"
    yield "TRIGGER:PT0S"
    yield "END:VALARM"
    yield "END:VEVENT"
