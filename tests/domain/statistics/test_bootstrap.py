from __future__ import annotations

import numpy as np
import pytest
from numpy.random import default_rng

from cluneal_tracker.domain.statistics import bootstrap_p, step_change
from tests.domain.statistics.simulated import drifting_scores
from tests.domain.statistics.test_step_change import noisy


def number(value: float | None) -> float:
    assert value is not None
    return value


def test_fewer_than_fourteen_days_in_a_phase_have_no_second_opinion() -> None:
    days, scores = range(28), noisy(28, 14, -3)

    assert bootstrap_p(days, scores, 14, default_rng(1)) == 1 / 1000
    assert bootstrap_p(days, scores, 13, default_rng(1)) is None
    assert bootstrap_p(days, scores, 15, default_rng(1)) is None


@pytest.mark.parametrize("slope", [False, True])
def test_it_agrees_with_the_t_test_where_days_are_many(slope: bool) -> None:
    for seed in range(6):
        scores = list(5 + drifting_scores(default_rng(seed), 1, 120, 0.3)[0])
        days = [day for day in range(120) if day % 9 not in (2, 3)]
        kept = [scores[day] for day in days]

        p = bootstrap_p(days, kept, 60, default_rng(seed), slope=slope)

        assert number(p) == pytest.approx(
            number(step_change(days, kept, 60, slope=slope).p), abs=0.06
        )


def test_a_step_is_found_and_none_is_not() -> None:
    stepped = noisy(40, 20, -2)

    assert number(bootstrap_p(range(40), stepped, 20, default_rng(1))) < 0.01
    level = [score + 2 * (day >= 20) for day, score in enumerate(stepped)]
    assert number(bootstrap_p(range(40), level, 20, default_rng(1))) > 0.1


def test_shift_scale_and_order_change_nothing() -> None:
    scores = noisy(30, 15, -0.4)
    plain = bootstrap_p(range(30), scores, 15, default_rng(3))

    moved = bootstrap_p(
        list(range(1029, 999, -1)), [9 - 2 * one for one in scores[::-1]], 1015, default_rng(3)
    )

    assert moved == plain


@pytest.mark.parametrize(
    "scores", [[], [5.0], [7.0] * 40, [7.0] * 20 + [4.0] * 20, [float(day) for day in range(9)]]
)
def test_without_a_step_to_speak_of_there_is_no_p(scores: list[float]) -> None:
    assert bootstrap_p(range(len(scores)), scores, 20, default_rng(1)) is None


def test_scores_that_drift_away_have_a_p_too() -> None:
    walk = np.cumsum(default_rng(4).normal(0, 0.4, 60))

    assert 0.001 <= number(bootstrap_p(range(60), list(walk), 30, default_rng(1))) <= 1


def test_wrong_input_is_refused_with_a_sentence() -> None:
    with pytest.raises(ValueError, match="twice"):
        bootstrap_p([1, 1], [3.0, 4.0], 2, default_rng(1))
