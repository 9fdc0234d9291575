"""What a program does to its files, call by call, as strace saw it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from tests.faults.power_cut import Disk, File, Resized

_CALLS = (
    "openat,open,creat,close,dup,dup2,dup3,lseek,write,pwrite64,writev,pwritev,pwritev2,sendfile,"
    "copy_file_range,fallocate,truncate,ftruncate,fsync,fdatasync,sync,syncfs,msync,"
    "mkdir,mkdirat,rename,renameat,renameat2,link,linkat,symlink,symlinkat,unlink,unlinkat,rmdir"
)
_LINE = re.compile(r"(?:\d+ +)?(\w+)\((.*)\) += (-?\d+)")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
STDOUT, STDERR = 1, 2


@dataclass(frozen=True)
class Call:
    """One call that worked."""

    name: str
    words: str
    texts: tuple[bytes, ...]
    result: int

    @property
    def numbers(self) -> list[int]:
        """The plain numbers among its arguments."""
        return [int(word) for word in re.findall(r"(?:^|, )(\d+)(?=,|$)", self.words)]


def record(trace: Path, command: list[str]) -> list[Call]:
    """Run a command to its end and give the calls it made."""
    whole = ["strace", "-f", "-xx", "-s", "1000000", "-e", f"trace={_CALLS}", "-o", str(trace)]
    subprocess.run([*whole, *command], check=True, capture_output=True)
    return list(_calls(trace.read_text("ascii")))


def _calls(trace: str) -> Iterator[Call]:
    for line in trace.splitlines():
        assert "unfinished" not in line, f"two threads at once: {line[:200]}"
        if found := _LINE.match(line):
            name, words, result = found[1], found[2], int(found[3])
            texts = tuple(bytes.fromhex(text.replace("\\x", "")) for text in _TEXT.findall(words))
            if result >= 0:
                yield Call(name, _TEXT.sub("", words), texts, result)


@dataclass
class Handle:
    """An open file and the place in it."""

    path: str
    file: File | None
    at: int = 0
    appends: bool = False


class Replay:
    """Plays calls on a disk; only what happens below `root` counts."""

    def __init__(self, root: Path) -> None:
        self.disk, self._root = Disk(), os.fsencode(root)
        self._handles: dict[int, Handle] = {}

    def play(self, call: Call) -> bool:
        """Whether this call has changed what a power cut would leave."""
        act = getattr(self, f"_{call.name}", None)
        if act is not None:
            return bool(act(call))
        # A call that this model does not know must not pass unseen.
        known = call.name in ("sync", "syncfs", "msync") or not self._concerns(call)
        assert known, f"unknown to the model: {call.name}({call.words})"
        return False

    def _concerns(self, call: Call) -> bool:
        handles = any(number in self._handles for number in call.numbers[:1])
        return handles or any(self._below(text) is not None for text in call.texts)

    def _below(self, path: bytes) -> str | None:
        if not path.startswith(self._root):
            return None
        rest = path[len(self._root) :].decode().strip("/")
        return str(PurePosixPath(rest))

    def _openat(self, call: Call) -> bool:
        path = self._below(call.texts[0])
        if path is None:
            return False
        names = self.disk.names()
        made = "O_CREAT" in call.words and path not in names
        if made:
            self.disk.name(path, File())
        file = self.disk.names().get(path)
        self._handles[call.result] = Handle(path, file, appends="O_APPEND" in call.words)
        if "O_TRUNC" in call.words and file and file.size:
            file.pending.append(Resized(0))
            return True
        return made

    def _close(self, call: Call) -> bool:
        self._handles.pop(call.numbers[0], None)
        return False

    def _lseek(self, call: Call) -> bool:
        if handle := self._handles.get(call.numbers[0]):
            handle.at = call.result
        return False

    def _write(self, call: Call) -> bool:
        handle = self._handles.get(call.numbers[0])
        if handle is None or handle.file is None:
            return False
        at = handle.file.size if handle.appends else handle.at
        handle.file.write(at, call.texts[0][: call.result])
        handle.at = at + call.result
        return True

    def _pwrite64(self, call: Call) -> bool:
        handle = self._handles.get(call.numbers[0])
        if handle is None or handle.file is None:
            return False
        handle.file.write(call.numbers[-1], call.texts[0][: call.result])
        return True

    def _ftruncate(self, call: Call) -> bool:
        handle = self._handles.get(call.numbers[0])
        if handle is None or handle.file is None:
            return False
        handle.file.pending.append(Resized(call.numbers[1]))
        return True

    def _fsync(self, call: Call) -> bool:
        handle = self._handles.get(call.numbers[0])
        if handle is None:
            return False
        if handle.file is None:
            self.disk.sync_folder(handle.path)
        else:
            handle.file.sync()
        return True

    _fdatasync = _fsync

    def _mkdir(self, call: Call) -> bool:
        path = self._below(call.texts[0])
        if path is not None:
            self.disk.name(path, None)
        return path is not None

    def _rename(self, call: Call) -> bool:
        old, new = map(self._below, call.texts)
        if old is None or new is None:
            return False
        assert PurePosixPath(old).parent == PurePosixPath(new).parent
        self.disk.name(new, self.disk.names()[old], old)
        return True

    def _link(self, call: Call) -> bool:
        old, new = map(self._below, call.texts)
        if old is None or new is None:
            return False
        self.disk.name(new, self.disk.names()[old])
        return True

    _linkat = _link

    def _unlink(self, call: Call) -> bool:
        path = self._below(call.texts[0])
        if path is not None:
            self.disk.unlink(path)
        return path is not None


def python(code: str, *words: str) -> list[str]:
    """The command that runs a piece of Python as this one is run."""
    return [sys.executable, "-c", code, *words]
