"""The diary and all that is made of it are for the eyes of its owner, whatever the mask is."""

from __future__ import annotations

import re
import stat
import sys
from pathlib import Path

import pytest

from tests.privacy.conftest import Lived
from tests.privacy.household import Home, cli, run

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="rights as POSIX has them")

# What says nothing of the person: the size of the window, and who has it open.
_PLAIN = ("window.ini", "window.lock", "reminds.lock")
_MAKES = re.compile(r'"([^"]+)", ([A-Z_|]*O_(?:CREAT|TMPFILE)[A-Z_|]*), (0\d+)')
_RENAMES = re.compile(r'\b(?:link|linkat|rename|renameat|renameat2)\(.*"([^"]+)"[^"]*= 0$')


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_the_diary_and_its_backups_are_closed(lived: Lived) -> None:
    diary = lived.home.diary
    assert _mode(diary) == _mode(diary / "backups") == 0o700
    files = [file for file in diary.rglob("*") if file.is_file() and file.name not in _PLAIN]
    assert {file.name for file in files} > {"diary.db"}
    assert {_mode(file) for file in files} == {0o600}


def test_so_are_the_files_that_were_asked_for(lived: Lived) -> None:
    # One of them was written anew by the test itself; its rights stay as they were.
    files = list(lived.home.documents.iterdir())
    assert len(files) >= 4
    assert {_mode(file) for file in files} == {0o600}


def test_so_are_they_after_each_command(commands: Lived) -> None:
    for step in commands.said:
        rights = step["rights"]
        folders = {path for path in rights if Path(path).is_dir()}
        closed = {path: mode for path, mode in rights.items() if path not in folders}
        assert set(closed.values()) == {"600"}, step["command"]
        assert rights[str(commands.home.diary)] == "700", step["command"]


def test_no_file_is_open_to_others_even_for_a_moment(lived: Lived) -> None:
    """Each file is closed from its making on, drafts and journals too."""
    made = _made(lived)
    names = {Path(name).name for name in made}
    assert any(name.endswith("-journal") for name in names)
    assert any(name.endswith(".part") for name in names)
    assert not {name: mode for name, mode in made.items() if mode & 0o077}


def _made(lived: Lived) -> dict[str, int]:
    """The rights that each file of the diary and of the documents was made with.

    Only the first to ask for a name makes the file: SQLite asks for 0644, but of one that is there.
    """
    made: dict[str, int] = {}
    for call in lived.traced_calls():
        if renamed := _RENAMES.search(call):
            # What it was made with was looked at under its first name.
            made.setdefault(renamed[1], 0o600)
        elif found := _MAKES.search(call):
            made.setdefault(found[1], int(found[3], 8))
    folders = f"{lived.home.diary}/", f"{lived.home.documents}/"
    plain = *_PLAIN, "window.ini.lock"
    return {
        name: mode
        for name, mode in made.items()
        if name.startswith(folders) and not name.endswith(plain)
    }


def test_a_folder_that_was_there_keeps_its_rights_and_its_files_are_closed(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "shared"
    folder.mkdir(mode=0o755)
    home = Home(tmp_path / "home")
    run(cli("--data-dir", str(folder), "score", "4.1"), home, umask=0)
    run(cli("--data-dir", str(folder), "backup"), home, umask=0)
    assert _mode(folder) == 0o755
    assert _mode(folder / "backups") == 0o700
    assert {_mode(file) for file in folder.rglob("*.db")} == {0o600}
