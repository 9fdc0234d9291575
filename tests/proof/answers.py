"""What was answered now and then, counted from the export: standard library only."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from tests.proof.export import Diary, Row

# A day and a score; the first and the last of a series, or the one there is.
Ends = list[tuple[date, Fraction]]


def answers(diary: Diary, first: date, last: date) -> dict[str, Any]:
    """The first and the last PEG, score of the statements and answer about sleep; the change."""
    weeks = [row for row in _in_order(diary.weeks) if first <= _day(row) <= last]
    changes = [(_day(row), row["change"]) for row in weeks if row["change"]]
    return {
        "peg": _ends([(_day(row), _peg(row)) for row in weeks if row["pain"]]),
        "roland": _roland(diary, first, last),
        "sleep": _ends([(_day(row), Fraction(row["sleep"])) for row in weeks if row["sleep"]]),
        "overall": changes[-1] if changes else None,
    }


def _roland(diary: Diary, first: date, last: date) -> Ends:
    """The last score of these days beside the first one of all: how many numbers there are."""
    given = [row for row in _in_order(diary.statements) if row["score"]]
    every = [(_day(row), Fraction(len(row["ticked"].split()))) for row in given]
    inside = [one for one in every if first <= one[0] <= last]
    return _ends([every[0], inside[-1]] if inside and every[0] != inside[-1] else inside)


def _peg(row: Row) -> Fraction:
    return Fraction(sum(int(row[name]) for name in ("pain", "enjoyment", "activity")), 3)


def _ends(series: Sequence[tuple[date, Fraction]]) -> Ends:
    return [series[0], series[-1]] if len(series) > 1 else list(series)


def _in_order(rows: Sequence[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: row["answered_at"])


def _day(row: Row) -> date:
    return date.fromisoformat(row["day"])
