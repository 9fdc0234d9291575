"""The alarm clock: it wakes the app at the next due moment and knows nothing else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timezone
from typing import Any, Protocol

_NEXT, _POLL = "next", "poll"
POLL_SECONDS = 60


class Alarm(Protocol):
    """Something that calls back at a moment."""

    def set(self, moment: datetime | None) -> None:
        """Ring at an instant; None takes the last wish back."""

    def stop(self) -> None:
        """Never ring again."""


class SchedulerAlarm:
    """Rings through APScheduler: once at the moment asked for, and once a minute besides.

    The minute's poll is what notices a sleep of the computer or a clock that was set. `ring` is
    called on a thread of the scheduler; what is due is decided by those who hear it.
    """

    def __init__(self, ring: Callable[[], None]) -> None:
        from apscheduler.schedulers.background import BackgroundScheduler

        # One missed wake-up must come late, not never; many missed ones must come as one.
        lenient = {"coalesce": True, "misfire_grace_time": None, "max_instances": 1}
        self._ring = ring
        self._scheduler: Any = BackgroundScheduler(timezone=timezone.utc, job_defaults=lenient)
        self._scheduler.add_job(ring, "interval", seconds=POLL_SECONDS, id=_POLL)
        self._scheduler.start()

    def set(self, moment: datetime | None) -> None:
        """Ring at an instant; None takes the last wish back."""
        if moment is not None:
            self._scheduler.add_job(
                self._ring, "date", run_date=moment, id=_NEXT, replace_existing=True
            )
        elif self._scheduler.get_job(_NEXT):
            self._scheduler.remove_job(_NEXT)

    def stop(self) -> None:
        """Never ring again."""
        self._scheduler.shutdown(wait=True)
