"""What was taken when it hurt, on the command line."""

from __future__ import annotations

import pytest

from tests.cli.words import Run


@pytest.fixture
def heat(run: Run) -> None:
    run("treatment", "add", "other", "--on", "2026-03-01", "--name", "Heat pad", "--when-needed")


@pytest.mark.usefixtures("heat")
def test_a_time_is_noted_shown_deleted_and_brought_back(run: Run) -> None:
    assert "Heat pad  when needed" in run("treatment", "list")
    assert run("took") == "Nothing was taken yet. Such as: took heat.\n"
    at = ("--at", "2026-03-12T08:10", "--note", "after a walk")
    assert run("took", "heat", *at) == "Saved: 2026-03-12 08:10  Heat pad  after a walk.\n"
    run("took", "Heat pad")
    first, second = run("took", "--ids").splitlines()
    row, line = first.split("  ", 1)
    assert line == "2026-03-12 08:10  Heat pad  after a walk"
    assert second.endswith("  Heat pad")
    title = "Heat pad, taken 12 Mar 2026, 08:10"
    assert run("delete", row) == f"Deleted: {title}.\n"
    assert title in run("deleted")
    assert run("bring-back", row) == f"Brought back: {title}.\n"
    assert "Note: “after a walk”" in run("history", row)
    run("undo")
    assert run("undo").startswith("Brought back: Heat pad, taken 12 Mar 2026, 08:10. ")


@pytest.mark.usefixtures("heat")
@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("took", "cold"), "“cold” is not one of what you take when it hurts. Use: Heat pad."),
        (("took", "--note", "x"), "Say what you took"),
        (("took", "heat", "--at", "2026-02-01T08:10"), "not one of the days you take it"),
        (("took", "heat", "--at", "yesterday"), "is not a local time such as"),
    ],
)
def test_what_cannot_be_is_told_in_a_sentence(
    refused: Run, words: tuple[str, ...], why: str
) -> None:
    assert why in refused(*words)


@pytest.mark.usefixtures("heat")
def test_a_name_that_fits_two_says_so(run: Run, refused: Run) -> None:
    run("treatment", "add", "other", "--on", "2026-03-01", "--name", "Heat rub", "--when-needed")
    why = "“heat” fits more than one. Write more of the name: Heat pad, Heat rub.\n"
    assert refused("took", "heat") == why
    assert run("took", "heat r").startswith("Saved: ")


def test_with_nothing_to_take_it_says_so(refused: Run) -> None:
    assert refused("took", "heat") == "There is nothing yet that you take when it hurts.\n"
