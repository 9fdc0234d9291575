"""What the computer does for the app outside of its window: remind, and start it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from cluneal_tracker.services.opening import Services
from cluneal_tracker.ui.platform.autostart import Autostart, autostart
from cluneal_tracker.ui.platform.os_timer import OsTimer, os_timer

if TYPE_CHECKING:
    from cluneal_tracker.domain.timetable import Timetable

HELD_FOR = timedelta(minutes=10)


class Outside:
    """The clock of the computer and its start, for one open diary.

    Both are asked rather than remembered: what is on is what is there.
    """

    def __init__(self, services: Services, timer: OsTimer | None, start: Autostart) -> None:
        self._services, self._timer, self._start = services, timer, start
        self._given: Timetable | None = None

    @classmethod
    def of_this_computer(cls, services: Services) -> Outside:
        """For the diary that is open."""
        folder = services.folder or Path()
        return cls(services, os_timer(folder), autostart(folder))

    @property
    def can_remind(self) -> bool:
        """Whether this computer has a clock that can remind while the app is closed."""
        return self._timer is not None

    @property
    def reminds(self) -> bool:
        """Whether it does so for this diary."""
        return self._timer is not None and self._timer.installed()

    @property
    def starts(self) -> bool:
        """Whether the app starts with the computer."""
        return self._start.is_on()

    def remind(self, on: bool) -> None:
        """Remind while the app is closed too, or do not; raises DiaryError."""
        if self._timer is not None and on:
            self._timer.install(self._times())
        elif self._timer is not None:
            self._timer.remove()

    def start(self, on: bool) -> None:
        """Start with the computer, or do not; raises DiaryError."""
        if on:
            self._start.turn_on()
        else:
            self._start.turn_off()

    def keep_in_step(self) -> None:
        """Give the clock the times of now, where it reminds; raises DiaryError."""
        times = self._times()
        if self._timer is None or times == self._given:
            return
        if self._timer.installed():
            self._timer.install(times)
        self._given = times

    def _times(self) -> Timetable:
        from cluneal_tracker.services.timetable import timetable

        # What is held back at this moment is asked for a little later, not in the past.
        return timetable(self._services, HELD_FOR if self._services.reminding.waits else None)
