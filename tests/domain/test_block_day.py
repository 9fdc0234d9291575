"""The hours after a block: which check-in a score answers, and which one is asked for."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from cluneal_tracker.domain.block_day import (
    CHECKS,
    Check,
    block_day,
    check_at,
    closed_before,
    in_time,
    minutes_between,
    moment_of,
    next_opening,
    zone_of,
)
from cluneal_tracker.domain.pain import Given, PainEntry, Side, VasScore
from cluneal_tracker.domain.reminders import instant
from cluneal_tracker.domain.schedule import ReminderKind
from cluneal_tracker.domain.statistics.block_relief import relief
from cluneal_tracker.domain.treatment import Treatment, TreatmentKind
from cluneal_tracker.domain.when import When

BERLIN = ZoneInfo("Europe/Berlin")
DAY = date(2026, 3, 12)
GIVEN = datetime(2026, 3, 12, 9, 30, tzinfo=timezone.utc)  # 10:30 in Berlin


def minutes(count: float) -> datetime:
    return GIVEN + timedelta(minutes=count)


def score(count: float, mm: int, side: Side = Side.RIGHT, later: float = 0) -> PainEntry:
    """A score felt so many minutes after the block, and entered so many minutes later."""
    local = minutes(count).astimezone(BERLIN).replace(tzinfo=None)
    return PainEntry(
        id=f"{count} {side}",
        felt=When.local(local, BERLIN),
        entered_at=minutes(count + later),
        side=side,
        score=VasScore(mm),
        given=Given.LINE,
    )


def block(**more: object) -> Treatment:
    known: dict[str, object] = {
        "id": "block",
        "kind": TreatmentKind.BLOCK,
        "first_day": DAY,
        "entered_at": GIVEN,
        "given_at": time(10, 30),
    }
    return Treatment(**(known | more))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("after", "check"),
    [(1, None), (2.5, 5), (9, 5), (10, 15), (22, 15), (23, 30), (44, 30), (45, 60), (89, 60),
     (90, 120), (300, 360), (899, 360), (900, 1440), (1680, 1440), (1681, None)],
)  # fmt: skip
def test_a_score_answers_the_check_in_it_is_nearest_to(after: float, check: int | None) -> None:
    assert check_at(after) == check


@pytest.mark.parametrize("after", CHECKS)
def test_a_score_at_its_time_answers_each(after: int) -> None:
    assert check_at(after) == after


def test_the_last_score_before_it_is_what_the_others_are_held_against() -> None:
    entries = [score(-600, 50), score(-20, 74), score(5, 60), score(60, 9), score(-25 * 60, 10)]
    day = block_day(GIVEN, Side.RIGHT, entries)
    assert day.baseline == 7.4
    assert day.checks == ((5, 6.0), (60, 0.9))


def test_a_score_of_the_day_before_last_is_no_score_before_it() -> None:
    assert block_day(GIVEN, Side.RIGHT, [score(-25 * 60, 50)]).baseline is None


def test_scores_of_the_other_side_and_from_memory_are_left_out() -> None:
    entries = [score(-5, 70), score(30, 20, Side.LEFT), score(60, 30, later=25 * 60)]
    assert block_day(GIVEN, Side.RIGHT, entries).checks == ()
    assert block_day(GIVEN, None, entries[1:]).checks == ((30, 2.0),)


def test_two_sides_at_one_moment_count_by_their_mean() -> None:
    entries = [score(30, 20, Side.LEFT), score(30, 40, Side.RIGHT)]
    assert block_day(GIVEN, Side.BOTH, entries).checks == ((30, 3.0),)


def test_two_sides_that_are_marked_one_after_the_other_are_one_check_in() -> None:
    entries = [
        score(-9, 20, Side.RIGHT), score(-8.8, 80, Side.LEFT),
        score(5, 20, Side.RIGHT), score(5.2, 80, Side.LEFT),
        score(60, 20, Side.RIGHT),
    ]  # fmt: skip
    day = block_day(GIVEN, None, entries)
    assert day.baseline == 5.0
    assert day.checks == ((5.2, 5.0),), "one side alone is no check-in of both"


def test_a_score_in_the_minute_of_the_block_is_from_before_it() -> None:
    day = block_day(GIVEN, Side.RIGHT, [score(-200, 30), score(0.2, 80), score(15, 30)])
    assert (day.baseline, day.checks) == (8.0, ((15, 3.0),))


def test_what_comes_after_the_next_block_is_no_longer_its_work() -> None:
    entries = [score(-5, 80), score(60, 80), score(400, 10)]
    day = block_day(GIVEN, Side.RIGHT, entries, until=minutes(360))
    assert [*day.checks] == [(60, 8.0)]
    assert (day.open_check(minutes(361)), day.next_check(minutes(250))) == (None, None)
    assert [one.at for one in day.reminders(block(), BERLIN, minutes(200))] == [
        time(13, 30),
        time(14, 30),
    ]


def test_a_block_stays_in_the_zone_where_it_was_lived() -> None:
    entries = [score(-5, 80), score(60, 20)]
    chicago = ZoneInfo("America/Chicago")
    assert zone_of(block(), entries, chicago) == BERLIN
    assert zone_of(block(), [], chicago) == chicago
    far = score(40 * 60, 20)
    assert zone_of(block(), [far], chicago) == chicago


@pytest.mark.parametrize(
    ("checks", "told"),
    [
        ([(7, 5.0), (61, 2.0), (125, 3.0)], [(5.0, 5.0), (60.0, 2.0), (120.0, 3.0)]),
        ([(62, 2.0), (70, 3.0)], [(60.0, 2.0), (70, 3.0)]),
        ([(85, 2.0), (600, 3.0)], [(85, 2.0), (600, 3.0)]),
        ([(2.6, 5.0)], [(5.0, 5.0)]),
    ],
)
def test_a_few_minutes_late_is_in_time(checks: list[Check], told: list[Check]) -> None:
    assert in_time(checks) == told


def test_each_check_in_is_asked_for_until_it_is_answered_or_the_next_one_opens() -> None:
    day = block_day(GIVEN, Side.RIGHT, [score(-5, 70), score(16, 40)])
    assert day.open_check(minutes(1)) is None
    assert day.open_check(minutes(6)) == 5
    assert day.open_check(minutes(17)) is None
    assert day.open_check(minutes(30)) == 30
    assert day.next_check(minutes(17)) == minutes(30)
    assert day.next_check(minutes(1440)) is None
    assert day.open_check(minutes(1700)) is None


@pytest.mark.parametrize(
    ("now", "closed", "opens"),
    [(-1, None, 1), (0.5, None, 1), (1, 1, 2.5), (12, 10, 22.5), (2000, None, None)],
)
def test_a_mark_stands_for_itself_once_the_next_check_in_has_opened(
    now: float, closed: float | None, opens: float | None
) -> None:
    def moment(count: float | None) -> datetime | None:
        return None if count is None else minutes(count)

    assert closed_before(GIVEN, minutes(now)) == moment(closed)
    assert next_opening(GIVEN, minutes(now)) == moment(opens)


def test_its_reminders_come_on_their_own_day_and_those_that_are_over_do_not() -> None:
    told = block_day(GIVEN, None, []).reminders(block(), BERLIN, minutes(50))
    assert [(one.on, one.at) for one in told] == [
        (DAY, time(11, 30)),
        (DAY, time(12, 30)),
        (DAY, time(13, 30)),
        (DAY, time(14, 30)),
        (DAY, time(16, 30)),
        (DAY + timedelta(days=1), time(10, 30)),
    ]
    assert {one.kind for one in told} == {ReminderKind.BLOCK_DAY}
    assert not told[0].comes_on(DAY + timedelta(days=7))


def test_a_block_in_the_night_belongs_to_the_diary_day_before() -> None:
    night = block(given_at=time(0, 20))
    assert moment_of(night, BERLIN) == datetime(2026, 3, 12, 23, 20, tzinfo=timezone.utc)


@pytest.mark.parametrize(
    ("zone", "day"),
    [
        ("Europe/Berlin", date(2025, 10, 25)),
        ("Europe/Berlin", date(2026, 3, 28)),
        ("Australia/Lord_Howe", date(2026, 4, 4)),
        ("Europe/Berlin", DAY),
    ],
)
def test_each_check_in_comes_at_its_minute_while_the_clock_is_changed(zone: str, day: date) -> None:
    here = ZoneInfo(zone)
    late = block(first_day=day, given_at=time(21, 0))
    given = moment_of(late, here)
    told = block_day(given, None, []).reminders(late, here, given)
    moments = [instant(one.on, one.at, here) for one in told if one.on]
    assert [minutes_between(given, moment) for moment in moments] == list(CHECKS)


def test_a_late_block_is_followed_over_midnight() -> None:
    late = block(given_at=time(21, 0))
    assert moment_of(late, BERLIN) == datetime(2026, 3, 12, 20, 0, tzinfo=timezone.utc)
    day = block_day(moment_of(late, BERLIN), None, [])
    told = day.reminders(late, BERLIN, datetime(2026, 3, 12, 22, 0, tzinfo=timezone.utc))
    assert (told[-2].on, told[-2].at) == (DAY + timedelta(days=1), time(3, 0))


@pytest.mark.parametrize(
    "more",
    [
        {"kind": TreatmentKind.SURGERY},
        {"given_at": time(10, 30, 5)},
        {"kind": TreatmentKind.OTHER, "given_at": None, "operator": "Dr Ash"},
    ],
)
def test_what_only_a_block_has_is_refused_elsewhere(more: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="block"):
        block(**more)


@pytest.mark.parametrize(
    ("scores", "best"),
    [
        ([(-20, 80), (5, 70), (60, 20), (360, 60)], 75.0),
        ([(-20, 80), (360, 60), (361, 10)], 25.0),
        ([(-20, 80), (60, 90)], -12.5),
        ([(-20, 82), (60, 41)], 50.0),
        ([(-20, 80), (361, 10)], None),
        ([(-20, 19), (60, 5)], None),
        ([(60, 5)], None),
    ],
)
def test_best_relief_is_that_of_the_first_six_hours(
    scores: list[tuple[float, int]], best: float | None
) -> None:
    day = block_day(GIVEN, Side.RIGHT, [score(*one) for one in scores])
    assert day.best_relief == best
    if best is not None and day.baseline is not None:
        early = [check for check in day.checks if check[0] <= 360]
        assert relief(day.baseline, early).best_percent == best
