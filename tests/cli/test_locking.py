"""Every command works on a locked diary, once its passphrase or its code is given."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from pathlib import Path

import pytest

from cluneal_tracker.cli import main
from cluneal_tracker.data.locking import keys
from cluneal_tracker.services import locking
from tests.cli.words import Say
from tests.locked import CHEAP, PASSPHRASE, lock_diary

_CODE = re.compile(r"[0-9A-Z]{5}(-[0-9A-Z]{5}){6}")


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a passphrase costs is looked at where the keys are tested."""
    monkeypatch.setattr(locking.Locking.__init__, "__defaults__", (CHEAP,))
    assert keys.DEAR != CHEAP


@pytest.fixture
def say(home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Say:
    """Run a command that is given these lines; its exit code, what it prints and complains of."""

    def command(*words: str, typed: str = "", folder: Path = home) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        code = main([*words, "--data-dir", str(folder)])
        said = capsys.readouterr()
        return code, said.out, said.err

    return command


@pytest.fixture
def code(home: Path) -> str:
    """The recovery code of a locked diary."""
    return lock_diary(home)[1]


def test_a_diary_is_locked_opened_and_unlocked(say: Say, home: Path) -> None:
    say("score", "4.1")
    say("backup")
    exit_code, out, err = say("lock", typed=f"{PASSPHRASE}\n")
    assert (exit_code, err) == (0, "")
    found = _CODE.search(out)
    assert found
    assert out.endswith(
        "Your diary is locked.\n"
        "1 backup can be read without this passphrase. `backup --remove-others` removes them.\n"
    )
    assert say("list")[:2] == (1, "")
    assert say("list", typed="wrong\n")[2].startswith("This passphrase does not open it.")
    assert "4.1" in say("list", typed=f"{PASSPHRASE}\n")[1]
    assert "4.1" in say("list", "--with-code", typed=f"{found[0]}\n")[1]
    slip = "1" if found[0][0] == "0" else "0"
    assert "slip in group 1" in say("list", "--with-code", typed=f"{slip}{found[0][1:]}\n")[2]
    assert say("lock", typed=f"{PASSPHRASE}\n")[2].startswith("It is locked already.")
    assert say("backup", "--remove-others", typed=f"{PASSPHRASE}\n")[0] == 0
    assert len(say("backups", typed=f"{PASSPHRASE}\n")[1].splitlines()) == 1
    assert say("unlock", typed=f"{PASSPHRASE}\n")[0] == 0
    assert "4.1" in say("list")[1]
    assert say("passphrase", typed="x\n")[2] == "Your diary is not locked.\n"


@pytest.mark.parametrize(
    "words",
    [
        ["score", "5"],
        ["list"],
        ["check"],
        ["backup"],
        ["backups"],
        ["export", "json", "--out", "OUT"],
        ["export", "fhir", "--out", "OUT"],
        ["report", "--out", "PAGE"],
        ["merge", "OTHER", "--dry-run"],
    ],
    ids=lambda words: words[0],
)
def test_every_command_asks_once(say: Say, home: Path, code: str, words: list[str]) -> None:
    say("score", "4.1", typed=f"{PASSPHRASE}\n")
    other = home.parent / "other"
    say("score", "3", folder=other)
    told = {
        "OUT": str(home.parent / "all.json"),
        "PAGE": str(home.parent / "page.pdf"),
        "OTHER": str(other),
    }
    words = [told.get(word, word) for word in words]
    before = {path.name: path.read_bytes() for path in home.iterdir()}
    exit_code, out, err = say(*words, typed="wrong\n")
    assert (exit_code, out, err.count("\n")) == (1, "", 1)
    assert {path.name: path.read_bytes() for path in home.iterdir()} == before
    exit_code, out, err = say(*words, typed=f"{PASSPHRASE}\n")
    assert (exit_code, err) == (0, "")
    assert out


def test_what_opens_it_is_changed(say: Say, code: str) -> None:
    # Who has forgotten the passphrase needs the code alone.
    assert say("passphrase", "--with-code", typed=f"{code}\nnew words\n")[0] == 0
    assert say("list", typed=f"{PASSPHRASE}\n")[0] == 1
    exit_code, out, _ = say("recovery-code", typed="new words\n")
    found = _CODE.search(out)
    assert exit_code == 0
    assert found
    assert say("list", "--with-code", typed=f"{code}\n")[0] == 1
    assert say("list", "--with-code", typed=f"{found[0]}\n")[0] == 0
    assert say("lock", "--new-key", typed="new words\nnewer words\n")[0] == 0
    assert say("list", typed="new words\n")[0] == 1
    assert say("list", typed="newer words\n")[0] == 0


def test_a_locked_export_is_joined_and_restored_elsewhere(say: Say, home: Path) -> None:
    say("score", "4.1")
    out = home.parent / "all.db"
    exit_code, said, err = say("export", "locked", "--out", str(out), typed="of the file\n")
    assert (exit_code, err) == (0, "")
    assert _CODE.search(said)
    other = home.parent / "other"
    lock_diary(other)
    typed = f"{PASSPHRASE}\nof the file\n"
    assert "1 entry" in say("merge", str(out), typed=typed, folder=other)[1]
    assert say("merge", str(out), typed=f"{PASSPHRASE}\nwrong\n", folder=other)[0] == 1
    assert "1 entry" in say("restore", str(out), typed=typed, folder=other)[1]
    # Where the diary is lost, the file is all that is needed.
    (other / "diary.db").unlink()
    assert say("restore", str(out), typed="of the file\n", folder=other)[0] == 0
    assert "4.1" in say("list", typed="of the file\n", folder=other)[1]


def test_a_listed_backup_with_another_key_asks_for_its_own_passphrase(
    say: Say, home: Path, code: str
) -> None:
    say("score", "4.1", typed=f"{PASSPHRASE}\n")
    say("backup", typed=f"{PASSPHRASE}\n")
    say("lock", "--new-key", typed=f"{PASSPHRASE}\nother words\n")
    _, older = say("backups", typed="other words\n")[1].splitlines()
    assert older.endswith("locked with another passphrase")
    name = older.split()[0]
    say("score", "5.2", typed="other words\n")
    exit_code, out, _ = say("restore", name, typed=f"other words\n{PASSPHRASE}\n")
    assert (exit_code, out.startswith("Restored: 1 entry.")) == (0, True)


def test_a_damaged_locked_diary_is_told_and_salvaged(say: Say, home: Path, code: str) -> None:
    for score in ("1", "2", "3"):
        say("score", score, typed=f"{PASSPHRASE}\n")
    file = home / "diary.db"
    file.write_bytes(bytes(4096) + file.read_bytes()[4096:])
    exit_code, out, _ = say("check", typed=f"{PASSPHRASE}\n")
    assert (exit_code, out.startswith("Verdict: damaged.")) == (1, True)
    assert say("salvage", typed=f"{PASSPHRASE}\n")[1].startswith("Your diary is back: 3 entries.")
    assert say("check", typed=f"{PASSPHRASE}\n")[0] == 0


def test_a_locked_backup_that_is_restored_where_nothing_was_stays_locked(
    say: Say, home: Path, tmp_path: Path, code: str
) -> None:
    typed = f"{PASSPHRASE}\n"
    say("score", "4.1", typed=typed)
    say("backup", typed=typed)
    newest = max((home / "backups").iterdir())
    elsewhere = tmp_path / "elsewhere"
    assert say("restore", str(newest), typed=typed, folder=elsewhere)[0] == 0
    assert not (elsewhere / "diary.db").read_bytes().startswith(b"SQLite format 3")
    assert "4.1" in say("list", typed=typed, folder=elsewhere)[1]
    assert say("list", typed="wrong words\n", folder=elsewhere)[0] == 1


_WITHOUT = """
import sys
sys.modules["sqlcipher3"] = sys.modules["cryptography"] = None
from cluneal_tracker.cli import main
sys.exit(main(sys.argv[1:]))
"""


def test_without_the_parts_a_plain_diary_is_as_ever_and_locking_tells_what_to_do(
    home: Path,
) -> None:
    def run(*words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", _WITHOUT, *words, "--data-dir", str(home)]
        return subprocess.run(command, capture_output=True, text=True, input="some words\n")

    for words in (["score", "4.1"], ["backup"], ["check"], ["list"]):
        ended = run(*words)
        assert (ended.returncode, ended.stderr) == (0, ""), words
    before = {path.name: path.read_bytes() for path in home.iterdir() if path.is_file()}
    ended = run("lock")
    assert ended.returncode == 1
    assert "pip install sqlcipher3 cryptography" in ended.stderr
    assert {path.name: path.read_bytes() for path in home.iterdir() if path.is_file()} == before
    lock_diary(home)
    ended = run("list")
    assert (ended.returncode, ended.stdout) == (1, "")
    assert "pip install sqlcipher3 cryptography" in ended.stderr
