"""Scores, treatments and exercises from the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cluneal_tracker.services.opening import open_services
from tests.cli.words import Run


def _entries(run: Run, *words: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run("list", "--json", *words))
    return found


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


def test_the_exercises_that_were_done_are_listed(run: Run) -> None:
    run("session", "add", "nerve-glide", "--at", "2026-03-01T08:00")
    run("session", "add", "core", "--at", "2026-03-02T08:00")
    lines = run("session", "list").splitlines()
    assert lines[0] == "2026-03-01 08:00  nerve-glide  20 of 20"
    assert lines[1] == "2026-03-02 08:00  core  10 of 10  level 1"
    assert run("session", "list", "--exercise", "core", "--to", "2026-03-01") == ""
    (only,) = json.loads(run("session", "list", "--json", "--exercise", "core"))
    assert (only["routine"], only["level"], only["done"]) == ("core", 1, {"once": 10})


def test_a_wrong_score_is_corrected_by_its_id(run: Run, refused: Run) -> None:
    run("score", "7", "--side", "left", "--at", "2026-03-06T20:10")
    (before,) = _entries(run)
    said = run("correct", before["id"][:8], "6,2")
    later = " It is marked as added later."
    assert said == f"Corrected: 6.2 out of 10, left side, 2026-03-06 20:10.{later}\n"
    assert _entries(run) == [{**before, "score": 6.2}]
    assert "Score: from 7.0 to 6.2" in run("history", before["id"])
    assert run("undo").startswith("Taken back: Score: from 7.0 to 6.2, ")
    assert _entries(run) == [before]
    run("treatment", "add", "physio", "--on", "2026-01-05")
    (treatment, *_) = run("treatment", "list", "--ids").split()
    assert refused("correct", treatment, "5") == "This score is no longer in the diary.\n"
