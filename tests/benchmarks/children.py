"""Processes of their own that open a window and say on standard output how long it took."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import time
from pathlib import Path

HEAVY = (
    "sqlite_utils",
    "numpy",
    "matplotlib",
    "apscheduler",
    "scipy",
    "typst",
    "sqlcipher3",
    "cryptography",
)
_WARM_SECONDS, _TICK_MS = 4.0, 1


def first_paint(folder: Path | None = None) -> float:
    """Seconds from the start of a process to its first painted window; ours, or an empty one."""
    began = time.perf_counter()
    said = _run("paint" if folder else "empty", folder)
    if said[1:]:
        raise SystemExit(f"imported before the first paint: {said[1:]}")
    return float(said[0]) - began


def trends(folder: Path) -> tuple[float, float]:
    """Seconds to the first chart after the click, and the longest gap of the event loop."""
    opened, gap = map(float, _run("trends", folder))
    return opened, gap


def _run(what: str, folder: Path | None) -> list[str]:
    environment = {**os.environ}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    command = [sys.executable, "-m", "tests.benchmarks.children", what, str(folder or "")]
    done = subprocess.run(command, stdout=subprocess.PIPE, env=environment, text=True, check=True)
    return done.stdout.split()


def _say(*words: object) -> None:
    print(*words, flush=True)
    # The measurement is over; nothing was written, so nothing needs to be closed.
    os._exit(0)


def _empty_window() -> None:
    from PySide6.QtCore import QTimer
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QApplication, QWidget

    class Empty(QWidget):
        def paintEvent(self, event: QPaintEvent) -> None:
            QTimer.singleShot(0, lambda: _say(time.perf_counter()))

    application = QApplication([])
    window = Empty()
    window.resize(1180, 780)
    window.show()
    application.exec()


def _our_window(folder: Path) -> None:
    # As the program itself does first of all.
    gc.disable()
    from PySide6.QtCore import QTimer
    from PySide6.QtGui import QPaintEvent

    from cluneal_tracker.__main__ import main as start
    from cluneal_tracker.ui.widgets.pain_line import PainLine

    paint = PainLine.paintEvent

    def painted(line: PainLine, event: QPaintEvent) -> None:
        paint(line, event)
        loaded = [name for name in HEAVY if name in sys.modules]
        QTimer.singleShot(0, lambda: _say(time.perf_counter(), *loaded))

    PainLine.paintEvent = painted  # type: ignore[method-assign, assignment]  # listens only
    sys.argv[1:] = []
    os.environ["CLUNEAL_TRACKER_HOME"] = str(folder)
    start()


def _our_trends(folder: Path) -> None:
    from PySide6.QtCore import Qt, QTimer

    from cluneal_tracker import app
    from cluneal_tracker.ui.places import Place
    from cluneal_tracker.ui.widgets.chart_view import ChartView
    from cluneal_tracker.ui.window import Window

    class Watched(Window):
        def __init__(self, *parts: object) -> None:
            super().__init__(*parts)  # type: ignore[arg-type]  # whatever the app gives
            self._last = self._gap = 0.0
            self._pulse = QTimer(self, interval=_TICK_MS, timerType=Qt.TimerType.PreciseTimer)
            self._pulse.timeout.connect(self._beat)
            QTimer.singleShot(int(_WARM_SECONDS * 1000), self._open)

        def _beat(self) -> None:
            now = time.perf_counter()
            self._gap, self._last = max(self._gap, now - (self._last or now)), now

        def _open(self) -> None:
            began = time.perf_counter()
            screen = self.go(Place.TRENDS).widget
            built = time.perf_counter() - began
            # Building the screen is part of the opening, not a gap in what follows.
            self._pulse.start()
            [chart] = screen.findChildren(ChartView)
            chart.drawn.connect(lambda: _say(time.perf_counter() - began, max(built, self._gap)))

    app.Window = Watched  # type: ignore[attr-defined, assignment]  # listens only
    app.run(folder)


if __name__ == "__main__":
    if sys.argv[1] == "empty":
        _empty_window()
    else:
        {"paint": _our_window, "trends": _our_trends}[sys.argv[1]](Path(sys.argv[2]))
