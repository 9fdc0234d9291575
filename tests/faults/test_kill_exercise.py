"""The app is killed in the middle of an exercise; the next start knows what was done."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest

from cluneal_tracker.services.opening import Services, open_services
from tests.fakes import FakeClock

# The real window, led by a clock of its own; what it says was finished is on the disk.
_LEAD = """
import os, sys
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from pathlib import Path
from cluneal_tracker.app import dress, make_application
from cluneal_tracker.services.opening import open_services
from cluneal_tracker.ui.window import Window
from tests.fakes import FakeClock

application, look = make_application()
clock = FakeClock()
with open_services(Path(sys.argv[1]), clock) as services:
    services.preferences.choose(ask_before=False, sound=False)
    dress(application, look, services)
    window = Window(look, services)
    window.show()
    window.start_exercise("nerve-glide")
    print("begun", flush=True)
    last = -1
    while not window.exercise.ended:
        clock.move(seconds=0.5)
        window.exercise.tick()
        application.processEvents()
        done = sum(window.exercise.timer.countdown.done.values())
        if done != last:
            last = done
            print(done, flush=True)
    print("saved", flush=True)
    sys.stdin.read()
"""


def _killed(folder: Path, after: int) -> list[str]:
    """What the app said until it was killed without warning, at its line number `after`."""
    pipe = subprocess.PIPE
    command = [sys.executable, "-c", _LEAD, str(folder)]
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, text=True) as child:
        assert child.stdout is not None
        said = [child.stdout.readline() for _ in range(after)]
        child.kill()
        rest, complained = child.communicate()
    assert not complained
    lines = [*said, *rest.splitlines(keepends=True)]
    return [line.strip() for line in lines if line.endswith("\n")]


def _check(house: Services, said: list[str]) -> None:
    assert house.history.damage() is None
    under_way, sessions = house.exercises.under_way(), house.exercises.sessions()
    counts = [int(line) for line in said if line.isdigit()]
    if sessions:
        assert under_way is None
        assert [one.done for one in sessions] == [{"right": 10, "left": 10}]
        return
    assert "saved" not in said
    kept = sum(under_way.done.values()) if under_way else 0
    # What was told is kept; one more may have been written without having been told.
    assert counts[-1] <= kept <= counts[-1] + 1
    if under_way is not None:
        session = house.exercises.finish(under_way)
        assert sum(session.done.values()) == kept
        assert session.seconds in (15 * kept, *(15 * kept + n for n in range(1, 16)))


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL")
@pytest.mark.parametrize("rounds", [3, pytest.param(100, marks=pytest.mark.slow)])
def test_a_killed_exercise_is_not_lost(tmp_path: Path, rounds: int) -> None:
    chance = Random(rounds)
    for number in range(rounds):
        folder = tmp_path / str(number)
        said = _killed(folder, after=chance.randint(2, 23))
        with open_services(folder, FakeClock()) as house:
            _check(house, said)


def test_nothing_is_kept_where_nothing_was_done(tmp_path: Path) -> None:
    _killed(tmp_path, after=2)
    with open_services(tmp_path, FakeClock()) as house:
        assert house.exercises.sessions() == []


def test_a_place_that_makes_no_sense_is_passed_over(tmp_path: Path) -> None:
    with open_services(tmp_path, FakeClock()) as house:
        connection = house.exercises._db.connection
        for content in ("{}", "[]", '"x"', '{"key": 1, "routine": {}}'):
            connection.execute("delete from under_way")
            row = ["session", "glide", "", "", content]
            connection.execute("insert into under_way values (?, ?, ?, ?, ?)", row)
            assert house.exercises.under_way() is None
