"""A home of its own for programs under test, and ways to see all that they did outside of it."""

from __future__ import annotations

import gzip
import io
import os
import re
import shutil
import stat
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pytest

_XDG = ("config", "cache", "data", "state")
_STREAM = re.compile(rb"\x78[\x01\x5e\x9c\xda]")
# Whatever would lead a child out of the home it is given.
_LEADS_OUT = ("XDG_", "CLUNEAL", "QT_", "DISPLAY", "WAYLAND", "DBUS", "MPL", "PYTEST", "TMP")


@dataclass(frozen=True)
class Home:
    """A home folder in which nobody has lived yet."""

    root: Path

    @property
    def diary(self) -> Path:
        """The folder that the diary is in when nothing else is said."""
        return self.root / "data" / "cluneal-tracker"

    @property
    def documents(self) -> Path:
        """Where files go that the person asks for."""
        return self.root / "Documents"

    def environment(self, **more: str) -> dict[str, str]:
        """All that a child is told: every folder that it could write to is inside the root."""
        plain = {key: value for key, value in os.environ.items() if not key.startswith(_LEADS_OUT)}
        inside = {f"XDG_{name.upper()}_HOME": self.root / name for name in _XDG}
        inside |= {"HOME": self.root, "XDG_DOCUMENTS_DIR": self.documents}
        inside |= {"TMPDIR": self.root / "tmp", "XDG_RUNTIME_DIR": self.root / "run"}
        for folder in inside.values():
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        named = {name: str(folder) for name, folder in inside.items()}
        return {
            **plain,
            **named,
            "QT_QPA_PLATFORM": "offscreen",
            "PYTHONDONTWRITEBYTECODE": "1",
            **more,
        }

    def files(self) -> list[Path]:
        """Every file there is."""
        return [path for path in self.root.rglob("*") if path.is_file()]


def run(
    command: Sequence[str], home: Home, said: str = "", umask: int = 0o022
) -> subprocess.CompletedProcess[str]:
    """Run a program in a home of its own; it has to end well."""
    done = subprocess.run(
        command,
        env=home.environment(),
        input=said,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
        umask=umask,
    )
    assert done.returncode == 0, f"{command} ended with {done.returncode}: {done.stderr[-2000:]}"
    return done


def cli(*words: str) -> list[str]:
    """The program as it is called in a terminal."""
    return [sys.executable, "-m", "cluneal_tracker", *words]


# What a program does that others could see: its talk, the files it opens to write, its children.
TELLING = "socket,connect,sendto,sendmsg,sendmmsg,write,writev,pwrite64,pwritev"
TELLING += ",open,openat,creat,link,linkat,rename,renameat,renameat2,memfd_create,execve"
# -y names the file behind each number; a long text is written out whole.
_STRACE = ["strace", "-f", "--seccomp-bpf", "-qq", "-y", "-s", "200000"]


@lru_cache(maxsize=1)
def can_trace() -> bool:
    """Whether there is a strace that may look at programs here."""
    if shutil.which("strace") is None:
        return False
    return not subprocess.run([*_STRACE, "true"], capture_output=True, check=False).returncode


def traced(command: Sequence[str], out: Path) -> list[str]:
    """The command with each of its telling calls written to a file, and those of its children."""
    if not can_trace():
        pytest.skip("there is no strace here that may look at programs")
    return [*_STRACE, "-e", f"trace={TELLING}", "-o", str(out), *command]


def offline(command: Sequence[str]) -> list[str]:
    """The command in a network of its own with nothing in it, not even a way to itself."""
    for ask in (["unshare", "-n"], ["unshare", "-rn"]):
        tried = [*ask, "true"]
        if shutil.which("unshare") and not subprocess.run(tried, capture_output=True).returncode:
            return [*ask, *command]
    pytest.skip("no empty network can be made here")


def spellings(text: str) -> list[bytes]:
    """The bytes that a text may stand as."""
    return [text.encode(), text.encode("utf-16-le"), text.encode("utf-16-be")]


def holds(content: bytes, text: str) -> bool:
    """Whether a text stands anywhere in a file: as it is, zipped or otherwise packed."""
    wanted = spellings(text)
    return any(one in layer for layer in _layers(content) for one in wanted)


def _layers(content: bytes, depth: int = 2) -> Iterator[bytes]:
    yield content
    if depth:
        for inner in _unpacked(content):
            yield from _layers(inner, depth - 1)


def _unpacked(content: bytes) -> Iterator[bytes]:
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            yield from (archive.read(name) for name in archive.namelist())
    if content.startswith(b"\x1f\x8b"):
        yield gzip.decompress(content)
    for found in _STREAM.finditer(content):
        try:
            yield zlib.decompressobj().decompress(content[found.start() :])
        except zlib.error:
            continue


def mode(path: Path) -> int:
    """The rights to a file or folder."""
    return stat.S_IMODE(path.stat().st_mode)
