"""A routine unrolls into phases whose sides, counts and times are those that it asks for."""

from __future__ import annotations

from dataclasses import replace

from cluneal_tracker import paths
from cluneal_tracker.data.content import Content
from cluneal_tracker.domain.pain import Side
from cluneal_tracker.domain.phases import PhaseKind, phases, repetitions, run_minutes, run_seconds
from cluneal_tracker.domain.routine import Part
from tests.domain.routines import HOLD, MOVE, routine


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


def test_one_gets_ready_as_the_first_step_begins() -> None:
    kneel = replace(MOVE, drawing="kneel")
    ready, first, *_ = phases(routine(Part(True, 1, (kneel, HOLD)), Part(False, 1, (HOLD,))))
    assert ready.drawing == first.drawing == "kneel"


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


def test_the_nerve_glide_is_that_of_the_guide() -> None:
    glide = Content(paths.ASSETS).routines["nerve-glide"]
    assert repetitions(phases(glide)) == {"right": 10, "left": 10}
    assert glide.parts[0].from_guide
    assert glide.by_leg
    assert [(s.key, s.seconds) for s in glide.parts[0].steps if s.from_guide] == [("hold", 5)]
