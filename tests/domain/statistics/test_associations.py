from __future__ import annotations

from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cluneal_tracker.domain.statistics import Association, AssociationStatus, associations
from cluneal_tracker.domain.statistics.associations import benjamini_hochberg
from tests.domain.statistics.simulated import activity_answers, drifting_scores

STANDS_OUT = AssociationStatus.STANDS_OUT
CANNOT_TELL = AssociationStatus.CANNOT_TELL
TOO_FEW = AssociationStatus.TOO_FEW_DAYS
INSEPARABLE = AssociationStatus.INSEPARABLE

Answers = dict[str, dict[int, bool]]


def person(
    seed: int, days: int = 60, activities: int = 3, effect: float = 0.0, lag: int = 0
) -> tuple[list[float], Answers]:
    """Scores and answers in which activity 0 changes the score by `effect` after `lag` days."""
    rng = np.random.default_rng(seed)
    answers = activity_answers(rng, activities, days, spells=False)
    scores = 5 + drifting_scores(rng, 1, days, 0.5)[0]
    for day in range(lag, days):
        scores[day] += effect * answers["activity 0"][day - lag]
    return list(scores), answers


def found(rows: list[Association], name: str, lag: int) -> Association:
    return next(row for row in rows if (row.name, row.lag) == (name, lag))


def number(value: float | None) -> float:
    assert value is not None
    return value


@pytest.mark.parametrize("effect", [2.5, -2.5])
@pytest.mark.parametrize("lag", [0, 1])
def test_what_truly_goes_together_stands_out_on_its_own_day_alone(effect: float, lag: int) -> None:
    rows = associations(range(90), *person(5, 90, effect=effect, lag=lag))

    assert found(rows, "activity 0", lag).status is STANDS_OUT
    assert found(rows, "activity 0", 1 - lag).status is CANNOT_TELL
    row = found(rows, "activity 0", lag)
    assert number(row.low) < effect < number(row.high)
    assert number(row.difference) == pytest.approx(effect, abs=1)
    assert number(row.p_adjusted) < 0.001


def test_each_activity_has_a_row_for_the_same_and_the_next_day() -> None:
    scores, answers = person(1)
    rows = associations(range(60), scores, answers)

    assert [(row.name, row.lag) for row in rows] == [
        (name, lag) for name in answers for lag in (0, 1)
    ]
    yes = sum(answers["activity 1"].values())
    assert (rows[2].days_with, rows[2].days_without) == (yes, 60 - yes)
    assert rows[3].days_with + rows[3].days_without == 59


def test_an_activity_that_only_rides_along_does_not_stand_out() -> None:
    rng = np.random.default_rng(11)
    scores, answers = person(11, 90, 1, effect=2.5)
    leader = answers["activity 0"]
    rider = {day: yes if rng.random() < 0.7 else not yes for day, yes in leader.items()}

    rows = associations(range(90), scores, {**answers, "rider": rider})

    assert found(rows, "activity 0", 0).status is STANDS_OUT
    assert found(rows, "rider", 0).status is CANNOT_TELL


def test_days_not_asked_are_never_days_without() -> None:
    # On bad days, 3 points worse, the question is left open; it has nothing to do with the score.
    rng = np.random.default_rng(3)
    bad = rng.random(80) < 0.4
    scores = [float(one) for one in 4 + 3 * bad + rng.normal(0, 0.5, 80)]
    walked = {day: bool(rng.random() < 0.5) for day in range(80) if not bad[day]}
    other = {day: bool(rng.random() < 0.5) for day in range(80)}

    asked = found(associations(range(80), scores, {"walk": walked, "other": other}), "walk", 0)
    as_no = {day: walked.get(day, False) for day in range(80)}
    wrong = found(associations(range(80), scores, {"walk": as_no, "other": other}), "walk", 0)

    assert asked.days_with + asked.days_without == 80 - bad.sum()
    assert asked.status is CANNOT_TELL
    assert number(asked.low) <= 0 <= number(asked.high)
    assert wrong.status is STANDS_OUT


def test_at_least_eight_days_with_and_eight_without() -> None:
    scores, _ = person(2, 40)
    seven = {day: day < 7 for day in range(40)}
    eight = {day: day % 5 == 0 for day in range(40)}

    rows = associations(range(40), scores, {"seven": seven, "eight": eight})

    assert found(rows, "seven", 0) == Association("seven", 0, 7, 33, TOO_FEW)
    assert found(rows, "eight", 0).days_with == 8
    assert found(rows, "eight", 0).status is CANNOT_TELL


def test_too_few_days_for_so_many_activities_at_once() -> None:
    scores, answers = person(4, 30, 10)

    assert {row.status for row in associations(range(30), scores, answers)} == {TOO_FEW}
    assert CANNOT_TELL in {
        row.status for row in associations(range(30), scores, dict(list(answers.items())[:3]))
    }


def test_two_activities_always_noted_together_are_not_told_apart() -> None:
    scores, answers = person(6, effect=2.5)
    twin = dict(answers["activity 0"])
    opposite = {day: not yes for day, yes in answers["activity 2"].items()}

    rows = associations(range(60), scores, {**answers, "twin": twin, "opposite": opposite})
    plain = associations(range(60), scores, answers)

    apart = {row.name for row in rows if row.status is not INSEPARABLE}
    assert apart == {"activity 1"}
    assert found(rows, "twin", 0).difference is None
    beside, alone = found(rows, "activity 1", 0), found(plain, "activity 1", 0)
    assert number(beside.difference) == pytest.approx(number(alone.difference), rel=1e-6)


def test_scores_that_never_change_tell_nothing() -> None:
    _, answers = person(1)

    rows = associations(range(60), [5.0] * 60, answers)

    assert {(row.status, row.difference) for row in rows} == {(CANNOT_TELL, None)}


def test_no_days_and_no_activities_give_nothing() -> None:
    assert associations([], [], {}) == []
    assert associations(range(60), [5.0] * 60, {}) == []
    assert associations([], [], {"a": {3: True}}) == [
        Association("a", 0, 0, 0, TOO_FEW),
        Association("a", 1, 0, 0, TOO_FEW),
    ]


def test_more_days_are_those_that_narrow_the_interval_to_two_points() -> None:
    scores, answers = person(8, 40)
    wide = [5 + 4 * (score - 5) for score in scores]

    row = found(associations(range(40), wide, answers), "activity 1", 0)
    half = (number(row.high) - number(row.low)) / 2

    assert row.more_days == int(np.ceil(40 * (half**2 / 4 - 1))) > 0
    assert found(associations(range(40), scores, answers), "activity 1", 0).more_days == 0


def test_the_false_discovery_rate_is_that_of_the_published_procedure() -> None:
    # Benjamini & Hochberg 1995, section 3: four of these fifteen are rejected at 5 %.
    published = [
        *(0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240),
        *(0.4262, 0.5719, 0.6528, 0.7590, 1.0),
    ]

    adjusted = benjamini_hochberg(np.array(published[::-1]))[::-1]

    assert int((adjusted <= 0.05).sum()) == 4
    assert adjusted[3] == pytest.approx(0.0095 * 15 / 4)
    assert list(adjusted) == sorted(adjusted)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.sets(st.integers(0, 120), min_size=1, max_size=30), st.randoms())
def test_days_on_which_nothing_was_asked_change_nothing(
    seed: int, added: set[int], random: object
) -> None:
    scores, answers = person(seed, 50)
    for day in added & set(range(50)):
        for one in answers.values():
            del one[day]
    kept = [day for day in range(50) if day not in added]
    plain = associations(kept, [scores[day] for day in kept], answers)

    days = kept + sorted(added)
    more = [scores[day] for day in kept] + [float(day % 11) for day in sorted(added)]

    assert associations(days, more, answers) == plain


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.floats(-20, 20), st.floats(0.2, 5))
def test_shifted_and_scaled_scores_scale_the_differences(
    seed: int, shift: float, scale: float
) -> None:
    scores, answers = person(seed, 50, effect=1.0)
    plain = associations(range(50), scores, answers)
    moved = associations(range(50), [shift + scale * score for score in scores], answers)

    for one, other in zip(plain, moved, strict=True):
        for field in ("difference", "low", "high"):
            expected = scale * number(getattr(one, field))
            assert getattr(other, field) == pytest.approx(expected, rel=1e-4, abs=1e-5)
        assert number(other.p_adjusted) == pytest.approx(number(one.p_adjusted), rel=1e-3)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000))
def test_yes_and_no_swapped_flip_the_sign(seed: int) -> None:
    scores, answers = person(seed, 50, effect=1.0)
    swapped = {**answers, "activity 0": {d: not yes for d, yes in answers["activity 0"].items()}}

    plain = found(associations(range(50), scores, answers), "activity 0", 0)
    other = found(associations(range(50), scores, swapped), "activity 0", 0)

    assert other.difference == pytest.approx(-number(plain.difference), rel=1e-5, abs=1e-7)
    assert (other.days_with, other.days_without) == (plain.days_without, plain.days_with)


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10_000), st.randoms(use_true_random=False), st.integers(-9000, 9000))
def test_neither_the_order_of_days_nor_the_calendar_matters(
    seed: int, random: Random, later: int
) -> None:
    scores, answers = person(seed, 50, effect=1.0)
    rows = list(zip(range(50), scores, strict=True))
    random.shuffle(rows)
    moved = {name: {day + later: yes for day, yes in one.items()} for name, one in answers.items()}

    found = associations([day + later for day, _ in rows], [score for _, score in rows], moved)

    assert found == associations(range(50), scores, answers)


def test_an_answer_left_open_is_one_that_was_not_asked() -> None:
    scores, answers = person(9)
    absent = {
        name: {day: yes for day, yes in one.items() if day % 4} for name, one in answers.items()
    }
    left_open = {
        name: {day: yes if day % 4 else None for day, yes in one.items()}
        for name, one in answers.items()
    }

    assert associations(range(60), scores, left_open) == associations(range(60), scores, absent)


def test_an_activity_never_asked_changes_nothing_for_the_others() -> None:
    scores, answers = person(9)

    rows = associations(range(60), scores, {**answers, "never": {}})

    assert rows[:-2] == associations(range(60), scores, answers)
    assert rows[-1] == Association("never", 1, 0, 0, TOO_FEW)


def test_people_without_triggers_are_rarely_given_one() -> None:
    misled = 0
    for seed in range(60):
        scores, answers = person(1000 + seed, 60, 10)
        misled += any(row.status is STANDS_OUT for row in associations(range(60), scores, answers))

    assert misled <= 12


def test_wrong_input_is_refused_with_a_sentence() -> None:
    scores, answers = person(1, 60, 10)
    with pytest.raises(ValueError, match="Up to 10 activities"):
        associations(range(60), scores, {**answers, "eleventh": {}})
    with pytest.raises(ValueError, match="59 days, 60 scores"):
        associations(range(59), scores, answers)
    with pytest.raises(ValueError, match="twice"):
        associations([*range(59), 3], scores, answers)
    with pytest.raises(ValueError, match="yes or no"):
        associations(range(60), scores, {"walk": {3: "maybe"}})  # type: ignore[dict-item]


def test_nothing_but_twins_gives_rows_without_numbers() -> None:
    scores, answers = person(6)
    one = answers["activity 0"]

    rows = associations(range(60), scores, {"one": one, "twin": dict(one)})

    assert {(row.status, row.difference) for row in rows} == {(INSEPARABLE, None)}
