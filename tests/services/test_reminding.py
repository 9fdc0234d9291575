"""Reminders: told once, put off, answered, and never told of what is done."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone
from pathlib import Path

import pytest

from cluneal_tracker.data.database import Database
from cluneal_tracker.domain.asking import Snooze
from cluneal_tracker.domain.pain import Given, VasScore
from cluneal_tracker.domain.reminder_history import Fate
from cluneal_tracker.domain.reminders import Reason
from cluneal_tracker.domain.schedule import Reminder, ReminderKind
from cluneal_tracker.domain.when import DaySlot, Slot
from cluneal_tracker.services.changes import Changed
from cluneal_tracker.services.opening import Services, open_services
from cluneal_tracker.services.reminder_view import ReminderView
from tests.fakes import FakeClock
from tests.services.telling import (
    AT_EIGHT,
    CHECK_IN,
    TODAY,
    asked_at,
    give_answer,
    outcomes_in,
    told_now,
)
from tests.steps import parts_of

MORNING, EVENING = DaySlot(TODAY, Slot.MORNING), DaySlot(TODAY, Slot.EVENING)


def test_a_reminder_is_told_once(services: Services, db: Database) -> None:
    assert told_now(services) == ReminderView(MORNING, (AT_EIGHT,))
    assert services.reminding.take_due() is None
    assert outcomes_in(db) == {"2026-03-12T08:00": "told"}


def test_it_is_told_once_across_restarts_and_programs(tmp_path: Path) -> None:
    clock = FakeClock()
    with open_services(tmp_path, clock) as ours, open_services(tmp_path, clock) as other:
        assert told_now(ours).asked == (AT_EIGHT,)
        assert other.reminding.take_due() is None
    with open_services(tmp_path, clock) as again:
        assert again.reminding.take_due() is None


def test_it_is_told_when_its_time_comes_and_not_before(
    services: Services, clock: FakeClock
) -> None:
    clock.set_wall("2026-03-12T07:59")
    assert services.reminding.take_due() is None
    assert services.reminding.next_moment() == datetime(2026, 3, 12, 7, tzinfo=timezone.utc)
    clock.move(minutes=1)
    give_answer(services)
    assert services.reminding.next_moment() == datetime(2026, 3, 12, 19, tzinfo=timezone.utc)


def test_a_snoozed_reminder_comes_back_once_after_half_an_hour(
    services: Services, clock: FakeClock, db: Database
) -> None:
    services.reminding.snooze(told_now(services))
    again = clock.now() + timedelta(minutes=30)
    assert services.reminding.next_moment() == again
    clock.move(minutes=29)
    assert services.reminding.take_due() is None
    clock.move(minutes=1)
    assert told_now(services).asked == (AT_EIGHT,)
    assert services.reminding.take_due() is None
    assert outcomes_in(db) == {"2026-03-12T08:00": "told"}


def test_a_reminder_can_be_snoozed_again_and_for_as_long_as_wished(
    services: Services, clock: FakeClock
) -> None:
    services.reminding.snooze(told_now(services), Snooze.TEN)
    clock.move(minutes=10)
    services.reminding.snooze(told_now(services), Snooze.SIXTY)
    clock.move(minutes=59)
    assert services.reminding.take_due() is None
    clock.move(minutes=1)
    assert told_now(services).asked == (AT_EIGHT,)


@pytest.mark.parametrize("outcome", ["answered", "declined"])
def test_what_was_answered_or_declined_is_over(
    services: Services, clock: FakeClock, db: Database, outcome: str
) -> None:
    if outcome == "answered":
        give_answer(services)
    else:
        services.reminding.decline(told_now(services))
    for _ in range(11):
        clock.move(minutes=59)
        assert services.reminding.take_due() is None
    assert outcomes_in(db) == {"2026-03-12T08:00": outcome}


def test_a_half_day_with_its_score_is_left_in_peace(services: Services, db: Database) -> None:
    services.diary.mark(VasScore(0), Given.LINE)
    assert services.reminding.take_due() is None
    assert outcomes_in(db) == {"2026-03-12T08:00": "answered"}


def test_an_answer_without_a_score_does_not_silence_the_reminder(services: Services) -> None:
    services.diary.answer("standing", True)
    assert told_now(services).half == MORNING


def test_the_morning_score_does_not_silence_the_evening(
    services: Services, clock: FakeClock
) -> None:
    services.diary.mark(VasScore(41), Given.LINE)
    assert services.reminding.take_due() is None
    clock.set_wall("2026-03-12T20:00")
    assert told_now(services) == ReminderView(EVENING, (asked_at(20),))


def test_a_score_during_a_snooze_ends_it(services: Services, clock: FakeClock) -> None:
    services.reminding.snooze(told_now(services))
    services.diary.mark(VasScore(41), Given.LINE)
    clock.move(minutes=30)
    assert services.reminding.take_due() is None
    assert services.reminding.next_moment() == datetime(2026, 3, 12, 19, tzinfo=timezone.utc)


def test_several_missed_are_told_as_one_and_snoozed_as_one(
    services: Services, clock: FakeClock
) -> None:
    clock.set_wall("2026-03-12T07:00")
    services.preferences.choose(
        reminders=tuple(Reminder(CHECK_IN, time(hour)) for hour in (7, 8, 9, 20))
    )
    clock.set_wall("2026-03-12T12:00")
    reminder = told_now(services)
    assert reminder.asked == tuple(asked_at(hour) for hour in (7, 8, 9))
    assert services.reminding.take_due() is None
    services.reminding.snooze(reminder)
    clock.move(minutes=30)
    assert told_now(services) == reminder


def test_off_means_off_and_on_again_tells_what_is_fresh(
    services: Services, clock: FakeClock, db: Database
) -> None:
    services.reminding.turn(False)
    assert services.reminding.take_due() is None
    assert services.reminding.next_moment() is None
    clock.set_wall("2026-03-12T20:00")
    assert services.reminding.take_due() is None
    assert outcomes_in(db) == {}
    services.reminding.turn(True)
    assert [one.key for one in told_now(services).asked] == [asked_at(20).key]


def test_without_times_nothing_is_due(services: Services) -> None:
    services.preferences.choose(reminders=())
    assert services.reminding.take_due() is None
    assert services.reminding.next_moment() is None


def test_a_week_away_brings_one_reminder_and_not_fourteen(
    services: Services, clock: FakeClock
) -> None:
    told_now(services)
    clock.move(days=7)
    assert told_now(services).asked == (asked_at(8, TODAY + timedelta(days=7)),)
    assert services.reminding.take_due() is None


def test_a_clock_set_back_and_forward_tells_nothing_twice(
    services: Services, clock: FakeClock
) -> None:
    give_answer(services)
    for wall in ("2026-03-12T07:00", "2026-03-12T08:00", "2026-03-12T13:59"):
        clock.set_wall(wall)
        assert services.reminding.take_due() is None
    clock.set_wall("2026-03-12T08:00", "America/New_York")
    assert services.reminding.take_due() is None


def test_reminders_are_housekeeping_and_never_undone(services: Services) -> None:
    services.diary.add(VasScore(41), datetime.fromisoformat("2026-03-11T08:00"))
    heard: list[Changed] = []
    services.changes.subscribe(heard.append)
    services.reminding.decline(told_now(services))
    assert heard == [Changed.REMINDERS, Changed.REMINDERS]
    assert parts_of(services.history.undo()) is Changed.PAIN
    assert services.reminding.take_due() is None
    assert not services.history.can_undo


def test_one_that_is_not_answered_is_asked_again_twice_and_then_no_more(
    services: Services, clock: FakeClock
) -> None:
    times = []
    clock.set_wall("2026-03-12T08:00")
    for _ in range(16):
        if services.reminding.take_due() is not None:
            times.append(clock.now().astimezone(clock.zone()).time())
        clock.move(minutes=15)
    assert times == [time(8), time(8, 30), time(9)]


def test_quiet_is_waited_out_and_then_it_comes_once(services: Services, clock: FakeClock) -> None:
    services.preferences.choose(quiet_hours=(time(7), time(9)))
    assert services.reminding.take_due() is None
    assert services.reminding.next_moment() == datetime(2026, 3, 12, 8, tzinfo=timezone.utc)
    clock.set_wall("2026-03-12T09:00")
    assert services.reminding.take_due(lambda: True) is None
    give_answer(services)
    assert services.reminding.take_due() is None


def test_a_whole_night_of_quiet_is_waited_out_and_nothing_of_it_is_late(
    services: Services, clock: FakeClock
) -> None:
    clock.set_wall("2026-03-12T21:00")
    services.reminding.plan([Reminder(CHECK_IN, time(22, 30))])
    services.preferences.choose(quiet_hours=(time(22), time(7)))
    morning = datetime(2026, 3, 13, 6, tzinfo=timezone.utc)
    assert services.reminding.next_moment() == morning
    clock.set_wall("2026-03-13T06:59")
    assert services.reminding.take_due() is None
    clock.set_wall("2026-03-13T07:00")
    assert told_now(services).asked[0].day == TODAY
    services.diary.mark(VasScore(41), Given.LINE)
    clock.move(minutes=30)
    assert services.reminding.take_due() is None
    (past,) = services.reminding.history(TODAY)
    assert past.fate is Fate.ANSWERED


def test_what_was_put_off_into_the_quiet_comes_after_it_in_its_half_day(
    services: Services, clock: FakeClock
) -> None:
    clock.set_wall("2026-03-12T20:00")
    services.preferences.choose(quiet_hours=(time(21), time(3)))
    services.reminding.snooze(told_now(services), Snooze.SIXTY)
    clock.set_wall("2026-03-13T03:00")
    assert [one.reminder.at for one in told_now(services).asked] == [time(20)]


@pytest.mark.parametrize("put_off", [True, False])
def test_the_morning_does_not_ask_once_more_for_the_evening_before(
    services: Services, clock: FakeClock, put_off: bool
) -> None:
    clock.set_wall("2026-03-12T20:00")
    services.preferences.choose(quiet_hours=(time(20, 15), time(7)))
    told = told_now(services)
    if put_off:
        services.reminding.snooze(told, Snooze.SIXTY)
    clock.set_wall("2026-03-13T07:00")
    assert services.reminding.take_due() is None
    services.diary.mark(VasScore(41), Given.LINE)
    services.reminding.settle(told)
    past = {(one.day, one.at): one.fate for one in services.reminding.history(TODAY)}
    assert past[TODAY, time(20)] is Fate.MISSED


def test_an_exercise_is_asked_for_until_it_was_done_as_often_as_it_was_due(
    services: Services, clock: FakeClock
) -> None:
    glides = [Reminder(ReminderKind.ROUTINE, time(hour), about="nerve-glide") for hour in (8, 18)]
    services.preferences.choose(reminders=tuple(glides))
    reminder = told_now(services)
    assert (reminder.routines, reminder.check_in) == (("nerve-glide",), False)
    services.exercises.add("nerve-glide")
    services.reminding.settle(reminder)
    clock.set_wall("2026-03-12T18:00")
    assert told_now(services).routines == ("nerve-glide",), "once is not twice"
    services.exercises.add("nerve-glide")
    clock.move(minutes=30)
    assert services.reminding.take_due() is None


def test_the_exercise_after_midnight_is_the_last_of_its_day(
    services: Services, clock: FakeClock
) -> None:
    times = (time(0, 30), time(8))
    glides = tuple(Reminder(ReminderKind.ROUTINE, at, about="nerve-glide") for at in times)
    clock.set_wall("2026-03-12T07:00")
    services.preferences.choose(reminders=glides)
    clock.set_wall("2026-03-12T08:00")
    told = told_now(services)
    services.exercises.add("nerve-glide")
    services.reminding.settle(told)
    clock.set_wall("2026-03-13T00:30")
    assert [one.key[2:] for one in told_now(services).asked] == [(date(2026, 3, 13), time(0, 30))]
    services.exercises.add("nerve-glide")
    clock.set_wall("2026-03-13T07:59")
    assert services.reminding.take_due() is None
    past = {(one.day.day, one.at): one.fate for one in services.reminding.history(TODAY)}
    assert past == {(12, time(8)): Fate.ANSWERED, (13, time(0, 30)): Fate.ANSWERED}
    clock.set_wall("2026-03-13T08:00")
    assert [one.reminder.at for one in told_now(services).asked] == [time(8)]


def test_an_exercise_that_comes_on_some_days_is_ordered_among_those_of_its_day(
    services: Services, clock: FakeClock
) -> None:
    # The night from Wednesday to Thursday is Wednesday's, on which there is no other.
    night = Reminder(ReminderKind.ROUTINE, time(0, 30), frozenset({3}), about="nerve-glide")
    morning = Reminder(ReminderKind.ROUTINE, time(8), frozenset({3}), about="nerve-glide")
    clock.set_wall("2026-03-11T20:00")
    services.preferences.choose(reminders=(night, morning))
    services.exercises.add("nerve-glide")
    clock.set_wall("2026-03-12T00:30")
    assert services.reminding.take_due() is None, "done already"


def test_a_new_time_does_not_ask_for_what_was_declined_under_the_old_one(
    services: Services,
) -> None:
    services.reminding.decline(told_now(services), Reason.AWAY)
    services.reminding.plan([Reminder(CHECK_IN, time(7, 30)), Reminder(CHECK_IN, time(20))])
    assert services.reminding.take_due() is None
    evening = datetime(2026, 3, 12, 19, tzinfo=timezone.utc)
    assert services.reminding.next_moment() == evening


def test_the_history_begins_with_the_diary(services: Services, clock: FakeClock) -> None:
    assert services.reminding.history(TODAY) == []
    services.diary.mark(VasScore(41), Given.LINE)
    services.reminding.take_due()
    clock.set_wall("2026-03-13T12:00")
    services.reminding.decline(told_now(services), Reason.AWAY)
    found = services.reminding.history(TODAY)
    assert [(one.day.day, one.at.hour, one.fate) for one in found] == [
        (12, 8, Fate.ANSWERED),
        (12, 20, Fate.MISSED),
        (13, 8, Fate.DECLINED),
    ]


@pytest.mark.parametrize("begins", ["2026-03-12T20:30", "2026-03-12T23:00"])
def test_a_new_diary_is_not_reminded_of_what_was_before_it(tmp_path: Path, begins: str) -> None:
    clock = FakeClock(begins)
    with open_services(tmp_path, clock) as services:
        assert services.reminding.take_due() is None
        services.preferences.choose(welcomed=True)
    with open_services(tmp_path, clock) as services:
        assert services.reminding.take_due() is None
        clock.set_wall("2026-03-13T08:00")
        assert told_now(services).asked == (asked_at(8, TODAY + timedelta(days=1)),)


def test_a_score_at_noon_answers_the_morning_late(services: Services, clock: FakeClock) -> None:
    clock.set_wall("2026-03-12T08:00")
    services.reminding.snooze(told_now(services))
    clock.set_wall("2026-03-12T12:00")
    services.diary.mark(VasScore(41), Given.LINE)
    (past,) = services.reminding.history(TODAY)
    assert past.fate is Fate.LATE


def test_what_was_due_while_reminders_were_off_was_not_missed(
    services: Services, clock: FakeClock
) -> None:
    services.reminding.turn(False)
    clock.move(days=3)
    services.reminding.turn(True)
    assert services.reminding.history(TODAY) == []


def test_of_two_that_come_at_once_one_tells_it(tmp_path: Path, clock: FakeClock) -> None:
    """The other one comes between the moment it is found due and the moment it is noted."""
    others: list[ReminderView | None] = []
    clock.set_wall("2026-03-12T08:00")
    with open_services(tmp_path, clock) as window, open_services(tmp_path, clock) as remind:

        def come_between(statement: str) -> None:
            if statement == "begin immediate" and not others:
                others.append(remind.reminding.take_due())

        window._db.connection.set_trace_callback(come_between)
        told = window.reminding.take_due()
        window._db.connection.set_trace_callback(None)
    assert told is None
    [other] = others
    assert other is not None
