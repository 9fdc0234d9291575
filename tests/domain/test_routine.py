"""A routine unrolls into phases whose sides, counts and times are those on paper."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from cluneal_tracker import paths
from cluneal_tracker.data.content import Content
from cluneal_tracker.domain.pain import Side
from cluneal_tracker.domain.phases import PhaseKind, phases, repetitions, run_minutes, run_seconds
from cluneal_tracker.domain.routine import Level, Part, Routine, Step, StepKind

MOVE = Step("move", "Move", "move", StepKind.MOVE, 2, from_guide=False, drawing="a")
HOLD = Step("hold", "Hold", "hold", StepKind.HOLD, 5, from_guide=True, drawing="b")


def routine(*parts: Part) -> Routine:
    return Routine("key", "Name", "Summary.", "Caution.", 2, 5, 10, parts)


def test_each_side_is_done_in_full_before_the_other() -> None:
    run = phases(routine(Part(True, 2, (MOVE, HOLD))))
    assert [(p.kind.value, p.side, p.repetition, p.turn) for p in run] == [
        ("ready", None, 0, 0),
        ("move", Side.RIGHT, 1, 1),
        ("hold", Side.RIGHT, 1, 1),
        ("move", Side.RIGHT, 2, 2),
        ("hold", Side.RIGHT, 2, 2),
        ("swap", Side.LEFT, 0, 0),
        ("move", Side.LEFT, 1, 3),
        ("hold", Side.LEFT, 1, 3),
        ("move", Side.LEFT, 2, 4),
        ("hold", Side.LEFT, 2, 4),
    ]


def test_the_left_side_can_come_first() -> None:
    run = phases(routine(Part(True, 1, (MOVE,))), Side.LEFT)
    assert [p.side for p in run] == [None, Side.LEFT, Side.RIGHT, Side.RIGHT]


def test_parts_swap_sides_between_them_but_not_before_the_first_side() -> None:
    run = phases(routine(Part(False, 1, (HOLD,)), Part(True, 1, (MOVE,)), Part(True, 1, (MOVE,))))
    assert [p.kind for p in run].count(PhaseKind.SWAP) == 3
    assert [p.side for p in run if p.turn] == [None, *[Side.RIGHT, Side.LEFT] * 2]
    assert repetitions(run) == {"once": 1, "right": 2, "left": 2}


def test_a_part_for_both_sides_does_not_hide_a_swap() -> None:
    run = phases(routine(Part(True, 1, (MOVE,)), Part(False, 1, (HOLD,)), Part(True, 1, (MOVE,))))
    kinds = [(p.kind, p.side) for p in run if not p.turn]
    assert kinds == [
        (PhaseKind.READY, None),
        (PhaseKind.SWAP, Side.LEFT),
        (PhaseKind.SWAP, Side.RIGHT),
        (PhaseKind.SWAP, Side.LEFT),
    ]


def test_the_time_of_a_run_is_the_sum_of_its_phases() -> None:
    one = routine(Part(True, 10, (MOVE, HOLD)))
    assert run_seconds(one) == 5 + 20 * 7 + 10
    assert run_minutes(one) == 3
    assert run_minutes(routine(Part(False, 1, (MOVE,)))) == 1


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


def test_a_side_rests_between_its_sets_and_not_after_the_last() -> None:
    run = phases(routine(Part(True, 2, (MOVE,), sets=2, rest_seconds=30)))
    assert [(p.kind.value, p.seconds, p.side, p.set_number, p.repetition) for p in run] == [
        ("ready", 5, None, 0, 0),
        ("move", 2, Side.RIGHT, 1, 1),
        ("move", 2, Side.RIGHT, 1, 2),
        ("rest", 30, Side.RIGHT, 0, 0),
        ("move", 2, Side.RIGHT, 2, 1),
        ("move", 2, Side.RIGHT, 2, 2),
        ("swap", 10, Side.LEFT, 0, 0),
        ("move", 2, Side.LEFT, 1, 1),
        ("move", 2, Side.LEFT, 1, 2),
        ("rest", 30, Side.LEFT, 0, 0),
        ("move", 2, Side.LEFT, 2, 1),
        ("move", 2, Side.LEFT, 2, 2),
    ]
    assert repetitions(run) == {"right": 4, "left": 4}


def test_a_step_at_ones_own_pace_is_only_guessed_at() -> None:
    slides = replace(MOVE, seconds=None, times=10)
    (_, phase) = phases(routine(Part(False, 1, (slides,))))
    assert (phase.paced, phase.times, phase.seconds) == (True, 10, 30)


def test_levels_are_chosen_one_at_a_time() -> None:
    easy, hard = Part(False, 1, (MOVE,)), Part(False, 3, (HOLD,))
    levels = (Level("Easy", (easy,)), Level("Hard", (hard,)))
    graded = replace(routine(easy), levels=levels, level=1)
    assert graded.at_level(2).parts == (hard,)
    assert graded.at_level(2).level == 2
    for none in (0, 3):
        with pytest.raises(ValueError, match="levels 1 to 2"):
            graded.at_level(none)


def test_the_nerve_glide_is_that_of_the_guide() -> None:
    glide = Content(paths.ASSETS).routines["nerve-glide"]
    assert repetitions(phases(glide)) == {"right": 10, "left": 10}
    assert glide.parts[0].from_guide
    assert glide.by_leg
    assert [(s.key, s.seconds) for s in glide.parts[0].steps if s.from_guide] == [("hold", 5)]


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
