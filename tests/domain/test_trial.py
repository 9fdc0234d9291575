"""A trial of one's own: its order is drawn, its days are counted, and it may end at any time."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cluneal_tracker.domain.trial import Arm, Trial, draw_trial

START = date(2026, 3, 2)
A, B = Arm.A, Arm.B


def plan(**changes: object) -> Trial:
    values: dict[str, object] = {
        "first_day": START,
        "period_days": 7,
        "washout_days": 2,
        "order": (A, B, B, A),
    }
    return Trial(**{**values, **changes})  # type: ignore[arg-type]


def test_the_days_of_each_period() -> None:
    trial = plan()
    (first, second), (third, fourth) = trial.pairs

    assert [one.arm for one in (first, second, third, fourth)] == [A, B, B, A]
    assert (first.first_day, first.counted_from, first.last_day) == (
        date(2026, 3, 2),
        date(2026, 3, 4),
        date(2026, 3, 8),
    )
    assert first.counted_days == 5
    assert second.first_day == date(2026, 3, 9)
    assert fourth.last_day == trial.planned_end == trial.last_day == date(2026, 3, 29)


@given(
    st.integers(2, 20),
    st.integers(1, 60),
    st.integers(0, 59),
    st.integers(0, 10_000),
)
def test_every_day_of_a_trial_belongs_to_one_period(
    pairs: int, period_days: int, washout: int, seed: int
) -> None:
    trial = draw_trial(
        START,
        pairs=pairs,
        period_days=period_days,
        washout_days=min(washout, period_days - 1),
        random=Random(seed),
    )
    periods = [period for pair in trial.pairs for period in pair]
    days = [START + timedelta(days=later) for later in range(2 * pairs * period_days)]

    found = [trial.period_of(day) for day in days]

    assert found == [period for period in periods for _ in range(period_days)]
    assert trial.period_of(START - timedelta(days=1)) is None
    assert trial.period_of(days[-1] + timedelta(days=1)) is None
    assert trial.last_day == days[-1]


def test_every_order_is_drawn_as_often_as_any_other() -> None:
    random = Random(1)
    drawn = Counter(
        draw_trial(START, pairs=3, period_days=7, washout_days=2, random=random).order
        for _ in range(8000)
    )

    assert len(drawn) == 8
    # A thousand each, and four times the standard deviation on either side.
    assert all(abs(count - 1000) < 120 for count in drawn.values())


def test_the_same_source_draws_the_same_order() -> None:
    trials = [
        draw_trial(START, pairs=6, period_days=5, washout_days=1, random=Random(7))
        for _ in range(2)
    ]

    assert trials[0] == trials[1]


def test_it_may_be_stopped_on_any_day_but_the_last() -> None:
    stopped = plan().stop(date(2026, 3, 11))

    assert stopped.last_day == date(2026, 3, 11)
    assert stopped.planned_end == date(2026, 3, 29)
    assert stopped.period_of(date(2026, 3, 11)) == plan().pairs[0][1]
    assert stopped.period_of(date(2026, 3, 12)) is None
    assert not stopped.is_over(date(2026, 3, 11))
    assert stopped.is_over(date(2026, 3, 12))


def test_it_is_over_the_day_after_the_last() -> None:
    assert not plan().is_over(date(2026, 3, 29))
    assert plan().is_over(date(2026, 3, 30))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"order": ()}, "2 to 20 pairs"),
        ({"order": (A, B)}, "2 to 20 pairs"),
        ({"order": (A, B, B)}, "2 to 20 pairs"),
        ({"order": (A, B) * 21}, "2 to 20 pairs"),
        ({"order": (A, A, B, B)}, "one period of either way"),
        ({"period_days": 0}, "1 to 60 days"),
        ({"period_days": 61}, "1 to 60 days"),
        ({"washout_days": -1}, "left out"),
        ({"washout_days": 7}, "left out"),
        ({"first_day": date(1850, 1, 1)}, "years"),
        ({"first_day": date.max}, "years"),
        ({"stopped_on": date(2026, 3, 1)}, "stopped"),
        ({"stopped_on": date(2026, 3, 29)}, "stopped"),
    ],
)
def test_a_plan_that_cannot_be_is_refused_with_a_sentence(
    changes: dict[str, object], words: str
) -> None:
    with pytest.raises(ValueError, match=words):
        plan(**changes)


def test_no_pairs_cannot_be_drawn() -> None:
    with pytest.raises(ValueError, match="2 to 20 pairs"):
        draw_trial(START, pairs=0, period_days=7, washout_days=2, random=Random(1))
