"""What goes together, on the command line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from cluneal_tracker.cli import main
from cluneal_tracker.services.demo import write_demo


def test_it_tells_what_stands_out_first_and_that_it_is_no_cause(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_demo(tmp_path, date(2026, 3, 12))
    assert main(["--data-dir", str(tmp_path), "together"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].endswith("things stand out in 79 days with a score.")
    told = [one for one in lines if ", the same day: Your score was" in one]
    assert {one.split(",")[0] for one in told} >= {"Standing", "Sitting or driving"}
    assert lines[-1] == "What goes together need not be the cause."


def test_an_empty_diary_says_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--data-dir", str(tmp_path), "together", "--days", "30"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("Answer “Anything set it off?” on some days.")
    assert len(said.splitlines()) == 1
