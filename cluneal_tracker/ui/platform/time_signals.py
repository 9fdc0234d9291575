"""What the computer tells of its own time: it woke, its clock was set, it is in another zone."""

from __future__ import annotations

import os
import selectors
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import ExitStack, closing
from typing import Protocol

from cluneal_tracker.ui.platform.kernel_time import ClockSet, ZoneChosen
from cluneal_tracker.ui.platform.logind import Waking


class Source(Protocol):
    """Something with a file descriptor that can be read from when there may be news."""

    def fileno(self) -> int:
        """The descriptor."""

    def jumped(self) -> bool:
        """Read what is there: whether time has jumped. Raises OSError where it tells no more."""

    def close(self) -> None:
        """Let go of it."""


# Each raises OSError where the computer has no such thing. The bus is the slow one.
_ON_LINUX: tuple[Callable[[], Source], ...] = (ClockSet, ZoneChosen, Waking)
SOURCES = _ON_LINUX if sys.platform == "linux" else ()


class TimeSignals:
    """Listens on a thread of its own, which sleeps until there is something to hear.

    `jumped` is called after each jump. `told` is called with whether every jump is told here:
    once when that is known, and once more if it ends. Both are called on that thread.
    """

    def __init__(
        self,
        jumped: Callable[[], None],
        told: Callable[[bool], None],
        sources: Sequence[Callable[[], Source]] = SOURCES,
    ) -> None:
        self._jumped, self._told, self._makers = jumped, told, sources
        self._ear, self._mouth = os.pipe()
        self._thread = threading.Thread(target=self._run, name="time-signals", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Listen no more; returns when the thread has ended."""
        os.close(self._mouth)
        self._thread.join()
        os.close(self._ear)

    def _run(self) -> None:
        with ExitStack() as stack:
            heard = stack.enter_context(selectors.DefaultSelector())
            # It is at its end when the other end of the pipe is closed.
            heard.register(self._ear, selectors.EVENT_READ)
            complete = all([self._open(make, heard, stack) for make in self._makers])
            self._told(complete)
            while events := heard.select():
                sources: list[Source] = [key.data for key, _ in events]
                if None in sources:
                    return
                for source in sources:
                    self._hear(source, heard)

    def _open(
        self, make: Callable[[], Source], heard: selectors.BaseSelector, stack: ExitStack
    ) -> bool:
        try:
            source = stack.enter_context(closing(make()))
        except OSError:
            return False
        heard.register(source, selectors.EVENT_READ, source)
        return True

    def _hear(self, source: Source, heard: selectors.BaseSelector) -> None:
        try:
            jumped = source.jumped()
        except OSError:
            heard.unregister(source)
            self._told(False)
            jumped = True
        if jumped:
            self._jumped()
