"""Wilcoxon's signed ranks: published examples, every way counted, and scipy beside it."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import wilcoxon

from cluneal_tracker.domain.statistics.signed_rank import signed_rank_p


def test_the_example_of_darwins_plants() -> None:
    """Fifteen pairs of maize (Darwin 1876; Fisher 1935): W = 24, exact p .04126."""
    heights = [49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48]
    assert signed_rank_p(heights) == pytest.approx(0.04126, abs=5e-6)


def test_five_pairs_that_all_go_one_way_are_not_enough_for_five_in_a_hundred() -> None:
    assert signed_rank_p([-3, -5, -8, -10, -12]) == 2 / 32
    assert signed_rank_p([-3, -5, -8, -10, -12, -13]) == 2 / 64


@pytest.mark.parametrize("none", [[], [0], [0, 0, 0]])
def test_where_nothing_differs_there_is_nothing_to_tell(none: list[int]) -> None:
    assert signed_rank_p(none) == 1.0


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(-30, 30), min_size=1, max_size=9))
def test_it_counts_every_way_to_give_the_signs(differences: list[int]) -> None:
    changed = [one for one in differences if one]
    sizes = sorted(abs(one) for one in changed)
    ranks = [sizes.index(abs(one)) + (1 + sizes.count(abs(one))) / 2 for one in changed]

    def smaller(signs: tuple[int, ...]) -> float:
        positive = sum(rank for rank, sign in zip(ranks, signs, strict=True) if sign > 0)
        return min(positive, sum(ranks) - positive)

    seen = smaller(tuple(1 if one > 0 else -1 for one in changed))
    every = list(product((1, -1), repeat=len(changed)))
    share = sum(smaller(signs) <= seen for signs in every) / len(every)
    assert signed_rank_p(differences) == pytest.approx(min(1.0, share))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(1, 500), min_size=5, max_size=30, unique=True), st.data())
def test_without_ties_it_is_what_scipy_says(sizes: list[int], data: st.DataObject) -> None:
    signs = data.draw(st.lists(st.sampled_from((1, -1)), min_size=len(sizes), max_size=len(sizes)))
    differences = [size * sign for size, sign in zip(sizes, signs, strict=True)]
    wanted = wilcoxon(differences, method="exact").pvalue
    assert signed_rank_p(differences) == pytest.approx(wanted)


@given(st.lists(st.integers(-50, 50), max_size=40))
def test_a_change_of_all_signs_changes_nothing(differences: list[int]) -> None:
    assert signed_rank_p(differences) == signed_rank_p([-one for one in differences])


def test_two_hundred_pairs_are_still_counted_one_by_one() -> None:
    assert signed_rank_p([*range(1, 201)]) == 2 / 2**200
    assert signed_rank_p([5] * 200) == 2 / 2**200
    assert signed_rank_p([5, -5] * 100) == 1.0, "the counts are at their greatest here"
    assert signed_rank_p([*range(1, 200), -200]) == 2 * _ways_to_reach(200) / 2**200


def _ways_to_reach(most: int) -> int:
    """How many sets of different whole numbers from 1 to 200 sum up to `most` or less."""
    ways = [1] + [0] * most
    for size in range(1, most + 1):
        for total in range(most, size - 1, -1):
            ways[total] += ways[total - size]
    return sum(ways)


def test_very_many_pairs_are_refused() -> None:
    with pytest.raises(ValueError, match="200"):
        signed_rank_p([1] * 201)
