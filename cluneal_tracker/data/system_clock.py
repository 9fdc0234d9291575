"""The computer's own clock."""

from __future__ import annotations

import os
import sys
import time
from datetime import datetime, timezone
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from cluneal_tracker.domain.errors import DiaryError


class SystemClock:
    """Time as this computer tells it; the zone is asked anew each time, for people who travel."""

    def now(self) -> datetime:
        """The present instant in UTC."""
        return datetime.now(timezone.utc)  # noqa: TID251  the one place that may ask

    def zone(self) -> ZoneInfo:
        """The time zone of this computer; raises DiaryError where its name is not one."""
        linked = _linked_zone()
        if linked is not None:
            return linked
        import tzlocal

        try:
            return tzlocal.reload_localzone()
        except ZoneInfoNotFoundError as error:
            raise DiaryError(
                "The time zone of this computer is not known. Set one such as Europe/Berlin."
            ) from error

    def monotonic(self) -> float:
        """Seconds on a stopwatch that clock changes do not touch and that counts sleep."""
        # The plain stopwatch stands still there while the computer sleeps.
        if sys.platform == "linux":
            return time.clock_gettime(time.CLOCK_BOOTTIME)
        elif sys.platform == "darwin":
            return time.clock_gettime(time.CLOCK_MONOTONIC)
        else:
            return time.monotonic()  # noqa: TID251


def _linked_zone() -> ZoneInfo | None:
    """The zone that /etc/localtime is a link to: told at once, where it is told at all."""
    # POSIX allows a colon before the name of a file.
    if os.environ.get("TZ", "").lstrip(":") not in ("", "/etc/localtime"):
        return None
    try:
        _, found, key = os.readlink("/etc/localtime").partition("zoneinfo/")
        return ZoneInfo(key) if found else None
    except (OSError, ValueError):
        return None
