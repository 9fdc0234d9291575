"""The schedule on the command line: shown, changed, and given to the clock of the computer."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from cluneal_tracker.cli import main
from cluneal_tracker.data.system_clock import SystemClock
from cluneal_tracker.domain.timetable import Timetable
from cluneal_tracker.paths import DIARY_NAME
from tests.cli.words import Run
from tests.fakes import FakeTimer


@pytest.fixture(autouse=True)
def timer(monkeypatch: pytest.MonkeyPatch) -> FakeTimer:
    timer = FakeTimer()
    monkeypatch.setattr("cluneal_tracker.ui.platform.os_timer.os_timer", lambda _: timer)
    return timer


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def command(*words: str, code: int = 0) -> str:
        assert main(["--data-dir", str(tmp_path), "reminders", *words]) == code
        said = capsys.readouterr()
        return said.err if code else said.out

    return command


def test_the_schedule_is_shown(run: Run) -> None:
    lines = run().splitlines()
    assert lines[:2] == ["08:00 log your pain", "20:00 log your pain"]
    assert lines[2].startswith("Next: ")
    assert lines[3] == "No reminder has come yet."


def test_times_are_added_changed_and_removed(run: Run) -> None:
    glide = ("--exercise", "nerve-glide")
    assert run("add", "12:30") == "Saved: 12:30 log your pain.\n"
    assert run("add", "18:00", *glide, "--days", "mon,wed") == (
        "Saved: 18:00 nerve-glide (mon,wed).\n"
    )
    assert run("add", "12:30", "--days", "sat,sun") == "Saved: 12:30 log your pain (sat,sun).\n"
    assert run("remove", "20:00") == "Removed: 20:00 log your pain.\n"
    assert run().splitlines()[:3] == [
        "08:00 log your pain",
        "12:30 log your pain (sat,sun)",
        "18:00 nerve-glide (mon,wed)",
    ]
    assert run("remove", "18:00", *glide) == "Removed: 18:00 nerve-glide.\n"


def test_quiet_hours_and_off(run: Run) -> None:
    assert run("quiet", "22:00", "07:00") == "Saved: quiet from 22:00 to 07:00.\n"
    assert "Quiet from 22:00 to 07:00." in run()
    assert run("quiet", "off") == "Saved: no quiet hours.\n"
    assert run("turn", "off") == "Saved: your reminders are off.\n"
    assert run().splitlines()[0] == "Your reminders are off."
    assert "Next" not in run()
    assert run("turn", "on") == "Saved: your reminders are on.\n"
    assert "Next" in run()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("add", "8:00"), "“8:00” is not a time such as 08:00."),
        (("add", "25:00"), "“25:00” is not a time such as 08:00."),
        (("add", "08:00:30"), "“08:00:30” is not a time such as 08:00."),
        (("add", "09:00", "--days", "mo"), "“mo” is not a list of days such as mon,wed,fri."),
        (("quiet", "22:00"), "Say when quiet begins and when it ends"),
        (("quiet", "22:00", "22:00"), "Quiet hours begin at one time and end at another."),
        (("quiet", "22", "7"), "“22” is not a time such as 08:00."),
        (("remove", "09:00"), "There is no reminder “09:00 log your pain”."),
    ],
)
def test_what_makes_no_sense_is_told_in_a_sentence(
    run: Run, words: tuple[str, ...], said: str
) -> None:
    code = 2 if words[0] == "add" else 1
    assert said in run(*words, code=code)
    assert run().splitlines()[:2] == ["08:00 log your pain", "20:00 log your pain"]


def test_an_exercise_that_is_not_there_is_refused(run: Run) -> None:
    run("add", "09:00", "--exercise", "flying", code=1)
    assert "flying" not in run()


def test_the_clock_of_the_computer_gets_the_new_times(run: Run, timer: FakeTimer) -> None:
    run("add", "12:30")
    assert timer.given == [], "where it does not remind, it is not asked to"
    timer.install(Timetable())
    run("add", "13:30", "--days", "mon")
    days = {f"{one.at:%H:%M}": one.daily for one in timer.given[-1].weekly}
    assert days == {"08:00": True, "12:30": True, "13:30": False, "20:00": True}


def test_the_questions_of_the_week_have_a_day_and_a_time(run: Run) -> None:
    assert run("add", "18:00", "--week") == ("Saved: 18:00 your week in three questions (sun).\n")
    assert run("add", "18:00", "--week", "--days", "fri") == (
        "Saved: 18:00 your week in three questions (fri).\n"
    )
    assert "18:00 your week in three questions (fri)" in run().splitlines()
    assert "one day of the week" in run("add", "18:00", "--week", "--days", "fri,sat", code=1)
    assert run("remove", "18:00", "--week").startswith("Removed: 18:00 your week")


@pytest.fixture
def block(tmp_path: Path, run: Run, timer: FakeTimer) -> list[str]:
    """The words that add a block of five hours ago, with no other reminder in its way."""
    for at in ("08:00", "20:00"):
        run("remove", at)
    timer.install(Timetable())
    clock = SystemClock()
    given = (clock.now() - timedelta(hours=5)).astimezone(clock.zone())
    when = ["--on", f"{given:%Y-%m-%d}", "--time", f"{given:%H:%M}"]
    return ["--data-dir", str(tmp_path), "treatment", "add", "block", *when]


def _once(timer: FakeTimer) -> tuple[datetime, ...]:
    """The moments that the clock of the computer was given last, besides the weekly times."""
    return timer.given[-1].once


def test_the_check_ins_after_a_block_are_given_to_the_clock_of_the_computer(
    tmp_path: Path, timer: FakeTimer, block: list[str]
) -> None:
    here = ["--data-dir", str(tmp_path)]
    assert main(block) == 0
    (six_hours,) = _once(timer)
    assert main([*here, "undo"]) == 0
    assert _once(timer) == ()
    assert main([*here, "redo"]) == 0
    assert _once(timer) == (six_hours,)
    given = len(timer.given)
    assert main([*here, "score", "4"]) == 0
    assert main([*here, "treatment", "list"]) == 0
    assert len(timer.given) == given, "what changes no time is not given to it"


def test_the_check_ins_of_a_block_that_comes_from_elsewhere_too(
    tmp_path: Path, timer: FakeTimer, block: list[str]
) -> None:
    assert main(block) == 0
    for number, words in enumerate((["merge"], ["import"], ["restore"])):
        elsewhere = ["--data-dir", str(tmp_path / str(number))]
        for at in ("08:00", "20:00"):
            assert main([*elsewhere, "reminders", "remove", at]) == 0
        file = tmp_path / DIARY_NAME
        if words == ["import"]:
            file = tmp_path / "diary.json"
            assert main(["--data-dir", str(tmp_path), "export", "json", "--out", str(file)]) == 0
        assert _once(timer) == ()
        assert main([*elsewhere, *words, str(file)]) == 0
        assert len(_once(timer)) == 1, words


def test_a_clock_that_takes_no_times_does_not_hold_a_change_up(
    timer: FakeTimer, block: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    timer.refusal = "The clock of this computer did not take the times."
    assert main(block) == 0
    said = capsys.readouterr()
    assert said.out.startswith("Saved: block, ")
    assert said.err == "The clock of this computer did not take the times.\n"
