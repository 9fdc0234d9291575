"""What asks in the corner of the screen: woken by an alarm, held back while quiet is wanted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtWidgets import QWidget

from cluneal_tracker.ui.bridge import Bridge
from cluneal_tracker.ui.joins.desk import ReminderDesk
from cluneal_tracker.ui.platform.alarm import Alarm

# What waits for the way to be free, as for the end of a full screen, looks again after this.
LOOKS_AGAIN_AFTER = timedelta(minutes=1)


class Asker:
    """Looks at each ring whether to ask, then sleeps until the next moment.

    Those who are one say how: `look` asks now if it is time, and may raise DiaryError;
    `next_moment` is the next instant at which it may be time, None for none.
    """

    def __init__(self, bridge: Bridge, desk: ReminderDesk, corner: QWidget) -> None:
        self._attempt, self._corner = desk.attempt, corner
        self._alarm: Alarm | None = None
        self._wants_quiet: Callable[[], bool] = lambda: False
        bridge.rang.connect(self.look_now)

    def look(self) -> None:
        """Ask now, if it is time."""
        raise NotImplementedError

    def next_moment(self) -> datetime | None:
        """The next instant at which it may be time."""
        raise NotImplementedError

    def set_off(self, alarm: Alarm, wants_quiet: Callable[[], bool] = lambda: False) -> None:
        """Begin to use an alarm. What comes while the desktop wants quiet waits for its end."""
        self._alarm, self._wants_quiet = alarm, wants_quiet
        self.look_now()

    def stop(self) -> None:
        """Let go of the alarm and the window."""
        if self._alarm is not None:
            self._alarm.stop()
            self._alarm = None
        self._corner.close()

    def look_now(self) -> None:
        """Ask if it is time, then sleep until the next moment."""
        try:
            self._attempt(self.look)
        finally:
            self.set_alarm()

    def set_alarm(self) -> None:
        """Sleep until the next moment."""
        if self._alarm is not None:
            self._alarm.set(self.next_moment())
