from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cluneal_tracker.domain.diary import (
    FEWEST_IN_WINDOW,
    WINDOW_DAYS,
    BeforeAfter,
    MiddlePoint,
    Stretch,
    before_after,
    day_values,
    days_between,
    median,
    middle_line,
    quantile,
    stretch,
)
from cluneal_tracker.domain.pain import Given, PainEntry, Side, VasScore
from cluneal_tracker.domain.when import When

BERLIN = ZoneInfo("Europe/Berlin")
DAY = date(2026, 3, 12)
ONE = timedelta(days=1)

scores = st.integers(0, 100).map(lambda mm: mm / 10)
runs = st.dictionaries(st.integers(0, 60).map(lambda n: DAY + n * ONE), scores, max_size=60)
turns = st.lists(st.integers(0, 60).map(lambda n: DAY + n * ONE), max_size=3)


def _entry(
    mm: int | None, side: Side = Side.RIGHT, day: date = DAY, hour: int = 8, late_hours: int = 0
) -> PainEntry:
    felt = When.local(datetime.combine(day, time(hour)), BERLIN)
    return PainEntry(
        "one",
        felt,
        felt.utc + timedelta(hours=late_hours),
        side,
        None if mm is None else VasScore(mm),
        None if mm is None else Given.LINE,
    )


def _filled(values: Iterable[float], first: date = DAY) -> dict[date, float]:
    return {first + n * ONE: value for n, value in enumerate(values)}


def test_a_day_is_worth_the_mean_of_its_scores() -> None:
    entries = [_entry(20, hour=8), _entry(50, hour=20), _entry(70, day=DAY + 2 * ONE)]
    assert day_values(entries, Side.RIGHT) == {DAY: 3.5, DAY + 2 * ONE: 7.0}


def test_a_two_sided_score_counts_for_both_sides() -> None:
    entries = [_entry(20, Side.LEFT), _entry(60, Side.BOTH), _entry(40, Side.RIGHT)]
    assert day_values(entries, Side.LEFT) == {DAY: 4.0}
    assert day_values(entries, Side.RIGHT) == {DAY: 5.0}
    assert day_values(entries, Side.BOTH) == {DAY: 4.0}


def test_recalled_scores_are_left_out_and_later_ones_are_in() -> None:
    entries = [_entry(90, late_hours=25), _entry(30, late_hours=24)]
    assert day_values(entries, Side.RIGHT) == {DAY: 3.0}
    assert day_values(entries[:1], Side.RIGHT) == {}


def test_missing_is_never_zero_and_zero_is_never_missing() -> None:
    assert day_values([_entry(None)], Side.RIGHT) == {}
    assert day_values([_entry(0), _entry(None)], Side.RIGHT) == {DAY: 0.0}


@given(st.lists(scores, min_size=1, max_size=40), st.floats(0, 1))
def test_quantile_is_the_one_of_numpy(values: list[float], share: float) -> None:
    assert quantile(sorted(values), share) == pytest.approx(float(np.quantile(values, share)))


@given(st.lists(scores, max_size=40))
def test_median_is_the_one_of_numpy(values: list[float]) -> None:
    expected = pytest.approx(float(np.median(values))) if values else None
    assert median(values) == expected


def test_three_of_seven_days_make_no_middle_and_four_do() -> None:
    days = [DAY, DAY + 2 * ONE, DAY + 4 * ONE, DAY + 6 * ONE]
    three = dict.fromkeys(days[1:], 5.0)
    assert middle_line(three, []) == []
    four = dict(zip(days, [2.0, 4.0, 6.0, 9.0], strict=True))
    assert middle_line(four, []) == [[MiddlePoint(days[-1], 5.0, 3.5, 6.75)]]
    # The oldest of the four lies eight days back: out of the window.
    assert middle_line({**three, DAY - ONE: 5.0}, []) == []


@given(runs, turns)
def test_the_middle_line_never_bridges_a_gap_nor_a_turning_day(
    values: dict[date, float], turning: list[date]
) -> None:
    seen: list[date] = []
    for run in middle_line(values, turning):
        days = [point.day for point in run]
        assert days == list(days_between(days[0], days[-1]))
        assert not any(days[0] < turn <= days[-1] for turn in turning)
        seen += days
    assert seen == sorted(set(seen))
    assert set(seen) <= set(values)


@given(runs, turns)
def test_each_middle_point_is_the_median_of_its_own_window(
    values: dict[date, float], turning: list[date]
) -> None:
    points = {point.day: point for run in middle_line(values, turning) for point in run}
    for day in values:
        window = [
            values[past]
            for past in (day - n * ONE for n in range(WINDOW_DAYS))
            if past in values and not any(past < turn <= day for turn in turning)
        ]
        assert (day in points) is (len(window) >= FEWEST_IN_WINDOW)
        if day in points:
            wanted = np.quantile(window, [0.25, 0.5, 0.75])
            point = points[day]
            assert [point.low, point.median, point.high] == pytest.approx(list(wanted))


def test_a_gap_and_a_turning_day_start_a_new_run() -> None:
    values = _filled([5.0] * 20)
    del values[DAY + 8 * ONE]
    turn = DAY + 14 * ONE
    runs = middle_line(values, [turn])
    spans = [(run[0].day - DAY, run[-1].day - DAY) for run in runs]
    assert [(first.days, last.days) for first, last in spans] == [(3, 7), (9, 13), (17, 19)]


def test_the_line_after_a_turning_day_knows_nothing_of_the_time_before() -> None:
    values = _filled([9.0] * 10 + [1.0] * 10)
    (before, after) = middle_line(values, [DAY + 10 * ONE])
    assert {(point.low, point.median, point.high) for point in before} == {(9.0, 9.0, 9.0)}
    assert {(point.low, point.median, point.high) for point in after} == {(1.0, 1.0, 1.0)}


def test_a_stretch_counts_its_days_and_those_with_a_score() -> None:
    values = {DAY: 2.0, DAY + 2 * ONE: 4.0, DAY + 9 * ONE: 9.0}
    found = stretch(values, DAY, DAY + 6 * ONE)
    assert found == Stretch(DAY, DAY + 6 * ONE, 2, 3.0)
    assert found.days == 7
    assert stretch({}, DAY, DAY) == Stretch(DAY, DAY, 0, None)


def test_before_and_after_leave_the_day_itself_out() -> None:
    values = {DAY + n * ONE: 8.0 if n < 0 else 2.0 for n in range(-30, 31)}
    values[DAY] = 100.0
    compared = before_after(values, DAY, DAY + 30 * ONE)
    assert compared == BeforeAfter(
        Stretch(DAY - 14 * ONE, DAY - ONE, 14, 8.0), Stretch(DAY + ONE, DAY + 14 * ONE, 14, 2.0), 0
    )


@pytest.mark.parametrize(("after_days", "to_come"), [(0, 14), (13, 1), (14, 0), (400, 0)])
def test_days_to_come_after_a_treatment(after_days: int, to_come: int) -> None:
    assert before_after({}, DAY, DAY + after_days * ONE).days_to_come == to_come


@pytest.mark.parametrize(
    ("before", "after", "enough"), [(7, 7, True), (6, 14, False), (14, 6, False), (0, 0, False)]
)
def test_a_comparison_needs_seven_scored_days_on_each_side(
    before: int, after: int, enough: bool
) -> None:
    days = [*(-n for n in range(1, before + 1)), *range(1, after + 1)]
    values = {DAY + n * ONE: 5.0 for n in days}
    assert before_after(values, DAY, DAY + 20 * ONE).enough is enough


def test_days_between_holds_both_ends() -> None:
    assert list(days_between(DAY, DAY)) == [DAY]
    assert list(days_between(DAY, DAY - ONE)) == []
    assert len(list(days_between(DAY, DAY + 9 * ONE))) == 10
