"""The app is killed in the middle of an exercise; the next start knows what was done."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest

from cluneal_tracker.services.opening import open_services
from tests.fakes import FakeClock
from tests.locked import lock_diary

# The real window, led by a clock of its own; what it says was finished is on the disk.
_BEGIN = """
import os, sys
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from contextlib import contextmanager
from pathlib import Path
from cluneal_tracker.app import dress, make_application
from cluneal_tracker.services.opening import open_services
from cluneal_tracker.ui.window import Window
from tests.fakes import FakeClock

application, look = make_application()
clock = FakeClock()

def say(*words):
    print(*words, flush=True)

@contextmanager
def opened():
    key = bytes.fromhex(sys.argv[2]) or None
    with open_services(Path(sys.argv[1]), clock, key) as services:
        dress(application, look, services)
        window = Window(look, services)
        window.show()
        yield services, window

def lead(exercise):
    last = -1
    while not exercise.ended:
        clock.move(seconds=0.5)
        exercise.tick()
        application.processEvents()
        done = sum(exercise.timer.countdown.done.values())
        if done != last:
            last = done
            say(done)
"""
_LEAD = (
    _BEGIN
    + """
with opened() as (services, window):
    services.preferences.choose(ask_before=False, sound=False)
    window.start_exercise("nerve-glide")
    say("begun")
    lead(window.exercise)
    say("saved")
    sys.stdin.read()
"""
)
# The next start: says what is offered, and chooses.
_AFTER = (
    _BEGIN
    + """
from cluneal_tracker.ui.screens.timer import Ask
from cluneal_tracker.ui.widgets.basics import Button

clock.move(hours=1)
with opened() as (services, window):
    window.offer_under_way()
    say(window.notice.label.text())
    ways = {button.text(): button for button in window.notice.findChildren(Button)}
    if ways:
        ways[sys.argv[3]].click()
    if window.exercise:
        window.exercise.timer.screen.asked.emit(Ask.PAUSE)
        lead(window.exercise)
    assert services.exercises.under_way() is None
    assert services.history.damage() is None
    for one in services.exercises.sessions():
        say(one.done.get("right", 0), one.done.get("left", 0), one.seconds, one.pauses)
"""
)


def _run(script: str, folder: Path, key: bytes, *words: str) -> subprocess.Popen[str]:
    pipe = subprocess.PIPE
    command = [sys.executable, "-c", script, str(folder), key.hex(), *words]
    return subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, text=True)


def _killed(folder: Path, after: int, key: bytes = b"") -> list[str]:
    """What the app said until it was killed without warning, at its line number `after`."""
    with _run(_LEAD, folder, key) as child:
        assert child.stdout is not None
        said = [child.stdout.readline() for _ in range(after)]
        child.kill()
        rest, complained = child.communicate()
    assert not complained
    lines = [*said, *rest.splitlines(keepends=True)]
    return [line.strip() for line in lines if line.endswith("\n")]


def _after(folder: Path, way: str, key: bytes = b"") -> tuple[str, list[int]]:
    """What the next start offers, and after this way was chosen the numbers of the one session."""
    with _run(_AFTER, folder, key, way) as child:
        said, complained = child.communicate()
    assert not complained
    offered, *lines = said.splitlines()
    sessions = [[*map(int, line.split())] for line in lines if " " in line]
    return offered, sessions[0] if sessions else []


def _check(folder: Path, said: list[str], way: str, key: bytes = b"") -> None:
    offered, session = _after(folder, way, key)
    told = [int(line) for line in said if line.isdigit()][-1]
    if not offered:
        # Nothing was done yet, or all of it was saved.
        assert (told == 0 and not session) or session == [10, 10, 300, 0]
        return
    assert "saved" not in said
    kept = sum(int(count) for count in re.findall(r"(\d+) of 10 on the", offered))
    # What was told is kept; one more may have been written without having been told.
    assert max(1, told) <= kept <= told + 1
    shares = [f"{min(kept, 10)} of 10 on the right leg"]
    shares += [f"{kept - 10} of 10 on the left leg"] if kept > 10 else []
    assert offered == f"You were in the middle of “Nerve glide” at 08:10: {', '.join(shares)}."
    if way == "Go on":
        assert session == [10, 10, 300, 0]
    elif way == "Save what was done":
        right, left, seconds, pauses = session
        assert (right, left, pauses) == (min(kept, 10), max(0, kept - 10), 0)
        # Its steps up to the last one that was gone through: 2, 5, 3, 2 and 3 seconds.
        assert seconds - 15 * kept in (0, 2, 7, 10, 12)
    else:
        assert not session


WAYS = ("Go on", "Save what was done", "Leave it out")


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL")
@pytest.mark.parametrize("rounds", [3, pytest.param(100, marks=pytest.mark.slow)])
def test_a_killed_exercise_is_offered_as_it_was(tmp_path: Path, rounds: int) -> None:
    chance = Random(rounds)
    for number in range(rounds):
        folder = tmp_path / str(number)
        said = _killed(folder, after=chance.randint(2, 23))
        _check(folder, said, WAYS[number % 3])


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL")
def test_so_it_is_in_a_locked_diary(tmp_path: Path) -> None:
    key, _ = lock_diary(tmp_path)
    said = _killed(tmp_path, after=9, key=key)
    _check(tmp_path, said, "Go on", key)


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL")
def test_killed_again_after_going_on_it_is_still_whole(tmp_path: Path) -> None:
    _killed(tmp_path, after=9)
    with _run(_AFTER, tmp_path, b"", "Go on") as child:
        assert child.stdout is not None
        said = [child.stdout.readline().strip() for _ in range(4)]
        child.kill()
    _check(tmp_path, said, "Go on")


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
