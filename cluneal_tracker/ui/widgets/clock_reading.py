"""Reads a time of day as people write it: 20:30, 20.30, 2030, 20 h, 8.30 pm, 8PM."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import time

_WRITTEN = re.compile(
    r"([0-9]{1,2})(?:\s?[:.h]?\s?([0-9]{2}))?\s?(?:h|([ap])\.?\s?m\.?)?", re.ASCII | re.IGNORECASE
)
_NOON = 12


def read_clock(text: str) -> time | None:
    """The time that a text means; None for what is no time of day.

    With am or pm the hour is 1 to 12. Those from 13 on may have pm beside them, which they mean.
    """
    found = _WRITTEN.fullmatch(text.strip())
    if found is None:
        return None
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").lower()
    if half and (hour == 0 or (hour > _NOON and half == "a")):
        return None
    if half and hour <= _NOON:
        hour = hour % _NOON + (_NOON if half == "p" else 0)
    with suppress(ValueError):
        return time(hour, minute)
    return None
