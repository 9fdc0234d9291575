"""Regression on daily scores whose errors resemble those of the day before (AR(1))."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cluneal_tracker.domain.statistics.series import Days, Floats

# At 1 the scores would be a random walk, of which no day says where it belongs.
PHI_LIMIT = 0.9999
_GRID_POINTS = 33
_ZOOMS = 7
_NO_SPREAD = 1e-9


@dataclass(frozen=True, slots=True, eq=False)
class Ar1Fit:
    """Coefficients (k), their covariance (k by k) and the correlation phi of one day's gap."""

    coefficients: Floats
    covariance: Floats
    phi: float

    def standard_error(self, column: int) -> float:
        """The standard error of one coefficient, in the unit of the scores."""
        return float(np.sqrt(self.covariance[column, column]))


def fit_ar1(days: Days, scores: Floats, design: Floats) -> Ar1Fit | None:
    """Generalised least squares with correlation phi ** gap between days, phi in 0 to 0.9999.

    `days` (n) ascending, `scores` (n), `design` (n by k) of full rank, its first column all ones.
    phi maximises the restricted likelihood (Pinheiro & Bates 2000, Mixed-Effects Models in S and
    S-PLUS, section 5.3, corCAR1). None when the scores lie on the design: no spread, no error.
    """
    n, k = design.shape
    # Centred for precision; the constant gets the mean back at the end.
    grams = _Grams(days, np.column_stack([design, scores - scores.mean()]))
    plain, _ = grams.at(np.zeros(1))
    total = plain[0, k, k]
    if n <= k or _residual(plain[0]) <= _NO_SPREAD * total:
        return None
    phi = _restricted_maximum(grams, n, k)
    gram = grams.at(np.array([phi]))[0][0]
    coefficients = np.linalg.solve(gram[:k, :k], gram[:k, k])
    variance = _residual(gram) / (n - k)
    coefficients[0] += scores.mean()
    return Ar1Fit(coefficients, variance * np.linalg.inv(gram[:k, :k]), phi)


class _Grams:
    """Cross products of the whitened columns at any phi, in time that does not grow with n.

    AR(1) is Markov: each day needs only the day before it, whitened by
    (now - r * before) / sqrt(1 - r * r) with r = phi ** gap. Days with the same gap share r, so
    their products are summed once.
    """

    def __init__(self, days: Days, columns: Floats) -> None:
        gaps = np.diff(days)
        self._first = np.outer(columns[0], columns[0])
        self._gaps, self._counts = np.unique(gaps, return_counts=True)
        self._sums = []
        for gap in self._gaps:
            now, before = columns[1:][gaps == gap], columns[:-1][gaps == gap]
            cross = now.T @ before
            self._sums.append((now.T @ now, cross + cross.T, before.T @ before))

    def at(self, phis: Floats) -> tuple[Floats, Floats]:
        """The cross products (p, k, k) and the log determinant of the correlations (p)."""
        grams = np.tile(self._first, (len(phis), 1, 1))
        determinants = np.zeros(len(phis))
        for gap, count, (now, cross, before) in zip(
            self._gaps, self._counts, self._sums, strict=True
        ):
            r = phis[:, None, None] ** gap
            grams += (now - r * cross + r * r * before) / (1 - r * r)
            determinants += count * np.log1p(-(phis ** (2 * gap)))
        return grams, determinants


def _residual(gram: Floats) -> float:
    """The weighted residual sum of squares left by the design."""
    k = len(gram) - 1
    return float(gram[k, k] - gram[:k, k] @ np.linalg.solve(gram[:k, :k], gram[:k, k]))


def _restricted_maximum(grams: _Grams, n: int, k: int) -> float:
    """The phi of highest restricted likelihood: a grid that zooms, so no local peak holds it."""
    low, high = 0.0, PHI_LIMIT
    for _ in range(_ZOOMS):
        phis = np.linspace(low, high, _GRID_POINTS)
        products, determinants = grams.at(phis)
        roots = np.log(np.diagonal(np.linalg.cholesky(products), axis1=1, axis2=2))
        deviance = 2 * (n - k) * roots[:, k] + determinants + 2 * roots[:, :k].sum(axis=1)
        best = int(np.argmin(deviance))
        low, high = phis[max(best - 1, 0)], phis[min(best + 1, _GRID_POINTS - 1)]
    return float(phis[best])
