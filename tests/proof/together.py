"""What went together with more or less pain, worked out once more: standard library only."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from tests.proof import regression

MOST, FEWEST, SPARE = 10, 8, 10
Answers = Mapping[tuple[str, str], Mapping[date, bool]]
Column = list[float]


def standing_out(values: Mapping[date, Fraction], answers: Answers) -> list[dict[str, Any]]:
    """Each link that chance does not explain, the largest difference first."""

    def rarer(one: tuple[str, str]) -> int:
        seen = [answer for day, answer in answers[one].items() if day in values]
        return min(seen.count(True), seen.count(False))

    taken = sorted(answers, key=rarer, reverse=True)[:MOST]
    days = [day for day in sorted(values) if any(day in answers[one] for one in taken)]
    rows: list[dict[str, Any]] = []
    columns: list[Column] = []
    for kind, key in taken:
        for lag in (0, 1):
            given = [answers[kind, key].get(day - timedelta(days=lag)) for day in days]
            counts = given.count(True), given.count(False)
            if min(counts) >= FEWEST:
                rows.append(
                    {"kind": kind, "key": key, "lag": lag, "with": counts[0], "without": counts[1]}
                )
                columns.append(_centred(given))
    if not rows or len(days) < len(rows) + 2 + SPARE:
        return []
    found = _judged(
        [day.toordinal() for day in days], [float(values[day]) for day in days], columns
    )
    links: list[dict[str, Any]] = [
        row | told for row, told in zip(rows, found, strict=True) if told
    ]
    links.sort(key=lambda one: -abs(one["points"]))
    return [one for one in links if one["p"] <= 0.10 and not one["low"] <= 0 <= one["high"]]


def _centred(given: Sequence[bool | None]) -> Column:
    """1 and 0 about their mean; what was not asked stands at the mean."""
    asked = [one for one in given if one is not None]
    mean = sum(asked) / len(asked)
    return [0.0 if one is None else one - mean for one in given]


def _judged(
    days: Sequence[int], scores: Sequence[float], columns: Sequence[Column]
) -> list[dict[str, float]]:
    """The difference of each column with its interval; empty where it cannot be told apart."""
    middle = sum(days) / len(days)
    reach = max(abs(day - middle) for day in days)
    table = [[(day - middle) / reach for day in days], *columns]
    kept: list[int] = []
    for i in range(len(table)):
        if _new([table[j] for j in kept], table[i]):
            kept.append(i)
    apart = [
        i
        for i in kept[kept[0] == 0 :]
        if _new([one for j, one in enumerate(table) if j != i], table[i])
    ]
    design = [[1.0] * len(days), *(table[i] for i in kept)]
    fit = regression.fit(days, scores, design)
    if fit is None:
        return [{} for _ in columns]
    df = len(days) - len(design)
    width = regression.t_quantile(df)
    found: list[dict[str, float]] = [{} for _ in columns]
    for i in apart:
        points, error = fit.coefficients[kept.index(i) + 1], fit.errors[kept.index(i) + 1]
        found[i - 1] = {
            "points": points,
            "low": points - width * error,
            "high": points + width * error,
            "p": regression.two_sided_p(points / error, df),
        }
    _allow_for_many([one for one in found if one])
    return found


def _allow_for_many(found: Sequence[dict[str, float]]) -> None:
    """Benjamini and Hochberg 1995: p times their number by its rank, from the largest down."""
    least = 1.0
    ordered = sorted(found, key=lambda one: one["p"])
    for rank in range(len(ordered), 0, -1):
        least = min(least, ordered[rank - 1]["p"] * len(ordered) / rank)
        ordered[rank - 1]["p"] = least


def _new(others: Sequence[Column], column: Column) -> bool:
    """Whether no mix of the others and a constant gives the column (Gram and Schmidt, twice)."""
    basis: list[Column] = []
    for one in ([1.0] * len(column), *others):
        rest = _without(basis, one)
        if rest:
            basis.append(rest)
    return bool(_without(basis, column))


def _without(basis: Sequence[Column], column: Column) -> Column:
    """What the basis leaves of a column, of length one; empty for nothing."""
    length = math.sqrt(sum(one * one for one in column))
    rest = [one / length for one in column]
    for _ in range(2):
        for part in basis:
            share = sum(map(float.__mul__, part, rest))
            rest = [a - share * b for a, b in zip(rest, part, strict=True)]
    left = math.sqrt(sum(one * one for one in rest))
    return [one / left for one in rest] if left > 1e-5 else []
