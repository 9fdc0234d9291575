"""The questions of the week on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from cluneal_tracker.services.opening import open_services
from tests.cli.words import Run


def test_a_week_is_answered_corrected_shown_and_taken_back(run: Run, home: Path) -> None:
    assert run("peg").startswith("No week is answered yet.")
    assert run("peg", "4", "5", "6") == "Saved: 5.0 (pain 4, enjoyment 5, activity 6).\n"
    said = run("peg", "--change", "much-better")
    assert said == "Saved: 5.0 (pain 4, enjoyment 5, activity 6), much better.\n"
    assert run("peg").endswith("  5.0 (pain 4, enjoyment 5, activity 6), much better\n")
    said = run("undo")
    assert said.startswith("Taken back: Overall change: Much better (Questions of the week, this ")
    assert run("undo").startswith("Taken back: Questions of the week, this ")
    with open_services(home) as services:
        services.weekly.put_off()
    assert run("peg").endswith("  not this week\n")


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("4",), "The three questions count together: peg 4 5 6."),
        (("4", "5"), "The three questions count together: peg 4 5 6."),
        (("4", "5", "6", "7"), "The three questions count together: peg 4 5 6."),
        (("4", "5", "11"), "An answer is a whole number from 0 to 10, not 11."),
        (("4", "5", "4.5"), "not a valid integer"),
        (("--change", "fine"), "very-much-better"),
    ],
)
def test_what_cannot_be_an_answer_is_one_sentence(
    run: Run, refused: Run, words: tuple[str, ...], why: str
) -> None:
    assert why in refused("peg", *words)
    assert run("peg").startswith("No week is answered yet.")
