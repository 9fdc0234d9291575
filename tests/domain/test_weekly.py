"""The PEG as it was published, and when the questions of the week are asked."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from cluneal_tracker.domain.weekly import (
    OverallChange,
    Peg,
    WeeklyAnswer,
    is_asked_for,
    peg_points,
    runs,
)
from cluneal_tracker.domain.when import When

TODAY = date(2026, 3, 12)


@pytest.mark.parametrize(
    ("answers", "mean", "shown"),
    [
        # The mean of the three items, 0 to 10: Krebs et al., J Gen Intern Med 2009; 24:733.
        ((0, 0, 0), 0, "0.0"),
        ((4, 5, 6), 5, "5.0"),
        ((10, 10, 10), 10, "10.0"),
        # Their sum over three: 23 and 10 do not come out even.
        ((7, 8, 8), 23 / 3, "7.7"),
        ((1, 0, 9), 10 / 3, "3.3"),
    ],
)
def test_the_score_is_the_mean_of_three(
    answers: tuple[int, int, int], mean: float, shown: str
) -> None:
    peg = Peg.of(*answers)
    assert peg is not None
    assert peg.mean == pytest.approx(mean)
    assert str(peg) == shown


@pytest.mark.parametrize(
    "answers", [(4, None, None), (None, 5, None), (None, None, 6), (4, 5, None), (0, 0, None)]
)
def test_a_part_of_the_three_is_no_score(answers: tuple[int | None, ...]) -> None:
    pain, enjoyment, activity = answers
    with pytest.raises(ValueError, match="Answer all three, or none"):
        Peg.of(pain, enjoyment, activity)


def test_none_of_the_three_is_missing_and_never_nought() -> None:
    assert Peg.of(None, None, None) is None
    assert Peg.of(0, 0, 0) is not None


@pytest.mark.parametrize("answer", [-1, 11, 4.5, True, "4"])
def test_an_answer_off_the_scale_is_refused(answer: int) -> None:
    with pytest.raises(ValueError, match="whole number from 0 to 10"):
        Peg(4, answer, 6)


def test_overall_change_has_seven_points_around_no_change() -> None:
    points = list(OverallChange)
    assert len(points) == 7
    assert points[3] is OverallChange.NO_CHANGE
    assert all("better" in one.value for one in points[:3])
    assert all("worse" in one.value for one in points[4:])


@pytest.mark.parametrize(
    ("gap", "weekdays", "asked"),
    [
        (0, {3}, False),
        (6, (), False),
        (7, (), True),
        (30, (), True),
        # Thursday was chosen, and last week's answers came late: on Monday, not on Sunday.
        (3, {3}, False),
        (4, {3}, True),
        (6, {4}, False),
        # The clock was set back.
        (-3, {3}, False),
    ],
)
def test_a_week_has_to_pass(gap: int, weekdays: set[int], *, asked: bool) -> None:
    assert is_asked_for(TODAY - timedelta(gap), TODAY, weekdays) is asked


def test_the_first_time_there_is_nothing_to_wait_for() -> None:
    assert is_asked_for(None, TODAY)


def _week(days: int, peg: Peg | None) -> WeeklyAnswer:
    given = When.local(datetime.combine(TODAY + timedelta(days), time(20)), ZoneInfo("UTC"))
    return WeeklyAnswer(str(days), given, given.at, peg)


def test_no_line_goes_over_more_than_three_weeks_without_a_score() -> None:
    answered = [_week(days, Peg(3, 3, 3)) for days in (0, 7, 28, 50)]
    put_off = [_week(days, None) for days in (14, 35, 42)]
    weeks = sorted([*answered, *put_off], key=lambda week: week.given.day)
    found = [[(day - TODAY).days for day, _ in run] for run in runs(peg_points(weeks))]
    assert found == [[0, 7, 28], [50]]
    assert runs(peg_points(put_off)) == []
    assert runs(peg_points(answered[:1])) == [[(TODAY, 3.0)]]
