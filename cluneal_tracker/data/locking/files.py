"""Where the wraps of a locked diary lie: in a file beside it, and at the end of each backup.

A backup carries them after its last page, where SQLite does not look, so that this one file and
the passphrase or the recovery code are all that another computer needs. A diary that was just
locked carries them there too, so that one move puts both in place; `settle` writes them out.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from cluneal_tracker import paths
from cluneal_tracker.data.locking.keys import DamagedKeys, Keys

PLAIN = b"SQLite format 3\x00"
_SUFFIX = ".key"
_BESIDE = (_SUFFIX, ".seal")
_JOURNAL = "-journal"
_PAGE_BYTES = 4096
# A page of noise holds almost all of the 256 bytes there are; text and zeros do not.
_NOISE = 200
# After the wraps: how long they are, and a mark that they are there.
_MARK = b"CLNLKEYS"
_LENGTH_BYTES = 4
_TAIL = _LENGTH_BYTES + len(_MARK)


def is_locked(file: Path) -> bool:
    """Whether a file is told to be a locked diary: it does not read as a plain one, and has wraps.

    They are looked for where `find_keys` does; without them it looks like any noise. A missing
    file is none. Raises OSError where it cannot be read.
    """
    return file.exists() and not is_plain(file) and any(True for _ in _told(file))


def is_plain(file: Path) -> bool:
    """Whether a file is told to be one of SQLite's that is not locked; False where it is none."""
    try:
        with file.open("rb") as stream:
            return stream.read(len(PLAIN)) == PLAIN
    except FileNotFoundError:
        return False


def is_diary(file: Path) -> bool:
    """Whether a file is a diary or a backup, locked or not, and so is never written over.

    So is what lies beside one: its key file, its seal and its journal.
    """
    diary = _diary_of(file)
    if diary is not None and (diary.name.lower() == paths.DIARY_NAME or diary.is_file()):
        return True
    if not file.is_file():
        return False
    beside = key_file(file).exists() and looks_locked(file)
    return is_plain(file) or beside or _trailer(file) is not None


def find_keys(file: Path) -> Keys | None:
    """The wraps of a locked diary or backup; None where there are none.

    Those at its end come first, then the key file, then the newest backup that has some; those of
    a backup count where the file is noise or missing, as it may have been unlocked since. Raises
    DamagedKeys where none is whole, and DiaryError where a newer program wrote them.
    """
    damage: DamagedKeys | None = None
    for content in _told(file):
        try:
            return _keys(content)
        except DamagedKeys as error:
            damage = error
    if damage:
        raise damage
    return None


def keys_now(diary: Path, known: Keys) -> Keys:
    """The wraps of an open diary, put back beside it where they were lost meanwhile."""
    with suppress(DamagedKeys):
        if (found := read_key_file(diary)) is not None:
            return found
    write_key_file(diary, known)
    return known


def looks_locked(file: Path) -> bool:
    """Whether it may be a locked diary that has lost its wraps: all noise, in whole pages."""
    with file.open("rb") as stream:
        page = stream.read(_PAGE_BYTES)
        size = stream.seek(0, os.SEEK_END)
    return size % _PAGE_BYTES == 0 and _is_noise(page)


def settle(diary: Path, keys: Keys) -> None:
    """Let the wraps lie in the key file alone, before the diary is written to.

    Where the file grows, its next page would be written over those at its end. Not while the
    diary is being written to: to close the file again would undo the locks of SQLite.
    """
    content = _trailer(diary)
    if content is not None or _read(key_file(diary)) != f"{keys.to_json()}\n".encode():
        write_key_file(diary, keys)
    if content is not None:
        with diary.open("r+b") as stream:
            # Another program may have settled it meanwhile, and have written pages since.
            if (content := _end(stream)) is not None:
                stream.truncate(stream.seek(0, os.SEEK_END) - len(content) - _TAIL)
                os.fsync(stream.fileno())


def _diary_of(file: Path) -> Path | None:
    """The diary that a file would belong to by its name, whether there is one or not."""
    # Some disks take big letters for small ones.
    name = file.name.lower()
    if name.endswith(_JOURNAL):
        return file.with_name(file.name[: -len(_JOURNAL)])
    return file.with_suffix(".db") if name.endswith(_BESIDE) else None


def _is_noise(page: bytes) -> bool:
    return len(page) == _PAGE_BYTES and len(set(page)) > _NOISE


def _told(file: Path) -> Iterator[bytes]:
    """All that may be wraps of a file, the likeliest first."""
    may_be_locked = True
    if file.exists():
        yield from filter(None, [_trailer(file)])
        with file.open("rb") as stream:
            may_be_locked = _is_noise(stream.read(_PAGE_BYTES))
    yield from filter(None, [_read(key_file(file))])
    if not may_be_locked:
        return
    for backup in sorted((file.parent / paths.BACKUPS_NAME).glob("*.db"), reverse=True):
        with suppress(OSError):
            yield from filter(None, [_trailer(backup)])


def _read(file: Path) -> bytes | None:
    try:
        return file.read_bytes()
    except FileNotFoundError:
        return None


def key_file(diary: Path) -> Path:
    """The file beside a diary that holds its wraps."""
    return diary.with_suffix(_SUFFIX)


def write_key_file(diary: Path, keys: Keys) -> None:
    """Put the wraps beside the diary, in one move; raises DiaryError, with the old ones kept."""
    # It brings all the readers of files along, which a start has no use for.
    from cluneal_tracker.data.exchange.files import put_in_place

    put_in_place(key_file(diary), f"{keys.to_json()}\n".encode())


def read_key_file(diary: Path) -> Keys | None:
    """The wraps beside the diary, None where there are none; raises DiaryError when damaged."""
    content = _read(key_file(diary))
    return None if content is None else _keys(content)


def append_trailer(file: Path, keys: Keys) -> None:
    """Put the wraps at the end of a closed draft, before it gets its name."""
    content = keys.to_json().encode()
    with file.open("ab") as stream:
        stream.write(content + len(content).to_bytes(_LENGTH_BYTES, "big") + _MARK)
        stream.flush()
        os.fsync(stream.fileno())


def read_trailer(file: Path) -> Keys | None:
    """The wraps at the end of a file, None where there are none; raises DiaryError when damaged."""
    content = _trailer(file)
    return None if content is None else _keys(content)


def _trailer(file: Path) -> bytes | None:
    with file.open("rb") as stream:
        return _end(stream)


def _end(stream: BinaryIO) -> bytes | None:
    size = stream.seek(0, os.SEEK_END)
    stream.seek(max(size - _TAIL, 0))
    tail = stream.read(_TAIL)
    if len(tail) < _TAIL or not tail.endswith(_MARK):
        return None
    length = int.from_bytes(tail[:_LENGTH_BYTES], "big")
    stream.seek(max(size - _TAIL - length, 0))
    return stream.read(size - _TAIL - stream.tell())


def _keys(content: bytes) -> Keys:
    return Keys.from_json(content.decode("ascii", "replace"))
