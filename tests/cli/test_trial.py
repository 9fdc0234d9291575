"""Trials in a terminal: planned, begun, answered, stopped, told of."""

from __future__ import annotations

from pathlib import Path

import pytest

from cluneal_tracker.cli import main
from cluneal_tracker.domain.pain import VasScore
from cluneal_tracker.domain.trial import Arm
from cluneal_tracker.services.opening import open_services
from tests.fakes import FakeClock

WAYS = ["--with", "With the cushion", "--without", "Without it"]
PLAN = ["trial", "plan", *WAYS, "--from", "2099-03-12"]


def _run(folder: Path, *words: str) -> int:
    return main([*words, "--data-dir", str(folder)])


def test_a_plan_is_shown_with_its_rule_and_nothing_begins(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run(tmp_path, *PLAN, "--pairs", "4") == 0
    told = capsys.readouterr().out
    assert "16 days in all, from 12 Mar 2099 to 27 Mar 2099. It goes 4 times:" in told
    assert (
        "go the same way once in 8 trials.\nThat is too often, so this plan could never tell."
        in told
    )
    assert "6 times are enough." in told
    assert "Change a medicine or a block only with your doctor." in told
    assert _run(tmp_path, "trial", "show") == 0
    assert capsys.readouterr().out == "There is no trial.\n"
    assert _run(tmp_path, *PLAN, "--pairs", "4", "--start") == 1
    assert "6 times are enough" in capsys.readouterr().err


def test_it_begins_is_shown_and_stopped(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run(tmp_path, *PLAN, "--pairs", "6", "--days", "3", "--remind", "08:00", "--start") == 0
    told = capsys.readouterr().out
    assert "All 6 times have to be scored" in told
    assert told.endswith("Started: With the cushion. The order is drawn.\n")
    assert _run(tmp_path, "trial", "show") == 0
    assert "It begins on 12 Mar 2099 and ends on 16 Apr 2099." in capsys.readouterr().out
    assert _run(tmp_path, "trial", "kept", "yes", "--on", "2099-03-12") == 1
    assert "not come yet" in capsys.readouterr().err
    assert _run(tmp_path, "trial", "result") == 0
    told = "Its last day is 16 Apr 2099. The result comes the day after, on 17 Apr 2099."
    assert told in capsys.readouterr().out
    assert _run(tmp_path, "trial", "stop") == 0
    assert "Stopped before its first day" in capsys.readouterr().out
    assert _run(tmp_path, "undo") == 0
    assert _run(tmp_path, "trial", "show") == 0
    assert "2099-03-12  With the cushion" in capsys.readouterr().out


def test_today_is_told_and_answered(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run(tmp_path, "trial", "plan", *WAYS, "--wear-off", "0", "--start") == 0
    assert _run(tmp_path, "trial", "kept", "no") == 0
    capsys.readouterr()
    assert _run(tmp_path, "trial", "show") == 0
    assert "Your trial, day 1 of 40: With" in capsys.readouterr().out
    trial_id = _only(tmp_path)
    assert _run(tmp_path, "history", trial_id) == 0
    assert "added: no" in capsys.readouterr().out
    assert _run(tmp_path, "delete", trial_id) == 0
    assert "Deleted: Trial: With the cushion" in capsys.readouterr().out
    assert _run(tmp_path, "trial", "result") == 1


def _only(folder: Path) -> str:
    with open_services(folder) as services:
        (trial,) = services.trials.every()
        return trial.id


def test_the_result_is_told_with_its_numbers(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    clock = FakeClock("2020-03-12T08:10")
    assert (
        _run(
            tmp_path,
            "trial",
            "plan",
            *WAYS,
            "--pairs",
            "7",
            "--start",
            "--days",
            "2",
            "--wear-off",
            "1",
        )
        == 0
    )
    file = tmp_path / "all.json"
    assert _run(tmp_path, "export", "json", "--out", str(file)) == 0
    old = tmp_path / "old"
    with open_services(old, clock) as services:
        import json

        whole = json.loads(file.read_text("utf-8"))
        whole["trials"][0]["first_day"] = "2020-03-12"
        file.write_text(json.dumps(whole), "utf-8")
        services.exchange.bring_in(file)
        (trial,) = services.trials.every()
        for period in trial.periods:
            for _ in range(2):
                services.diary.add(VasScore(30 if period.arm is Arm.A else 50))
                clock.move(days=1)
    capsys.readouterr()
    assert _run(old, "trial", "result", trial.id[:6]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[1:4] == [
        "Less pain this way: With the cushion.",
        "Mean score: 3.0 with “With the cushion”, 5.0 with “Without it”.",
        "By luck alone, such a difference comes 2 times in 100.",
    ]
    assert "“With the cushion” is 2.0 points lower." in lines
    assert "Times that count: 7 of 7." in lines
    assert "You kept to it on 0 days and not on 0. On 28 days you did not say." in lines
    # The next one is planned: what is over is still what is asked for.
    assert _run(old, "trial", "plan", *WAYS, "--start") == 0
    capsys.readouterr()
    assert _run(old, "trial", "result") == 0
    assert capsys.readouterr().out.splitlines()[1:] == lines[1:]
