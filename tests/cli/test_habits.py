"""Small habits on the command line."""

from __future__ import annotations

from pathlib import Path

from cluneal_tracker.services.opening import open_services
from tests.cli.words import Run


def test_habits_are_ticked_listed_and_taken_back(run: Run, home: Path) -> None:
    assert run("habit", "tick", "soft-waistband") == "Saved: Soft waistband, done today.\n"
    assert run("habit", "tick", "change-position") == "Saved: Change position, once today.\n"
    assert run("habit", "tick", "change-position") == "Saved: Change position, 2 times today.\n"
    with open_services(home) as services:
        services.habits.show("pad-belt", shown=False)
    assert run("habit", "list").splitlines() == [
        "soft-waistband    Soft waistband, done today",
        "lumbar-cushion    Cushion for your low back, not ticked today",
        "change-position   Change position, 2 times today",
        "pad-belt          Pad or shift the belt, not ticked today  (out of view)",
    ]
    said = run("habit", "untick", "soft-waistband")
    assert said == "Taken back: Soft waistband, not ticked today.\n"
    assert run("undo").startswith("Brought back: Soft waistband, this ")
    assert "soft-waistband    Soft waistband, done today" in run("habit", "list")


def test_what_cannot_be_ticked_is_one_sentence(run: Run, refused: Run) -> None:
    assert refused("habit", "tick", "dancing").startswith("“dancing” is not a habit. Use one of: ")
    assert (
        refused("habit", "untick", "pad-belt") == "“Pad or shift the belt” is not ticked today.\n"
    )
