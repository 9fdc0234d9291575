"""Fixtures of the fault tests: a command line to speak to, and a disk small enough to fill."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cluneal_tracker.cli import main

# The exit code of a command, what it prints and what it complains of.
Say = Callable[..., tuple[int, str, str]]


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Say:
    """Give a command about the diary of a folder."""

    def command(folder: Path, *words: str) -> tuple[int, str, str]:
        code = main(["--data-dir", str(folder), *words])
        said = capsys.readouterr()
        return code, said.out, said.err

    return command


class SmallDisk:
    """A disk of its own, of which so many bytes can be left free."""

    def __init__(self, place: Path) -> None:
        self.place, self._ballast = place, place / "ballast"

    def leave(self, room: int) -> None:
        """Fill all but this much of it."""
        self.clear()
        size = shutil.disk_usage(self.place).free - room
        self._ballast.write_bytes(bytes(size))

    def clear(self) -> None:
        """Make room again."""
        self._ballast.unlink(missing_ok=True)

    def remount(self, how: str) -> None:
        """Change whether it can be written: ro, rw."""
        _run("mount", "-o", f"remount,{how}", str(self.place))


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[SmallDisk]:
    """A disk of one megabyte, which only root can have."""
    place = tmp_path / "disk"
    place.mkdir()
    if not shutil.which("mount") or _run("mount", "-t", "tmpfs", "-o", "size=1m", "none", place):
        pytest.skip("needs the right to mount a disk")
    yield SmallDisk(place)
    assert _run("umount", place) == 0


def _run(*words: str | Path) -> int:
    return subprocess.run(words, capture_output=True).returncode
