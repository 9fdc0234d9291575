"""A trial is judged by its draw: published examples, every draw counted, and scipy beside it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import product
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cluneal_tracker.domain.statistics import (
    TrialRefusal,
    TrialResult,
    TrialVerdict,
    trial_result,
)
from cluneal_tracker.domain.trial import Arm, Trial, draw_trial

START = date(2026, 3, 2)
LATER = date(2100, 1, 1)
A, B = Arm.A, Arm.B


def of_pairs(with_a: Sequence[float], with_b: Sequence[float], seed: int = 0) -> TrialResult:
    """A trial whose periods are single days with these scores, in an order of no matter."""
    trial = draw_trial(START, pairs=len(with_a), period_days=1, washout_days=0, random=Random(seed))
    scores = {}
    for pair, a, b in zip(trial.pairs, with_a, with_b, strict=True):
        scores.update({one.first_day: a if one.arm is A else b for one in pair})
    return trial_result(trial, scores, LATER)


def number(value: float | None) -> float:
    assert value is not None
    return value


# Fifteen pairs of maize (Darwin 1876), in eighths of an inch.
MAIZE = [49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48]
# The wear of ten boys' shoes with two soles (Box, Hunter & Hunter 1978).
SOLE_A = [13.2, 8.2, 10.9, 14.3, 10.7, 6.6, 9.5, 10.8, 8.8, 13.3]
SOLE_B = [14.0, 8.8, 11.2, 14.2, 11.8, 6.4, 9.8, 11.3, 9.3, 13.6]


def test_the_example_of_fisher() -> None:
    found = of_pairs(MAIZE, [0] * 15)

    # The Design of Experiments, section 21: 863 of 32,768 draws on each side.
    assert number(found.p) * 32768 == pytest.approx(1726)
    assert number(found.difference) == pytest.approx(314 / 15)


@pytest.mark.parametrize("seed", range(3))
def test_the_example_of_box_hunter_and_hunter(seed: int) -> None:
    found = of_pairs(SOLE_A, SOLE_B, seed)

    # Three draws beyond and four alike on each side, of 1,024.
    assert number(found.p) * 1024 == pytest.approx(14)
    assert number(found.difference) == pytest.approx(-0.41)
    assert found.verdict is TrialVerdict.LOWER_WITH_A


tenths = st.integers(0, 100).map(lambda one: one / 10)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(tenths, tenths), min_size=2, max_size=7))
def test_p_is_the_share_of_all_draws(scores: list[tuple[float, float]]) -> None:
    differences = [a - b for a, b in scores]
    seen = abs(sum(differences))
    draws = [
        abs(sum(sign * one for sign, one in zip(signs, differences, strict=True)))
        for signs in product((1, -1), repeat=len(scores))
    ]

    found = of_pairs([a for a, _ in scores], [b for _, b in scores])

    assert number(found.p) == pytest.approx(np.mean([one >= seen - 1e-9 for one in draws]))
    assert number(found.p) >= number(found.smallest_p)


def test_p_is_that_of_scipy() -> None:
    from scipy.stats import permutation_test

    rng = np.random.default_rng(3)
    for pairs in (2, 6, 11):
        a, b = rng.normal(5, 1, pairs), rng.normal(4.3, 1, pairs)
        wanted = permutation_test(
            (a, b),
            lambda one, other: np.mean(one) - np.mean(other),
            permutation_type="samples",
            n_resamples=10_000,
        )
        assert number(of_pairs(list(a), list(b)).p) == pytest.approx(wanted.pvalue)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(tenths, tenths), min_size=6, max_size=9), st.floats(-3, 3))
def test_the_interval_holds_what_p_does_not_rule_out(
    scores: list[tuple[float, float]], effect: float
) -> None:
    a, b = [one for one, _ in scores], [other for _, other in scores]
    found = of_pairs(a, b)

    # Were the true difference `effect`, taking it off A would leave nothing to find.
    without = of_pairs([one - effect for one in a], b)
    assert (number(without.p) <= 0.05) is not (
        number(found.low) - 1e-9 <= effect <= number(found.high) + 1e-9
    )


def test_of_six_pairs_the_interval_is_from_the_least_to_the_most() -> None:
    found = of_pairs([3, 4, 2, 5, 3, 4], [5, 5, 5, 6, 6, 5.5])

    assert (found.low, found.high) == (-3.0, -1.0)
    assert found.p == found.smallest_p == 2 / 64
    assert found.verdict is TrialVerdict.LOWER_WITH_A
    assert of_pairs([5, 5, 5, 6, 6, 5.5], [3, 4, 2, 5, 3, 4]).verdict is TrialVerdict.LOWER_WITH_B


def test_five_pairs_that_all_go_one_way_are_not_enough() -> None:
    found = of_pairs([1] * 5, [9] * 5)

    assert found.p == found.smallest_p == 2 / 32
    assert (found.low, found.high) == (None, None)
    assert found.verdict is TrialVerdict.CANNOT_TELL


def test_scores_that_never_change_are_no_difference() -> None:
    found = of_pairs([5.0] * 8, [5.0] * 8)

    assert (found.difference, found.p, found.low, found.high) == (0, 1, 0, 0)
    assert found.verdict is TrialVerdict.CANNOT_TELL


def test_twenty_pairs_are_counted_out_too() -> None:
    rng = np.random.default_rng(1)
    found = of_pairs(list(rng.normal(4, 1, 20)), list(rng.normal(5, 1, 20)))

    assert number(found.low) < number(found.difference) < number(found.high) < 0
    assert number(found.p) < 0.05


TRIAL = Trial(START, 7, 2, (A, B, B, A, A, B))


def diary(trial: Trial = TRIAL, a: float = 4.0, b: float = 6.0) -> dict[date, float]:
    """`a` or `b` by the period; in the washout a score that would give the game away."""
    return {
        day: 0.0 if day < period.counted_from else (a if period.arm is A else b)
        for pair in trial.pairs
        for period in pair
        for day in (period.first_day + timedelta(days=later) for later in range(7))
    }


def test_days_that_let_the_other_way_wear_off_are_not_counted() -> None:
    found = trial_result(TRIAL, diary(), LATER)

    assert (found.mean_a, found.mean_b, found.difference) == (4, 6, -2)
    assert (found.pairs, found.planned_pairs) == (3, 3)


def test_days_outside_of_the_trial_are_not_counted() -> None:
    around = {START + timedelta(days=day): 10.0 for day in (-3, -1, 42, 50)}

    assert trial_result(TRIAL, diary() | around, LATER) == trial_result(TRIAL, diary(), LATER)


def test_nothing_is_told_before_it_is_over() -> None:
    going = trial_result(TRIAL, diary(), TRIAL.last_day)

    assert going == TrialResult(3, 3, refusal=TrialRefusal.STILL_GOING)
    assert trial_result(TRIAL, diary(), TRIAL.last_day + timedelta(days=1)).refusal is None


def test_a_pair_needs_half_of_its_counted_days_on_both_sides() -> None:
    scores = diary()
    third = TRIAL.pairs[1][0]
    for later in (0, 1):
        del scores[third.counted_from + timedelta(days=later)]
    assert trial_result(TRIAL, scores, LATER).pairs == 3
    del scores[third.last_day]
    found = trial_result(TRIAL, scores, LATER)

    assert (found.pairs, found.planned_pairs, found.difference) == (2, 3, -2)


def test_a_stopped_trial_tells_of_its_whole_pairs() -> None:
    for stopped, pairs in ((date(2026, 4, 2), 2), (date(2026, 4, 10), 3), (date(2026, 3, 27), 2)):
        trial = TRIAL.stop(stopped)
        found = trial_result(trial, diary(), stopped + timedelta(days=1))
        assert (found.pairs, found.planned_pairs, found.difference) == (pairs, 3, -2)


@pytest.mark.parametrize("scores", [{}, {START + timedelta(days=9): 4.0}])
def test_without_two_whole_pairs_there_is_nothing_to_tell(scores: dict[date, float]) -> None:
    assert trial_result(TRIAL, scores, LATER) == TrialResult(
        0, 3, refusal=TrialRefusal.TOO_FEW_PAIRS
    )
    early = trial_result(TRIAL.stop(date(2026, 3, 16)), diary(), LATER)
    assert (early.pairs, early.refusal) == (1, TrialRefusal.TOO_FEW_PAIRS)
    assert early.verdict is TrialVerdict.CANNOT_TELL


@given(st.lists(st.tuples(tenths, tenths), min_size=6, max_size=8), st.integers(-50, 50))
def test_shift_scale_and_exchange(scores: list[tuple[float, float]], shift: int) -> None:
    a, b = [one for one, _ in scores], [other for _, other in scores]
    plain = of_pairs(a, b)
    moved = of_pairs([2 * one + shift for one in a], [2 * one + shift for one in b])
    other = of_pairs(b, a)

    assert moved.p == other.p == plain.p
    assert number(moved.difference) == pytest.approx(2 * number(plain.difference), abs=1e-9)
    assert number(moved.low) == pytest.approx(2 * number(plain.low), abs=1e-9)
    assert number(other.difference) == pytest.approx(-number(plain.difference), abs=1e-9)
    assert number(other.low) == pytest.approx(-number(plain.high), abs=1e-9)


def test_a_score_without_value_is_refused_with_a_sentence() -> None:
    with pytest.raises(ValueError, match="finite"):
        trial_result(TRIAL, {START: float("nan")}, LATER)
