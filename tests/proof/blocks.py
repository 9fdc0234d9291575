"""What the hours after each block say, worked out once more: standard library only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from fractions import Fraction
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from tests.proof.around import around
from tests.proof.export import DAY, Diary, Row, Score, sides

ASKED = (5, 15, 30, 60, 120, 180, 240, 360, 1440)
NEWEST = 3
MINUTE = timedelta(minutes=1)
BERLIN = ZoneInfo("Europe/Berlin")


def blocks(diary: Diary, last: date, today: date) -> dict[str, Any]:
    """How many blocks there were, and what is told of the newest."""
    given = [
        row
        for row in diary.treatments
        if row["kind"] == "block" and date.fromisoformat(row["first_day"]) <= last
    ]
    told = [
        {
            "day": (day := date.fromisoformat(row["first_day"])),
            "most": _most(diary, row),
            "around": around(diary, row, day, min(last, today), today),
        }
        for row in given[-NEWEST:]
    ]
    return {"count": len(given), "told": told}


def _most(diary: Diary, row: Row) -> Fraction | None:
    """The best relief of its hours in percent; None where that is not known."""
    if not row["given_at"]:
        return None
    moment = _moment(row)
    near = [
        one for one in diary.scores if one.counted and -DAY <= one.felt - moment <= 28 * 60 * MINUTE
    ]
    if ends := [_moment(one) for one in _later(diary, row, moment)]:
        near = [one for one in near if one.felt < min(ends)]
    # A side without a score of these hours says nothing: then the other one is told alone.
    every = (_minutes(near, side, moment) for side in sorted(sides(row["side"])))
    by_side = [one for one in every if one]
    before = [[points for at, points in one.items() if -1440 <= at < 1] for one in by_side]
    if not before or not all(before):
        return None
    baseline = Fraction(sum(one[-1] for one in before), len(before))
    after = [{at: points for at, points in one.items() if at >= 1} for one in by_side]
    checks = [*after[0].values()] if len(after) == 1 else _shared(after)
    if baseline < 2 or not checks:
        return None
    return 100 * (baseline - min(checks)) / baseline


def _moment(row: Row) -> datetime:
    day = datetime.fromisoformat(f"{row['first_day']}T{row['given_at']}")
    return (day if day.hour >= 4 else day + DAY).replace(tzinfo=BERLIN)


def _later(diary: Diary, row: Row, moment: datetime) -> list[Row]:
    return [
        one
        for one in diary.treatments
        if one["given_at"] and sides(one["side"]) & sides(row["side"]) and _moment(one) > moment
    ]


def _minutes(near: Sequence[Score], side: str, moment: datetime) -> dict[float, Fraction]:
    """The scores of a side by how many minutes after the block they were felt."""
    found = [one for one in near if side in one.sides and one.points is not None]
    found.sort(key=lambda one: one.felt)
    return {(one.felt - moment) / MINUTE: one.points for one in found if one.points is not None}


def _shared(after: Sequence[Mapping[float, Fraction]]) -> list[Fraction]:
    """Of two sides the mean of the newest scores of each check-in that both have."""
    newest = [{_check(at): points for at, points in one.items()} for one in after]
    both = set.intersection(*map(set, newest)) - {None}
    return [Fraction(sum(one[check] for one in newest), len(newest)) for check in both]


def _check(at: float) -> int | None:
    """The check-in that a time is nearest to."""
    opens = [(before + after) / 2 for before, after in pairwise((0, *ASKED))]
    begun = [check for check, one in zip(ASKED, opens, strict=True) if one <= at]
    return begun[-1] if begun else None
