"""What the program needs to know about time; a test passes in one of its own."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol
from zoneinfo import ZoneInfo


class Clock(Protocol):
    """The time of day, the person's time zone, and a stopwatch that never jumps."""

    def now(self) -> datetime:
        """The present instant, aware, in UTC."""

    def zone(self) -> ZoneInfo:
        """The time zone the computer is set to at this moment."""

    def monotonic(self) -> float:
        """Seconds on a stopwatch that clock changes do not touch."""
