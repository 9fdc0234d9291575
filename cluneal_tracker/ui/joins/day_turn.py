"""Has the alarm ring when the half day turns, for all that speaks of today."""

from __future__ import annotations

from cluneal_tracker.services.opening import Services
from cluneal_tracker.ui.bridge import Bridge
from cluneal_tracker.ui.platform.alarm import Alarm


class DayTurn:
    """Wishes for the next turn at each ring; who hears the ring reads the diary again."""

    def __init__(self, services: Services, bridge: Bridge, alarm: Alarm) -> None:
        self._services = services
        self._alarm: Alarm | None = alarm
        bridge.rang.connect(self._wish)
        self._wish()

    def stop(self) -> None:
        """Wish for nothing more."""
        if self._alarm is not None:
            self._alarm.stop()
            # No disconnecting: the alarm may be about to ring, on another thread.
            self._alarm = None

    def _wish(self) -> None:
        if self._alarm is None:
            return
        half = self._services.diary.half_now()
        self._alarm.set(half.ends(self._services.clock.zone()))
