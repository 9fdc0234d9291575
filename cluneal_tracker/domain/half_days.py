"""The scores of mornings and evenings: a value for each half of a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cluneal_tracker.domain.pain import PainEntry, Side
from cluneal_tracker.domain.when import DaySlot


@dataclass(frozen=True, slots=True)
class HalfScore:
    """The score of half a day, 0-10; `counted` unless it was only written down from memory.

    `added_later` says that it was written, at least in part, on another day.
    """

    points: float
    added_later: bool
    counted: bool


# A half day without a score has no key: missing is never zero.
HalfScores = Mapping[DaySlot, HalfScore]


def half_scores(entries: Iterable[PainEntry], side: Side) -> dict[DaySlot, HalfScore]:
    """The mean score of each half day on a side; a two-sided score counts for both.

    A score from memory speaks for its half day only where no counted one does.
    """
    found: defaultdict[DaySlot, list[PainEntry]] = defaultdict(list)
    for entry in entries:
        if entry.score and side in entry.side.parts:
            found[entry.felt.half].append(entry)
    return {half: _score(of_half) for half, of_half in found.items()}


def _score(entries: list[PainEntry]) -> HalfScore:
    counted = [entry for entry in entries if entry.counted]
    taken = counted or entries
    points = [entry.score.points for entry in taken if entry.score]
    later = any(entry.added_later for entry in taken)
    return HalfScore(sum(points) / len(points), later, bool(counted))
