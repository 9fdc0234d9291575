"""Where the hours after a block lie in a picture, and which of its scores a line joins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from cluneal_tracker.domain.block_day import Check

MINUTES = 60
# Six hours take most of the width; what was scored on the next day stands apart at the right end.
HOURS = 6
SIX_HOURS_SHARE, NEXT_DAY = 0.86, 0.97
# The hours that are named below.
NAMED_HOURS = (1, 2, 4, 6)
_FURTHEST_APART = 2 * MINUTES


def along(minutes: float) -> float:
    """Where so many minutes after a block lie, as a share of the width."""
    share = minutes / (HOURS * MINUTES)
    return SIX_HOURS_SHARE * share if share <= 1 else NEXT_DAY


def joined(points: Sequence[Check]) -> Iterator[tuple[Check, Check]]:
    """The pairs of neighbours that a line joins: those at most two hours apart."""
    for earlier, later in pairwise(points):
        if later[0] - earlier[0] <= _FURTHEST_APART:
            yield earlier, later
