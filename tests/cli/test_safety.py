from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from cluneal_tracker.cli import main
from tests.cli.words import Say


def _names(home: Path) -> list[str]:
    return sorted(path.name for path in (home / "backups").iterdir())


def test_a_whole_diary_is_told_with_its_newest_backup(say: Say, home: Path) -> None:
    say("score", "4.1", "--at", "2026-03-11T08:10")
    say("score", "5", "--at", "2026-03-12T08:10")
    code, out, err = say("check")
    assert (code, err) == (0, "")
    assert out == "Verdict: whole. 2 entries, 2 days.\nNewest backup: none yet.\n"
    say("backup")
    code, out, err = say("check")
    assert (code, err) == (0, "")
    (name,) = _names(home)
    assert out.splitlines()[1].startswith(f"Newest backup: {name}  ")
    assert out.endswith("  2 entries, the last of 2026-03-12.\n")


def _change(home: Path) -> None:
    with closing(sqlite3.connect(home / "diary.db")) as connection:
        connection.execute("update pain set mm = 99")
        connection.commit()


@pytest.mark.parametrize(
    ("spoil", "verdict", "way"),
    [
        (_change, "damaged", "salvage"),
        (lambda home: (home / "diary.db").unlink(), "missing", "accept"),
        (lambda home: (home / "diary.db").write_bytes(b""), "empty", "restore"),
        (lambda home: (home / "diary.db").write_text("Dear diary"), "foreign", "restore"),
        (lambda home: os.truncate(home / "diary.db", 9000), "short", "salvage"),
    ],
)
def test_what_is_wrong_is_told_by_every_command_and_ends_with_1(
    say: Say, home: Path, spoil: Callable[[Path], object], verdict: str, way: str
) -> None:
    say("score", "4.1")
    spoil(home)
    before = {path.name: path.read_bytes() for path in home.iterdir()}
    code, out, err = say("check")
    first, second, third = out.splitlines()
    assert (code, err, second) == (1, "", "Newest backup: none yet.")
    assert first.startswith(f"Verdict: {verdict}. ")
    assert way in third
    for command in (["score", "5"], ["list"], ["export", "json", "--out", "all.json"]):
        code, out, err = say(*command)
        assert (code, out, err.count("\n")) == (1, "", 1)
        assert first.endswith(err.strip())
    assert {path.name: path.read_bytes() for path in home.iterdir()} == before


def test_where_there_is_no_diary_check_says_so_and_makes_none(say: Say, home: Path) -> None:
    code, out, err = say("check")
    assert (code, err) == (1, "")
    assert out.startswith(f"Verdict: none. There is no diary in {home}.\n")
    assert not home.exists()


def test_a_damaged_diary_is_kept_and_a_backup_takes_its_place(say: Say, home: Path) -> None:
    say("score", "4.1")
    say("backup")
    say("score", "5")
    _change(home)
    damaged = (home / "diary.db").read_bytes()
    code, out, err = say("restore", *_names(home))
    assert (code, err) == (0, "")
    told, kept = out.splitlines()
    assert told == "Your diary is back: 1 entry."
    name = kept.removeprefix("The file that was there is kept as ").removesuffix(".")
    assert (home / name).read_bytes() == damaged
    assert say("check")[0] == 0
    assert say("score", "6")[0] == 0
    assert say("check")[0] == 0


def test_a_damaged_backup_does_not_take_the_place_of_a_damaged_diary(say: Say, home: Path) -> None:
    say("score", "4.1")
    say("backup")
    _change(home)
    before = (home / "diary.db").read_bytes()
    (name,) = _names(home)
    os.truncate(home / "backups" / name, 9000)
    code, _, err = say("restore", name)
    assert (code, err.count("\n")) == (1, 1)
    assert (home / "diary.db").read_bytes() == before


def test_a_damaged_diary_is_salvaged_and_kept(say: Say, home: Path) -> None:
    for score in ("4.1", "5", "6"):
        say("score", score)
    content = bytearray((home / "diary.db").read_bytes())
    content[:4096] = bytes(4096)
    (home / "diary.db").write_bytes(content)
    code, out, err = say("salvage")
    assert (code, err) == (0, "")
    assert out.startswith("Your diary is back: 3 entries.\nThe file that was there is kept as ")
    assert say("check")[0] == 0
    assert [path.name for path in home.glob(".*")] == []


def test_a_missing_diary_is_begun_anew_only_when_that_is_asked_for(say: Say, home: Path) -> None:
    say("score", "4.1")
    (home / "diary.db").unlink()
    assert say("score", "5")[0] == 1
    assert say("accept")[0] == 0
    assert say("score", "5")[0] == 0
    assert say("check")[1].startswith("Verdict: whole. 1 entry, 1 day.")


def test_two_diaries_are_joined_by_file_or_folder_and_joining_again_changes_nothing(
    say: Say, home: Path, tmp_path: Path
) -> None:
    say("score", "4.1")
    laptop = tmp_path / "laptop"
    laptop.mkdir()
    shutil.copy(home / "diary.db", laptop)
    main(["score", "5", "--data-dir", str(laptop)])
    say("score", "6")
    say("list")
    expected = "1 entry, 0 exercises, 0 treatments.\n"
    assert say("merge", str(laptop), "--dry-run") == (0, f"Would bring in: {expected}", "")
    assert say("check")[1].startswith("Verdict: whole. 2 entries")
    assert say("merge", str(laptop / "diary.db")) == (0, f"Brought in: {expected}", "")
    assert say("check")[1].startswith("Verdict: whole. 3 entries")
    nothing = "Brought in: 0 entries, 0 exercises, 0 treatments.\n"
    assert say("merge", str(laptop)) == (0, nothing, "")
    code, _, err = say("merge", str(tmp_path / "nowhere"))
    assert (code, err.count("\n")) == (1, 1)


def test_a_backup_is_made_when_there_is_something_new(say: Say, home: Path) -> None:
    assert say("backup") == (0, "There is nothing new to back up.\n", "")
    say("score", "4.1")
    code, out, _ = say("backup")
    (name,) = _names(home)
    assert (code, out) == (0, f"Saved: {home / 'backups' / name}.\n")
    assert say("backup") == (0, "There is nothing new to back up.\n", "")


def test_the_list_shows_the_newest_first_and_what_cannot_be_read(say: Say, home: Path) -> None:
    assert say("backups") == (0, "There are no backups yet.\n", "")
    assert not home.exists()
    say("score", "4.1", "--at", "2026-03-11T08:10")
    say("backup")
    (home / "backups" / "diary-2020-01-01T120000Z.db").write_bytes(b"torn")
    _, out, _ = say("backups")
    newest, torn = out.splitlines()
    assert newest.endswith("  1 entry, the last of 2026-03-11")
    assert torn == "diary-2020-01-01T120000Z.db  2020-01-01 13:00  cannot be read"


def test_a_backup_is_brought_back_by_name_or_path_and_the_way_back_told(
    say: Say, home: Path
) -> None:
    say("score", "4.1")
    say("backup")
    (old,) = _names(home)
    say("score", "5")
    code, out, err = say("restore", old)
    _, before = _names(home)
    assert (code, err) == (0, "")
    assert out == (
        f"Restored: 1 entry. Undo takes it back.\nWhat was there before is in {before}.\n"
    )
    assert say("restore", str(home / "backups" / before))[1].startswith("Restored: 2 entries. ")


def test_a_backup_that_the_diary_is_like_already_leaves_undo_as_it_was(
    say: Say, home: Path
) -> None:
    say("score", "4.1")
    say("backup")
    (same,) = _names(home)
    code, out, err = say("restore", same)
    assert (code, out, err) == (0, "Your diary is like this backup already: 1 entry.\n", "")
    assert _names(home) == [same]


@pytest.mark.parametrize("name", ["nothing.db", "other.txt"])
def test_what_is_no_backup_is_told_in_one_sentence(
    say: Say, home: Path, tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "other.txt").write_text("Dear diary")
    say("score", "4.1")
    code, out, err = say("restore", name)
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert err.startswith(f"{name} was not opened. Your diary is as it was. ")
    assert "4.1" in say("list")[1]


def test_a_whole_diary_is_not_salvaged(say: Say, home: Path) -> None:
    say("score", "4.1")
    before = (home / "diary.db").read_bytes()
    code, out, err = say("salvage")
    assert (code, out) == (1, "")
    assert err == "Your diary is whole. There is nothing to salvage.\n"
    assert (home / "diary.db").read_bytes() == before
