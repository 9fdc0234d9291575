"""A session that is really heard: its sounds and its voice, recorded from a sound server.

By hand: `pytest -m slow -s tests/ui/test_recorded.py` prints how long after each cue its sound
began. The sound server is a PulseAudio of our own whose only device is a null sink.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from array import array
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from tests.ui.test_voice import end_speech_server

RATE = 44_100
LOUD = 0x80
QUIET_SECONDS = 0.05
# A sample arrives some milliseconds after it was played, so what is measured may be that early.
UNSURE_SECONDS = 0.05
NEEDED = ("pulseaudio", "parec", "paplay")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not all(map(shutil.which, NEEDED)), reason=f"needs {', '.join(NEEDED)} to record with"
    ),
]

# Leads through 45 seconds by the real clock, with the real player or the real voice; each line
# of output is a cue: its moment by the clock, and what it was.
SESSION = """
import json, sys
from PySide6.QtCore import QLocale, QTimer
from PySide6.QtWidgets import QApplication
from cluneal_tracker import paths
from cluneal_tracker.data.system_clock import SystemClock
from cluneal_tracker.domain.countdown import Countdown
from cluneal_tracker.domain.phases import phases
from cluneal_tracker.domain.routine import Part, Routine, Step, StepKind
from cluneal_tracker.ui.joins.cues import Cues
from cluneal_tracker.ui.joins.timer import TimerJoin
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.platform.keep_awake import KeepAwake
from cluneal_tracker.ui.platform.sound import Sound
from cluneal_tracker.ui.platform.voice import Voice

sounds, speaks = "sound" in sys.argv, "voice" in sys.argv
clock = SystemClock()

def log(what):
    print(json.dumps([clock.monotonic(), what]), flush=True)

class Logged(Sound):
    def play(self, cue):
        log(cue.value)
        super().play(cue)

class Spoken(Voice):
    def say(self, text):
        log(text)
        super().say(text)

pull = Step("p", "Pull your knee to your chest", "knee to chest", StepKind.MOVE, 4, False, "rest")
hold = Step("h", "Hold it there", "hold", StepKind.HOLD, 20, False, "rest")
low = Step("l", "Lower your leg slowly", "lower", StepKind.MOVE, 4, False, "rest")
routine = Routine("own", "Heard", "", "", 1, 5, 8, (Part(False, 1, (pull, hold, low, pull)),))
application = QApplication([])
voice = Spoken(QLocale("en"))
countdown = Countdown(phases(routine), clock.monotonic)

def make_cues(flash):
    player = Logged(paths.ASSETS / "sounds")
    return Cues(routine, player, voice, flash, sound_on=sounds, voice_on=speaks)

def begin():
    global countdown, timer
    began = clock.monotonic()
    countdown = Countdown(phases(routine), clock.monotonic)
    timer = TimerJoin(
        Look(paths.ASSETS), routine, countdown, clock.monotonic, make_cues, KeepAwake(),
        motion=False,
    )
    def ended():
        log(f"ended {clock.monotonic() - began - run_seconds(routine):.3f} s late")
        QTimer.singleShot(2500, application.quit)
    timer.ended = ended
    timer.begin()

def silent(reason):
    log(reason)
    application.exit(3)

if speaks:
    voice.prepare(silent)
    waiting = QTimer(interval=100)
    def look():
        if voice._ready:
            waiting.stop()
            begin()
    waiting.timeout.connect(look)
    waiting.start()
else:
    QTimer.singleShot(500, begin)
sys.exit(application.exec())
"""


class SoundServer:
    """A sound server of our own, and a recording of what it plays."""

    def __init__(self, folder: Path) -> None:
        (folder / "pulse").mkdir(mode=0o700)
        self.environment = {
            **os.environ,
            "QT_QPA_PLATFORM": "offscreen",
            "HOME": str(folder),
            "XDG_RUNTIME_DIR": str(folder),
            "PULSE_RUNTIME_PATH": str(folder / "pulse"),
            "PULSE_SERVER": f"unix:{folder}/socket",
            "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere",
        }
        self._server = self._run(
            *("pulseaudio", "-n", "--daemonize=no", "--use-pid-file=no", "--exit-idle-time=-1"),
            *("-L", f"module-native-protocol-unix socket={folder}/socket auth-anonymous=1"),
            *("-L", f"module-null-sink sink_name=floor rate={RATE}"),
        )
        while not (folder / "socket").exists() and self._server.poll() is None:
            threading.Event().wait(0.05)
        self._recorder = self._run(
            *("parec", "--device=floor.monitor", "--format=s16le", "--channels=1"),
            *(f"--rate={RATE}", "--latency-msec=10"),
        )
        self.samples = array("h")
        # When the first sample was played, as far as its arrival tells: the earliest guess.
        self.began = float("inf")
        self._listener = threading.Thread(target=self._listen)
        self._listener.start()

    def _run(self, *words: str) -> subprocess.Popen[bytes]:
        pipe, null = subprocess.PIPE, subprocess.DEVNULL
        return subprocess.Popen(words, env=self.environment, stdout=pipe, stderr=null)

    def _listen(self) -> None:
        assert self._recorder.stdout is not None
        while chunk := os.read(self._recorder.stdout.fileno(), 882):
            self.samples.frombytes(chunk)
            now = time.clock_gettime(time.CLOCK_MONOTONIC)
            self.began = min(self.began, now - len(self.samples) / RATE)

    def sounds_begin(self, moment: float) -> float:
        """Seconds from a moment to the first sound after it that follows a silence."""
        first, silent = round((moment - self.began) * RATE), 0
        earliest = max(0, first - round(UNSURE_SECONDS * RATE))
        for index in range(max(0, earliest - round(QUIET_SECONDS * RATE)), len(self.samples)):
            if abs(self.samples[index]) < LOUD:
                silent += 1
            elif silent >= QUIET_SECONDS * RATE and index >= earliest:
                return (index - first) / RATE
            else:
                silent = 0
        return float("inf")

    def end(self) -> None:
        for process in (self._recorder, self._server):
            process.terminate()
            process.wait()
        self._listener.join()
        for process in (self._recorder, self._server):
            assert process.stdout is not None
            process.stdout.close()


@pytest.fixture
def server() -> Iterator[SoundServer]:
    # Not pytest's own folder: its path is too long for a socket.
    with tempfile.TemporaryDirectory() as folder:
        server = SoundServer(Path(folder))
        yield server
        end_speech_server(Path(folder))
        server.end()


def session(*words: str, environment: dict[str, str]) -> list[tuple[float, str]]:
    """Lead through the session; its cues, the last of which tells when it ended."""
    command = [sys.executable, "-c", SESSION, *words]
    run = subprocess.run(
        command, env=environment, capture_output=True, text=True, timeout=180, check=False
    )
    cues = [(float(at), str(what)) for at, what in map(json.loads, run.stdout.splitlines())]
    if run.returncode == 3:
        pytest.skip(cues[-1][1])
    assert run.returncode == 0, run.stderr
    return cues


def offsets(server: SoundServer, cues: Sequence[tuple[float, str]]) -> list[float]:
    """How long after each cue it is heard; printed for the one who runs this by hand."""
    found = [server.sounds_begin(at) for at, _ in cues]
    start = cues[0][0]
    for (at, what), late in zip(cues, found, strict=True):
        print(f"{at - start:7.3f} s  {late * 1000:+5.0f} ms  {what}")
    return found


@pytest.mark.parametrize("kind", ["sound", "voice"])
def test_every_cue_is_heard_when_it_is_given(server: SoundServer, kind: str) -> None:
    *cues, (_, ended) = session(kind, environment=server.environment)
    print(f"\n{kind}: {ended}")
    assert len(cues) == (21 if kind == "sound" else 8)
    assert max(offsets(server, cues)) < 1


def test_without_any_device_it_ends_when_it_does_with_one(tmp_path: Path) -> None:
    bare = {**os.environ, "PULSE_SERVER": "unix:/nowhere", "QT_QPA_PLATFORM": "offscreen"}
    bare |= {"XDG_RUNTIME_DIR": str(tmp_path), "PATH": os.defpath}
    cues = session("sound", environment=bare)
    print("\n" + cues[-1][1])
    assert len(cues) == 22
    assert abs(float(cues[-1][1].split()[1])) < 1
