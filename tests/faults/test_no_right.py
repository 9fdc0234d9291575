"""A diary that may not be written, or not even be read: one plain sentence, nothing changed."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.conftest import Say, SmallDisk

RIGHT = re.compile(r"does not let the program|do not have the right")

# Root may do everything, whatever the modes say; without these two rights it is as anyone.
_AS_ANYONE = ["setpriv", "--bounding-set", "-dac_override,-dac_read_search"]


def _speak(folder: Path, *words: str) -> tuple[int, str, str]:
    """A command of its own process, which has no more rights than the modes give."""
    root = os.name != "nt" and os.geteuid() == 0
    command = [sys.executable, "-m", "cluneal_tracker", "--data-dir", str(folder), *words]
    run = subprocess.run([*(_AS_ANYONE if root else []), *command], capture_output=True, text=True)
    return run.returncode, run.stdout, run.stderr


def _state(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def _is_one_sentence(complaint: str) -> bool:
    return complaint.count("\n") == 1 and bool(RIGHT.search(complaint))


@pytest.fixture
def home(tmp_path: Path, say: Say) -> Iterator[Path]:
    """A diary with a score and a backup; its folder can be cleared away at the end."""
    if os.name == "nt" or (os.geteuid() == 0 and not shutil.which("setpriv")):
        pytest.skip("needs file modes, and setpriv where it runs as root")
    home = tmp_path / "house"
    say(home, "score", "4.1", "--note", "first")
    say(home, "backup")
    say(home, "score", "5", "--note", "second")
    yield home
    for path in (home, *home.iterdir()):
        path.chmod(0o700)


@pytest.mark.parametrize(
    ("place", "mode"),
    [
        ("diary.db", 0o400),
        ("diary.db", 0o000),
        (".", 0o500),
        (".", 0o000),
    ],
)
@pytest.mark.parametrize(
    "words",
    [["score", "6"], ["restore", "BACKUP"], ["import", "IN"]],
    ids=lambda words: words[0],
)
def test_what_may_not_be_written_is_left_as_it_is(
    home: Path, tmp_path: Path, say: Say, place: str, mode: int, words: list[str]
) -> None:
    other, file = tmp_path / "other", tmp_path / "in.json"
    say(other, "score", "7")
    say(other, "export", "json", "--out", str(file))
    names = {"IN": str(file), "BACKUP": next(iter((home / "backups").iterdir())).name}
    before = _state(home)
    (home / place).chmod(mode)
    code, out, err = _speak(home, *(names.get(word, word) for word in words))
    (home / place).chmod(0o700)
    assert (code, out) == (1, "")
    assert _is_one_sentence(err), err
    if words[0] == "score":
        assert _state(home) == before
    assert say(home, "list")[1].count("\n") == 2
    assert say(home, "check")[0] == 0


def test_a_folder_that_takes_no_diary_is_told(home: Path) -> None:
    home.chmod(0o500)
    code, out, err = _speak(home / "new", "score", "6")
    assert (code, out) == (1, "")
    assert _is_one_sentence(err), err
    assert not (home / "new").exists()


def test_a_backup_that_may_not_be_made_is_told(home: Path) -> None:
    before = _state(home)
    (home / "backups").chmod(0o500)
    code, out, err = _speak(home, "backup")
    assert (code, out) == (1, "")
    assert _is_one_sentence(err), err
    assert _state(home) == before


def test_an_export_to_a_folder_of_another_leaves_the_old_one(home: Path, tmp_path: Path) -> None:
    folder = tmp_path / "theirs"
    folder.mkdir()
    (folder / "out.json").write_text("old")
    folder.chmod(0o500)
    code, out, err = _speak(home, "export", "json", "--out", str(folder / "out.json"))
    folder.chmod(0o700)
    assert (code, out) == (1, "")
    assert _is_one_sentence(err), err
    assert _state(folder) == {"out.json": b"old"}


def test_a_file_that_may_not_be_read_is_not_brought_in(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "in.json"
    file.write_text("{}")
    file.chmod(0o000)
    code, out, err = _speak(home, "import", str(file))
    assert (code, out) == (1, "")
    assert _is_one_sentence(err), err


def test_a_disk_that_can_only_be_read_still_shows_the_diary(
    small_disk: SmallDisk, say: Say
) -> None:
    home = small_disk.place / "house"
    say(home, "score", "4.1", "--note", "first")
    before = _state(home)
    small_disk.remount("ro")
    try:
        for words in (["score", "5"], ["backup"]):
            code, out, err = say(home, *words)
            assert (code, out) == (1, "")
            assert _is_one_sentence(err), err
        assert "first" in say(home, "list")[1]
        assert say(home, "check")[0] == 0
    finally:
        small_disk.remount("rw")
    assert _state(home) == before
    assert say(home, "score", "5")[0] == 0
