"""What may be said of the pain around an exercise, and how rarely it is said by mistake."""

from __future__ import annotations

from random import Random

import pytest

from cluneal_tracker.domain.before_after import Pattern, before_after
from cluneal_tracker.domain.pain import VasScore
from cluneal_tracker.domain.session import Session, StopReason
from cluneal_tracker.domain.when import When
from tests.fakes import FakeClock

WHEN = When.now(FakeClock())


def session(before: int | None, after: int | None, stopped: StopReason | None = None) -> Session:
    first, last = (None if mm is None else VasScore(mm) for mm in (before, after))
    once = {"once": 1}
    return Session("one", "x", WHEN, WHEN.utc, 60, once, once, first, last, stopped=stopped)


def test_without_both_scores_there_is_nothing_to_count() -> None:
    found = before_after([session(40, None), session(None, 30), session(None, None)])
    assert (found.sessions, found.before, found.after) == (0, None, None)
    assert (found.pattern, found.missing) == (Pattern.TOO_FEW, 6)


def test_the_middle_scores_and_the_counts_are_those_of_the_pairs() -> None:
    found = before_after([session(40, 30), session(60, 60), session(50, 55), session(10, None)])
    assert (found.before, found.after) == (5.0, 5.5)
    assert (found.lower, found.higher, found.same) == (1, 1, 1)
    assert found.missing == 4, "one of the three has not changed"


@pytest.mark.parametrize(
    ("change", "count", "pattern"),
    [
        (-20, 5, Pattern.TOO_FEW),
        (-20, 6, Pattern.LOWER),
        (20, 6, Pattern.HIGHER),
        (-9, 40, Pattern.MIXED),
        (-10, 40, Pattern.LOWER),
        (0, 5, Pattern.TOO_FEW),
        (0, 6, Pattern.MIXED),
    ],
)
def test_a_word_needs_enough_sessions_and_a_change_that_is_noticed(
    change: int, count: int, pattern: Pattern
) -> None:
    found = before_after([session(50, 50 + change)] * count)
    assert found.pattern is pattern


@pytest.mark.parametrize(
    ("same", "pattern", "missing"),
    [(0, Pattern.TOO_FEW, 1), (4, Pattern.TOO_FEW, 1), (6, Pattern.MIXED, 1)],
)
def test_scores_that_stay_the_same_do_not_make_five_changes_enough(
    same: int, pattern: Pattern, missing: int
) -> None:
    found = before_after([session(50, 50)] * same + [session(50, 30)] * 5)
    assert (found.pattern, found.missing) == (pattern, missing)


def test_one_that_was_stopped_for_pain_is_told_also_without_scores() -> None:
    found = before_after([session(None, None, StopReason.PAIN), session(40, 30, StopReason.TIRED)])
    assert found.for_pain == 1


def _felt(chance: Random) -> int:
    return round(min(100.0, max(0.0, chance.gauss(50, 15))))


@pytest.mark.slow
def test_who_looks_after_every_session_meets_a_word_by_chance_far_more_often() -> None:
    """The one in twenty holds for one look, and the page says so."""
    chance, met = Random(7), 0
    for _ in range(1000):
        pairs = [session(_felt(chance), _felt(chance)) for _ in range(30)]
        looks = (before_after(pairs[:count]).pattern for count in range(6, 31))
        met += any(look in (Pattern.LOWER, Pattern.HIGHER) for look in looks)
    assert 0.10 < met / 1000 < 0.25


@pytest.mark.slow
@pytest.mark.parametrize("count", [6, 12, 30])
def test_for_an_exercise_that_does_nothing_a_word_is_said_in_less_than_one_of_twenty(
    count: int,
) -> None:
    chance, said = Random(count), 0
    for _ in range(4000):
        pairs = [session(_felt(chance), _felt(chance)) for _ in range(count)]
        said += before_after(pairs).pattern in (Pattern.LOWER, Pattern.HIGHER)
    assert said / 4000 <= 0.05
