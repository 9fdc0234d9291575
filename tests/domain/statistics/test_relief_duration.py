from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cluneal_tracker.domain.statistics import DurationRefusal, ReliefDuration, relief_duration

TREATED = 100


def diary(lower_for: int, until: int, *, low: float = 3.0, before: int = 28) -> dict[int, float]:
    """8 before, `low` for so many days from the treatment on, then 8 again."""
    scores = {day: 8.0 for day in range(TREATED - before, TREATED + until + 1)}
    scores.update({TREATED + day: low for day in range(min(lower_for, until + 1))})
    return scores


def measured(scores: dict[int, float]) -> ReliefDuration:
    return relief_duration(list(scores), list(scores.values()), TREATED)


def test_weeks_until_the_seven_day_mean_is_back() -> None:
    # 70 % of 8 is 5.6: four 8s among three 3s are the first mean above it, 5.86 on day 45.
    assert measured(diary(42, 90)) == ReliefDuration(45 / 7, False, 8.0, 3.0)


def test_still_lower_at_the_end_is_a_lower_bound() -> None:
    assert measured(diary(200, 60)) == ReliefDuration(60 / 7, True, 8.0, 3.0)


def test_never_thirty_percent_lower_is_no_relief() -> None:
    assert measured(diary(60, 90, low=5.7)) == ReliefDuration(0.0, False, 8.0, 5.7)
    assert measured(diary(90, 60, low=5.6)) == ReliefDuration(60 / 7, True, 8.0, 5.6)


def test_the_first_three_days_are_skipped() -> None:
    sore = diary(42, 90)
    sore.update({TREATED: 10.0, TREATED + 1: 10.0, TREATED + 2: 10.0})
    numb = diary(3, 90, low=0.0)

    assert measured(sore).weeks == 45 / 7
    assert measured(numb) == ReliefDuration(0.0, False, 8.0, 8.0)


def test_relief_may_take_days_to_come() -> None:
    slow = diary(42, 90)
    slow.update({TREATED + day: 8.0 for day in range(8)})

    assert measured(slow) == ReliefDuration(45 / 7, False, 8.0, 3.0)


def test_relief_that_comes_after_two_weeks_is_not_counted_as_the_block() -> None:
    late = diary(60, 90)
    late.update({TREATED + day: 8.0 for day in range(16)})

    assert measured(late).weeks == 0.0


def test_a_mean_needs_four_scored_days_of_seven() -> None:
    scores = diary(42, 90)
    for day in range(38, 70):
        if day < 42 or day % 7 > 2:
            del scores[TREATED + day]

    # Three scores a week from day 42 on: the first four in seven days are those up to day 73.
    assert measured(scores).weeks == 73 / 7


def test_scores_that_stop_leave_the_last_known_week() -> None:
    scores = diary(200, 40)
    scores[TREATED + 90] = 8.0

    # The last seven days that hold four scores end on day 43.
    assert measured(scores) == ReliefDuration(43 / 7, True, 8.0, 3.0)


@pytest.mark.parametrize(
    ("scores", "refusal"),
    [
        ({}, DurationRefusal.TOO_LITTLE_BEFORE),
        (diary(42, 90, before=13), DurationRefusal.TOO_LITTLE_BEFORE),
        (diary(42, 90, before=14), None),
        (diary(42, 8), None),
        (diary(42, 5), DurationRefusal.TOO_LITTLE_AFTER),
        ({day: 1.9 for day in range(60, 160)}, DurationRefusal.BASELINE_TOO_LOW),
    ],
)
def test_what_cannot_be_counted_is_refused(
    scores: dict[int, float], refusal: DurationRefusal | None
) -> None:
    found = measured(scores)

    assert found.refusal is refusal
    assert (found.weeks is None) is (refusal is not None)


def test_seven_scores_before_are_enough_if_they_reach_back_two_weeks() -> None:
    scores = {day: score for day, score in diary(42, 90).items() if day >= TREATED}
    before = {TREATED - day: 8.0 for day in (14, 12, 10, 8, 6, 4, 2)}

    assert measured(before | scores).weeks == 45 / 7
    del before[TREATED - 8]
    assert measured(before | scores).refusal is DurationRefusal.TOO_LITTLE_BEFORE


def test_older_scores_do_not_belong_to_the_baseline() -> None:
    scores = diary(42, 90)
    scores.update({TREATED - day: 2.0 for day in range(29, 60)})

    assert measured(scores).baseline == 8.0


@given(
    st.lists(st.integers(20, 100), min_size=120, max_size=120),
    st.sampled_from([0.5, 2.0, 4.0]),
    st.integers(-1000, 1000),
)
def test_neither_scale_nor_calendar_changes_the_weeks(
    scores: list[int], scale: float, later: int
) -> None:
    plain = relief_duration(range(120), scores, 30)
    moved = relief_duration(
        [day + later for day in range(120)], [scale * one for one in scores], 30 + later
    )

    assert (moved.weeks, moved.censored) == (plain.weeks, plain.censored)


def test_the_order_of_days_does_not_matter() -> None:
    scores = diary(42, 90)
    days = sorted(scores, key=lambda day: day * 37 % 101)

    assert relief_duration(days, [scores[day] for day in days], TREATED) == measured(scores)


def test_wrong_input_is_refused_with_a_sentence() -> None:
    with pytest.raises(ValueError, match="twice"):
        relief_duration([1, 1], [5.0, 5.0], 3)
