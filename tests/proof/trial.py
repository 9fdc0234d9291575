"""A trial counted anew from an export, every draw by itself: standard library only."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from itertools import product
from typing import Any

from tests.proof.export import DAY, Diary, Row, Values, values


def trials(archive: bytes) -> list[Row]:
    """The rows of the trials in an export."""
    with zipfile.ZipFile(io.BytesIO(archive)) as files:
        text = files.read("trials.csv").decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def figures(archive: bytes) -> dict[str, Any]:
    """The means of both ways, the pairs that count and p, of the one trial of an export."""
    (row,) = trials(archive)
    length, washout = int(row["period_days"]), int(row["washout_days"])
    first = date.fromisoformat(row["first_day"])
    sides = {"left", "right"} if row["side"] == "both" else {row["side"]}
    scores = values(Diary(archive).scores, sides)
    stopped = date.fromisoformat(row["stopped_on"]) if row["stopped_on"] else None
    last = stopped or first + (len(row["drawn"]) * length - 1) * DAY
    means = [
        _mean(scores, first + (turn * length + washout) * DAY, length - washout, last)
        for turn in range(len(row["drawn"]))
    ]
    pairs = _pairs(row["drawn"], means)
    with_a, with_b = ([pair[way] for pair in pairs] for way in "ab")
    return {
        "row": row,
        "last": last,
        "pairs": len(pairs),
        "a": sum(with_a, Fraction()) / len(pairs) if pairs else None,
        "b": sum(with_b, Fraction()) / len(pairs) if pairs else None,
        "p": _p([a - b for a, b in zip(with_a, with_b, strict=True)]) if pairs else None,
    }


def _mean(scores: Values, first: date, days: int, last: date) -> Fraction | None:
    """The mean of a period, where half of its counted days have a score."""
    found = [
        scores[day]
        for day in (first + later * DAY for later in range(days))
        if day in scores and day <= last
    ]
    return sum(found, Fraction()) / len(found) if 2 * len(found) >= days else None


def _pairs(drawn: str, means: Sequence[Fraction | None]) -> list[Mapping[str, Fraction]]:
    found: list[Mapping[str, Fraction]] = []
    for turn in range(0, len(drawn), 2):
        one, other = means[turn], means[turn + 1]
        if one is not None and other is not None:
            found.append({drawn[turn]: one, drawn[turn + 1]: other})
    return found


def _p(differences: Sequence[Fraction]) -> Fraction:
    """The share of all draws that part the ways as far: each pair may have come the other way."""
    seen = abs(sum(differences, Fraction()))
    as_far = draws = 0
    for signs in product((1, -1), repeat=len(differences)):
        drawn = (sign * one for sign, one in zip(signs, differences, strict=True))
        as_far += abs(sum(drawn, Fraction())) >= seen
        draws += 1
    return Fraction(as_far, draws)
