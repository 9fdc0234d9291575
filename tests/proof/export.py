"""The tables of an export, and what follows from a single row: standard library only."""

from __future__ import annotations

import csv
import io
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any

DAY = timedelta(days=1)
GIVEN_ONCE = ("block", "surgery", "pns")
FEWEST = 7
Row = Mapping[str, str]
Values = Mapping[date, Fraction]


@dataclass(frozen=True)
class Score:
    """A check-in, with what follows from when it was felt and when it was written down."""

    day: date
    felt: datetime
    points: Fraction | None
    sides: frozenset[str]
    later: bool
    counted: bool
    answers: Mapping[str, bool]


class Diary:
    """The tables of an export."""

    def __init__(self, archive: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(archive)) as files:
            self._text = {one: files.read(one).decode("utf-8-sig") for one in files.namelist()}
        self.scores = [_score(row) for row in self._rows("pain.csv")]
        self.treatments = self._rows("treatments.csv")
        self.sessions = self._rows("sessions.csv")
        self.effects = self._rows("effects.csv")
        self.habits = self._rows("habits.csv")
        self.spots = self._rows("spots.csv")
        self.weeks = self._rows("weekly.csv")
        self.statements = self._rows("roland.csv")
        labels = next(csv.reader(io.StringIO(self._text["pain.csv"])))
        self.activities = [one[9:] for one in labels if one.startswith("activity ")]

    def _rows(self, name: str) -> list[Row]:
        return list(csv.DictReader(io.StringIO(self._text.get(name, ""), newline="")))


def _score(row: Row) -> Score:
    felt = datetime.fromisoformat(row["felt_at"])
    entered = datetime.fromisoformat(row["entered_at"])
    late, day = entered - felt, date.fromisoformat(row["day"])
    # The diary's day turns at four in the morning.
    written = (entered.astimezone(felt.tzinfo) - timedelta(hours=4)).date()
    later = late > timedelta(hours=1) and written != day
    answers = {
        label.partition(" ")[2]: cell == "yes"
        for label, cell in row.items()
        if label.startswith(("activity ", "sign ")) and cell
    }
    return Score(
        day=day,
        felt=felt,
        points=Fraction(row["score"]) if row["score"] else None,
        sides=sides(row["side"]),
        later=later,
        counted=bool(row["score"]) and not (later and late > timedelta(hours=24)),
        answers=answers,
    )


def sides(side: str) -> frozenset[str]:
    """An empty side, of a treatment, is for both."""
    return frozenset({side} if side in ("left", "right") else {"left", "right"})


def values(scores: Iterable[Score], sides: Iterable[str]) -> dict[date, Fraction]:
    """The mean of each day's counted scores that touch one of the sides."""
    by_day = defaultdict(list)
    for one in scores:
        if one.counted and one.points is not None and one.sides & {*sides}:
            by_day[one.day].append(one.points)
    return {day: Fraction(sum(found), len(found)) for day, found in sorted(by_day.items())}


def median(values: Sequence[Fraction]) -> Fraction | None:
    if not values:
        return None
    ordered, half = sorted(values), len(values) // 2
    return ordered[half] if len(values) % 2 else (ordered[half - 1] + ordered[half]) / 2


def stretch(values: Values, first: date, last: date) -> dict[str, Any]:
    found = [value for day, value in values.items() if first <= day <= last]
    return {"scored": len(found), "days": (last - first).days + 1, "middle": median(found)}
