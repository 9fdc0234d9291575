"""Work done in a forked child, which may hang, grow without end or leave files behind."""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
import traceback
from collections.abc import Callable
from contextlib import suppress
from enum import Enum
from pathlib import Path

_MOST_BYTES = 3 * 1024**3
# Until the first test has its own time.
_SECONDS_TO_BEGIN = 120.0


class Outcome(str, Enum):
    """What became of a mutant."""

    KILLED = "killed"
    TIMEOUT = "killed by time"
    SURVIVED = "survived"
    NOT_RUN = "survived, no test runs it"


def forked(work: Callable[[], int], *, quiet: bool = True) -> Outcome:
    """Do work in a child and see whether it ends well, which is that the mutant survived."""
    # In memory where there is such a folder: what is synced to a disk takes its time.
    shared = Path("/dev/shm")
    folder = tempfile.mkdtemp(prefix="mutant-", dir=shared if shared.is_dir() else None)
    child = os.fork()
    if child == 0:
        os._exit(_done(work, folder, quiet=quiet))
    _, status = os.waitpid(child, 0)
    with suppress(ProcessLookupError):
        os.killpg(child, signal.SIGKILL)
    shutil.rmtree(folder, ignore_errors=True)
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) in (signal.SIGALRM, signal.SIGPROF):
        return Outcome.TIMEOUT
    return Outcome.SURVIVED if status == 0 else Outcome.KILLED


def allow(seconds: float) -> None:
    """End this process when the next piece of work takes much longer than it should."""
    signal.setitimer(signal.ITIMER_PROF, 3 + 5 * seconds)
    signal.setitimer(signal.ITIMER_REAL, 30 + 20 * seconds)


def _done(work: Callable[[], int], folder: str, *, quiet: bool) -> int:
    os.setsid()
    if quiet:
        import resource  # Windows has none, and no fork either

        nowhere = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(nowhere, stream)
        resource.setrlimit(resource.RLIMIT_AS, (_MOST_BYTES, _MOST_BYTES))
        signal.setitimer(signal.ITIMER_REAL, _SECONDS_TO_BEGIN)
    os.environ["PYTEST_DEBUG_TEMPROOT"] = folder
    try:
        return work()
    except BaseException:
        traceback.print_exc()
        return 1
