"""What is asked for now: the schedule with what was told, put off, and wants quiet."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cluneal_tracker.domain.asking import (
    MOST_ASKS,
    Asked,
    Snooze,
    asked_now,
    asks_again_at,
    next_moment,
    quiet_until,
    snoozed_until,
)
from cluneal_tracker.domain.reminders import Delivery, Key, Outcome
from cluneal_tracker.domain.schedule import Reminder, ReminderKind

BERLIN = ZoneInfo("Europe/Berlin")
THURSDAY = date(2026, 3, 12)
MORNING = Reminder(ReminderKind.CHECK_IN, time(8))
EVENING = Reminder(ReminderKind.CHECK_IN, time(20))
GLIDE = Reminder(ReminderKind.ROUTINE, time(8), about="nerve-glide")
AFTER_BLOCK = Reminder(ReminderKind.BLOCK_DAY, time(20), about="a block", on=THURSDAY)
MINUTE = timedelta(minutes=1)


def utc(text: str, zone: ZoneInfo = BERLIN) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone).astimezone(timezone.utc)


def told(one: Asked, outcome: Outcome, at: datetime, again: datetime | None = None) -> Delivery:
    kind, about, day, wall = one.key
    return Delivery(day, wall, outcome, at, again, kind, about)


def test_all_that_has_come_is_asked_for_together_oldest_first() -> None:
    noon = Reminder(ReminderKind.CHECK_IN, time(12))
    found = asked_now(utc("2026-03-12T12:00"), BERLIN, (noon, GLIDE, MORNING, EVENING), {})
    assert found == [Asked(GLIDE, THURSDAY), Asked(MORNING, THURSDAY), Asked(noon, THURSDAY)]


def test_two_for_the_same_minute_are_told_apart_in_the_ledger() -> None:
    now = utc("2026-03-12T08:00")
    told_glide = told(Asked(GLIDE, THURSDAY), Outcome.ANSWERED, now)
    found = asked_now(now, BERLIN, (MORNING, GLIDE), {told_glide.key: told_glide})
    assert found == [Asked(MORNING, THURSDAY)]


def test_it_comes_on_its_weekdays_alone() -> None:
    mondays = replace(MORNING, weekdays=frozenset({0}))
    assert asked_now(utc("2026-03-12T08:00"), BERLIN, (mondays,), {}) == []
    assert asked_now(utc("2026-03-16T08:00"), BERLIN, (mondays,), {}) != []
    assert next_moment(utc("2026-03-12T08:00"), BERLIN, (mondays,), {}) == utc("2026-03-16T08:00")


def test_a_time_that_was_set_just_now_does_not_ask_for_what_is_past() -> None:
    now = utc("2026-03-12T08:10")
    earlier = Reminder(ReminderKind.CHECK_IN, time(7, 30), set_at=now)
    assert asked_now(now, BERLIN, (earlier,), {}) == []
    assert next_moment(now, BERLIN, (earlier,), {}) == utc("2026-03-13T07:30")


@pytest.mark.parametrize("outcome", [Outcome.SNOOZED, Outcome.TOLD])
def test_what_was_put_off_or_not_answered_comes_back_when_its_time_has_come(
    outcome: Outcome,
) -> None:
    again = utc("2026-03-12T08:30")
    item = told(Asked(MORNING, THURSDAY), outcome, utc("2026-03-12T08:00"), again)
    ledger = {item.key: item}
    assert asked_now(again - MINUTE, BERLIN, (MORNING,), ledger) == []
    assert next_moment(again - MINUTE, BERLIN, (MORNING,), ledger) == again
    assert asked_now(again, BERLIN, (MORNING,), ledger) == [Asked(MORNING, THURSDAY)]
    two_days = timedelta(days=2)
    assert Asked(MORNING, THURSDAY) not in asked_now(again + two_days, BERLIN, (MORNING,), ledger)


@pytest.mark.parametrize(
    ("one", "outcome", "again", "comes"),
    [
        (MORNING, Outcome.TOLD, "2026-03-12T13:59", True),
        (MORNING, Outcome.TOLD, "2026-03-12T14:00", False),
        (MORNING, Outcome.SNOOZED, "2026-03-12T19:30", True),
        (GLIDE, Outcome.TOLD, "2026-03-12T14:00", True),
        (GLIDE, Outcome.TOLD, "2026-03-13T04:00", False),
        (EVENING, Outcome.TOLD, "2026-03-13T03:59", True),
        (EVENING, Outcome.TOLD, "2026-03-13T04:00", False),
        (EVENING, Outcome.SNOOZED, "2026-03-13T04:30", True),
        (AFTER_BLOCK, Outcome.SNOOZED, "2026-03-13T04:30", True),
    ],
)
def test_nothing_is_asked_again_once_what_it_asks_for_is_over(
    one: Reminder, outcome: Outcome, again: str, comes: bool
) -> None:
    moment = utc(again)
    item = told(Asked(one, THURSDAY), outcome, moment - 30 * MINUTE, moment)
    ledger = {item.key: item}
    assert (Asked(one, THURSDAY) in asked_now(moment, BERLIN, (one,), ledger)) is comes
    assert (next_moment(moment - MINUTE, BERLIN, (one,), ledger) == moment) is comes


def test_what_was_put_off_into_the_night_is_over_where_quiet_holds_it_until_day() -> None:
    night = utc("2026-03-12T22:30")
    item = told(Asked(EVENING, THURSDAY), Outcome.SNOOZED, night - 30 * MINUTE, night)
    ledger, quiet = {item.key: item}, (time(22), time(7))
    assert asked_now(utc("2026-03-13T07:00"), BERLIN, (EVENING,), ledger, quiet) == []
    assert asked_now(night, BERLIN, (EVENING,), ledger) == [Asked(EVENING, THURSDAY)]


def test_what_is_off_the_schedule_does_not_come_back() -> None:
    again = utc("2026-03-12T08:30")
    item = told(Asked(MORNING, THURSDAY), Outcome.SNOOZED, again, again)
    assert asked_now(again, BERLIN, (EVENING,), {item.key: item}) == []
    assert next_moment(again - MINUTE, BERLIN, (EVENING,), {item.key: item}) == utc(
        "2026-03-12T20:00"
    )


def test_it_is_asked_three_times_at_most() -> None:
    now = utc("2026-03-12T08:00")
    asked = 0
    moment: datetime | None = now
    while moment is not None:
        asked += 1
        moment = asks_again_at(moment, asked)
    assert asked == MOST_ASKS == 3


@pytest.mark.parametrize(
    ("now", "hours", "until"),
    [
        ("2026-03-12T21:59", (time(22), time(7)), None),
        ("2026-03-12T22:00", (time(22), time(7)), "2026-03-13T07:00"),
        ("2026-03-12T06:59", (time(22), time(7)), "2026-03-12T07:00"),
        ("2026-03-12T07:00", (time(22), time(7)), None),
        ("2026-03-12T13:30", (time(13), time(14)), "2026-03-12T14:00"),
        ("2026-03-12T13:30", (), None),
        # The night in which the clock jumps from two to three.
        ("2026-03-29T01:59", (time(1), time(2, 30)), "2026-03-29T03:00"),
    ],
)
def test_quiet_hours_hold_until_their_end(
    now: str, hours: tuple[time, ...], until: str | None
) -> None:
    assert quiet_until(utc(now), BERLIN, hours) == (utc(until) if until else None)


@pytest.mark.parametrize(
    ("now", "snooze", "until"),
    [
        ("2026-03-12T08:00", Snooze.TEN, "2026-03-12T08:10"),
        ("2026-03-12T08:00", Snooze.SIXTY, "2026-03-12T09:00"),
        ("2026-03-12T08:00", Snooze.EVENING, "2026-03-12T19:30"),
        ("2026-03-12T19:20", Snooze.EVENING, "2026-03-12T20:20"),
        ("2026-03-29T01:55", Snooze.TEN, "2026-03-29T03:05"),
    ],
)
def test_a_snooze_ends_after_its_time(now: str, snooze: Snooze, until: str) -> None:
    assert snoozed_until(utc(now), BERLIN, snooze) == utc(until)


reminders = st.builds(
    Reminder,
    st.just(ReminderKind.CHECK_IN),
    st.times().map(lambda at: time(at.hour, at.minute)),
    st.frozensets(st.integers(0, 6), min_size=1),
)
zones = st.sampled_from(
    ["Europe/Berlin", "Australia/Lord_Howe", "Pacific/Apia", "America/Havana", "Africa/Cairo"]
).map(ZoneInfo)


@settings(max_examples=150, deadline=None)
@given(
    schedule=st.lists(reminders, max_size=5, unique_by=lambda one: one.key),
    zone=zones,
    begin=st.datetimes(datetime(2011, 12, 25), datetime(2030, 1, 1)),  # noqa: DTZ001
    leaps=st.lists(st.integers(1, 40), max_size=30),
)
def test_woken_at_each_next_moment_nothing_is_missed_or_told_twice(
    schedule: list[Reminder], zone: ZoneInfo, begin: datetime, leaps: list[int]
) -> None:
    now = begin.replace(tzinfo=timezone.utc)
    ledger: dict[Key, Delivery] = {}
    for _ in leaps:
        for one in asked_now(now, zone, schedule, ledger):
            assert one.key not in ledger
            assert one.reminder.comes_on(one.day)
            ledger[one.key] = told(one, Outcome.ANSWERED, now)
        later = next_moment(now, zone, schedule, ledger)
        if later is None:
            assert not schedule
            return
        # Just before it there is nothing, and at it there is something.
        assert asked_now(later - timedelta(seconds=1), zone, schedule, ledger) == []
        assert asked_now(later, zone, schedule, ledger)
        now = later
