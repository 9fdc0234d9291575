"""When the computer or a phone has to remind: the times chosen, and the end of a snooze besides."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from cluneal_tracker.data.exchange.calendar_file import calendar_file
from cluneal_tracker.domain.errors import DiaryError
from cluneal_tracker.domain.schedule import Reminder, ReminderKind
from cluneal_tracker.domain.timetable import Timetable, WeeklyTime
from cluneal_tracker.services.opening import Services
from cluneal_tracker.services.timetable import save_calendar, timetable
from tests.fakes import FakeClock

MORNING, EVENING = WeeklyTime(time(8)), WeeklyTime(time(20))


def events(content: bytes) -> list[Any]:
    """The events of a calendar, read by a library that many programs read them with."""
    return list(Calendar.from_ical(content).walk("VEVENT"))


def test_the_times_of_the_reminders_are_enough(services: Services, clock: FakeClock) -> None:
    clock.set_wall("2026-03-12T07:00")
    assert timetable(services) == Timetable((MORNING, EVENING))


def test_the_end_of_a_snooze_is_a_time_of_its_own(services: Services, clock: FakeClock) -> None:
    clock.set_wall("2026-03-12T08:00:10")
    told = services.reminding.take_due()
    assert told is not None
    services.reminding.snooze(told)
    # Over at 08:30:10, so a clock that knows minutes only has to wait for the next one.
    assert timetable(services).once == (datetime.fromisoformat("2026-03-12T08:31"),)
    clock.set_wall("2026-03-12T08:31")
    assert services.reminding.take_due() == told
    # Asked for a second time: without an answer it comes a third time, and then no more.
    assert timetable(services).once == (datetime.fromisoformat("2026-03-12T09:01"),)
    services.reminding.decline(told)
    assert timetable(services).once == ()


def test_two_for_one_minute_call_once_on_the_days_of_both(
    services: Services, clock: FakeClock
) -> None:
    clock.set_wall("2026-03-12T07:00")
    at = time(8)
    services.reminding.plan(
        [
            Reminder(ReminderKind.CHECK_IN, at, frozenset({0, 1})),
            Reminder(ReminderKind.ROUTINE, at, frozenset({1, 2}), "nerve-glide"),
            Reminder(ReminderKind.ROUTINE, time(18), about="core"),
        ]
    )
    weekly = timetable(services).weekly
    assert weekly == (WeeklyTime(at, frozenset({0, 1, 2})), WeeklyTime(time(18)))


def test_what_comes_in_quiet_hours_is_put_off_to_their_end(
    services: Services, clock: FakeClock
) -> None:
    clock.set_wall("2026-03-12T21:00")
    late = Reminder(ReminderKind.CHECK_IN, time(23), frozenset({3}))
    early, noon = (Reminder(ReminderKind.CHECK_IN, time(hour)) for hour in (6, 12))
    services.reminding.plan([late, early, noon])
    services.preferences.choose(quiet_hours=(time(22), time(7)))
    assert timetable(services) == Timetable((WeeklyTime(time(7)), WeeklyTime(time(12))))
    services.reminding.plan([late])
    friday = WeeklyTime(time(7), frozenset({4}))
    assert timetable(services) == Timetable((friday,))
    services.preferences.choose(quiet_hours=(time(22), time(23)))
    assert timetable(services) == Timetable((WeeklyTime(time(23), frozenset({3})),))


def test_with_reminders_off_there_are_no_times(services: Services, tmp_path: Path) -> None:
    services.preferences.choose(reminders_on=False)
    assert not timetable(services)
    with pytest.raises(DiaryError, match="Turn them on first"):
        save_calendar(services, tmp_path / "x.ics")
    assert list(tmp_path.iterdir()) == []


def test_a_phone_reads_what_is_meant(clock: FakeClock) -> None:
    """12 March 2026 is a Thursday."""
    times = (MORNING, WeeklyTime(time(18, 30), frozenset({0, 2})))
    today = clock.now().astimezone(clock.zone()).date()
    daily, weekly = events(calendar_file(times, today, clock.now()))
    # Without a zone: eight o'clock wherever the phone is.
    assert daily.decoded("dtstart") == datetime.fromisoformat("2026-03-12T08:00")
    assert weekly.decoded("dtstart") == datetime.fromisoformat("2026-03-16T18:30")
    assert daily["rrule"] == {"FREQ": ["DAILY"]}
    assert weekly["rrule"] == {"FREQ": ["WEEKLY"], "BYDAY": ["MO", "WE"]}
    for event in (daily, weekly):
        assert event["summary"] == "Time for your log"
        [alarm] = event.walk("VALARM")
        assert alarm["action"] == "DISPLAY"
        assert alarm.decoded("trigger").total_seconds() == 0
    assert daily["uid"] != weekly["uid"]


def test_a_later_calendar_takes_the_place_of_the_earlier(clock: FakeClock) -> None:
    today = clock.now().astimezone(clock.zone()).date()
    before = calendar_file((MORNING,), today, clock.now())
    clock.move(minutes=1)
    after = calendar_file((EVENING,), today, clock.now())
    [old], [new] = events(before), events(after)
    assert old["uid"] == new["uid"]
    assert old["sequence"] < new["sequence"] < 2**31


def test_lines_are_as_the_standard_wants_them(clock: FakeClock) -> None:
    today = clock.now().astimezone(clock.zone()).date()
    content = calendar_file((WeeklyTime(time(8), frozenset(range(6))),), today, clock.now())
    assert content.endswith(b"END:VCALENDAR\r\n")
    assert all(line.endswith(b"\r") and len(line) <= 75 for line in content.split(b"\n")[:-1])


def test_nothing_of_the_diary_is_in_it(services: Services, tmp_path: Path) -> None:
    assert save_calendar(services, tmp_path / "phone.ics") == 2
    text = (tmp_path / "phone.ics").read_text().lower()
    assert not any(word in text for word in ("pain", "score", "nerve", "exercise"))


def test_a_visit_to_come_is_an_event_of_its_own_without_a_word_of_it(
    services: Services, clock: FakeClock, tmp_path: Path
) -> None:
    today = clock.now().astimezone(clock.zone()).date()
    services.reminding.turn(False)
    services.visit_log.add(today + timedelta(days=12), whom="Pain clinic")
    services.visit_log.add(today + timedelta(days=20), remind=False)
    services.visit_log.add(today - timedelta(days=20))
    assert save_calendar(services, tmp_path / "phone.ics") == 1
    content = (tmp_path / "phone.ics").read_bytes()
    (event,) = events(content)
    assert event["DTSTART"].dt == datetime.combine(today + timedelta(days=11), time(18))
    assert "RRULE" not in event
    assert b"Pain clinic" not in content
