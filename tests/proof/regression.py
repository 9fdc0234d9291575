"""Regression on daily scores, worked out once more: standard library only, nothing of the app.

Generalised least squares with errors that resemble those of the day before, the strength of that
chosen by restricted likelihood; Student's t by the continued fraction of the incomplete beta.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

Matrix = list[list[float]]
_TOP = 0.9999


@dataclass(frozen=True)
class Fit:
    """Coefficients with their standard errors, and how alike two neighbouring days are."""

    coefficients: list[float]
    errors: list[float]
    phi: float


def fit(
    days: Sequence[int], scores: Sequence[float], columns: Sequence[Sequence[float]]
) -> Fit | None:
    """The best line through the scores; None where nothing is left to judge chance by."""
    n, k = len(days), len(columns)
    mean = math.fsum(scores) / n
    rows = [[*(c[i] for c in columns), scores[i] - mean] for i in range(n)]
    if n <= k:
        return None
    sums = _Sums(days, rows)
    gram, _ = sums.at(0.0)
    if _left(gram, k) <= 1e-9 * gram[k][k]:
        return None
    phi = _lowest(lambda one: _deviance(sums, one, n, k))
    gram, _ = sums.at(phi)
    upper = _cholesky([row[:k] for row in gram[:k]])
    coefficients = _solve(upper, [gram[i][k] for i in range(k)])
    variance = _left(gram, k) / (n - k)
    errors = []
    for i in range(k):
        unit = [1.0 if j == i else 0.0 for j in range(k)]
        errors.append(math.sqrt(variance * _solve(upper, unit)[i]))
    coefficients[0] += mean
    return Fit(coefficients, errors, phi)


class _Sums:
    """Products of all columns, summed over pairs of days by how far apart these lie."""

    def __init__(self, days: Sequence[int], rows: Matrix) -> None:
        self._first = rows[0]
        self._k = len(rows[0])
        apart = defaultdict(list)
        for i in range(1, len(days)):
            apart[days[i] - days[i - 1]].append((rows[i], rows[i - 1]))
        self._gaps = {gap: (len(pairs), self._products(pairs)) for gap, pairs in apart.items()}

    def _products(self, pairs: list[tuple[list[float], list[float]]]) -> tuple[Matrix, ...]:
        now = list(zip(*(one for one, _ in pairs), strict=True))
        before = list(zip(*(one for _, one in pairs), strict=True))
        return tuple(
            [[_dot(a, b) for b in right] for a in left]
            for left, right in ((now, now), (now, before), (before, before))
        )

    def at(self, phi: float) -> tuple[Matrix, float]:
        """The products of what each day has not from the day before; log determinant."""
        k = self._k
        total = [[a * b for b in self._first] for a in self._first]
        logs = 0.0
        for gap, (count, (now, cross, before)) in self._gaps.items():
            r = phi**gap
            rest = 1 - r * r
            logs += count * math.log(rest)
            for i in range(k):
                for j in range(k):
                    freed = now[i][j] - r * (cross[i][j] + cross[j][i]) + r * r * before[i][j]
                    total[i][j] += freed / rest
        return total, logs


def _dot(left: Sequence[float], right: Sequence[float]) -> float:
    return sum(map(float.__mul__, left, right))


def _deviance(sums: _Sums, phi: float, n: int, k: int) -> float:
    gram, logs = sums.at(phi)
    lower = _cholesky([row[:k] for row in gram[:k]])
    return (
        (n - k) * math.log(_left(gram, k))
        + logs
        + 2 * math.fsum(math.log(lower[i][i]) for i in range(k))
    )


def _left(gram: Matrix, k: int) -> float:
    """What the columns leave of the scores, squared and summed."""
    lower = _cholesky([row[:k] for row in gram[:k]])
    wanted = [gram[i][k] for i in range(k)]
    return gram[k][k] - _dot(wanted, _solve(lower, wanted))


def _cholesky(matrix: Matrix) -> Matrix:
    k = len(matrix)
    lower = [[0.0] * k for _ in range(k)]
    for i in range(k):
        for j in range(i + 1):
            rest = matrix[i][j] - _dot(lower[i][:j], lower[j][:j])
            lower[i][j] = math.sqrt(rest) if i == j else rest / lower[j][j]
    return lower


def _solve(lower: Matrix, wanted: Sequence[float]) -> list[float]:
    k = len(lower)
    middle = [0.0] * k
    for i in range(k):
        middle[i] = (wanted[i] - _dot(lower[i][:i], middle[:i])) / lower[i][i]
    found = [0.0] * k
    for i in reversed(range(k)):
        rest = math.fsum(lower[j][i] * found[j] for j in range(i + 1, k))
        found[i] = (middle[i] - rest) / lower[i][i]
    return found


def _lowest(deviance: Callable[[float], float]) -> float:
    """Where a function of phi is lowest: the best of a grid, then golden sections around it."""
    grid = [_TOP * i / 100 for i in range(101)]
    best = min(range(101), key=lambda i: deviance(grid[i]))
    low, high = grid[max(best - 1, 0)], grid[min(best + 1, 100)]
    ratio = (math.sqrt(5) - 1) / 2
    a, b = high - ratio * (high - low), low + ratio * (high - low)
    at_a, at_b = deviance(a), deviance(b)
    for _ in range(45):
        if at_a < at_b:
            high, b, at_b = b, a, at_a
            a = high - ratio * (high - low)
            at_a = deviance(a)
        else:
            low, a, at_a = a, b, at_b
            b = low + ratio * (high - low)
            at_b = deviance(b)
    inside = (low + high) / 2
    return min((inside, grid[0], grid[100]), key=deviance)


def two_sided_p(t: float, df: float) -> float:
    """How often chance alone gives a t at least so far from zero."""
    return _beta(df / (df + t * t), df / 2, 0.5)


def t_quantile(df: float) -> float:
    """The t that chance exceeds in one of forty: half the width of a 95 % interval."""
    low, high = 0.0, 1e3
    while two_sided_p(high, df) > 0.05:
        high *= 2
    for _ in range(200):
        middle = (low + high) / 2
        if two_sided_p(middle, df) > 0.05:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _beta(x: float, a: float, b: float) -> float:
    """The regularised incomplete beta function, by Lentz's continued fraction."""
    if x <= 0 or x >= 1:
        return 0.0 if x <= 0 else 1.0
    front = math.exp(
        math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x)
    )
    if x >= (a + 1) / (a + b + 2):
        return 1 - front * _fraction(1 - x, b, a) / b
    return front * _fraction(x, a, b) / a


def _fraction(x: float, a: float, b: float) -> float:
    tiny = 1e-300
    c, d = 1.0, 1 - (a + b) * x / (a + 1)
    d = 1 / (d or tiny)
    value = d
    for m in range(1, 1000):
        step = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        d, c = 1 / ((1 + step * d) or tiny), (1 + step / c) or tiny
        value *= d * c
        step = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        d, c = 1 / ((1 + step * d) or tiny), (1 + step / c) or tiny
        value *= d * c
        if abs(d * c - 1) < 1e-15:
            break
    return value
