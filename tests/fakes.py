"""Hand-written stand-ins for the edges: the clock and what the desktop does."""

from __future__ import annotations

import os
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from cluneal_tracker.domain.errors import DiaryError
from cluneal_tracker.domain.timetable import Timetable


class FakeClock:
    """A clock that stands still until it is told to move."""

    def __init__(self, wall: str = "2026-03-12T08:10", zone: str = "Europe/Berlin") -> None:
        self._zone = ZoneInfo(zone)
        self._now = datetime.fromisoformat(wall).replace(tzinfo=self._zone)
        self._now = self._now.astimezone(timezone.utc)
        self._monotonic = 1000.0

    def now(self) -> datetime:
        return self._now

    def zone(self) -> ZoneInfo:
        return self._zone

    def monotonic(self) -> float:
        return self._monotonic

    def move(self, **span: float) -> None:
        """Let time pass, on the wall and on the stopwatch alike."""
        self._now += timedelta(**span)
        self._monotonic += timedelta(**span).total_seconds()

    def set_wall(self, wall: str, zone: str | None = None) -> None:
        """Set the clock on the wall; the stopwatch does not notice."""
        self._zone = ZoneInfo(zone) if zone else self._zone
        self._now = datetime.fromisoformat(wall).replace(tzinfo=self._zone)
        self._now = self._now.astimezone(timezone.utc)


class FakeAlarm:
    """An alarm that never rings and remembers what it was asked for."""

    def __init__(self) -> None:
        self.wishes: list[datetime | None] = []
        self.stopped = False

    def set(self, moment: datetime | None) -> None:
        self.wishes.append(moment)

    def stop(self) -> None:
        self.stopped = True


class FakeTimer:
    """The clock of an operating system; remembers the times it was given."""

    def __init__(self, refusal: str = "") -> None:
        self.times: Timetable | None = None
        self.given: list[Timetable] = []
        self.refusal = refusal

    def installed(self) -> bool:
        return self.times is not None

    def install(self, timetable: Timetable) -> None:
        if self.refusal:
            raise DiaryError(self.refusal)
        self.times = timetable
        self.given.append(timetable)

    def remove(self) -> None:
        self.times = None


class FakeAutostart:
    """Whether the app would start with the computer."""

    def __init__(self) -> None:
        self.on = False

    def is_on(self) -> bool:
        return self.on

    def turn_on(self) -> None:
        self.on = True

    def turn_off(self) -> None:
        self.on = False


class FakeSource:
    """Stands in for what the system tells of time, and for what opens it."""

    def __init__(self) -> None:
        self._ear, self._mouth = os.pipe()

    def __call__(self) -> FakeSource:
        return self

    def jump(self) -> None:
        """Let time jump."""
        os.write(self._mouth, b"!")

    def end(self) -> None:
        """Tell no more."""
        os.close(self._mouth)
        self._mouth = -1

    def fileno(self) -> int:
        return self._ear

    def jumped(self) -> bool:
        if not os.read(self._ear, 1):
            raise OSError("ended")
        return True

    def close(self) -> None:
        for end in (self._ear, self._mouth):
            if end >= 0:
                os.close(end)
        self._ear = self._mouth = -1
