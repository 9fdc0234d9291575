"""Trials in a terminal: planned, begun, answered, stopped, told of."""

from __future__ import annotations

import json
from pathlib import Path

from cluneal_tracker.domain.pain import VasScore
from cluneal_tracker.domain.trial import Arm
from cluneal_tracker.services.opening import open_services
from tests.cli.words import Run, Say
from tests.fakes import FakeClock

WAYS = ["--with", "With the cushion", "--without", "Without it"]
PLAN = ["trial", "plan", *WAYS, "--from", "2099-03-12"]


def test_a_plan_is_shown_with_its_rule_and_nothing_begins(run: Run) -> None:
    told = run(*PLAN, "--pairs", "4")
    assert "16 days in all, from 12 Mar 2099 to 27 Mar 2099. It goes 4 times:" in told
    assert (
        "go the same way once in 8 trials.\nThat is too often, so this plan could never tell."
        in told
    )
    assert "6 times are enough." in told
    assert "Change a medicine or a block only with your doctor." in told
    assert run("trial", "show") == "There is no trial.\n"


def test_a_plan_that_could_never_tell_is_not_begun(run: Run, say: Say) -> None:
    code, _, err = say(*PLAN, "--pairs", "4", "--start")
    assert code == 1
    assert "6 times are enough" in err
    assert run("trial", "show") == "There is no trial.\n"


def test_it_begins_is_shown_and_stopped(run: Run, refused: Run) -> None:
    told = run(*PLAN, "--pairs", "6", "--days", "3", "--remind", "08:00", "--start")
    assert "All 6 times have to be scored" in told
    assert told.endswith("Started: With the cushion. The order is drawn.\n")
    assert "It begins on 12 Mar 2099 and ends on 16 Apr 2099." in run("trial", "show")
    assert "not come yet" in refused("trial", "kept", "yes", "--on", "2099-03-12")
    told = "Its last day is 16 Apr 2099. The result comes the day after, on 17 Apr 2099."
    assert told in run("trial", "result")
    assert "Stopped before its first day" in run("trial", "stop")
    run("undo")
    assert "2099-03-12  With the cushion" in run("trial", "show")


def test_today_is_told_and_answered(run: Run, refused: Run, home: Path) -> None:
    run("trial", "plan", *WAYS, "--wear-off", "0", "--start")
    run("trial", "kept", "no")
    assert "Your trial, day 1 of 40: With" in run("trial", "show")
    with open_services(home) as services:
        (trial,) = services.trials.every()
    assert "added: no" in run("history", trial.id)
    assert "Deleted: Trial: With the cushion" in run("delete", trial.id)
    assert refused("trial", "result")


def _live(home: Path, file: Path) -> str:
    """Bring in a trial as one that began in 2020, with a score for each of its days; its id."""
    clock = FakeClock("2020-03-12T08:10")
    whole = json.loads(file.read_text("utf-8"))
    whole["trials"][0]["first_day"] = "2020-03-12"
    file.write_text(json.dumps(whole), "utf-8")
    with open_services(home, clock) as services:
        services.history.undo()
        services.exchange.bring_in(file)
        (trial,) = services.trials.every()
        for period in trial.periods:
            for _ in range(2):
                services.diary.add(VasScore(30 if period.arm is Arm.A else 50))
                clock.move(days=1)
    return trial.id


def test_the_result_is_told_with_its_numbers(run: Run, home: Path, tmp_path: Path) -> None:
    days = ("--pairs", "7", "--days", "2", "--wear-off", "1")
    run("trial", "plan", *WAYS, *days, "--start")
    file = tmp_path / "all.json"
    run("export", "json", "--out", str(file))
    trial_id = _live(home, file)
    lines = run("trial", "result", trial_id[:6]).splitlines()
    assert lines[1:4] == [
        "Less pain this way: With the cushion.",
        "Mean score: 3.0 with “With the cushion”, 5.0 with “Without it”.",
        "By luck alone, such a difference comes 2 times in 100.",
    ]
    assert "“With the cushion” is 2.0 points lower." in lines
    assert "Times that count: 7 of 7." in lines
    assert "You kept to it on 0 days and not on 0. On 28 days you did not say." in lines
    # The next one is planned: what is over is still what is asked for.
    run("trial", "plan", *WAYS, "--start")
    assert run("trial", "result").splitlines()[1:] == lines[1:]
