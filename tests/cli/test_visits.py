"""Visits on the command line."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from cluneal_tracker.data.system_clock import SystemClock
from cluneal_tracker.services.opening import open_services
from tests.cli.words import Run

TODAY = SystemClock().now().astimezone(SystemClock().zone()).date()
NEXT, LAST = ((TODAY + timedelta(days=days)).isoformat() for days in (12, -30))


def test_visits_are_noted_shown_changed_and_removed(run: Run, home: Path) -> None:
    assert run("visit", "list").startswith("No visit is noted yet.")
    said = run("visit", "add", NEXT, "--at", "10:30", "--whom", "Pain clinic")
    assert said.endswith(f"  {NEXT} 10:30  Pain clinic\n")
    run("visit", "add", LAST, "--said", "Rest\nCome back", "--no-reminder")
    lines = run("visit", "list").splitlines()
    assert [line.partition(":")[0].strip() for line in lines] == ["To come", "Been", "said", "said"]
    identity = lines[0].split()[2]
    assert run("visit", "change", identity, "--whom", "Dr Lee").endswith("10:30  Dr Lee\n")
    assert run("visit", "remove", identity).startswith(f"Removed: {identity}")
    assert run("undo").startswith("Brought back: Visit, Dr Lee, 10 Dec 2026. ")
    with open_services(home) as services:
        view = services.visit_log.view()
        assert [one.whom for one in view.to_come] == ["Dr Lee"]
        assert [one.remind for one in view.been] == [False]


def test_the_page_begins_with_the_last_visit(run: Run, refused: Run, tmp_path: Path) -> None:
    file = tmp_path / "page.pdf"
    words = ("report", "--since-visit", "--out", str(file))
    assert "No visit is noted yet." in refused(*words)
    run("visit", "add", LAST)
    run("score", "4")
    assert run(*words) == f"Saved: {file}.\n"
    assert file.read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("add", "soon"), "“soon” is not a day such as 2026-03-12."),
        (("add", NEXT, "--at", "9"), "“9” is not a time such as 08:00."),
        (("add", "2199-01-01"), "Look at the year again."),
        (("remove", "x"), "No visit begins with “x”."),
    ],
)
def test_what_makes_no_sense_is_refused(refused: Run, words: tuple[str, ...], why: str) -> None:
    assert why in refused("visit", *words)


def test_what_was_written_cannot_steer_the_terminal(run: Run) -> None:
    run("visit", "add", LAST, "--whom", "Dr\x1b[2JLee", "--said", "Rest\x1b]0;x\x07")
    said = run("visit", "list")
    assert "Dr [2JLee" in said
    assert "\x1b" not in said
    assert "\x07" not in said
