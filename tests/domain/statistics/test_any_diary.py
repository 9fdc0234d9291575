"""Whatever a diary holds, there is a number, or a reason; never a crash, never not-a-number."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from random import Random

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cluneal_tracker.domain.statistics import (
    AssociationStatus,
    StepRefusal,
    TrialRefusal,
    as_needed,
    associations,
    bootstrap_p,
    nap,
    relief,
    relief_duration,
    step_change,
    trial_result,
)
from cluneal_tracker.domain.trial import draw_trial
from tests.domain.statistics.test_step_change import noisy

Diary = dict[int, float]

# Few different scores make ties and runs without any change likely.
scores = st.one_of(
    st.sampled_from([0.0, 5.0, 10.0]),
    st.integers(0, 100).map(lambda one: one / 10),
    st.floats(0, 10),
)
diaries = st.dictionaries(st.integers(-5, 90), scores, max_size=90)
answers = st.dictionaries(st.integers(-5, 90), st.one_of(st.booleans(), st.none()), max_size=90)


def numbers(found: object) -> Iterator[float]:
    """Every number in a result, however deep."""
    if is_dataclass(found) and not isinstance(found, type):
        for field in fields(found):
            yield from numbers(getattr(found, field.name))
    elif isinstance(found, list | tuple):
        for one in found:
            yield from numbers(one)
    elif isinstance(found, float | int):
        yield float(found)


def finite(found: object) -> bool:
    return all(math.isfinite(number) for number in numbers(found))


@settings(max_examples=300, deadline=None)
@given(diaries, st.integers(-10, 95), st.booleans())
@example({day: 5.0 for day in range(40)}, 20, False)
@example({day: float(day >= 20) for day in range(40)}, 20, True)
@example({day: day / 10 for day in range(90)}, 45, False)
@example({day: day / 10 for day in range(90)}, 45, True)
@example({0: 5.0, 80: 4.0, 81: 4.0, 90: 3.0}, 81, False)
@example({}, 0, False)
def test_step_change(diary: Diary, start: int, slope: bool) -> None:
    step = step_change(list(diary), list(diary.values()), start, slope=slope)

    assert finite(step)
    assert step.days_before + step.days_after == len(diary)
    rest = (step.change, step.standard_error, step.phi, step.df, step.low, step.high, step.p)
    assert len({one is None for one in rest}) == 1
    assert step.refusal or step.change is not None
    assert (step.before_mean is None) is (step.days_before == 0)
    if step.p is not None:
        assert 0 <= step.p <= 1
        assert step.low is not None
        assert step.high is not None
        assert step.low <= (step.change or 0) <= step.high
        assert (step.df or 0) >= 1
    assert finite([step.more_days, step.noticeable])


@settings(max_examples=30, deadline=None)
@given(diaries, st.integers(-10, 95))
def test_bootstrap(diary: Diary, start: int) -> None:
    p = bootstrap_p(list(diary), list(diary.values()), start, np.random.default_rng(1))

    step = step_change(list(diary), list(diary.values()), start)
    few = min(step.days_before, step.days_after) < 14
    assert (p is None) is (step.change is None or few)
    assert p is None or 0.001 <= p <= 1


@settings(max_examples=150, deadline=None)
@given(diaries, st.lists(answers, max_size=10))
def test_associations(diary: Diary, asked: list[dict[int, bool | None]]) -> None:
    named = {str(place): one for place, one in enumerate(asked)}

    rows = associations(list(diary), list(diary.values()), named)

    assert len(rows) == 2 * len(asked)
    assert finite(rows)
    for row in rows:
        told = (row.difference, row.low, row.high, row.p_adjusted, row.more_days)
        assert len({one is None for one in told}) == 1
        assert row.difference is not None or row.status is not AssociationStatus.STANDS_OUT


@settings(max_examples=150, deadline=None)
@given(diaries, answers)
def test_as_needed(diary: Diary, taken: dict[int, bool | None]) -> None:
    found = as_needed(list(diary), list(diary.values()), taken)

    assert finite(found)
    assert (found.difference is None) is (found.refusal is not None)


@given(diaries, st.integers(-10, 95))
def test_relief_duration(diary: Diary, treated_on: int) -> None:
    found = relief_duration(list(diary), list(diary.values()), treated_on)

    assert finite(found)
    assert (found.weeks is None) is (found.refusal is not None)
    assert found.weeks is None or found.weeks >= 0


@given(st.lists(scores, min_size=2), st.lists(scores, min_size=2))
def test_nap(before: list[float], after: list[float]) -> None:
    found = nap(before, after)

    assert finite(found)
    assert 0 <= found.value <= 1


@given(scores, st.dictionaries(st.floats(0.01, 3000), scores))
def test_relief(baseline: float, checks: Diary) -> None:
    found = relief(baseline, list(checks.items()))

    assert finite(found)
    assert (found.best_percent is None) is (baseline < 2 or not checks)


@settings(max_examples=60, deadline=None)
@given(st.integers(2, 8), st.integers(1, 9), st.integers(0, 8), diaries)
def test_trial_result(pairs: int, period: int, washout: int, diary: Diary) -> None:
    start = date(2026, 1, 10)
    trial = draw_trial(
        start,
        pairs=pairs,
        period_days=period,
        washout_days=min(washout, period - 1),
        random=Random(pairs),
    )
    dated = {date.fromordinal(start.toordinal() + day): score for day, score in diary.items()}

    found = trial_result(trial, dated, date(2030, 1, 1))

    assert finite(found)
    assert (found.p is None) is (found.refusal is TrialRefusal.TOO_FEW_PAIRS)


DRIFT = [5 + one for one in np.cumsum(np.random.default_rng(4).normal(0, 0.4, 400)).tolist()]


@pytest.mark.parametrize(
    ("days", "values", "start", "slope", "others", "refusal"),
    [
        ([], [], 5, False, [], StepRefusal.TOO_FEW_DAYS),
        (range(13), noisy(13, 7, -2), 7, False, [], StepRefusal.TOO_FEW_DAYS),
        (range(20), noisy(20, 10, 0), 0, False, [], StepRefusal.TOO_FEW_DAYS),
        (range(20), noisy(20, 10, 0), 20, False, [], StepRefusal.TOO_FEW_DAYS),
        (range(0, 40, 2), noisy(20, 10, 0), 20, False, [], StepRefusal.TOO_MANY_MISSING),
        (range(60), noisy(60, 30, 0), 30, False, [40], StepRefusal.ANOTHER_TREATMENT),
        (range(27), noisy(27, 14, 0), 14, True, [], StepRefusal.TOO_SHORT_FOR_SLOPE),
        (range(30), [4.0] * 30, 15, False, [], StepRefusal.NO_SPREAD),
        (range(400), DRIFT, 200, False, [], StepRefusal.DRIFTING),
        (range(14), noisy(14, 7, -2), 7, False, [], None),
        (range(28), noisy(28, 14, -2), 14, True, [], None),
    ],
)
def test_each_refusal_of_a_step(
    days: range,
    values: list[float],
    start: int,
    slope: bool,
    others: list[int],
    refusal: StepRefusal | None,
) -> None:
    found = step_change(days, values, start, slope=slope, other_changes=others)

    assert found.refusal is refusal
