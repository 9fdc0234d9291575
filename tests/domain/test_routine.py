"""What an exercise, its parts, steps and levels can be."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from cluneal_tracker import paths
from cluneal_tracker.data.content import Content
from cluneal_tracker.domain.routine import Level, Part
from tests.domain.routines import HOLD, MOVE, routine


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"say": " "}, "few words"),
        ({"seconds": 0}, "1 to 3600 seconds"),
        ({"seconds": 3601}, "1 to 3600 seconds"),
        ({"seconds": None, "times": 0}, "1 to 100 times"),
        ({"times": 101}, "1 to 100 times"),
        ({"short": "a\0"}, "cannot be kept"),
        ({"drawing": "../icons/add"}, "small letters, digits and hyphens"),
        ({"drawing": "own:../add"}, "small letters, digits and hyphens"),
        ({"swing": "Hip-clam"}, "small letters, digits and hyphens"),
    ],
)
def test_a_step_says_what_is_wrong_with_it(changed: dict[str, Any], reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        replace(MOVE, **changed)


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"steps": ()}, "at least one step"),
        ({"steps": (MOVE,) * 21}, "A side has up to 20 steps."),
        ({"repetitions": 0}, "1 to 100"),
        ({"repetitions": 101}, "1 to 100"),
        ({"sets": 0}, "1 to 10"),
        ({"sets": 11}, "1 to 10"),
        ({"rest_seconds": -1}, "up to 600"),
        ({"rest_seconds": 601}, "up to 600"),
    ],
)
def test_a_part_says_what_is_wrong_with_it(changed: dict[str, Any], reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        replace(Part(True, 1, (MOVE,)), **changed)


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"name": ""}, "a name"),
        ({"parts": ()}, "at least one step"),
        ({"parts": (Part(True, 1, (MOVE,)),) * 21}, "up to 20 parts"),
        ({"levels": (Level("Easy", (Part(True, 1, (MOVE,)),)),) * 11}, "up to 10 levels"),
        ({"per_day": 0}, "1 to 10 times a day"),
        ({"per_day": 11}, "1 to 10 times a day"),
        ({"ready_seconds": 0}, "1 to 120 seconds"),
        ({"swap_seconds": 121}, "1 to 120 seconds"),
    ],
)
def test_a_routine_says_what_is_wrong_with_it(changed: dict[str, Any], reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        replace(routine(Part(True, 1, (MOVE,))), **changed)


def test_levels_are_chosen_one_at_a_time() -> None:
    easy, hard = Part(False, 1, (MOVE,)), Part(False, 3, (HOLD,))
    levels = (Level("Easy", (easy,)), Level("Hard", (hard,)))
    graded = replace(routine(easy), levels=levels, level=1)
    assert graded.at_level(2).parts == (hard,)
    assert graded.at_level(2).level == 2
    for none in (0, 3):
        with pytest.raises(ValueError, match="levels 1 to 2"):
            graded.at_level(none)


def test_the_foam_roller_is_used_as_often_as_the_guide_says() -> None:
    roller = Content(paths.ASSETS).routines["foam-roller"]
    assert (roller.per_day, roller.per_day_from_guide) == (2, True)


def test_what_is_too_long_or_empty_is_refused_with_the_reason() -> None:
    with pytest.raises(ValueError, match="up to"):
        Level("x" * 1000, (Part(False, 1, (HOLD,)),))
    with pytest.raises(ValueError, match="at least one step"):
        Level("Name", ())
    with pytest.raises(ValueError, match="up to 20 parts"):
        Level("Name", (Part(False, 1, (HOLD,)),) * 21)
