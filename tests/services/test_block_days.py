"""A block day as it is lived: a click for each check-in, none of which takes another's place."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from cluneal_tracker.domain.errors import DiaryError
from cluneal_tracker.domain.pain import Given, Side, VasScore
from cluneal_tracker.domain.statistics import ReliefRule, RuleOutcome
from cluneal_tracker.domain.treatment import Treatment, TreatmentKind
from cluneal_tracker.services.opening import Services
from tests.fakes import FakeClock

DAY = date(2026, 3, 12)


@pytest.fixture
def block(services: Services, clock: FakeClock) -> Treatment:
    """A block at 10:30 on a day without other reminders; it is 10:20 and hurts by 7.4."""
    clock.set_wall("2026-03-12T10:20")
    services.preferences.choose(reminders=())
    services.diary.mark(VasScore(74), Given.LINE)
    return services.treatments.add(TreatmentKind.BLOCK, DAY, given_at=time(10, 30))


def at(clock: FakeClock, minutes: float) -> None:
    given = datetime.combine(DAY, time(10, 30)) + timedelta(minutes=minutes)
    clock.set_wall(given.isoformat())


def test_two_check_ins_ten_minutes_apart_are_two_scores(
    services: Services, clock: FakeClock, block: Treatment
) -> None:
    at(clock, -2)
    services.diary.mark(VasScore(70), Given.LINE)
    for minutes, mm in ((5, 60), (13, 40), (14, 38), (30, 20)):
        at(clock, minutes)
        services.diary.mark(VasScore(mm), Given.LINE)
    day = services.block_days.of(block)
    assert day.baseline == 7.0, "moved within ten minutes, before the block"
    assert day.checks == ((5, 6.0), (13, 3.8), (30, 2.0)), "the second one was moved, not the first"


def test_the_line_is_empty_again_when_a_check_in_opens(
    services: Services, clock: FakeClock, block: Treatment
) -> None:
    at(clock, 5)
    services.diary.mark(VasScore(60), Given.LINE)
    at(clock, 9)
    view = services.diary.today()
    assert any(view.marks.values())
    assert services.diary.next_change(view.half).astimezone(clock.zone()).time() == time(10, 40)
    at(clock, 10.1)
    assert not any(services.diary.today().marks.values())


def test_each_check_in_is_reminded_of_once_and_not_where_it_is_answered(
    services: Services, clock: FakeClock, block: Treatment
) -> None:
    at(clock, 5)
    told = services.reminding.take_due()
    assert told is not None
    assert (told.check_in, told.block) == (True, block.id)
    assert services.reminding.take_due() is None
    at(clock, 15)
    services.diary.mark(VasScore(40), Given.LINE)
    assert services.reminding.take_due() is None
    moment = services.reminding.next_moment()
    assert moment is not None
    assert moment.astimezone(clock.zone()).time() == time(11, 0)


def test_what_was_slept_through_is_let_go_and_the_one_of_now_is_asked(
    services: Services, clock: FakeClock, block: Treatment
) -> None:
    at(clock, 130)
    told = services.reminding.take_due()
    assert told is not None
    assert [one.reminder.at for one in told.asked] == [time(12, 30)]
    found = services.block_days.now()
    assert found is not None
    assert found.asked == 120


def test_it_is_over_on_the_next_day(services: Services, clock: FakeClock, block: Treatment) -> None:
    at(clock, 1700)
    assert services.block_days.now() is None
    assert services.reminding.next_moment() is None


def test_the_result_has_the_relief_and_the_three_rules(
    services: Services, clock: FakeClock, block: Treatment
) -> None:
    for minutes, mm in ((5, 60), (15, 30), (30, 10), (60, 9), (120, 20), (180, 30), (240, 50)):
        at(clock, minutes)
        services.diary.mark(VasScore(mm), Given.LINE)
    [view] = services.treatments.view(services.preferences.current.side).treatments
    hours = services.results.of(view, [view]).hours
    assert hours is not None
    assert hours.relief is not None
    assert hours.day.baseline == 7.4
    assert hours.relief.best_percent == pytest.approx(100 * (1 - 0.9 / 7.4))
    assert hours.relief.minutes_at_or_over_half == 165
    assert set(hours.relief.rules.values()) == {RuleOutcome.MET}
    assert set(hours.relief.rules) == set(ReliefRule)


def test_without_a_time_there_is_nothing_to_follow(services: Services, clock: FakeClock) -> None:
    services.treatments.add(TreatmentKind.BLOCK, DAY)
    assert services.block_days.now() is None


def test_a_block_on_the_other_side_is_asked_for_on_its_side(
    services: Services, clock: FakeClock
) -> None:
    clock.set_wall("2026-03-12T10:20")
    services.preferences.choose(reminders=(), side=Side.RIGHT)
    services.diary.mark(VasScore(74), Given.LINE, Side.LEFT)
    block = services.treatments.add(TreatmentKind.BLOCK, DAY, side=Side.LEFT, given_at=time(10, 30))
    assert services.diary.today().side is Side.RIGHT
    at(clock, 5)
    assert services.diary.today().side is Side.LEFT
    services.diary.mark(VasScore(60), Given.LINE, Side.LEFT)
    assert services.block_days.of(block).checks == ((5, 6.0),)
    assert services.diary.today().side is Side.RIGHT


def test_of_two_blocks_on_one_day_the_one_that_waits_is_asked_for(
    services: Services, clock: FakeClock, block: Treatment
) -> None:
    later = services.treatments.add(TreatmentKind.BLOCK, DAY, given_at=time(15, 0))
    at(clock, 6)
    now = services.block_days.now()
    assert now is not None
    assert (now.treatment, now.asked) == (block, 5)
    clock.set_wall("2026-03-12T15:05")
    now = services.block_days.now()
    assert now is not None
    assert (now.treatment, now.asked) == (later, 5)


def test_a_block_that_is_taken_out_is_asked_about_no_more(
    services: Services, clock: FakeClock, block: Treatment
) -> None:
    at(clock, 5)
    told = services.reminding.take_due()
    assert told is not None
    services.treatments.delete(block.id)
    assert services.reminding.still_open(told).asked == ()
    assert services.reminding.next_moment() is None
    at(clock, 30 * 60)
    assert services.reminding.history(DAY) == []


def test_a_block_is_followed_though_other_reminders_are_off(
    services: Services, clock: FakeClock, block: Treatment
) -> None:
    services.reminding.turn(False)
    at(clock, 5)
    told = services.reminding.take_due()
    assert told is not None
    assert told.block == block.id


def test_a_check_in_of_a_block_that_was_moved_is_not_answered_by_an_older_score(
    services: Services, clock: FakeClock, block: Treatment
) -> None:
    at(clock, 5)
    told = services.reminding.take_due()
    assert told is not None
    services.treatments.change(block.id, given_at=time(10, 50))
    assert services.reminding.still_open(told).asked == told.asked
    services.reminding.settle(told)
    assert services.block_days.of(block).checks == ()


def test_on_a_journey_it_stays_what_it_was(
    services: Services, clock: FakeClock, block: Treatment
) -> None:
    at(clock, 60)
    services.diary.mark(VasScore(9), Given.LINE)
    before = services.block_days.of(block)
    clock.set_wall("2026-03-14T09:00", "America/Denver")
    assert services.block_days.of(block) == before


def test_what_was_missed_is_named_and_added_at_its_real_time(
    services: Services, clock: FakeClock, block: Treatment
) -> None:
    at(clock, 30)
    services.diary.mark(VasScore(20), Given.LINE)
    at(clock, 200)
    missed = services.block_days.missed(block)
    assert [(one.after, f"{one.at:%H:%M}") for one in missed] == [
        (5, "10:35"),
        (15, "10:45"),
        (60, "11:30"),
        (120, "12:30"),
        (180, "13:30"),
    ]
    felt = services.block_days.moment(block, 120, time(12, 40))
    services.diary.add(VasScore(30), felt)
    assert (130.0, 3.0) in services.block_days.of(block).checks
    assert 120 not in [one.after for one in services.block_days.missed(block)]


def test_the_score_before_the_block_can_be_added_too(services: Services, clock: FakeClock) -> None:
    clock.set_wall("2026-03-12T12:00")
    block = services.treatments.add(TreatmentKind.BLOCK, DAY, given_at=time(10, 30))
    assert services.block_days.missed(block)[0].after == 0
    services.diary.add(VasScore(70), services.block_days.moment(block, 0, time(10, 25)))
    assert services.block_days.of(block).baseline == 7.0
    assert services.block_days.missed(block)[0].after == 5


def test_a_night_is_crossed_and_what_no_longer_counts_is_not_offered(
    services: Services, clock: FakeClock
) -> None:
    clock.set_wall("2026-03-12T22:00")
    block = services.treatments.add(TreatmentKind.BLOCK, DAY, given_at=time(22))
    clock.set_wall("2026-03-13T09:00")
    assert [one.after for one in services.block_days.missed(block)][-1] == 360
    felt = services.block_days.moment(block, 240, time(2, 10))
    assert felt.isoformat() == "2026-03-13T02:10:00"
    clock.set_wall("2026-03-13T23:00")
    assert [one.after for one in services.block_days.missed(block)] == [
        60,
        120,
        180,
        240,
        360,
        1440,
    ]
    clock.set_wall("2026-03-15T09:00")
    assert services.block_days.missed(block) == ()


@pytest.mark.parametrize(
    ("after", "wall", "why"),
    [(5, time(10, 20), "before the block"), (0, time(10, 40), "after"), (60, time(15), "not come")],
)
def test_a_time_that_does_not_fit_is_refused(
    services: Services,
    clock: FakeClock,
    block: Treatment,
    after: int,
    wall: time,
    why: str,
) -> None:
    at(clock, 90)
    with pytest.raises(DiaryError, match=why):
        services.block_days.moment(block, after, wall)


def test_a_block_without_its_time_has_nothing_to_add(services: Services) -> None:
    assert services.block_days.missed(services.treatments.add(TreatmentKind.BLOCK, DAY)) == ()
