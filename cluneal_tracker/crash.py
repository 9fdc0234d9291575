"""A crash tells where it happened and nothing of the diary: no memory on disk, no quoted text."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from types import TracebackType

# Which parts of the memory a dump holds, on Linux.
_DUMP_PARTS = Path("/proc/self/coredump_filter")


def be_discreet() -> None:
    """Write no memory to disk when the program crashes, and no messages of errors to the terminal.

    What a desktop program says on its terminal is kept in the system's log.
    """
    _dump_nothing()
    sys.excepthook = tell
    threading.excepthook = _tell_of_thread
    sys.unraisablehook = _tell_of_no_one


def tell(
    kind: type[BaseException], error: BaseException | None, trace: TracebackType | None
) -> None:
    """Say on standard error where an error came from, and leave out what it says.

    A message may quote what was typed, so only the names of errors and the program's own lines
    are told; those of the errors that led to it come first.
    """
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, KeyboardInterrupt(), None)
        return
    from traceback import format_tb

    parts = [*_causes(error), (kind, trace)]
    text = "".join(f"{''.join(format_tb(where))}{what.__qualname__}\n" for what, where in parts)
    if sys.stderr is not None:
        print(f"Traceback (messages are left out):\n{text}", end="", file=sys.stderr)


def _causes(
    error: BaseException | None,
) -> Iterator[tuple[type[BaseException], TracebackType | None]]:
    """The errors that led to this one, the first of all first."""
    found: list[BaseException] = []
    while error is not None and error not in found:
        found.append(error)
        hidden = error.__suppress_context__
        error = error.__cause__ or (None if hidden else error.__context__)
    yield from ((type(one), one.__traceback__) for one in reversed(found[1:]))


def _tell_of_thread(args: threading.ExceptHookArgs) -> None:
    if not issubclass(args.exc_type, SystemExit):
        tell(args.exc_type, args.exc_value, args.exc_traceback)


def _tell_of_no_one(args: sys.UnraisableHookArgs) -> None:
    tell(args.exc_type, args.exc_value, args.exc_traceback)


def _dump_nothing() -> None:
    if sys.platform == "win32":
        return
    import resource

    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # A system that pipes dumps to a program of its own pays no heed to the limit.
    with suppress(OSError):
        if _DUMP_PARTS.exists():
            _DUMP_PARTS.write_text("0")
