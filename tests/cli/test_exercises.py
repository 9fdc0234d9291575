"""Exercises on the command line: levels, the list, one exercise as a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from cluneal_tracker.cli import main
from cluneal_tracker.data.routine_file import write_file
from tests.cli.words import Run
from tests.data.routines_made_up import bridge, showing


def test_levels_and_the_list(run: Run) -> None:
    lines = run("exercise", "list").splitlines()
    assert lines[0].split("  ")[0] == "nerve-glide"
    said = "Core strength: level 2 of 4, Heel slides.\n"
    assert run("exercise", "level", "core", "2") == said
    assert run("exercise", "hide", "nerve-glide") == "Off the list: nerve-glide.\n"
    lines = run("exercise", "list").splitlines()
    assert "off the list" in lines[-1]
    assert any("level 2 of 4" in line for line in lines)
    assert run("exercise", "show", "nerve-glide") == "On the list: nerve-glide.\n"
    assert run("exercise", "reset", "core") == "As it came: core.\n"
    run("undo")
    assert "off the list" in run("exercise", "list")


def test_a_file_goes_out_and_comes_in_once(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "bridge.cluneal-exercise.json"
    file.write_bytes(write_file(bridge(), {}))
    look = run("exercise", "import", str(file), "--dry-run")
    assert look.splitlines() == [
        "Bridge: On your back.",
        "  1. Lift your bottom",
        "About 1 minutes, 2 a day.",
        "Would bring in: Bridge.",
    ]
    assert "bridge-" not in run("exercise", "list")
    key = run("exercise", "import", str(file)).split()[-1].rstrip(".")
    assert run("session", "add", key).startswith(f"Saved: {key},")
    again = run("exercise", "import", str(file)).splitlines()
    assert again[-1] == "It is there already: Bridge."
    out = tmp_path / "out.json"
    assert run("exercise", "export", key, "--out", str(out)) == f"Saved: {out}.\n"
    assert out.read_bytes() == file.read_bytes()


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["level", "core", "9"], "“Core strength” has levels 1 to 4."),
        (["hide", "yoga"], "“yoga” is not an exercise."),
        (["import", "gone.json"], "gone.json was not brought in."),
        (["reset", "yoga"], "“yoga” is not an exercise."),
    ],
)
def test_an_error_is_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str], reason: str
) -> None:
    assert main(["--data-dir", str(tmp_path), "exercise", *words]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith(reason)
    assert said.err.count("\n") == 1


def test_a_drawing_that_is_not_here_is_told(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "x.json"
    file.write_bytes(write_file(showing("from-the-future"), {}))
    said = run("exercise", "import", str(file))
    assert "Pictures that this version does not have: 1." in said
