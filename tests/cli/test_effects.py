"""Side effects on the command line."""

from __future__ import annotations

import pytest

from tests.cli.words import Run


@pytest.fixture(autouse=True)
def _pill(run: Run) -> None:
    run("treatment", "add", "medicine", "--on", "2026-03-01", "--name", "Pill")


def test_one_is_added_listed_ended_and_deleted(run: Run) -> None:
    said = run("effect", "add", "pill", "Sleepy", "mild", "--on", "2026-03-12")
    assert said == "Saved: 2026-03-12 still there  Pill  Sleepy  mild.\n"
    row, line = run("effect", "list", "--ids").strip().split("  ", 1)
    assert line == "2026-03-12 still there  Pill  Sleepy  mild"
    assert "Pill  Sleepy  mild" in run("effect", "end", row)
    assert "still there" not in run("effect", "list")
    assert run("delete", row) == "Deleted: Pill, side effect: Sleepy, from 12 Mar 2026.\n"
    assert run("effect", "list") == ""
    assert run("undo").startswith("Brought back: Pill, side effect: Sleepy, from 12 Mar 2026. ")


def test_a_strong_one_says_who_needs_to_know(run: Run) -> None:
    said = run("effect", "add", "Pill", "Dizzy", "strong", "--note", "on the stairs")
    assert said.splitlines()[1].endswith("Let your doctor or your pharmacist know of it.")
    over = ("--on", "2026-03-02", "--until", "2026-03-03")
    assert len(run("effect", "add", "Pill", "Dizzy", "strong", *over).splitlines()) == 1


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("cold", "Sleepy", "mild"), "“cold” is not in the diary. `treatment list` shows them."),
        (("Pill", " ", "mild"), "Say what you felt, such as sleepy."),
        (("Pill", "Sleepy", "mild", "--on", "2026-02-01"), "comes before the first day"),
        (("Pill", "Sleepy", "awful"), "awful"),
    ],
)
def test_what_cannot_be_is_told_in_a_sentence(
    refused: Run, words: tuple[str, ...], why: str
) -> None:
    assert why in refused("effect", "add", *words)
