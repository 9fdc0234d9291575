"""The hours after a nerve block: percent relief, how long it held, and three published rules."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

HALF = 50.0
LONGEST_GAP = 60.0
LOWEST_BASELINE = 2.0
_HIGHEST_SCORE = 10.0
_HOUR = 60.0
_NEAR_THE_HOUR = 15.0
_KIRAL_RELIEF = 70.0


class ReliefRule(str, Enum):
    """The rules that different sources use for relief after a test block."""

    GUIDE = "guide"
    GAUTAM_2022 = "gautam_2022"
    KIRAL_2024 = "kiral_2024"


class RuleOutcome(str, Enum):
    """Whether the timed scores meet a rule; a blind gap leaves it open."""

    MET = "met"
    NOT_MET = "not_met"
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True, slots=True)
class BlockRelief:
    """Relief in percent of the score before the block, and which rules it meets.

    `percents` pairs each check's minutes with its relief (negative is more pain). Without a check,
    or with a score before under 2, where percents mislead, there is none and every rule is open.
    `at_least` tells that nobody looked within an hour after those minutes.
    """

    percents: tuple[tuple[float, float], ...]
    best_percent: float | None
    minutes_at_or_over_half: float | None
    rules: Mapping[ReliefRule, RuleOutcome]
    at_least: bool = False


def relief(baseline: float, checks: Sequence[tuple[float, float]]) -> BlockRelief:
    """Relief at each of `checks`: (minutes after the block, score 0-10), in any order.

    The rules: over 50 % for 30 minutes (the guide), over 50 % for 2 hours (Gautam 2022), 70 % or
    more at 1 hour (Kiral 2024). `minutes_at_or_over_half` is the longest run of checks at or over
    50 %, at most 60 minutes apart.
    Raises ValueError for a score outside 0-10, a time not after the block, or a time twice.
    """
    _refuse_wrong(baseline, checks)
    if baseline < LOWEST_BASELINE or not checks:
        return BlockRelief((), None, None, dict.fromkeys(ReliefRule, RuleOutcome.CANNOT_TELL))
    # Rounded, so that 5.74 of 8.2 is 70 % and not a hair beside it.
    percents = tuple(
        (float(minutes), round(100 * (baseline - score) / baseline, 9))
        for minutes, score in sorted(checks)
    )
    longest, at_least = _longest([(minutes, percent >= HALF) for minutes, percent in percents])
    return BlockRelief(
        percents,
        max(percent for _, percent in percents),
        longest,
        {
            ReliefRule.GUIDE: _lasting(percents, 30.0),
            ReliefRule.GAUTAM_2022: _lasting(percents, 120.0),
            ReliefRule.KIRAL_2024: _at_one_hour(percents),
        },
        at_least,
    )


def _refuse_wrong(baseline: float, checks: Sequence[tuple[float, float]]) -> None:
    for score in (baseline, *(score for _, score in checks)):
        if not 0 <= score <= _HIGHEST_SCORE:
            raise ValueError(f"A score is 0 to 10, not {score}.")
    times = [minutes for minutes, _ in checks]
    for minutes in times:
        if not 0 < minutes < math.inf:
            raise ValueError(f"A check comes after the block, not at {minutes} minutes.")
    if len(set(times)) != len(times):
        raise ValueError("Each check has its own time; one is here twice.")


def _longest(checks: Sequence[tuple[float, bool]]) -> tuple[float, bool]:
    """Minutes of the longest run of checks that hold, none further apart than 60 minutes.

    And whether it is not known how it went on: no check came within 60 minutes after it.
    """
    longest, is_open, since, last = 0.0, False, math.nan, -math.inf
    for (minutes, holds), (following, _) in pairwise([*checks, (math.inf, False)]):
        if not holds:
            last = -math.inf
            continue
        if minutes - last > LONGEST_GAP:
            since = minutes
        last = minutes
        if last - since >= longest:
            longest, is_open = last - since, following - last > LONGEST_GAP
    return longest, is_open


def _lasting(percents: Sequence[tuple[float, float]], minutes: float) -> RuleOutcome:
    """Over half for so many minutes; open if a blind gap follows relief or lies in the window.

    The window opens with the block. A gap is over 60 minutes, and after the last check it is
    endless.
    """
    over = [(when, percent > HALF) for when, percent in percents]
    if _longest(over)[0] >= minutes:
        return RuleOutcome.MET
    for (when, holds), (until, _) in pairwise([(0.0, False), *over, (math.inf, False)]):
        if until - when > LONGEST_GAP and (holds or when < minutes):
            return RuleOutcome.CANNOT_TELL
    return RuleOutcome.NOT_MET


def _at_one_hour(percents: Sequence[tuple[float, float]]) -> RuleOutcome:
    """70 % at one hour: the check nearest to it, or else the two around it if they agree."""
    nearest = min(percents, key=lambda check: (abs(check[0] - _HOUR), -check[0]))
    if abs(nearest[0] - _HOUR) <= _NEAR_THE_HOUR:
        return _met(nearest[1] >= _KIRAL_RELIEF)
    for (when, percent), (until, later) in pairwise([(0.0, 0.0), *percents]):
        reached = percent >= _KIRAL_RELIEF
        if when < _HOUR < until <= when + LONGEST_GAP and reached == (later >= _KIRAL_RELIEF):
            return _met(reached)
    return RuleOutcome.CANNOT_TELL


def _met(reached: bool) -> RuleOutcome:
    return RuleOutcome.MET if reached else RuleOutcome.NOT_MET
