from __future__ import annotations

from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cluneal_tracker.domain.statistics import nap
from tests.domain.statistics.test_step_change import AFTER, BEFORE

tenths = st.lists(st.integers(0, 100).map(lambda one: one / 10), min_size=2, max_size=20)


def pair(before: float, after: float) -> float:
    return float(after < before) + 0.5 * float(after == before)


def by_the_book(before: list[float], after: list[float]) -> tuple[float, float]:
    """The value, and the variance from every pair and every pair of pairs, one at a time."""
    m, n = len(before), len(after)
    q = [[pair(a, b) for b in after] for a in before]
    value = sum(map(sum, q)) / (m * n)
    rows = sum(sum(row) ** 2 for row in q) / (m * n * n)
    columns = sum(sum(column) ** 2 for column in zip(*q, strict=True)) / (m * m * n)
    squares = sum(one * one for row in q for one in row) / (m * n)
    top = value - (m + n - 1) * value**2 + n * rows + m * columns - 2 * squares
    if value in (0, 1):
        half_a_pair = 0.5 / (m * n)
        top = half_a_pair * (1 - half_a_pair)
    return value, max(0.0, top) / ((m - 1) * (n - 1))


def test_the_worked_example_does_not_overlap_at_all() -> None:
    assert nap(BEFORE, AFTER).value == 1.0
    assert nap(BEFORE, AFTER, better="higher").value == 0.0


@pytest.mark.parametrize("better", ["lower", "higher"])
def test_even_where_nothing_overlaps_the_error_is_not_nothing(
    better: Literal["lower", "higher"],
) -> None:
    # SingleCaseES 0.7 takes half a pair off: 1 - 0.5 / 98, over 6 * 13.
    expected = ((0.5 / 98) * (1 - 0.5 / 98) / (6 * 13)) ** 0.5

    assert nap(BEFORE, AFTER, better=better).standard_error == pytest.approx(expected)
    assert expected == pytest.approx(0.008067, abs=5e-7)


@given(tenths, tenths)
def test_it_is_the_share_of_all_pairs(before: list[float], after: list[float]) -> None:
    value, variance = by_the_book(before, after)
    found = nap(before, after)

    assert found.value == pytest.approx(value)
    assert found.standard_error**2 == pytest.approx(variance, abs=1e-9)


@given(tenths, tenths)
def test_swapping_the_sides_or_the_direction_turns_it_round(
    before: list[float], after: list[float]
) -> None:
    found = nap(before, after)

    for other in (nap(after, before), nap(before, after, better="higher")):
        assert other.value == pytest.approx(1 - found.value)
        assert other.standard_error == pytest.approx(found.standard_error, abs=1e-6)


@settings(max_examples=30)
@given(tenths, tenths, st.integers(-20, 20), st.sampled_from([0.5, 2.0, 4.0]))
def test_only_the_order_of_scores_matters(
    before: list[float], after: list[float], shift: int, scale: float
) -> None:
    moved = [[round(one * 10) * scale + shift for one in side] for side in (before, after)]

    assert nap(*moved) == nap(before, after)


def test_equal_scores_are_no_change() -> None:
    assert nap([5, 5, 5], [5, 5]).value == 0.5


def test_wrong_input_is_refused_with_a_sentence() -> None:
    with pytest.raises(ValueError, match="at least two"):
        nap([5.0], AFTER)
    with pytest.raises(ValueError, match="finite"):
        nap(BEFORE, [1.0, float("nan")])
    with pytest.raises(ValueError, match="lower or higher"):
        nap(BEFORE, AFTER, better="down")  # type: ignore[arg-type]
