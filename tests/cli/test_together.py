"""What goes together, on the command line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from cluneal_tracker.services.demo import write_demo
from tests.cli.words import Run


def test_it_tells_what_stands_out_first_and_that_it_is_no_cause(run: Run, home: Path) -> None:
    write_demo(home, date(2026, 3, 12))
    lines = run("together").splitlines()
    assert lines[0].endswith("things stand out in 79 days with a score.")
    told = [one for one in lines if ", the same day: Your score was" in one]
    assert {one.split(",")[0] for one in told} >= {"Standing", "Sitting or driving"}
    assert lines[-1] == "What goes together need not be the cause."


def test_an_empty_diary_says_what_to_do(run: Run) -> None:
    said = run("together", "--days", "30")
    assert said.startswith("Answer “Anything set it off?” on some days.")
    assert len(said.splitlines()) == 1
