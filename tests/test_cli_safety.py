from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from cluneal_tracker.cli import main
from cluneal_tracker.data.database import open_database

Say = Callable[..., tuple[int, str, str]]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TZ", "Europe/Berlin")
    # A command that forgets its --data-dir must not reach a real diary.
    monkeypatch.setenv("CLUNEAL_TRACKER_HOME", str(tmp_path / "elsewhere"))
    return tmp_path / "house"


@pytest.fixture
def say(home: Path, capsys: pytest.CaptureFixture[str]) -> Say:
    """Run a command; its exit code, what it prints and what it complains of."""

    def command(*words: str) -> tuple[int, str, str]:
        code = main([*words, "--data-dir", str(home)])
        said = capsys.readouterr()
        return code, said.out, said.err

    return command


def _names(home: Path) -> list[str]:
    return sorted(path.name for path in (home / "backups").iterdir())


def test_a_whole_diary_is_told_with_its_newest_backup(say: Say, home: Path) -> None:
    say("score", "4.1", "--at", "2026-03-11T08:10")
    say("score", "5", "--at", "2026-03-12T08:10")
    code, out, err = say("check")
    assert (code, err) == (0, "")
    assert out == "Your diary is whole: 2 entries, 2 days.\nNewest backup: none yet.\n"
    say("backup")
    code, out, err = say("check")
    assert (code, err) == (0, "")
    (name,) = _names(home)
    assert out.splitlines()[1].startswith(f"Newest backup: {name}  ")
    assert out.endswith("  2 entries, the last of 2026-03-12.\n")


def test_a_damaged_diary_is_told_and_ends_with_1(say: Say, home: Path) -> None:
    say("score", "4.1")
    with closing(open_database(home / "diary.db")) as db, db.atomic():
        db.connection.execute("update pain set mm = 99")
    code, out, err = say("check")
    assert (code, err) == (1, "")
    assert out.startswith("Your diary is damaged. Change 1 does not hold together.\n")


@pytest.mark.parametrize("content", [None, b"", b"Dear diary"])
def test_no_diary_is_told_in_one_sentence_and_none_is_made(
    say: Say, home: Path, content: bytes | None
) -> None:
    home.mkdir()
    if content is not None:
        (home / "diary.db").write_bytes(content)
    code, out, err = say("check")
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert [path.read_bytes() for path in home.iterdir()] == ([] if content is None else [content])


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
    assert out == f"Restored: 1 entry.\nWhat was there before is in {before}.\n"
    assert say("restore", str(home / "backups" / before))[1].startswith("Restored: 2 entries.\n")


@pytest.mark.parametrize("name", ["nothing.db", "other.txt"])
def test_what_is_no_backup_is_told_in_one_sentence(
    say: Say, home: Path, tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "other.txt").write_text("Dear diary")
    say("score", "4.1")
    code, out, err = say("restore", name)
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert err.startswith(f"{name} was not restored. Your diary is as it was. ")
    assert "4.1" in say("list")[1]
