from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from cluneal_tracker import __version__
from cluneal_tracker.cli import main
from cluneal_tracker.data.diary_file import open_database
from cluneal_tracker.services.opening import open_services

Run = Callable[..., str]


@pytest.fixture(autouse=True)
def _in_berlin(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TZ", "Europe/Berlin")
    # A command that forgets its --data-dir must not reach a real diary.
    monkeypatch.setenv("CLUNEAL_TRACKER_HOME", str(tmp_path / "elsewhere"))


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "house"


@pytest.fixture
def run(home: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command that does its work; what it prints."""

    def command(*words: str) -> str:
        assert main(["--data-dir", str(home), *words]) == 0
        said = capsys.readouterr()
        assert said.err == ""
        return said.out

    return command


def _entries(run: Run, *words: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run("list", "--json", *words))
    return found


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


def test_a_warning_sign_is_saved_listed_and_says_what_to_do(run: Run) -> None:
    said = run("score", "3", "--sign", "leg-weakness=yes", "--sign", "weight-loss=yes")
    saved, *actions = said.splitlines()
    assert saved.startswith("Saved: 3.0 out of 10")
    assert actions == [
        "Go to your nearest emergency department now. If you cannot get there, call an ambulance.",
        "Call your doctor today and say what you ticked.",
    ]
    (entry,) = _entries(run)
    assert entry["signs"] == {"leg-weakness": True, "weight-loss": True}
    assert "leg-weakness yes, weight-loss yes" in run("list")


def test_a_sign_that_was_denied_asks_for_nothing(run: Run) -> None:
    assert run("score", "3", "--sign", "leg-weakness=no").count("\n") == 1


def test_a_score_is_saved_with_all_that_was_said(run: Run) -> None:
    said = run(
        *("score", "4,1", "--side", "both", "--at", "2026-03-12T08:10"),
        *("--activity", "standing=yes", "--activity", "lifting=no", "--note", "🦵 after the drive"),
    )
    expected = "Saved: 4.1 out of 10, both sides, 2026-03-12 08:10. It is marked as added later.\n"
    assert said == expected
    (entry,) = _entries(run)
    assert entry["score"] == 4.1
    assert entry["side"] == "both"
    assert entry["felt_at"] == "2026-03-12T08:10:00+01:00"
    assert entry["activities"] == {"standing": True, "lifting": False}
    assert entry["note"] == "🦵 after the drive"
    assert entry["given"] == "number"
    assert entry["signs"] == {}


def test_a_score_without_more_is_of_now_and_of_the_usual_side(run: Run) -> None:
    assert run("score", "0").startswith("Saved: 0.0 out of 10, right side, ")
    (entry,) = _entries(run)
    assert (entry["score"], entry["activities"], entry["note"]) == (0.0, {}, "")


@pytest.mark.parametrize("at", ["2026-03-12T08:10", "2026-03-12 08:10", "2026-03-12T08:10:00"])
def test_a_time_may_be_written_in_these_ways(run: Run, at: str) -> None:
    run("score", "4", "--at", at)
    assert _entries(run)[0]["felt_at"] == "2026-03-12T08:10:00+01:00"


def test_the_list_is_for_people(run: Run) -> None:
    assert run("list") == "There are no scores yet.\n"
    run("score", "4.1", "--at", "2026-03-12T08:10", "--activity", "standing=yes", "--note", "a\nb")
    assert run("list") == ("2026-03-12 08:10   4.1  right  added later  standing yes  a b\n")


def test_an_entry_without_a_score_is_listed_as_none(home: Path, run: Run) -> None:
    with open_services(home) as services:
        services.diary.answer("standing", True)
    assert "  -  right  standing yes" in run("list")
    assert _entries(run)[0]["score"] is None


def test_the_list_can_be_cut_to_days(run: Run) -> None:
    for day in ("2026-03-10", "2026-03-11", "2026-03-12"):
        run("score", "4", "--at", f"{day}T08:00")
    days = [entry["felt_at"][:10] for entry in _entries(run, "--from", "2026-03-11")]
    assert days == ["2026-03-11", "2026-03-12"]
    days = [entry["felt_at"][:10] for entry in _entries(run, "--to", "2026-03-11")]
    assert days == ["2026-03-10", "2026-03-11"]
    assert len(_entries(run, "--from", "2026-03-11", "--to", "2026-03-11")) == 1
    assert _entries(run, "--from", "2026-03-13") == []


def test_a_treatment_is_saved_and_listed(run: Run) -> None:
    block = ("block", "--on", "2026-03-01", "--side", "right", "--nerve", "superior")
    assert run("treatment", "add", *block) == "Saved: block, 2026-03-01.\n"
    medicine = ("medicine", "--on", "2026-01-05", "--until", "2026-02-05")
    run("treatment", "add", *medicine, "--name", "Gabapentin", "--dose", "300 mg", "--note", "n")
    assert run("treatment", "list") == (
        "2026-01-05 to 2026-02-05  medicine  Gabapentin  300 mg  n\n2026-03-01  block     right\n"
    )


def test_what_a_block_alone_has_is_listed(run: Run) -> None:
    block = ("block", "--on", "2026-03-01", "--side", "right", "--time", "10:30")
    run("treatment", "add", *block, "--guidance", "x-ray", "--operator", "Dr\tA", "--note", "n")
    assert run("treatment", "list") == "2026-03-01 10:30  block     right  x-ray  Dr A  n\n"


def test_an_exercise_is_saved_as_a_whole(home: Path, run: Run) -> None:
    said = run("session", "add", "nerve-glide", "--at", "2026-03-12T09:00")
    assert said == "Saved: nerve-glide, 2026-03-12 09:00.\n"
    assert run("session", "add", "foam-roller").startswith("Saved: foam-roller, ")
    with open_services(home) as services:
        first, second = services.exercises.sessions()
    assert first.finished
    assert first.done == {"left": 10, "right": 10}
    assert (second.routine, second.finished) == ("foam-roller", True)


@pytest.mark.parametrize("kind", ["csv", "json"])
def test_what_is_exported_comes_back_elsewhere(run: Run, tmp_path: Path, kind: str) -> None:
    run("score", "4.1", "--at", "2026-03-12T08:10", "--note", "=1+1 “quoted”, é")
    run("treatment", "add", "block", "--on", "2026-03-01")
    run("session", "add", "nerve-glide", "--at", "2026-03-12T09:00")
    # A name ending in .csv would hold the scores alone.
    file = str(tmp_path / f"out.{kind}".replace("csv", "zip"))
    assert run("export", kind, "--out", file) == f"Saved: 3 rows in {file}.\n"
    there = ("--data-dir", str(tmp_path / "there"))
    dry = run("import", file, "--dry-run", *there)
    assert dry == "Would bring in: 3 new rows. 0 were there already.\n"
    assert run("list", "--json", *there) == "[]\n"
    assert run("import", file, *there) == "Brought in: 3 new rows. 0 were there already.\n"
    assert run("import", file, *there) == "Brought in: 0 new rows. 3 were there already.\n"
    assert _entries(run, *there) == _entries(run)
    assert run("treatment", "list", *there) == run("treatment", "list")


def test_an_invented_diary_is_written_and_nothing_is_opened(run: Run, home: Path) -> None:
    assert run("demo", "--make-only") == f"Saved: an invented diary in {home}.\n"
    assert len(_entries(run)) > 100
    with closing(open_database(home / "diary.db")) as db, open_services(home) as services:
        assert services.history.damage() is None
        assert db.connection.execute("pragma quick_check").fetchone()[0] == "ok"


def test_the_chart_and_the_page_are_written(run: Run, tmp_path: Path) -> None:
    run("score", "4.1", "--at", "2026-03-12T08:10")
    for command, name, begins in (
        ("chart", "chart.svg", b"<?xml"),
        ("report", "page.pdf", b"%PDF"),
    ):
        file = tmp_path / name
        assert run(command, "--out", str(file)) == f"Saved: {file}.\n"
        assert file.read_bytes().startswith(begins)


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


def test_an_invented_diary_needs_a_place_and_takes_no_other_diary(
    run: Run, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["demo", "--make-only"]) == 2
    assert capsys.readouterr().err == "Say where to write the diary: --data-dir DIR.\n"
    run("score", "4")
    before = (home / "diary.db").read_bytes()
    assert main(["--data-dir", str(home), "demo", "--make-only"]) == 1
    assert "holds a diary already" in capsys.readouterr().err
    assert (home / "diary.db").read_bytes() == before


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


def test_the_exercises_that_were_done_are_listed(run: Run) -> None:
    run("session", "add", "nerve-glide", "--at", "2026-03-01T08:00")
    run("session", "add", "core", "--at", "2026-03-02T08:00")
    lines = run("session", "list").splitlines()
    assert lines[0] == "2026-03-01 08:00  nerve-glide  20 of 20"
    assert lines[1] == "2026-03-02 08:00  core  10 of 10  level 1"
    assert run("session", "list", "--exercise", "core", "--to", "2026-03-01") == ""
    (only,) = json.loads(run("session", "list", "--json", "--exercise", "core"))
    assert (only["routine"], only["level"], only["done"]) == ("core", 1, {"once": 10})


def test_a_file_for_a_clinic_has_notes_and_name_only_when_asked(
    run: Run, home: Path, tmp_path: Path
) -> None:
    run("score", "4.1", "--at", "2026-03-12T08:10", "--note", "SECRET")
    run("treatment", "add", "medicine", "--on", "2026-03-01", "--name", "patch")
    with open_services(home) as services:
        services.preferences.choose(name="Nora")
    file = tmp_path / "clinic.json"
    assert run("export", "fhir", "--out", str(file)) == f"Saved: 2 rows in {file}.\n"
    bundle = json.loads(file.read_bytes())
    assert (bundle["resourceType"], bundle["type"]) == ("Bundle", "collection")
    values = [one["resource"].get("valueQuantity", {}).get("value") for one in bundle["entry"]]
    assert 4.1 in values
    for word, option in (("SECRET", "--with-notes"), ("Nora", "--with-name")):
        assert word not in file.read_text("utf-8")
        run("export", "fhir", option, "--out", str(file))
        assert word in file.read_text("utf-8")
        run("export", "fhir", "--out", str(file))


def test_a_file_for_a_clinic_is_never_written_over_the_diary(
    run: Run, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run("score", "4.1")
    for name in ("diary.db", "diary.seal"):
        before = (home / name).read_bytes()
        code = main(["--data-dir", str(home), "export", "fhir", "--out", str(home / name)])
        assert (code, (home / name).read_bytes()) == (1, before)
        assert "maybe your diary" in capsys.readouterr().err
