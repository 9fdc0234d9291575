"""What is taken on bad days is followed by better ones, whether it helps or not."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from cluneal_tracker.domain.statistics import (
    AsNeeded,
    AsNeededRefusal,
    AsNeededVerdict,
    as_needed,
)
from tests.domain.statistics.simulated import as_marked, drifting_scores, taken_when_bad

Floats = NDArray[np.float64]
Taken = dict[int, bool]


def person(seed: int, days: int = 90, effect: float = 0.0) -> tuple[list[float], Taken]:
    """Scores, and a treatment on most bad days that changes the next day by `effect`."""
    rng = np.random.default_rng(seed)
    scores = 5.5 + drifting_scores(rng, 1, days, 0.4)[0]
    taken = taken_when_bad(rng, scores, 6.5)
    scores[1:] += effect * taken[:-1]
    return list(as_marked(scores)), {day: bool(one) for day, one in enumerate(taken)}


def number(value: float | None) -> float:
    assert value is not None
    return value


def test_a_useless_treatment_looks_good_the_day_after_and_is_not_called_so() -> None:
    looked_good = told_lower = 0
    for seed in range(100):
        scores, taken = person(seed)
        falls = [scores[day + 1] - scores[day] for day in range(89) if taken[day]]
        looked_good += float(np.mean(falls)) < 0
        told_lower += as_needed(range(90), scores, taken).verdict is AsNeededVerdict.LOWER

    assert looked_good > 90
    assert told_lower <= 5


def test_a_treatment_that_helps_is_found() -> None:
    found = [as_needed(range(90), *person(seed, effect=-2.0)) for seed in range(30)]

    assert sum(one.verdict is AsNeededVerdict.LOWER for one in found) >= 25
    assert np.mean([number(one.difference) for one in found]) == pytest.approx(-2, abs=0.5)


def by_the_book(scores: list[float], taken: Taken) -> tuple[float, float]:
    """The difference and its error, from one regression over the pairs, written out in full."""
    pairs = [day for day in range(len(scores) - 1) if day in taken]
    kept = [
        day
        for day in pairs
        if any(
            taken[day] != taken[one] and round(abs(scores[day] - scores[one]), 6) <= 1
            for one in pairs
        )
    ]
    earlier = [float(np.mean(scores[max(0, day - 6) : day])) if day else scores[0] for day in kept]
    design = np.array(
        [[1, taken[day], scores[day], was, day] for day, was in zip(kept, earlier, strict=True)],
        dtype=np.float64,
    )
    following = np.array([scores[day + 1] for day in kept])
    inverse = np.linalg.inv(design.T @ design)
    beta = inverse @ design.T @ following
    rest = following - design @ beta
    return float(beta[1]), float(np.sqrt(rest @ rest / (len(kept) - 5) * inverse[1, 1]))


@pytest.mark.parametrize("seed", range(6))
def test_the_difference_is_that_of_one_regression_over_equally_bad_days(seed: int) -> None:
    from scipy.stats import t

    scores, taken = person(seed, effect=-1.0)
    difference, error = by_the_book(scores, taken)

    found = as_needed(range(90), scores, taken)
    df = found.days_with + found.days_without - 5

    assert found.difference == pytest.approx(difference)
    assert number(found.high) - difference == pytest.approx(error * t.ppf(0.975, df))
    assert found.p == pytest.approx(2 * t.sf(abs(difference / error), df))


def test_by_hand_two_points_lower_after_it() -> None:
    # Every day is a 7 and the day after a 6; where it was taken, a 4.
    scores: list[float] = []
    taken: Taken = {}
    for pair in range(16):
        helped = pair % 2 == 0
        taken[3 * pair] = helped
        scores += [7.0, (4.0 if helped else 6.0) + (0.1 if pair % 4 < 2 else -0.1)]
    days = [3 * pair + later for pair in range(16) for later in (0, 1)]

    found = as_needed(days, scores, taken)

    assert (found.days_with, found.days_without) == (8, 8)
    assert (found.score_with, found.score_without) == (7, 7)
    assert (number(found.next_with), number(found.next_without)) == pytest.approx((4, 6))
    assert number(found.difference) == pytest.approx(-2, abs=0.05)
    assert found.verdict is AsNeededVerdict.LOWER


def test_seven_days_of_a_kind_are_too_few() -> None:
    scores, _ = person(1, 60)
    seven = {day: day % 8 == 0 for day in range(55)}

    found = as_needed(range(60), scores, seven)
    other = as_needed(range(60), scores, {day: not yes for day, yes in seven.items()})

    assert found == AsNeeded(7, 48, refusal=AsNeededRefusal.TOO_FEW_DAYS)
    assert other == AsNeeded(48, 7, refusal=AsNeededRefusal.TOO_FEW_DAYS)
    assert found.verdict is AsNeededVerdict.CANNOT_TELL


def test_days_that_were_never_as_bad_are_no_comparison() -> None:
    taken = {day: day % 2 == 0 for day in range(60)}
    scores = [8.0 + day % 3 / 10 if taken[day] else 3.0 + day % 4 / 10 for day in range(60)]

    found = as_needed(range(60), scores, taken)

    assert found.refusal is AsNeededRefusal.NO_EQUALLY_BAD_DAYS
    assert (found.days_with, found.days_without, found.difference) == (0, 0, None)


def test_only_days_within_a_point_are_compared() -> None:
    rng = np.random.default_rng(5)
    scores = [float(one) for one in rng.integers(0, 101, 120) / 10]
    taken = {day: score >= 5 for day, score in enumerate(scores)}

    found = as_needed(range(120), scores, taken)

    near = [score for score in scores[:-1] if 4 <= score <= 6]
    assert found.days_with + found.days_without <= len(near)
    assert 5 <= number(found.score_with) <= 6
    assert 4 <= number(found.score_without) < 5


def test_scores_that_never_change_are_refused() -> None:
    taken = {day: day % 2 == 0 for day in range(60)}

    found = as_needed(range(60), [5.0] * 60, taken)

    assert found.refusal is AsNeededRefusal.NO_SPREAD
    assert (found.next_with, found.difference) == (5.0, None)


@pytest.mark.parametrize("taken", [{}, {3: True}, {500: True}, {day: None for day in range(60)}])
def test_nothing_asked_is_too_few_days(taken: dict[int, bool | None]) -> None:
    scores, _ = person(1, 60)

    assert as_needed(range(60), scores, taken).refusal is AsNeededRefusal.TOO_FEW_DAYS
    assert as_needed([], [], taken) == AsNeeded(0, 0, refusal=AsNeededRefusal.TOO_FEW_DAYS)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 5000), st.floats(-20, 20), st.floats(0.2, 1.0))
def test_shifted_scores_change_nothing_and_swapped_answers_flip_the_sign(
    seed: int, shift: float, share: float
) -> None:
    scores, taken = person(seed, 60)
    asked = {day: yes for day, yes in taken.items() if (day * 37) % 100 < 100 * share}
    plain = as_needed(range(60), scores, asked)
    moved = as_needed(range(60), [score + shift for score in scores], asked)
    swapped = as_needed(range(60), scores, {day: not yes for day, yes in asked.items()})

    assert moved.refusal is swapped.refusal is plain.refusal
    if plain.refusal is None:
        assert number(moved.difference) == pytest.approx(number(plain.difference), abs=1e-6)
        assert number(moved.p) == pytest.approx(number(plain.p), abs=1e-6)
        assert number(swapped.difference) == pytest.approx(-number(plain.difference), abs=1e-9)
        assert number(swapped.low) == pytest.approx(-number(plain.high), abs=1e-9)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 5000), st.randoms(use_true_random=False), st.integers(-9000, 9000))
def test_neither_order_nor_calendar_nor_days_not_asked_matter(
    seed: int, random: object, later: int
) -> None:
    scores, taken = person(seed, 60)
    plain = as_needed(range(60), scores, taken)
    rows = list(zip(range(60), scores, strict=True))
    random.shuffle(rows)  # type: ignore[attr-defined]
    # A year later scores without a question, and questions without a score.
    more = {day + later: yes for day, yes in taken.items()}
    other: dict[int, bool | None] = {**more, later + 200: True, later + 400: None}
    days = [day + later for day, _ in rows] + [later + 400, later + 401]

    moved = as_needed(days, [*(score for _, score in rows), 9.0, 1.0], other)

    assert moved.refusal is plain.refusal
    assert number(moved.difference) == pytest.approx(number(plain.difference), abs=1e-6)
    assert number(moved.p) == pytest.approx(number(plain.p), abs=1e-6)


def test_wrong_input_is_refused_with_a_sentence() -> None:
    scores, taken = person(1, 30)
    with pytest.raises(ValueError, match="twice"):
        as_needed([1, 1], [5.0, 6.0], {})
    with pytest.raises(ValueError, match="yes or no"):
        as_needed(range(30), scores, {**taken, 3: "maybe"})  # type: ignore[dict-item]
