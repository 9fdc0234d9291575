"""Slow work beside the window's thread: drawing a chart, laying out the page, writing a file."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any
from weakref import WeakSet

from PySide6.QtCore import QObject, Qt, Signal

_EVERY: WeakSet[Background] = WeakSet()
# Matplotlib's fonts belong to one thread at a time.
_ONE_AT_A_TIME = threading.Lock()


class Background(QObject):
    """Does one piece of work at a time; what was asked for last is all that counts.

    `done` carries what the work gave, `failed` the error it raised. Both reach the thread of the
    window, and only for the newest request; `forget` drops that one too. The thread ends with
    its work.
    """

    done = Signal(object)
    failed = Signal(BaseException)
    _finished = Signal(int, object, object)

    def __init__(self) -> None:
        # No parent: the thread may outlive the widget that asked.
        super().__init__()
        self._newest = 0
        self._waiting: Callable[[], Any] | None = None
        self._thread: threading.Thread | None = None
        self._finished.connect(self._take, Qt.ConnectionType.QueuedConnection)
        _EVERY.add(self)

    @property
    def busy(self) -> bool:
        """Whether something that still counts is under way."""
        return self._thread is not None

    def ask(self, work: Callable[[], Any]) -> None:
        """Do this now, or as soon as what is under way has ended; older requests are dropped."""
        self._newest += 1
        if self._thread is None:
            self._begin(work)
        else:
            self._waiting = work

    def forget(self) -> None:
        """Nothing that was asked for is wanted any more."""
        self._newest += 1
        self._waiting = None

    def wait(self) -> None:
        """Stay until the thread is gone; what it makes is dropped."""
        self.forget()
        if self._thread is not None:
            self._thread.join()

    def _begin(self, work: Callable[[], Any]) -> None:
        self._thread = threading.Thread(target=self._run, args=(self._newest, work))
        self._thread.start()

    def _run(self, number: int, work: Callable[[], Any]) -> None:
        result, error = None, None
        try:
            with _ONE_AT_A_TIME:
                result = work()
        except BaseException as raised:  # a panic of typst too: the person hears of it
            error = raised
        # The window may have closed meanwhile; then nobody is left to tell.
        with suppress(RuntimeError):
            self._finished.emit(number, result, error)

    def _take(self, number: int, result: object, error: Exception | None) -> None:
        if self._thread is not None:
            # It has told its result and is about to end.
            self._thread.join()
        self._thread = None
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            self._begin(waiting)
        elif number == self._newest and error is not None:
            self.failed.emit(error)
        elif number == self._newest:
            self.done.emit(result)


def finish() -> None:
    """Wait for all that is under way: the diary must not be closed while it is being read."""
    for one in list(_EVERY):
        one.wait()


def warm_up() -> None:
    """Load what charts need, so that the first one opens quickly; takes about a second."""
    from cluneal_tracker.render.chart import warm_up as load

    with _ONE_AT_A_TIME:
        load()
