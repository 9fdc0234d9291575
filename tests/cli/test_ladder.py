"""The ladder on the command line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from cluneal_tracker.services.demo import write_demo
from tests.cli.words import Run, Say


def test_it_tells_each_rung_with_what_the_diary_has(run: Run, home: Path) -> None:
    write_demo(home, date(2026, 3, 12))
    said = run("ladder", "--began", "2024-03")
    assert "This pain began in Mar 2024" in said
    block = said[said.index("Guided nerve blocks") : said.index("\nSurgery")]
    assert "A block helps 70% to 90% of people at once." in block
    assert "* Nerve block 1, right side, 27 Jan 2026: Lowest in its hours: 88 % lower." in block
    *_, heat = said.splitlines()
    assert heat.strip().startswith("* Heat pad when it hurts, from 23 Dec 2025: ")
    assert "score" not in heat


def test_the_month_is_kept_forgotten_and_refused(run: Run, refused: Run) -> None:
    run("ladder", "--began", "2024-03")
    assert "This pain began in Mar 2024" in run("ladder")
    sentence = "A month is written as year and month, such as 2024-03.\n"
    assert refused("ladder", "--began", "March") == sentence
    assert refused("ladder", "--began", "2199-12") == "That month has not come yet.\n"
    assert "You have not said yet" in run("ladder", "--began", "")


def test_blocks_stand_side_by_side_and_what_is_not_known_is_left_out(run: Run, home: Path) -> None:
    write_demo(home, date(2026, 3, 12))
    said = run("blocks")
    assert said.startswith("1 nerve block is in your diary. In the hours after it your pain")
    assert "\nNerve block 1, 27 Jan 2026\n  Lowest in its hours: 88 % lower\n" in said
    assert "  Over half, 2 h (Gautam): reached\n" in said
    assert "Drug" not in said


@pytest.mark.parametrize("shown_as", ["line", "calendar", "blocks"])
def test_each_picture_is_written(run: Run, home: Path, tmp_path: Path, shown_as: str) -> None:
    write_demo(home, date(2026, 3, 12))
    out = tmp_path / "picture.svg"
    run("chart", "--out", str(out), "--as", shown_as)
    drawn = out.read_text("utf-8")
    expected = {
        "line": "Gabapentin",
        "calendar": "Left cell",
        "blocks": "Nerve blocks side by side",
    }
    assert expected[shown_as] in drawn
    assert "Invented data: no real person." in drawn
    assert [one for name, one in expected.items() if one in drawn] == [expected[shown_as]]


@pytest.mark.parametrize(
    "wrong",
    [["--as", "line", "--side", "left"], ["--as", "blocks", "--from", "2026-01-01"]],
)
def test_what_a_picture_does_not_take_is_said(say: Say, tmp_path: Path, wrong: list[str]) -> None:
    out = tmp_path / "x.png"
    code, _, err = say("chart", "--out", str(out), *wrong)
    assert (code, len(err.splitlines())) == (2, 1)
    assert not out.exists()


def test_a_diary_of_ones_own_has_no_word_of_it(run: Run, tmp_path: Path) -> None:
    run("score", "4.1")
    for shown_as in ("line", "calendar"):
        out = tmp_path / f"{shown_as}.svg"
        run("chart", "--out", str(out), "--as", shown_as)
        assert "Invented" not in out.read_text("utf-8")
