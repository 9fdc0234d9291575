"""Reminders of the week's questions and of visits."""

from __future__ import annotations

from datetime import date, time

import pytest

from cluneal_tracker.domain.asking import Snooze
from cluneal_tracker.domain.pain import Given, VasScore
from cluneal_tracker.domain.reminder_history import Fate
from cluneal_tracker.domain.schedule import Reminder, ReminderKind
from cluneal_tracker.domain.weekly import Peg
from cluneal_tracker.services.opening import Services
from tests.fakes import FakeClock
from tests.services.telling import TODAY, told_now

WEEK = Reminder(ReminderKind.PEG_WEEK, time(8), frozenset({3}))


def test_the_questions_of_the_week_are_asked_for_on_their_day_alone(
    services: Services, clock: FakeClock
) -> None:
    services.reminding.plan([WEEK])
    assert services.reminding.take_due() is None
    clock.set_wall("2026-03-18T08:10")
    assert services.reminding.take_due() is None
    clock.set_wall("2026-03-19T08:00")
    told = told_now(services)
    assert (told.weekly, told.check_in, told.routines, told.block) == (True, False, (), "")
    assert services.weekly.view().asked_for
    services.diary.mark(VasScore(41), Given.LINE)
    assert services.reminding.still_open(told).weekly
    services.weekly.answer(Peg(4, 5, 6))
    services.reminding.settle(told)
    assert [one.fate for one in services.reminding.history(TODAY)] == [Fate.ANSWERED]
    clock.move(days=1)
    assert services.reminding.take_due() is None


@pytest.mark.parametrize("days", [1, 3])
@pytest.mark.parametrize("put_off", [True, False])
def test_what_was_answered_or_put_off_in_these_days_is_not_asked_again(
    services: Services, clock: FakeClock, days: int, *, put_off: bool
) -> None:
    services.reminding.plan([WEEK])
    clock.set_wall(f"2026-03-{19 - days}T20:00")
    if put_off:
        services.weekly.put_off()
    else:
        services.weekly.answer(Peg(4, 5, 6))
    clock.set_wall("2026-03-19T08:00")
    assert services.reminding.take_due() is None
    assert not services.weekly.view().asked_for
    clock.set_wall("2026-03-26T08:00")
    assert told_now(services).weekly
    assert services.weekly.view().asked_for


def test_an_answer_that_came_late_does_not_silence_the_next_week(
    services: Services, clock: FakeClock
) -> None:
    services.reminding.plan([WEEK])
    clock.set_wall("2026-03-22T20:00")
    services.weekly.answer(Peg(4, 5, 6))
    clock.set_wall("2026-03-26T07:59")
    clock.move(minutes=1)
    # Four days, and on the chosen one the card is there too.
    assert told_now(services).weekly
    assert services.weekly.view().asked_for


NEXT_VISIT = date(2026, 6, 24)


def _told_visit(services: Services) -> str:
    told = services.reminding.take_due()
    return "".join(told.visits) if told is not None else ""


def test_a_visit_is_told_of_once_on_the_evening_before(
    services: Services, clock: FakeClock
) -> None:
    services.reminding.turn(False)
    visit = services.visit_log.add(NEXT_VISIT, at=time(10, 30), whom="Pain clinic")
    wish = services.reminding.next_moment()
    assert wish is not None
    assert wish.astimezone(clock.zone()).isoformat() == "2026-06-23T18:00:00+02:00"
    clock.set_wall("2026-06-23T17:59")
    assert _told_visit(services) == ""
    clock.set_wall("2026-06-23T18:00")
    assert _told_visit(services) == visit.id
    for later in ("18:31", "19:01", "23:00"):
        clock.set_wall(f"2026-06-23T{later}")
        assert _told_visit(services) == ""
    assert services.reminding.next_moment() is None


def test_a_visit_that_is_moved_deleted_or_unwanted_is_not_told_of(
    services: Services, clock: FakeClock
) -> None:
    services.reminding.turn(False)
    log = services.visit_log
    moved, deleted, quiet = (log.add(NEXT_VISIT) for _ in range(3))
    log.change(moved.id, day=date(2026, 7, 1))
    log.delete(deleted.id)
    log.change(quiet.id, remind=False)
    clock.set_wall("2026-06-23T18:00")
    assert _told_visit(services) == ""
    clock.set_wall("2026-06-30T18:05")
    told = services.reminding.take_due()
    assert told is not None
    assert told.visits == (moved.id,)
    log.change(moved.id, day=date(2026, 7, 9))
    assert services.reminding.still_open(told).asked == ()


def test_a_visit_noted_after_the_evening_before_began_is_not_told_of(
    services: Services, clock: FakeClock
) -> None:
    services.reminding.turn(False)
    clock.set_wall("2026-06-23T18:30")
    services.visit_log.add(NEXT_VISIT)
    assert _told_visit(services) == ""
    other = services.visit_log.add(date(2026, 8, 1))
    # Moved to tomorrow only now.
    services.visit_log.change(other.id, day=NEXT_VISIT)
    assert _told_visit(services) == ""


def test_a_word_of_a_visit_is_read_and_counts_for_nothing_that_was_asked(
    services: Services, clock: FakeClock
) -> None:
    services.reminding.turn(False)
    services.visit_log.add(NEXT_VISIT)
    clock.set_wall("2026-06-23T18:00")
    told = services.reminding.take_due()
    assert told is not None
    assert told.only_tells
    services.reminding.settle(told)
    assert services.reminding.still_open(told).asked == told.asked
    clock.set_wall("2026-06-24T18:00")
    assert services.reminding.take_due() is None
    assert services.reminding.history(date(2026, 6, 20)) == []


def test_put_off_by_an_hour_it_comes_back(services: Services, clock: FakeClock) -> None:
    services.reminding.turn(False)
    visit = services.visit_log.add(NEXT_VISIT)
    clock.set_wall("2026-06-23T18:00")
    told = services.reminding.take_due()
    assert told is not None
    services.reminding.snooze(told, Snooze.SIXTY)
    clock.set_wall("2026-06-23T18:59")
    assert _told_visit(services) == ""
    clock.set_wall("2026-06-23T19:00")
    assert _told_visit(services) == visit.id
