"""What an app costs that nobody uses: `python -m tests.benchmarks.idle MINUTES`, in real time.

Three processes at once: an empty window, the app where a logind tells of sleep, and the app where
there is no system bus. A wake-up is a voluntary context switch of any of its threads.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.desktop.bus import bus, logind

# Seconds. Qt looks every 10 s for pictures to forget until there are none left.
_TO_SETTLE = 120
_EMPTY = """
from PySide6.QtWidgets import QApplication, QWidget
application = QApplication([])
window = QWidget()
window.show()
application.exec()
"""


@dataclass(frozen=True)
class Spent:
    """What a process has used up until now: wake-ups by thread, and seconds of the processor."""

    wakes: dict[str, int]
    seconds: float

    @classmethod
    def of(cls, process: int) -> Spent:
        """Read it from the kernel."""
        folder = Path(f"/proc/{process}")
        wakes = {one.name: _switches(one) for one in (folder / "task").iterdir()}
        # The name of the program, in brackets, may hold blanks.
        numbers = (folder / "stat").read_text().rpartition(")")[2].split()
        ticks = int(numbers[11]) + int(numbers[12])
        return cls(wakes, ticks / os.sysconf("SC_CLK_TCK"))

    def since(self, before: Spent, minutes: float) -> str:
        """What was spent in between; a thread that has ended meanwhile counts for nothing."""
        wakes = sum(now - before.wakes.get(thread, 0) for thread, now in self.wakes.items())
        seconds = self.seconds - before.seconds
        per_hour = 60 / minutes
        return (
            f"{wakes / minutes:7.2f} a minute ({wakes} in all),"
            f" CPU {seconds * per_hour:6.2f} s an hour"
        )


def _switches(thread: Path) -> int:
    lines = (thread / "status").read_text().splitlines()
    [found] = [line for line in lines if line.startswith("voluntary_ctxt_switches")]
    return int(found.split()[1])


@contextmanager
def _running(*words: str, **environment: str) -> Iterator[int]:
    with tempfile.TemporaryDirectory() as home:
        quiet = {"HOME": home, "XDG_RUNTIME_DIR": home, "QT_QPA_PLATFORM": "offscreen"}
        everything = {**os.environ, **quiet, **environment}
        process = subprocess.Popen([sys.executable, *words], env=everything)
        try:
            yield process.pid
        finally:
            process.terminate()
            process.wait()


def measure(minutes: float) -> Iterator[str]:
    """Run them, and give a line about each."""
    with ExitStack() as stack:
        address = stack.enter_context(bus())
        stack.enter_context(logind(address))

        def ours(address: str) -> int:
            folder = stack.enter_context(tempfile.TemporaryDirectory())
            app = ("-m", "cluneal_tracker", "--data-dir", folder)
            return stack.enter_context(_running(*app, DBUS_SYSTEM_BUS_ADDRESS=address))

        runs = {
            "an empty window": stack.enter_context(_running("-c", _EMPTY)),
            "the app, told by logind and the kernel": ours(address),
            "the app, without a system bus": ours("unix:path=/nowhere"),
        }
        time.sleep(_TO_SETTLE)
        before = {name: Spent.of(process) for name, process in runs.items()}
        time.sleep(60 * minutes)
        for name, process in runs.items():
            yield f"V8 wake-ups, {name:<40}{Spent.of(process).since(before[name], minutes)}"


if __name__ == "__main__":
    for line in measure(float(sys.argv[1])):
        print(line, flush=True)
