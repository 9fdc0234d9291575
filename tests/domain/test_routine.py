"""A routine unrolls into phases whose sides, counts and times are those on paper."""

from __future__ import annotations

import pytest

from cluneal_tracker import paths
from cluneal_tracker.data.content import Content
from cluneal_tracker.domain.pain import Side
from cluneal_tracker.domain.routine import (
    Part,
    PhaseKind,
    Routine,
    Step,
    StepKind,
    phases,
    repetitions,
)

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
    assert one.seconds() == 5 + 20 * 7 + 10
    assert one.minutes() == 3
    assert routine(Part(False, 1, (MOVE,))).minutes() == 1


def test_a_step_takes_time_and_a_part_has_steps() -> None:
    with pytest.raises(ValueError, match="some time"):
        Step("x", "X", "x", StepKind.MOVE, 0, from_guide=False, drawing="a")
    for broken in ((0, (MOVE,)), (1, ())):
        with pytest.raises(ValueError, match="at least once"):
            Part(True, *broken)


def test_the_nerve_glide_is_that_of_the_guide() -> None:
    glide = Content(paths.ASSETS).routines["nerve-glide"]
    assert repetitions(phases(glide)) == {"right": 10, "left": 10}
    assert glide.parts[0].from_guide
    assert glide.by_leg
    assert [(s.key, s.seconds) for s in glide.parts[0].steps if s.from_guide] == [("hold", 5)]


def test_the_foam_roller_is_used_as_often_as_the_guide_says() -> None:
    roller = Content(paths.ASSETS).routines["foam-roller"]
    assert (roller.per_day, roller.per_day_from_guide) == (2, True)
