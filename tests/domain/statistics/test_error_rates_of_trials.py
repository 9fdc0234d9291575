"""How often a trial of something useless is called helpful, by the plan that the app offers.

Days may be missing in ways that people's days are: at random, the bad ones more often, those of one
way more often, and all that come after the trial was stopped.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone
from random import Random

import numpy as np
import pytest

from cluneal_tracker.domain.own_trial import OwnTrial, TrialPlan, TrialWords
from cluneal_tracker.domain.pain import Side
from cluneal_tracker.domain.statistics import TrialVerdict, trial_result
from cluneal_tracker.domain.trial import Arm
from tests.domain.statistics.simulated import as_marked, drifting_scores

pytestmark = pytest.mark.slow

PEOPLE = 4000
START, LATER = date(2026, 1, 5), date(2030, 1, 1)
WORDS = TrialWords("", "With", "Without")
# Whether a day has a score, by its score, its way and chance.
Scored = Callable[[float, Arm, float], bool]

WAYS_TO_MISS: dict[str, Scored] = {
    "none": lambda score, arm, chance: True,
    "a quarter": lambda score, arm, chance: chance >= 0.25,
    "half": lambda score, arm, chance: chance >= 0.5,
    "bad days": lambda score, arm, chance: chance >= (0.6 if score > 6 else 0.1),
    "good days": lambda score, arm, chance: chance >= (0.6 if score < 5 else 0.1),
    "one way": lambda score, arm, chance: chance >= (0.45 if arm is Arm.A else 0.1),
}


def lived(
    rng: np.random.Generator, trial: OwnTrial, effect: float, phi: float, scored: Scored
) -> dict[date, float]:
    """Pain as it is marked, lower by `effect` with A, where the day was scored."""
    days = len(trial.course.order) * trial.course.period_days
    scores = as_marked(5.5 + drifting_scores(rng, 1, days, phi)[0])
    found = {}
    for later, score in enumerate(scores):
        day = START + timedelta(days=later)
        period = trial.course.period_of(day)
        if period is not None and scored(score, period.arm, rng.random()):
            found[day] = float(score) - effect * (period.arm is Arm.A)
    return found


def called_helpful(
    plan: TrialPlan, effect: float, phi: float, scored: Scored, *, stops: bool = False
) -> float:
    """The share of people to whom less pain is told, either way or, with an effect, with A."""
    rng, random = np.random.default_rng(7), Random(7)
    told = 0
    for _ in range(PEOPLE):
        trial = plan.draw("one", datetime(2026, 1, 4, tzinfo=timezone.utc), random)
        scores = lived(rng, trial, effect, phi, scored)
        course = trial.course
        if stops:
            course = course.stop(START + timedelta(days=random.randrange(plan.days - 1)))
        verdict = trial_result(course, scores, LATER).verdict
        wanted = (TrialVerdict.LOWER_WITH_A,)
        told += verdict in (wanted if effect else (*wanted, TrialVerdict.LOWER_WITH_B))
    return told / PEOPLE


def planned(pairs: int, period_days: int, washout_days: int) -> TrialPlan:
    return TrialPlan(WORDS, START, pairs, period_days, washout_days, Side.RIGHT)


@pytest.mark.parametrize("missing", WAYS_TO_MISS)
@pytest.mark.parametrize("plan", [(10, 2, 0), (6, 7, 2), (7, 3, 1)], ids=str)
def test_what_does_nothing_is_called_helpful_in_five_of_a_hundred_at_most(
    plan: tuple[int, int, int], missing: str
) -> None:
    rate = called_helpful(planned(*plan), 0.0, 0.5, WAYS_TO_MISS[missing])

    print(f"\n{plan}, missing {missing}: {rate:.2%} of {PEOPLE} trials of nothing")
    # Three times the standard error of a count whose truth is 5 %.
    assert rate <= 0.05 + 3 * (0.05 * 0.95 / PEOPLE) ** 0.5


def test_who_stops_on_any_day_is_not_misled_more_often() -> None:
    rate = called_helpful(planned(10, 2, 0), 0.0, 0.5, WAYS_TO_MISS["a quarter"], stops=True)

    print(f"\nstopped on any day: {rate:.2%} of {PEOPLE} trials of nothing")
    assert rate <= 0.05 + 3 * (0.05 * 0.95 / PEOPLE) ** 0.5


@pytest.mark.parametrize(
    ("plan", "missing", "least"),
    [((10, 2, 0), "none", 0.9), ((10, 2, 0), "a quarter", 0.75), ((7, 3, 1), "none", 0.65)],
    ids=str,
)
def test_many_short_periods_find_two_points_better_than_a_few_long_ones(
    plan: tuple[int, int, int], missing: str, least: float
) -> None:
    rate = called_helpful(planned(*plan), 2.0, 0.3, WAYS_TO_MISS[missing])

    print(f"\nlower by 2 points, {plan}, missing {missing}: found {rate:.1%} of {PEOPLE}")
    assert rate >= least
