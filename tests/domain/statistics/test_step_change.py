from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from random import Random

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cluneal_tracker.domain.statistics import StepChange, StepRefusal, Verdict, step_change
from tests.domain.statistics.simulated import as_marked, drifting_scores

# Daily ratings invented for teaching by Borckardt & Nash 2014, Neuropsychol Rehabil 24:492.
BEFORE = [7, 9, 8, 7, 7, 8, 8]
AFTER = [3, 4, 2, 4, 2, 1, 4, 5, 3, 2, 1, 2, 4, 4]
DAYS = list(range(1, 22))
SCORES = [float(one) for one in BEFORE + AFTER]
START = 8


def number(value: float | None) -> float:
    assert value is not None
    return value


def digits(*values: float | None) -> list[float]:
    return [round(number(value), 6) for value in values]


def test_the_worked_example_gives_the_published_step() -> None:
    step = step_change(DAYS, SCORES, START)

    assert digits(step.change, step.standard_error, step.phi) == [-4.755336, 0.636955, 0.219305]
    assert digits(step.before_mean, step.after_mean) == [7.714286, 2.928571]
    assert number(step.df) == pytest.approx(21 * (1 - 0.219305) / (1 + 0.219305) - 2, rel=1e-6)
    assert digits(step.low, step.high) == [-6.150631, -3.360042]
    assert number(step.p) == pytest.approx(9.9669e-06, rel=1e-4)
    assert step.refusal is None
    assert step.verdict is Verdict.LOWER_BY_NOTICEABLE


def test_ordinary_least_squares_would_claim_more_than_the_days_hold() -> None:
    design = np.column_stack([np.ones(21), np.array(DAYS) >= START])
    level, (rss,), *_ = np.linalg.lstsq(design, np.array(SCORES), rcond=None)
    error = np.sqrt(rss / 19 * np.linalg.inv(design.T @ design)[1, 1])

    assert digits(level[1], error) == [-4.785714, 0.524123]
    assert error < number(step_change(DAYS, SCORES, START).standard_error)


def test_the_worked_example_with_a_line_in_each_phase() -> None:
    step = step_change(DAYS, SCORES, START, slope=True)

    assert digits(step.change, step.standard_error, step.phi) == [-5.035175, 1.40981, 0.362694]
    assert step.refusal is StepRefusal.TOO_SHORT_FOR_SLOPE
    assert step.verdict is Verdict.CANNOT_TELL


def test_the_worked_example_with_days_missing_is_that_of_nlme() -> None:
    kept = [day for day in DAYS if day not in (5, 10, 11, 18)]

    step = step_change(kept, [SCORES[day - 1] for day in kept], START)

    assert digits(step.change, step.standard_error, step.phi) == [-4.730431, 0.637052, 0.205401]
    assert step.refusal is StepRefusal.TOO_FEW_DAYS


def noisy(days: int, step_at: int, change: float, seed: int = 0) -> list[float]:
    scores = 6 + drifting_scores(np.random.default_rng(seed), 1, days, 0.2)[0] / 2
    scores[step_at:] += change
    return list(scores)


def test_seven_scored_days_in_each_phase_are_enough_and_six_are_not() -> None:
    scores = noisy(14, 7, -2)

    assert step_change(range(14), scores, 7).refusal is None
    assert step_change(range(13), scores[:13], 7).refusal is StepRefusal.TOO_FEW_DAYS
    assert step_change(range(13), scores[:13], 6).refusal is StepRefusal.TOO_FEW_DAYS


def test_too_few_days_after_says_how_many_are_still_needed() -> None:
    assert step_change(range(13), noisy(13, 9, -2), 9).more_days == 3
    assert step_change(range(20), noisy(20, 3, -2), 3).more_days is None


@pytest.mark.parametrize("start", [0, 30])
def test_a_phase_without_a_score_is_refused_without_an_error(start: int) -> None:
    step = step_change(range(1, 21), noisy(20, 10, 0), start)

    assert step.refusal is StepRefusal.TOO_FEW_DAYS
    assert step.change is None
    assert (step.before_mean is None) is (start == 0)


def test_an_empty_diary_is_refused_without_an_error() -> None:
    assert step_change([], [], 5) == StepChange(0, 0, refusal=StepRefusal.TOO_FEW_DAYS)


def test_days_that_belong_to_neither_phase_are_not_missing_ones() -> None:
    scores = noisy(34, 17, -2)
    kept = [day for day in range(14) if day % 3] + list(range(17, 34))
    values = [scores[day] for day in kept]

    assert step_change(kept, values, 17).refusal is StepRefusal.TOO_MANY_MISSING
    assert step_change(kept, values, 17, settling=3).refusal is None
    beside = step_change(kept, values, 17, settling=3, other_changes=[0])
    assert beside.refusal is StepRefusal.ANOTHER_TREATMENT


def test_over_forty_percent_missing_in_a_phase_is_refused() -> None:
    scores = noisy(40, 20, -2)
    sixty = [day for day in range(20) if day % 5 < 3]
    fewer = [day for day in sixty if day != 11]
    after = list(range(20, 40))

    kept = step_change(sixty + after, [scores[day] for day in sixty + after], 20)
    lost = step_change(fewer + after, [scores[day] for day in fewer + after], 20)

    assert kept.refusal is None
    assert lost.refusal is StepRefusal.TOO_MANY_MISSING


def test_days_missing_right_at_the_step_count_as_missing() -> None:
    scores = noisy(60, 30, -2)
    days = [*range(10), *range(30, 60)]

    step = step_change(days, [scores[day] for day in days], 30)

    assert step.refusal is StepRefusal.TOO_MANY_MISSING


@pytest.mark.parametrize(("day", "refused"), [(15, False), (16, True), (44, True), (45, False)])
def test_another_treatment_within_two_weeks_is_refused(day: int, refused: bool) -> None:
    step = step_change(range(60), noisy(60, 30, -2), 30, other_changes=[day])

    assert (step.refusal is StepRefusal.ANOTHER_TREATMENT) is refused


def test_scores_that_drift_are_refused() -> None:
    walk = np.cumsum(np.random.default_rng(4).normal(0, 0.4, 400))

    step = step_change(range(400), list(5 + walk), 200)

    assert step.refusal is StepRefusal.DRIFTING
    assert step.verdict is Verdict.CANNOT_TELL


def test_scores_that_never_change_within_a_phase_are_refused() -> None:
    step = step_change(range(20), [7.0] * 10 + [4.0] * 10, 10)

    assert step.refusal is StepRefusal.NO_SPREAD
    assert (step.before_mean, step.after_mean, step.change) == (7.0, 4.0, None)


def test_a_line_in_each_phase_needs_two_weeks_each_side() -> None:
    scores = noisy(28, 14, -2)

    assert step_change(range(28), scores, 14, slope=True).refusal is None
    refused = step_change(range(27), scores[:27], 14, slope=True)
    assert refused.refusal is StepRefusal.TOO_SHORT_FOR_SLOPE


@pytest.mark.parametrize(
    ("low", "high", "before", "verdict"),
    [
        (-5.0, -2.0, 6.0, Verdict.LOWER_BY_NOTICEABLE),
        (-5.0, -1.99, 6.0, Verdict.LITTLE_LOWER),
        (-5.0, -2.3, 8.0, Verdict.LITTLE_LOWER),
        (-5.0, -2.4, 8.0, Verdict.LOWER_BY_NOTICEABLE),
        (-1.0, 0.0, 6.0, Verdict.CANNOT_TELL),
        (0.0, 1.0, 6.0, Verdict.CANNOT_TELL),
        (0.1, 1.0, 6.0, Verdict.HIGHER),
    ],
)
def test_the_verdict_sets_the_interval_against_two_points_and_thirty_percent(
    low: float, high: float, before: float, verdict: Verdict
) -> None:
    step = StepChange(20, 20, before, low=low, high=high)

    assert step.verdict is verdict
    assert replace(step, refusal=StepRefusal.DRIFTING).verdict is Verdict.CANNOT_TELL


def test_more_days_are_those_that_narrow_the_interval_to_a_noticeable_fall() -> None:
    wide = StepChange(20, 20, 6.0, low=-2.4, high=2.4)

    # 1.2 times too wide, so the squared error is to fall to 1 / 1.44 of 2 / 20.
    assert wide.more_days == int(np.ceil(1 / (0.1 / 1.44 - 0.05))) - 20
    assert replace(wide, days_after=10).more_days == int(np.ceil(1 / (0.15 / 1.44 - 0.05))) - 10
    assert replace(wide, low=-2.0, high=2.0).more_days == 0
    assert replace(wide, low=-3.0, high=3.0).more_days is None
    assert replace(wide, refusal=StepRefusal.DRIFTING).more_days is None


@pytest.mark.parametrize(
    ("days", "scores", "words"),
    [
        ([1, 2], [3.0], "2 days, 1 scores"),
        ([1, 1], [3.0, 4.0], "twice"),
        ([1, 2], [3.0, float("nan")], "finite"),
        ([1, 2], [3.0, float("inf")], "finite"),
        ([1.5, 2.0], [3.0, 4.0], "whole"),
    ],
)
def test_wrong_input_is_refused_with_a_sentence(
    days: list[int], scores: list[float], words: str
) -> None:
    with pytest.raises(ValueError, match=words):
        step_change(days, scores, 2)


@st.composite
def diaries(draw: st.DrawFn) -> tuple[list[int], list[float], int]:
    days = sorted(draw(st.sets(st.integers(0, 45), min_size=16, max_size=40)))
    scores = draw(st.lists(st.integers(0, 100), min_size=len(days), max_size=len(days)))
    start = days[draw(st.integers(4, len(days) - 4))]
    assume(len(set(scores)) > 3)
    return days, [score / 10 for score in scores], start


def same(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return one == pytest.approx(other, rel=1e-3, abs=1e-4)


@settings(max_examples=60, deadline=None)
@given(diaries(), st.floats(-50, 50), st.booleans())
def test_shifted_scores_shift_the_means_alone(
    diary: tuple[list[int], list[float], int], shift: float, slope: bool
) -> None:
    days, scores, start = diary
    plain = step_change(days, scores, start, slope=slope)
    moved = step_change(days, [score + shift for score in scores], start, slope=slope)

    assert same(moved.before_mean, number(plain.before_mean) + shift)
    assert same(moved.after_mean, number(plain.after_mean) + shift)
    for field in ("change", "standard_error", "phi", "df", "low", "high", "p"):
        assert same(getattr(moved, field), getattr(plain, field)), field
    assert moved.refusal is plain.refusal


@settings(max_examples=60, deadline=None)
@given(diaries(), st.floats(0.1, 10))
def test_scaled_scores_scale_the_change_and_its_error(
    diary: tuple[list[int], list[float], int], scale: float
) -> None:
    days, scores, start = diary
    plain = step_change(days, scores, start)
    scaled = step_change(days, [score * scale for score in scores], start)

    for field in ("before_mean", "change", "standard_error", "low", "high"):
        assert same(getattr(scaled, field), number(getattr(plain, field)) * scale), field
    assert same(scaled.p, plain.p)
    assert same(scaled.phi, plain.phi)


@settings(max_examples=60, deadline=None)
@given(diaries())
def test_time_run_backwards_flips_the_sign(diary: tuple[list[int], list[float], int]) -> None:
    days, scores, start = diary
    first = step_change(days, scores, start)
    back = step_change([-day for day in reversed(days)], scores[::-1], 1 - start)

    assert same(back.change, -number(first.change))
    assert same(back.standard_error, first.standard_error)
    assert same(back.low, -number(first.high))
    assert same(back.p, first.p)


@settings(max_examples=30, deadline=None)
@given(diaries(), st.randoms(use_true_random=False), st.integers(-800_000, 800_000))
def test_neither_the_order_of_rows_nor_the_calendar_matters(
    diary: tuple[list[int], list[float], int], random: Random, later: int
) -> None:
    days, scores, start = diary
    rows = list(zip(days, scores, strict=True))
    random.shuffle(rows)
    plain = step_change(days, scores, start)
    moved_days = [day + later for day, _ in rows]
    moved = step_change(moved_days, [score for _, score in rows], start + later)

    assert moved == plain


def test_a_calm_treatment_that_does_nothing_is_rarely_said_to_do_something() -> None:
    people = as_marked(6 + drifting_scores(np.random.default_rng(7), 200, 42, 0.5))

    found = [number(step_change(range(42), list(one), 21).p) < 0.05 for one in people]
    before, after = people[:, :21], people[:, 21:]
    gaps = after.mean(axis=1) - before.mean(axis=1)
    naive = np.sqrt((after.var(axis=1, ddof=1) + before.var(axis=1, ddof=1)) / 21)

    assert np.mean(found) <= 0.10
    assert np.mean(np.abs(gaps) > 2.02 * naive) > 0.20


def test_scipy_is_not_imported_before_it_is_used() -> None:
    code = "import sys, cluneal_tracker.domain.statistics; sys.exit('scipy' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
