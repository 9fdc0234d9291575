"""What Linux itself tells of time: its clock was set, and another zone was chosen.

Python has names for neither of the two before 3.13, so the C library is asked.
"""

from __future__ import annotations

import ctypes
import errno
import os
import sys
import time
from pathlib import Path

LOCALTIME = Path("/etc/localtime")
# From the headers of Linux.
_AT_AN_INSTANT, _CANCEL_ON_SET = 1, 2
_CREATED, _MOVED_HERE, _DELETED = 0x100, 0x80, 0x200
_MOST_BYTES = 4096


class _Setting(ctypes.Structure):
    """An `itimerspec`: how often, and first when; seconds and nanoseconds of each."""

    _fields_ = tuple((name, ctypes.c_long) for name in ("every_s", "every_ns", "at_s", "at_ns"))


class ClockSet:
    """Tells that the clock was set; Linux sets it after a sleep, too.

    It is a timer for the end of time, which the kernel cancels when the clock is set. Raises
    OSError where there are no such timers.
    """

    def __init__(self) -> None:
        self._c = _c_library()
        flags = os.O_NONBLOCK | os.O_CLOEXEC
        self._fd = _checked(self._c.timerfd_create(time.CLOCK_REALTIME, flags))
        self._arm()

    def fileno(self) -> int:
        return self._fd

    def jumped(self) -> bool:
        try:
            os.read(self._fd, _MOST_BYTES)
        except BlockingIOError:
            return False
        except OSError as error:
            if error.errno != errno.ECANCELED:
                raise
        self._arm()
        return True

    def close(self) -> None:
        os.close(self._fd)

    def _arm(self) -> None:
        never = ctypes.byref(_Setting(at_s=sys.maxsize))
        flags = _AT_AN_INSTANT | _CANCEL_ON_SET
        try:
            _checked(self._c.timerfd_settime(self._fd, flags, never, None))
        except OSError as error:
            # The clock was set once more just now: it is armed all the same.
            if error.errno != errno.ECANCELED:
                raise


class ZoneChosen:
    """Tells that the link to the zone of this computer leads elsewhere.

    Its folder is watched, for the link is not written to but replaced. Raises OSError where
    folders cannot be watched.
    """

    def __init__(self, link: Path = LOCALTIME) -> None:
        c, flags = _c_library(), os.O_NONBLOCK | os.O_CLOEXEC
        self._link = link
        self._target = self._read()
        self._fd = _checked(c.inotify_init1(flags))
        try:
            wanted = _CREATED | _MOVED_HERE | _DELETED
            _checked(c.inotify_add_watch(self._fd, os.fsencode(link.parent), wanted))
        except OSError:
            os.close(self._fd)
            raise

    def fileno(self) -> int:
        return self._fd

    def jumped(self) -> bool:
        os.read(self._fd, _MOST_BYTES)
        before, self._target = self._target, self._read()
        return self._target != before

    def close(self) -> None:
        os.close(self._fd)

    def _read(self) -> tuple[int, str]:
        """What changes with the zone, be the file a link or a copy."""
        try:
            target = os.readlink(self._link) if self._link.is_symlink() else ""
            return self._link.lstat().st_ino, target
        except OSError:
            return 0, ""


def _c_library() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def _checked(answer: int) -> int:
    """What a function of the C library gave; raises OSError for its -1."""
    if answer < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return answer
