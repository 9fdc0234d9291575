"""A disk that forgets what was not synced: what a power cut may leave of a program's files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from random import Random
from typing import TypeVar

SECTOR = 512
# What is left of a folder: the content by its path, None for a folder in it.
Left = dict[str, bytes | None]
_Op = TypeVar("_Op")


@dataclass(frozen=True)
class Written:
    """Bytes on their way to a file; no more than a sector, as a disk writes it whole or not."""

    offset: int
    data: bytes


@dataclass(frozen=True)
class Resized:
    """A new length on its way to a file."""

    size: int


@dataclass(eq=False)
class File:
    """A file: what the disk holds for good, and what it may yet forget."""

    kept: bytes = b""
    pending: list[Written | Resized] = field(default_factory=list)

    def write(self, offset: int, data: bytes) -> None:
        """Split at the bounds of sectors: any of them may be lost on its own."""
        while data:
            room = SECTOR - offset % SECTOR
            self.pending.append(Written(offset, data[:room]))
            offset, data = offset + room, data[room:]

    def sync(self) -> None:
        self.kept, self.pending = _with(self.kept, self.pending), []

    @property
    def size(self) -> int:
        """Its length for the program, which notices nothing of all this."""
        return len(_with(self.kept, self.pending))


def _with(content: bytes, pending: list[Written | Resized]) -> bytes:
    whole = bytearray(content)
    for one in pending:
        end = one.size if isinstance(one, Resized) else one.offset + len(one.data)
        whole.extend(bytes(max(0, end - len(whole))))
        if isinstance(one, Resized):
            del whole[end:]
        else:
            whole[one.offset : end] = one.data
    return bytes(whole)


# One entry of a folder as it becomes; a rename is two that come true together.
Entries = dict[str, "File | None"]


class Disk:
    """The names and files below a folder; a name holds for good once its folder was synced."""

    def __init__(self) -> None:
        self._names: Entries = {}
        self._pending: list[tuple[str, Entries, tuple[str, ...]]] = []

    def name(self, path: str, node: File | None, *gone: str) -> None:
        """Give a name to a file, or to a folder (None); `gone` is the name it had before."""
        self._pending.append((_folder(path), {path: node}, gone))

    def unlink(self, path: str) -> None:
        self._pending.append((_folder(path), {}, (path,)))

    def sync_folder(self, path: str) -> None:
        """Everything named in it holds from now on; what happened elsewhere does not."""
        synced = [one for one in self._pending if one[0] == path]
        self._names = _named(self._names, synced)
        self._pending = [one for one in self._pending if one[0] != path]

    def names(self) -> Entries:
        """The names as the program sees them."""
        return _named(self._names, self._pending)

    def cuts(self, chance: Random, draws: int) -> Iterator[Left]:
        """What a cut at this moment may leave: the four corners, then so many drawn by lot."""
        for names in ("all", "none"):
            for data in ("all", "none"):
                yield self._after_a_cut(chance, names, data)
        for _ in range(draws):
            yield self._after_a_cut(chance, chance.choice(_PLANS), None)

    def _after_a_cut(self, chance: Random, names: str, data: str | None) -> Left:
        left: Left = {}
        for path, node in _named(self._names, _some(chance, names, self._pending)).items():
            if node is None:
                left[path] = None
            else:
                plan = data or chance.choice(_PLANS)
                left[path] = _with(node.kept, _some(chance, plan, node.pending))
        return left


_PLANS = ("all", "none", "begin", "any")


def _some(chance: Random, plan: str, pending: list[_Op]) -> list[_Op]:
    """What has reached the disk of what was on its way, in the order in which it was sent."""
    if plan == "begin":
        return pending[: chance.randrange(len(pending) + 1)]
    share = {"all": 1.0, "none": 0.0, "any": 0.5}[plan]
    return [one for one in pending if chance.random() < share]


def _named(names: Entries, pending: list[tuple[str, Entries, tuple[str, ...]]]) -> Entries:
    found = dict(names)
    for _, entries, gone in pending:
        for path in gone:
            found.pop(path, None)
        found.update(entries)
    return found


def _folder(path: str) -> str:
    return str(PurePosixPath(path).parent)


def lay_out(left: Left, folder: Path) -> None:
    """Make a folder of what is left; what lost the folder it was in cannot be reached."""
    folder.mkdir(mode=0o700)
    for path, content in sorted(left.items()):
        place = folder / path
        if not place.parent.is_dir():
            continue
        if content is None:
            place.mkdir(mode=0o700)
        else:
            place.touch(mode=0o600)
            place.write_bytes(content)
