"""How often a useless treatment is called helpful, taken at need or tried by turns."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from random import Random

import numpy as np
import pytest
from numpy.typing import NDArray

from cluneal_tracker.domain.statistics import (
    AsNeededVerdict,
    TrialVerdict,
    as_needed,
    bootstrap_p,
    relief_duration,
    step_change,
    trial_result,
)
from cluneal_tracker.domain.trial import Arm, Trial, draw_trial
from tests.domain.statistics.simulated import as_marked, drifting_scores, taken_when_bad

pytestmark = pytest.mark.slow

Floats = NDArray[np.float64]
Made = Callable[[np.random.Generator, int], tuple[Floats, Floats]]


def alike(phi: float, middle: float = 5.0, bad: float = 6.0) -> Made:
    def made(rng: np.random.Generator, days: int) -> tuple[Floats, Floats]:
        scores = middle + drifting_scores(rng, 1, days, phi)[0]
        return scores, taken_when_bad(rng, scores, bad)

    return made


def from_a_line_on(rng: np.random.Generator, days: int) -> tuple[Floats, Floats]:
    """Taken over 6, hardly ever else."""
    scores = 5 + drifting_scores(rng, 1, days, 0.5)[0]
    return scores, ((scores > 6) ^ (rng.random(days) < 0.1)).astype(np.float64)


def worse_than_it_reads(rng: np.random.Generator, days: int) -> tuple[Floats, Floats]:
    """People know more about their pain than the score they give."""
    felt = 5 + drifting_scores(rng, 1, days, 0.7)[0]
    return felt + rng.normal(0, 0.8, days), taken_when_bad(rng, felt, 6.0)


def flares(rng: np.random.Generator, days: int) -> tuple[Floats, Floats]:
    """Three points more for some days in a row."""
    flaring = np.zeros(days)
    for day in range(1, days):
        flaring[day] = rng.random() < (0.75 if flaring[day - 1] else 0.12)
    scores = 4 + 3 * flaring + 0.7 * drifting_scores(rng, 1, days, 0.3)[0]
    return scores, taken_when_bad(rng, scores, 6.0)


def getting_better(rng: np.random.Generator, days: int) -> tuple[Floats, Floats]:
    scores = np.linspace(7, 4, days) + drifting_scores(rng, 1, days, 0.4)[0]
    return scores, taken_when_bad(rng, scores, 6.0)


def when_it_rises(rng: np.random.Generator, days: int) -> tuple[Floats, Floats]:
    """Taken when today is worse than yesterday, which tomorrow will not be."""
    scores = 5 + drifting_scores(rng, 1, days, 0.5)[0]
    return scores, taken_when_bad(rng, scores + np.diff(scores, prepend=scores[0]), 6.0)


def by_the_worst_hour(rng: np.random.Generator, days: int) -> tuple[Floats, Floats]:
    """Two scores a day; the worse one decides, and their mean is the day's."""
    middle = 5 + drifting_scores(rng, 1, days, 0.6)[0]
    hours = middle[:, None] + rng.normal(0, 1.2, (days, 2))
    return hours.mean(axis=1), taken_when_bad(rng, hours.max(axis=1), 6.5)


def weekends(rng: np.random.Generator, days: int) -> tuple[Floats, Floats]:
    week = 1.2 * np.cos(2 * np.pi * np.arange(days) / 7)
    scores = 5 + week + drifting_scores(rng, 1, days, 0.4)[0]
    return scores, taken_when_bad(rng, scores, 6.0)


PEOPLE: dict[str, Made] = {
    "phi 0": alike(0.0),
    "phi 0.3": alike(0.3),
    "phi 0.6": alike(0.6),
    "phi 0.8": alike(0.8),
    "little pain": alike(0.5, middle=1.5, bad=2.5),
    "much pain": alike(0.5, middle=8.5, bad=9.0),
    "from a line on": from_a_line_on,
    "worse than it reads": worse_than_it_reads,
    "flares": flares,
    "getting better": getting_better,
    "when it rises": when_it_rises,
    "by the worst hour": by_the_worst_hour,
    "weekends": weekends,
}


def called_helpful(made: Made, people: int, days: int, missing: float, effect: float) -> float:
    """The share called helpful among those who are told anything."""
    rng = np.random.default_rng([days, round(100 * missing), people])
    told = helpful = 0
    for _ in range(people):
        scores, taken = made(rng, days)
        scores[1:] += effect * taken[:-1]
        marked = as_marked(scores)
        kept = [day for day in range(days) if rng.random() >= missing]
        asked = {day: bool(taken[day]) for day in range(days) if rng.random() >= missing / 2}
        found = as_needed(kept, [marked[day] for day in kept], asked)
        told += found.refusal is None
        helpful += found.verdict is AsNeededVerdict.LOWER
    return helpful / max(1, told)


@pytest.mark.parametrize("missing", [0.0, 0.2])
@pytest.mark.parametrize("days", [60, 120])
@pytest.mark.parametrize("kind", PEOPLE)
def test_a_useless_treatment_at_need_is_called_helpful_in_five_percent_at_most(
    kind: str, days: int, missing: float
) -> None:
    rate = called_helpful(PEOPLE[kind], 1000, days, missing, 0.0)

    print(f"\nat need, {kind}, {days} days, {missing:.0%} missing: helpful {rate:.1%}")
    assert rate <= 0.05


def test_one_that_takes_off_a_point_and_a_half_is_found() -> None:
    rate = called_helpful(PEOPLE["phi 0.3"], 500, 90, 0.0, -1.5)

    print(f"\nat need, helps by 1.5, 90 days: found {rate:.1%}")
    assert rate >= 0.8


START = date(2026, 1, 5)


def lived(
    rng: np.random.Generator, trial: Trial, effect: float, phi: float, missing: float
) -> dict[date, float]:
    """Pain that goes down over the weeks, `effect` more with A, with days left out."""
    days = (trial.planned_end - START).days + 1
    scores = np.linspace(6.5, 4.5, days) + drifting_scores(rng, 1, days, phi)[0]
    found = {}
    for later, score in enumerate(scores):
        day = START + timedelta(days=later)
        period = trial.period_of(day)
        if period is not None and rng.random() >= missing:
            found[day] = float(score) + effect * (period.arm is Arm.A)
    return found


@pytest.mark.parametrize(("pairs", "period"), [(6, 7), (8, 4), (12, 2)])
@pytest.mark.parametrize("phi", [0.0, 0.4, 0.8])
def test_a_trial_of_nothing_shows_something_in_five_percent_at_most(
    pairs: int, period: int, phi: float
) -> None:
    people, rng, random = 2000, np.random.default_rng([pairs, round(10 * phi)]), Random(pairs)
    told = held = 0
    for _ in range(people):
        trial = draw_trial(
            START, pairs=pairs, period_days=period, washout_days=period // 3, random=random
        )
        found = trial_result(trial, lived(rng, trial, -1.0, phi, 0.25), date(2030, 1, 1))
        nothing = trial_result(trial, lived(rng, trial, 0.0, phi, 0.25), date(2030, 1, 1))
        told += nothing.verdict is not TrialVerdict.CANNOT_TELL
        held += found.low is None or found.high is None or found.low <= -1.0 <= found.high

    print(f"\ntrial of {pairs} x {period} days, phi {phi}: {told / people:.2%} of {people}")
    print(f"interval holds the truth: {held / people:.1%}")
    # Twice the standard error of a count whose truth is 5 %.
    assert told / people <= 0.06
    assert held / people >= 0.94


def test_a_trial_finds_a_point_and_a_half_in_eleven_weeks() -> None:
    rng, random, found = np.random.default_rng(2), Random(2), 0
    for _ in range(500):
        trial = draw_trial(START, pairs=10, period_days=4, washout_days=1, random=random)
        result = trial_result(trial, lived(rng, trial, -1.5, 0.4, 0.1), date(2030, 1, 1))
        found += result.verdict is TrialVerdict.LOWER_WITH_A

    print(f"\ntrial of 10 x 4 days, 1.5 lower with A: found {found / 500:.1%}")
    assert found / 500 >= 0.65


@pytest.mark.parametrize(("before", "after"), [(14, 14), (14, 42), (28, 28)])
@pytest.mark.parametrize("phi", [0.0, 0.3, 0.6])
def test_the_second_opinion_finds_no_step_that_is_not_there(
    before: int, after: int, phi: float
) -> None:
    rng, days = np.random.default_rng([before, after, round(10 * phi), 3]), range(before + after)
    p = [
        bootstrap_p(days, list(one), before, rng)
        for one in as_marked(5 + drifting_scores(rng, 400, before + after, phi))
        if step_change(days, list(one), before).refusal is None
    ]

    rate = float(np.mean([one is not None and one < 0.05 for one in p]))
    print(f"\nsecond opinion {before}/{after} phi {phi}: {rate:.2%} of {len(p)} told")
    # Two standard errors of a count of 400 whose truth is 6 %.
    assert rate <= 0.085


@pytest.mark.parametrize("middle", [4.0, 6.0, 8.0])
@pytest.mark.parametrize("phi", [0.3, 0.6, 0.8])
def test_weeks_after_a_block_allow_nothing_for_chance(middle: float, phi: float) -> None:
    """The best of two weeks is often a good one: known, shown in the document, and short."""
    rng, days = np.random.default_rng([round(middle), round(10 * phi)]), range(-28, 90)
    marked = as_marked(middle + drifting_scores(rng, 1000, len(days), phi))
    weeks = [relief_duration(days, list(one), 0).weeks or 0.0 for one in marked]
    lower = [one for one in weeks if one]

    usual = float(np.median(lower))
    print(f"\nuseless block, {middle}, phi {phi}: {usual:.1f} weeks in {len(lower) / 10:.1f} %")
    assert len(lower) <= 360
    assert usual <= 2.5
