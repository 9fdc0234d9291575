"""A guided exercise in real time, with every core busy: how late its sounds come, and its end.

`python -m tests.benchmarks.drift 5 30` leads exercises of 5 and of 30 minutes, side by side.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from itertools import accumulate
from pathlib import Path

from cluneal_tracker.domain.countdown import Countdown
from cluneal_tracker.domain.cues import Cue
from cluneal_tracker.domain.phases import phases, run_seconds
from cluneal_tracker.domain.routine import Routine
from cluneal_tracker.services.opening import Services, open_services

GOALS = {5: "<= 20 ms", 30: "<= 50 ms"}
_FEW = 10


@contextmanager
def _busy_cores() -> Iterator[None]:
    spin = [sys.executable, "-c", "while True: pass"]
    with ExitStack() as stack:
        for _ in range(os.cpu_count() or 1):
            stack.callback(stack.enter_context(subprocess.Popen(spin)).kill)
        yield


def measure(*minutes: int) -> Iterator[str]:
    """Lead exercises of these lengths at once; gives a line about each."""
    command = [sys.executable, "-m", "tests.benchmarks.drift", "--lead"]
    with _busy_cores(), ExitStack() as stack:
        runs = {
            length: stack.enter_context(
                subprocess.Popen([*command, str(length)], stdout=subprocess.PIPE, text=True)
            )
            for length in minutes
        }
        for length, run in runs.items():
            said = run.communicate()[0].strip()
            yield f"V9 end drift, {length} minutes, cores busy: {said}   {GOALS.get(length, '')}"


def _of_length(services: Services, minutes: int) -> Routine:
    """The nerve glide, repeated until it takes exactly so long: 5 s, 25 s to swap, 15 s each."""
    glide = services.exercises.routine("nerve-glide")
    part = replace(glide.parts[0], repetitions=2 * minutes - 1)
    routine = replace(glide, swap_seconds=25, parts=(part,))
    assert run_seconds(routine) == 60 * minutes
    return routine


class _Listener:
    """Hears the notes at the changes of step, and knows when each was due."""

    def __init__(self, routine: Routine, monotonic: Callable[[], float]) -> None:
        self._due = list(accumulate(phase.seconds for phase in phases(routine)))
        self._monotonic, self._began = monotonic, 0.0
        self.late: list[float] = []

    def begin(self, countdown: Countdown) -> None:
        """Learn from its own stopwatch when it set off."""
        now = self._monotonic()
        self._began = now - (self._due[-1] - countdown.tick().session_left)

    def play(self, cue: Cue) -> None:
        """Note how late it is."""
        if cue in (Cue.CHANGE, Cue.END):
            now = self._monotonic() - self._began
            self.late.append(1000 * (now - self._due[len(self.late)]))

    def __str__(self) -> str:
        *steps, end = self.late
        first, last = statistics.median(steps[:_FEW]), statistics.median(steps[-_FEW:])
        return (
            f"{end:.2f} ms (first {_FEW} changes {first:.2f}, last {_FEW} {last:.2f},"
            f" the latest {max(self.late):.1f} ms late)"
        )


def _lead(minutes: int) -> None:
    from cluneal_tracker.app import dress, make_application
    from cluneal_tracker.ui.joins.session import SessionJoin
    from tests.ui.desk import FakeAwake, FakeDesk, FakeVoice

    application, look = make_application()
    with tempfile.TemporaryDirectory() as folder, open_services(Path(folder)) as services:
        dress(application, look, services)
        services.preferences.choose(ask_before=False)
        desk, routine = FakeDesk(), _of_length(services, minutes)
        desk.window.resize(1180, 780)
        desk.window.show()
        heard = _Listener(routine, services.clock.monotonic)
        join = SessionJoin(look, services, desk, routine, heard, FakeVoice(), FakeAwake())
        services.changes.subscribe(lambda _: application.quit())
        join.begin()
        assert join.timer is not None
        heard.begin(join.timer.countdown)
        application.exec()
        [session] = services.exercises.sessions()
        assert session.finished, session
    print(heard, flush=True)


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if sys.argv[1] == "--lead":
        _lead(int(sys.argv[2]))
    else:
        for line in measure(*map(int, sys.argv[1:])):
            print(line, flush=True)
