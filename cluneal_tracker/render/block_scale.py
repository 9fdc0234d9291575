"""Where the hours after a block lie in a picture, and which of its scores a line joins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from cluneal_tracker.domain.block_day import LONGEST, Check

MINUTES = 60
# Six hours take most of the width; the rest of the day is drawn together at the right end.
HOURS = 6
_SIX_HOURS_SHARE, _LATER_FROM, _LATER_TO = 0.86, 0.92, 0.99
# Where the word for the rest of the day stands.
LATER = (_LATER_FROM + _LATER_TO) / 2
# The hours that are named below.
NAMED_HOURS = (1, 2, 4, 6)
_FURTHEST_APART = 2 * MINUTES


def along(minutes: float) -> float:
    """Where so many minutes after a block lie, as a share of the width."""
    first = HOURS * MINUTES
    if minutes <= first:
        return _SIX_HOURS_SHARE * minutes / first
    return _LATER_FROM + (_LATER_TO - _LATER_FROM) * (minutes - first) / (LONGEST - first)


def joined(points: Sequence[Check]) -> Iterator[tuple[Check, Check]]:
    """The pairs of neighbours that a line joins: those at most two hours apart."""
    for earlier, later in pairwise(points):
        if later[0] - earlier[0] <= _FURTHEST_APART:
            yield earlier, later
