"""The command line as a whole: real processes, help, wrong use, and which diary is meant."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from cluneal_tracker import __version__
from cluneal_tracker.cli import main
from cluneal_tracker.services.opening import open_services
from tests.cli.words import Run


def _process(*words: str, **more: Any) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "cluneal_tracker", *words]
    return subprocess.run(command, capture_output=True, text=True, check=False, **more)


def test_a_real_process_saves_and_lists_with_the_folder_before_or_after(home: Path) -> None:
    before = _process("--data-dir", str(home), "score", "4.1", "--side", "left")
    assert (before.returncode, before.stderr) == (0, "")
    assert before.stdout.startswith("Saved: 4.1 out of 10, left side, ")
    after = _process("score", "7", "--data-dir", str(home))
    assert (after.returncode, after.stderr) == (0, "")
    listed = _process("list", "--json", "--data-dir", str(home))
    assert [entry["score"] for entry in json.loads(listed.stdout)] == [4.1, 7.0]


def test_a_real_process_tells_an_error_in_one_line(home: Path) -> None:
    wrong = _process("--data-dir", str(home), "score", "11")
    assert (wrong.returncode, wrong.stdout) == (2, "")
    assert wrong.stderr.count("\n") == 1
    assert "Traceback" not in wrong.stderr
    assert not home.exists()


@pytest.mark.parametrize("zone", ["Nowhere/City", "CET-1CEST"])
def test_a_time_zone_that_is_none_is_told_in_one_line(home: Path, zone: str) -> None:
    wrong = _process("--data-dir", str(home), "score", "4", env={**os.environ, "TZ": zone})
    assert (wrong.returncode, wrong.stdout) == (1, "")
    assert wrong.stderr.startswith("The time zone of this computer is not known.")
    assert wrong.stderr.count("\n") == 1


@pytest.mark.skipif(sys.platform != "linux", reason="words that are no text")
def test_a_word_that_is_no_text_is_told_in_one_line(home: Path) -> None:
    command = [sys.executable, "-m", "cluneal_tracker", "--data-dir", str(home)]
    wrong = subprocess.run(
        [*map(os.fsencode, command), b"score", b"4", b"--note", b"half a leg \xff"],
        capture_output=True,
        check=False,
    )
    assert (wrong.returncode, wrong.stdout) == (1, b"")
    assert wrong.stderr.decode().startswith("The text holds a sign that cannot be kept.")
    assert wrong.stderr.count(b"\n") == 1


def test_the_version_is_told_both_ways(run: Run) -> None:
    assert run("--version") == f"Cluneal Tracker {__version__}\n"
    assert _process("--version").stdout == f"Cluneal Tracker {__version__}\n"


def test_help_names_every_command_and_leads_to_its_own(run: Run) -> None:
    commands = ["score", "list", "treatment", "session", "chart", "report", "export", "import"]
    text = run("--help")
    for command in [*commands, "demo"]:
        assert f"\n  {command} " in text
        assert "--data-dir" in run(command, "--help")


WRONG = [
    (2, ["score"]),
    (2, ["score", "11"]),
    (2, ["score", "4.15"]),
    (2, ["score", "-1"]),
    (2, ["score", "--", "-1"]),
    (2, ["score", "four"]),
    (2, ["score", ""]),
    (2, ["score", "4", "5"]),
    (2, ["score", "4", "--side", "middle"]),
    (2, ["score", "4", "--at", "yesterday"]),
    (2, ["score", "4", "--at", "2026-03-12"]),
    (2, ["score", "4", "--at", "2026-02-30T08:00"]),
    (2, ["score", "4", "--at", "2026-03-12T08:10+01:00"]),
    (1, ["score", "4", "--at", "9999-12-31T23:59"]),
    (1, ["score", "4", "--at", "0001-01-01T00:00"]),
    (1, ["score", "4", "--at", "2199-01-01T08:00"]),
    (1, ["score", "4", "--activity", "dancing=yes"]),
    (1, ["score", "4", "--activity", "=yes"]),
    (2, ["score", "4", "--activity", "standing"]),
    (2, ["score", "4", "--activity", "standing=maybe"]),
    (1, ["score", "4", "--note", "x" * 10_001]),
    (2, ["list", "--from", "12.3.2026"]),
    (2, ["list", "--to", "0001-01-01"]),
    (2, ["list", "--everything"]),
    (2, ["dance"]),
    (2, ["treatment"]),
    (2, ["session"]),
    (2, ["treatment", "add", "block"]),
    (2, ["treatment", "add", "magic", "--on", "2026-03-01"]),
    (2, ["treatment", "add", "block", "--on", "2026-13-01"]),
    (2, ["treatment", "add", "block", "--on", "0001-01-01"]),
    (1, ["treatment", "add", "block", "--on", "2199-01-01"]),
    (1, ["treatment", "add", "medicine", "--on", "2026-03-01"]),
    (1, ["treatment", "add", "other", "--on", "2026-03-02", "--until", "2026-03-01"]),
    (1, ["session", "add", "dancing"]),
    (1, ["session", "add", "nerve-glide", "--at", "2199-01-01T08:00"]),
    (2, ["export", "xml", "--out", "x"]),
    (2, ["export", "json"]),
    (1, ["export", "json", "--out", "{tmp}/nowhere/all.json"]),
    (1, ["export", "fhir", "--out", "{tmp}/nowhere/clinic.json"]),
    (1, ["export", "fhir", "--with-name", "--out", "clinic.json"]),
    (2, ["export", "fhir", "--out", "{tmp}"]),
    (2, ["export", "json", "--with-notes", "--out", "all.json"]),
    (2, ["export", "csv", "--with-name", "--out", "all.zip"]),
    (1, ["import", "{tmp}/nowhere/all.json"]),
    (2, ["import", "{tmp}"]),
    (2, ["chart", "--out", "C.gif"]),
    (1, ["chart", "--out", "c.png", "--from", "2026-03-02", "--to", "2026-03-01"]),
    (2, ["report", "--out", "page.pdf", "--paper", "a3"]),
    (2, ["--data-dir", "", "list"]),
    (1, ["--data-dir", "{tmp}/a-file", "list"]),
]


@pytest.mark.parametrize(("code", "words"), WRONG, ids=[" ".join(w)[:50] for _, w in WRONG])
def test_a_wrong_use_is_told_in_one_line_and_changes_nothing(
    home: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    code: int,
    words: list[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a-file").write_text("")
    assert main(["--data-dir", str(home), *(word.format(tmp=tmp_path) for word in words)]) == code
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert said.err[0].isupper() or said.err[0] in "“/"
    assert said.err.endswith((".\n", ")\n"))
    for word in ("Traceback", "Error", "Errno", "codec", "None", "Usage"):
        assert word not in said.err
    assert not list(tmp_path.glob("*.*"))
    assert not (tmp_path / "elsewhere").exists()
    if home.exists():
        with open_services(home) as services:
            assert not services.history.can_undo


def test_a_diary_that_is_none_is_told_and_left_alone(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home.mkdir()
    (home / "diary.db").write_text("Dear diary,")
    assert main(["--data-dir", str(home), "score", "4"]) == 1
    assert (
        "is not a Cluneal Tracker diary, or its beginning is damaged. It was left as it is."
        in capsys.readouterr().err
    )
    assert (home / "diary.db").read_text() == "Dear diary,"


def test_a_damaged_diary_is_told_in_one_line(
    run: Run, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run("score", "4")
    content = (home / "diary.db").read_bytes()
    (home / "diary.db").write_bytes(content[:4096] + bytes(len(content) - 4096))
    assert main(["--data-dir", str(home), "list"]) == 1
    said = "is damaged: some of it does not hold together. It was left as it is.\n"
    assert capsys.readouterr().err == f"{home / 'diary.db'} {said}"


def test_without_a_folder_the_environment_names_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["score", "4", "--at", "2026-03-12T08:00"]) == 0
    assert capsys.readouterr().err == ""
    with open_services(tmp_path / "elsewhere") as services:
        assert services.diary.first_day() == date(2026, 3, 12)
