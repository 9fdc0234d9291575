"""Small exercises for the tests of what they are and how they run."""

from __future__ import annotations

from cluneal_tracker.domain.routine import Part, Routine, Step, StepKind

MOVE = Step("move", "Move", "move", StepKind.MOVE, 2, from_guide=False, drawing="a")
HOLD = Step("hold", "Hold", "hold", StepKind.HOLD, 5, from_guide=True, drawing="b")


def routine(*parts: Part) -> Routine:
    return Routine("key", "Name", "Summary.", "Caution.", 2, 5, 10, parts)
