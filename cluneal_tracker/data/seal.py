"""The seal: a small file beside the diary that knows how far the diary had come.

It lets a missing, older or exchanged diary be noticed, which would look whole on its own. It is
written after a change is safe, so it can lag behind the diary, and never runs ahead of it.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from zlib import crc32

from cluneal_tracker.data.chain import NOTHING, Head
from cluneal_tracker.data.disk import sync

_SUFFIX = ".seal"


def write(diary: Path, head: Head) -> None:
    """Note the last change of a diary.

    Written in place and not synced: what a power cut leaves is the old seal or the new one, and
    both are true. A seal that cannot be written is no reason to call a saved score lost.
    """
    sequence, seal = head
    text = f"{sequence:012d} {seal or '-':<64}"
    line = f"{text} {crc32(text.encode()):08x}\n".encode()
    with suppress(OSError):
        handle = os.open(_place(diary), os.O_CREAT | os.O_WRONLY, 0o600)
        try:
            os.write(handle, line)
        finally:
            os.close(handle)


def is_there(diary: Path) -> bool:
    """Whether there has been a diary here."""
    return _place(diary).exists()


def read(diary: Path) -> Head | None:
    """The last change that was noted; None where there is no seal, or one that was torn."""
    try:
        text, check = _place(diary).read_text(encoding="ascii").rstrip("\n").rsplit(" ", 1)
        sequence, seal = text.split()
        if int(check, 16) != crc32(text.encode()):
            return None
        return int(sequence), "" if seal == "-" else seal
    except (OSError, ValueError):
        return None


def loosen(diary: Path) -> None:
    """Forget how far the diary had come, but not that there is one: it is being exchanged.

    Synced, because an old seal beside the new diary would be a false alarm.
    """
    write(diary, NOTHING)
    with suppress(OSError):
        sync(_place(diary))


def take_off(diary: Path) -> None:
    """Forget that there has been a diary here."""
    _place(diary).unlink(missing_ok=True)


def _place(diary: Path) -> Path:
    return diary.with_suffix(_SUFFIX)
