"""A run of daily scores as arrays, refused at the door when it cannot be true."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Days = NDArray[np.int64]


def daily_series(days: Sequence[int], scores: Sequence[float]) -> tuple[Days, Floats]:
    """Both as arrays of one length, oldest day first; a day without a score is not in them.

    Raises ValueError for unequal lengths, a day twice, part of a day, or a score without value.
    """
    if len(days) != len(scores):
        raise ValueError(f"Each score needs its day: {len(days)} days, {len(scores)} scores.")
    when, values = np.asarray(days), np.asarray(scores, dtype=np.float64)
    if len(when) and not np.issubdtype(when.dtype, np.integer):
        raise ValueError("Days are whole numbers.")
    if len(np.unique(when)) != len(when):
        raise ValueError("A day has one score; at least one day is here twice.")
    if not np.isfinite(values).all():
        raise ValueError("Each score is a finite number; leave a day without a score out.")
    order = np.argsort(when)
    return when[order].astype(np.int64), values[order]


def answer(given: object) -> float:
    """1 for yes, 0 for no, not-a-number where it was not asked (None).

    Raises ValueError for anything else: a guess would turn "not asked" into "no".
    """
    if given is None:
        return math.nan
    if given in (True, False):
        return float(bool(given))
    raise ValueError(f"An answer is yes or no, or left open; {given!r} is neither.")
