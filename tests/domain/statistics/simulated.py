"""Made-up diaries whose truth is known: scores that resemble the day before."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

SPREAD = 1.5


def drifting_scores(
    rng: np.random.Generator, people: int, days: int, phi: float
) -> NDArray[np.float64]:
    """People by days: stationary AR(1) around 0, in points, with a spread of 1.5."""
    noise = rng.standard_normal((people, days))
    scores = np.empty((people, days))
    scores[:, 0] = noise[:, 0]
    for day in range(1, days):
        scores[:, day] = phi * scores[:, day - 1] + np.sqrt(1 - phi * phi) * noise[:, day]
    return SPREAD * scores


def as_marked(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """As a person would mark them: 0 to 10 in tenths."""
    return np.clip(scores, 0, 10).round(1)


def activity_answers(
    rng: np.random.Generator, activities: int, days: int, *, spells: bool, share: float = 0.4
) -> dict[str, dict[int, bool]]:
    """Yes on about `share` of the days, at random or (with `spells`) often days in a row."""
    level = drifting_scores(rng, activities, days, 0.7 if spells else 0.0)
    limits = np.quantile(level, 1 - share, axis=1, keepdims=True)
    return {
        f"activity {i}": {day: bool(yes) for day, yes in enumerate(row)}
        for i, row in enumerate(level > limits)
    }


def taken_when_bad(
    rng: np.random.Generator, scores: NDArray[np.float64], bad: float
) -> NDArray[np.float64]:
    """1 on most days over `bad`, 0 on most days under it: what somebody reaches for at need."""
    chance = 1 / (1 + np.exp(-1.5 * (scores - bad)))
    return (rng.random(scores.shape) < chance).astype(np.float64)
