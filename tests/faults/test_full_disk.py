"""A disk without room: whichever page it is that finds none, what was told saved stays saved."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from cluneal_tracker.services.opening import open_services
from tests.faults.conftest import Say, SmallDisk
from tests.faults.recording import python

PAGE = 4096
FULL = re.compile(r"The disk is full\.|It may be full or taken out\.")
_LONG = "a long note " * 800


def _notes(folder: Path) -> list[str]:
    with open_services(folder) as services:
        assert services.history.damage() is None
        return [entry.note for entry in services.diary.entries()]


def _content(folder: Path) -> dict[str, bytes]:
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file()
    }


def _is_one_sentence(complaint: str) -> bool:
    return complaint.count("\n") == 1 and bool(FULL.search(complaint))


def test_a_score_without_room_is_told_and_nothing_is_lost(small_disk: SmallDisk, say: Say) -> None:
    home, kept, refused = small_disk.place / "house", ["first"], 0
    say(home, "score", "4.1", "--note", "first")
    for room in range(0, 30 * PAGE, PAGE):
        small_disk.leave(room)
        code, out, err = say(home, "score", "5", "--note", _LONG + str(room))
        if code == 0:
            assert out.startswith("Saved: 5.0")
            kept.append(_LONG + str(room))
        else:
            assert (code, out) == (1, "")
            assert _is_one_sentence(err)
            refused += 1
        assert _notes(home) == kept
    assert refused > 5
    assert len(kept) > 2
    small_disk.clear()
    assert say(home, "score", "6")[0] == 0
    assert say(home, "check")[0] == 0


def test_a_diary_is_not_begun_by_half(small_disk: SmallDisk, say: Say) -> None:
    home = small_disk.place / "house"
    home.mkdir()
    for room in range(0, 20 * PAGE, PAGE):
        small_disk.leave(room)
        code, out, err = say(home, "score", "5")
        assert (code, out) == (1, "")
        assert _is_one_sentence(err)
    assert "diary.db" not in _content(home)
    small_disk.clear()
    assert say(home, "score", "6")[0] == 0
    assert _notes(home) == [""]


def test_an_export_without_room_leaves_the_old_one(
    small_disk: SmallDisk, tmp_path: Path, say: Say
) -> None:
    home, out = tmp_path / "house", small_disk.place / "out.json"
    say(home, "score", "4.1", "--note", "old")
    assert say(home, "export", "json", "--out", str(out))[0] == 0
    old = out.read_bytes()
    say(home, "score", "5", "--note", _LONG)
    for room in range(0, 3 * PAGE, PAGE):
        small_disk.leave(room)
        code, _, err = say(home, "export", "json", "--out", str(out))
        assert code == 1
        assert _is_one_sentence(err)
        assert _content(small_disk.place).keys() == {"out.json", "ballast"}
        assert out.read_bytes() == old
    small_disk.clear()
    assert say(home, "export", "json", "--out", str(out))[0] == 0
    assert len(json.loads(out.read_text())["pain"]) == 2


@pytest.mark.parametrize("words", [["backup"], ["import", "IN"], ["restore", "BEFORE"]])
def test_without_room_nothing_is_done_by_half(
    small_disk: SmallDisk, tmp_path: Path, say: Say, words: list[str]
) -> None:
    home, other = small_disk.place / "house", tmp_path / "other"
    for number in range(3):
        say(other, "score", "5", "--note", f"{number} {_LONG}")
    say(other, "export", "json", "--out", str(tmp_path / "in.json"))
    say(home, "score", "4.1", "--note", "first")
    names = {"IN": str(tmp_path / "in.json"), "BEFORE": str(other / "diary.db")}
    spoken = [names.get(word, word) for word in words]
    whole, refused = {"first"}, 0
    for room in range(0, 60 * PAGE, 3 * PAGE):
        small_disk.leave(room)
        backups = set((home / "backups").glob("*"))
        code, _, err = say(home, *spoken)
        if code == 0:
            break
        refused += 1
        assert _is_one_sentence(err)
        assert set(_notes(home)) == whole
        # The backup that goes before may be made; a draft of it is not left.
        made = set((home / "backups").glob("*")) - backups
        assert all(file.suffix == ".db" for file in made)
    assert refused > 3
    small_disk.clear()
    say(home, *spoken)
    with open_services(home) as services:
        assert all(view.held for view in services.backups.every())
    assert say(home, "check")[0] == 0


# No right to mount is needed here: the program may not let a file grow.
_WITHOUT_ROOM = """
import resource, sys
from cluneal_tracker.cli import main
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), resource.RLIM_INFINITY))
sys.exit(main(sys.argv[2:]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="limits of POSIX")
@pytest.mark.parametrize("largest", [0, 512, PAGE, 5 * PAGE, 15 * PAGE])
def test_a_file_that_may_not_grow_is_told(tmp_path: Path, say: Say, largest: int) -> None:
    home = tmp_path / "house"
    say(home, "score", "4.1", "--note", "first")
    words = str(largest), "--data-dir", str(home), "score", "5", "--note", _LONG
    run = subprocess.run(python(_WITHOUT_ROOM, *words), capture_output=True, text=True)
    assert (run.returncode, run.stdout) == (1, "")
    assert _is_one_sentence(run.stderr)
    assert _notes(home) == ["first"]
    assert say(home, "score", "6", "--note", "second")[0] == 0
    assert _notes(home) == ["first", "second"]


def test_a_salvage_without_room_leaves_the_damaged_diary_in_its_place(
    small_disk: SmallDisk, say: Say
) -> None:
    home, refused = small_disk.place / "house", 0
    say(home, "score", "4.1", "--note", _LONG)
    damaged = bytearray((home / "diary.db").read_bytes())
    damaged[:PAGE] = bytes(PAGE)
    (home / "diary.db").write_bytes(damaged)
    for room in range(0, 200 * PAGE, 4 * PAGE):
        small_disk.leave(room)
        code, _, err = say(home, "salvage")
        if code == 0:
            break
        assert _is_one_sentence(err)
        assert (home / "diary.db").read_bytes() == damaged
        refused += 1
    assert refused > 2
    assert _notes(home) == [_LONG]
    assert any(file.read_bytes() == damaged for file in home.glob("diary-kept-*.db"))
