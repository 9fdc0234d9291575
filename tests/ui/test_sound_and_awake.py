"""Sounds reach a player that is there, and the screen is held on by asking the desktop."""

from __future__ import annotations

import os
import select
import shutil
import subprocess
import sys
import wave
from array import array
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from cluneal_tracker import paths
from cluneal_tracker.domain.cues import Cue
from cluneal_tracker.ui.platform.keep_awake import KeepAwake
from cluneal_tracker.ui.platform.sound import Sound

SAVERS = [
    "org.freedesktop.ScreenSaver",
    "org.freedesktop.PowerManagement.Inhibit",
    "org.xfce.ScreenSaver",
    "org.mate.ScreenSaver",
]
HELD = [f"held | {saver} | Cluneal Tracker | An exercise is running" for saver in SAVERS]
NEEDS_A_BUS = pytest.mark.skipif(
    shutil.which("dbus-daemon") is None or sys.platform != "linux", reason="needs a session bus"
)
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="players of Linux and macOS")
# An exercise led by a clock in the test's hand: each line of input is done, then repeated.
EXERCISE = """
import sys
from PySide6.QtWidgets import QApplication
from cluneal_tracker import paths
from cluneal_tracker.data.content import Content
from cluneal_tracker.domain.countdown import Countdown
from cluneal_tracker.domain.phases import phases
from cluneal_tracker.ui.joins.cues import Cues
from cluneal_tracker.ui.joins.timer import TimerJoin
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.platform.keep_awake import KeepAwake
from cluneal_tracker.ui.screens.timer import Ask
from tests.fakes import FakeClock
from tests.ui.desk import FakeSound, FakeVoice

application = QApplication([])
routine, clock = Content(paths.ASSETS).routines["nerve-glide"], FakeClock()
countdown = Countdown(phases(routine), clock.monotonic)
cues = lambda flash: Cues(
    routine, FakeSound(), FakeVoice(), flash, sound_on=True, voice_on=True
)
timer = TimerJoin(
    Look(paths.ASSETS), routine, countdown, clock.monotonic, cues, KeepAwake(), motion=False
)

def tick(times):
    for _ in range(times):
        clock.move(seconds=1)
        timer.tick()

def sleep():
    clock.move(seconds=60)
    timer.tick()

def break_down():
    timer.moved_on = lambda: 1 / 0
    try:
        timer._act(Ask.SKIP)
    except ZeroDivisionError:
        pass

steps = {
    "begin": timer.begin,
    "three": lambda: tick(3),
    "pause": lambda: timer.screen.asked.emit(Ask.PAUSE),
    "all": lambda: tick(340),
    "stop": lambda: timer.screen.asked.emit(Ask.STOP),
    "close": timer.halt,
    "sleep": sleep,
    "break": break_down,
}
for line in sys.stdin:
    steps[line.strip()]()
    application.processEvents()
    print(line.strip(), flush=True)
"""


class Talker:
    """A process that is spoken to line by line; waits a while for an answer, not for ever."""

    def __init__(self, *words: str, bus: str = "") -> None:
        environment = {**os.environ, **({"DBUS_SESSION_BUS_ADDRESS": bus} if bus else {})}
        self.process = subprocess.Popen(
            words,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            bufsize=0,
        )

    def hear(self, seconds: float = 30) -> str:
        """Its next line; empty if none comes in time."""
        assert self.process.stdout is not None
        there, _, _ = select.select([self.process.stdout], [], [], seconds)
        return self.process.stdout.readline().decode().strip() if there else ""

    def ask(self, line: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(f"{line}\n".encode())
        assert self.hear() == line

    def end(self) -> None:
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            assert pipe is not None
            pipe.close()


class Desktop:
    """A private session bus with screen savers on it, and an exercise."""

    def __init__(self) -> None:
        self.bus = Talker("dbus-daemon", "--session", "--nofork", "--print-address")
        self.address = self.bus.hear()
        self.saver = Talker(*(sys.executable, "-m", "tests.ui.desktop", *SAVERS), bus=self.address)
        assert self.saver.hear() == "there"
        self.exercise = Talker(sys.executable, "-c", EXERCISE, bus=self.address)

    def heard(self) -> list[str]:
        """What the screen savers were told, until they have been silent for a while."""
        return list(iter(lambda: self.saver.hear(0.5), ""))

    def end(self) -> None:
        for talker in (self.exercise, self.saver, self.bus):
            talker.end()


@pytest.fixture
def desktop() -> Iterator[Desktop]:
    desktop = Desktop()
    yield desktop
    desktop.end()


@pytest.mark.parametrize("cue", list(Cue))
def test_every_cue_is_short_soft_and_small(cue: Cue) -> None:
    file = paths.ASSETS / "sounds" / f"{cue.value}.wav"
    with wave.open(str(file)) as sound:
        samples = array("h", sound.readframes(sound.getnframes()))
        assert sound.getnframes() / sound.getframerate() < 1
    assert file.stat().st_size < 60_000
    loudest = max(map(abs, samples))
    assert 0x1000 < loudest <= 0x4000, "to be heard, and at most half of full"
    first, last = samples[0], samples[-1]
    assert max(abs(first), abs(last)) < 0x80, "it comes and goes without a click"


@POSIX
def test_the_first_player_there_is_gets_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    heard = tmp_path / "heard"
    player = tmp_path / "paplay"
    player.write_text(f'#!/bin/sh\necho "$1" > {heard}\n')
    player.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    Sound(tmp_path).play(Cue.CHANGE)
    qtbot.waitUntil(lambda: heard.exists() and heard.read_text() != "", timeout=5000)
    assert heard.read_text().strip() == str(tmp_path / "change.wav")


@POSIX
def test_without_a_player_it_is_silent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    sound = Sound(tmp_path)
    sound.play(Cue.END)
    assert sound._player == ""


def test_without_a_desktop_nothing_happens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
    awake = KeepAwake()
    awake.hold()
    assert awake._held
    awake.release()
    assert not awake._held


@NEEDS_A_BUS
@pytest.mark.parametrize("ending", ["pause", "all", "stop", "close", "sleep", "break", "kill"])
def test_the_screen_is_held_once_while_it_runs_and_let_go(desktop: Desktop, ending: str) -> None:
    desktop.exercise.ask("begin")
    assert [desktop.saver.hear() for _ in SAVERS] == HELD
    desktop.exercise.ask("three")
    assert desktop.heard() == [], "asked once"
    if ending == "kill":
        desktop.exercise.process.kill()
    else:
        desktop.exercise.ask(ending)
    assert desktop.saver.hear() == "let go"
    assert desktop.heard() == [], "and not asked again"


@NEEDS_A_BUS
def test_going_on_after_a_pause_holds_it_again(desktop: Desktop) -> None:
    for line in ("begin", "three", "pause"):
        desktop.exercise.ask(line)
    assert desktop.heard() == [*HELD, "let go"]
    desktop.exercise.ask("pause")
    assert [desktop.saver.hear() for _ in SAVERS] == HELD
