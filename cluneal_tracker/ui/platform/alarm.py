"""The alarm clock: it wakes the app at the next due moment and knows nothing else."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timezone
from typing import Any, Protocol

from cluneal_tracker.ui.platform.time_signals import SOURCES, Source, TimeSignals

_NEXT, _POLL = "next", "poll"
POLL_SECONDS = 60


class Alarm(Protocol):
    """Something that calls back at a moment."""

    def set(self, moment: datetime | None) -> None:
        """Ring at an instant; None takes the last wish back."""

    def stop(self) -> None:
        """Never ring again."""


class SchedulerAlarm:
    """Rings at the moment asked for, and whenever the computer's time has jumped.

    APScheduler waits for the moment. A sleep of the computer, a clock that was set and another
    zone are told by the system; only where they are not, it rings once a minute besides. `ring`
    is called on another thread; what is due is decided by those who hear it.
    """

    def __init__(
        self, ring: Callable[[], None], sources: Sequence[Callable[[], Source]] = SOURCES
    ) -> None:
        from apscheduler.schedulers.background import BackgroundScheduler

        # One missed wake-up must come late, not never; many missed ones must come as one.
        lenient = {"coalesce": True, "misfire_grace_time": None, "max_instances": 1}
        self._ring = ring
        self._scheduler: Any = BackgroundScheduler(timezone=timezone.utc, job_defaults=lenient)
        self._rely(False)
        self._scheduler.start()
        self._signals = TimeSignals(self._jump, self._rely, sources) if sources else None

    @property
    def polls(self) -> bool:
        """Whether it has to look once a minute by itself."""
        return self._scheduler.get_job(_POLL) is not None

    def set(self, moment: datetime | None) -> None:
        """Ring at an instant; None takes the last wish back."""
        if moment is not None:
            self._scheduler.add_job(
                self._ring, "date", run_date=moment, id=_NEXT, replace_existing=True
            )
        elif self._scheduler.get_job(_NEXT):
            self._scheduler.remove_job(_NEXT)

    def stop(self) -> None:
        """Never ring again; returns when its threads have ended."""
        if self._signals is not None:
            self._signals.stop()
        self._scheduler.shutdown(wait=True)

    def _jump(self) -> None:
        # Its wait was counted in seconds that are no longer the right ones.
        self._scheduler.wakeup()
        self._ring()

    def _rely(self, told: bool) -> None:
        """Take up the poll, or leave it where the system tells of all that it would notice."""
        if not told:
            self._scheduler.add_job(
                self._ring, "interval", seconds=POLL_SECONDS, id=_POLL, replace_existing=True
            )
        elif self.polls:
            self._scheduler.remove_job(_POLL)


class SharedAlarm:
    """Lets several askers use one alarm: it rings at the earliest moment that any of them asks for.

    All of them hear every ring; what is due is theirs to decide. So there is one wait, however
    many ask.
    """

    def __init__(self, alarm: Alarm) -> None:
        self._alarm = alarm
        self._wishes: dict[Share, datetime] = {}
        self._set_for: datetime | None = None

    def share(self) -> Share:
        """An alarm for one more asker."""
        return Share(self._take)

    def stop(self) -> None:
        """Never ring again, for anyone."""
        self._alarm.stop()

    def _take(self, share: Share, moment: datetime | None) -> None:
        self._wishes.pop(share, None)
        if moment is not None:
            self._wishes[share] = moment
        earliest = min(self._wishes.values(), default=None)
        # A moment that has rung stays the earliest until its asker looks: it is not set again.
        if earliest != self._set_for:
            self._set_for = earliest
            self._alarm.set(earliest)


class Share:
    """One asker's part of an alarm."""

    def __init__(self, take: Callable[[Share, datetime | None], None]) -> None:
        self._take = take

    def set(self, moment: datetime | None) -> None:
        """Ring at an instant; None takes the last wish back."""
        self._take(self, moment)

    def stop(self) -> None:
        """Ring no more for this asker; the others go on."""
        self._take(self, None)
