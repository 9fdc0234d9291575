"""The pain right before an exercise and right after it, over many sessions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from statistics import median

from cluneal_tracker.domain.session import Session, StopReason
from cluneal_tracker.domain.statistics.signed_rank import MOST_PAIRS, signed_rank_p

# With five changes that all go one way the exact p is 2 of 32, so nothing could ever be said.
FEWEST = 6
# The change that people usually notice starts near 1 point; less is not worth a word.
NOTICED_MM, ALPHA = 10, 0.05


class Pattern(Enum):
    """What may be said of the pain right after an exercise."""

    TOO_FEW = "too_few"
    LOWER = "lower"
    HIGHER = "higher"
    MIXED = "mixed"


@dataclass(frozen=True, slots=True)
class BeforeAfter:
    """Sessions with a score before and after, oldest left out where there are very many.

    `before` and `after` are middle scores, 0-10, None without any session. `lower`, `higher` and
    `same` count the sessions by what the pain did; `for_pain` those that were stopped because it
    hurt, scored or not.
    """

    sessions: int
    before: float | None
    after: float | None
    lower: int
    higher: int
    same: int
    for_pain: int
    pattern: Pattern

    @property
    def missing(self) -> int:
        """How many more sessions a pattern needs in which the score changes."""
        return max(0, FEWEST - self.lower - self.higher)


def before_after(sessions: Sequence[Session]) -> BeforeAfter:
    """What the pain did around these sessions, given oldest first.

    "Lower" and "higher" need six sessions in which the score changed, a middle change of a point
    or more, and signed ranks that chance gives in at most 5 of 100 such series. That holds for
    one look: who looks after each of thirty sessions meets a word by chance in about 14 of 100.
    """
    pairs = [
        (one.pain_before.mm, one.pain_after.mm)
        for one in sessions
        if one.pain_before is not None and one.pain_after is not None
    ][-MOST_PAIRS:]
    changes = [after - before for before, after in pairs]
    return BeforeAfter(
        sessions=len(pairs),
        before=median(before for before, _ in pairs) / 10 if pairs else None,
        after=median(after for _, after in pairs) / 10 if pairs else None,
        lower=sum(change < 0 for change in changes),
        higher=sum(change > 0 for change in changes),
        same=changes.count(0),
        for_pain=sum(one.stopped is StopReason.PAIN for one in sessions),
        pattern=_pattern(changes),
    )


def _pattern(changes: Sequence[int]) -> Pattern:
    if len(changes) < FEWEST:
        return Pattern.TOO_FEW
    middle = median(changes)
    if abs(middle) < NOTICED_MM:
        return Pattern.MIXED
    # A pair without a difference tells the signed ranks nothing.
    if len(changes) - changes.count(0) < FEWEST:
        return Pattern.TOO_FEW
    if signed_rank_p(changes) >= ALPHA:
        return Pattern.MIXED
    return Pattern.LOWER if middle < 0 else Pattern.HIGHER
