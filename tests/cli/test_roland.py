"""The 24 statements and the risks on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.cli.words import Run


def test_statements_are_answered_by_number_shown_and_deleted(run: Run) -> None:
    assert run("rmdq").startswith("Nothing is answered yet.")
    assert run("rmdq", "11", "2", "3") == "Saved: 3 of 24 (statements 2, 3, 11).\n"
    assert run("rmdq", "--none") == "Saved: 0 of 24.\n"
    identity, _, words = run("rmdq").partition("  ")
    assert words.endswith("  0 of 24\n")
    assert "24 statements: from" not in run("history", identity)
    assert run("delete", identity).startswith("Deleted: 0 of 24 statements")
    assert run("rmdq").startswith("Nothing is answered yet.")
    assert run("undo").startswith("Brought back: 0 of 24 statements, this ")


def test_the_statements_are_shown_with_their_numbers(run: Run) -> None:
    lines = run("rmdq", "--statements").splitlines()
    assert lines[-24].startswith(" 1  I stay at home")
    assert lines[-1].startswith("24  I stay in bed")


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("25",), "numbered 1 to 24, not 25"),
        (("0",), "numbered 1 to 24, not 0"),
        (("3", "3"), "A statement stands twice"),
        (("3", "--none"), "Give numbers, or one of"),
        (("most",), "not a valid integer"),
    ],
)
def test_what_is_no_answer_is_one_sentence(
    run: Run, refused: Run, words: tuple[str, ...], why: str
) -> None:
    assert why in refused("rmdq", *words)
    assert run("rmdq").startswith("Nothing is answered yet.")


def test_asked_one_by_one_it_stops_and_goes_on(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter(["y", "n", "y", "q", *["y", "n", "y"], *["n"] * 20, "y"])
    monkeypatch.setattr("click.prompt", lambda *_, **__: next(answers))
    assert run("rmdq", "--ask").endswith("Go on with: rmdq --ask.\n")
    assert run("rmdq").startswith("Nothing is answered yet.")
    assert run("rmdq", "--ask").endswith("Saved: 3 of 24 (statements 1, 3, 24).\n")


def test_sleep_is_answered_beside_the_three_questions(run: Run, refused: Run) -> None:
    assert run("peg", "--sleep", "0") == "Saved: sleep 0.\n"
    said = run("peg", "4", "5", "6")
    assert said == "Saved: 5.0 (pain 4, enjoyment 5, activity 6), sleep 0.\n"
    assert "Sleep is a whole number from 0 to 10, not 11." in refused("peg", "--sleep", "11")


def test_a_risk_brings_its_habit_and_takes_it_away(run: Run, refused: Run) -> None:
    assert "[ ] belt" in run("risk", "list")
    assert run("risk", "tick", "bone-scar").startswith("Saved: bone-scar. “Scar care")
    assert "[x] bone-scar" in run("risk", "list")
    assert "scar-care" in run("habit", "list")
    assert run("risk", "untick", "bone-scar").endswith("is out of view.\n")
    assert "scar-care" not in run("habit", "list")
    assert "is not a risk" in refused("risk", "tick", "height")


def test_the_lists_are_behind_the_page_where_they_are_asked_for(run: Run, tmp_path: Path) -> None:
    assert run("score", "4.1").startswith("Saved")
    assert run("session", "add", "nerve-glide").startswith("Saved")
    counts = {(): 1, ("--with-scores",): 2, ("--with-scores", "--with-exercises"): 3}
    for asked, count in counts.items():
        file = tmp_path / f"page{count}.pdf"
        assert run("report", "--out", str(file), *asked).startswith("Saved")
        assert len(PdfReader(file).pages) == count
