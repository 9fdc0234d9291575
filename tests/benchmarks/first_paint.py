"""A child process: opens a window and says so on standard output once it is painted.

Without a folder it opens an empty PySide6 window: the floor.
"""

from __future__ import annotations

import sys
from pathlib import Path

HEAVY = ("sqlite_utils", "numpy", "matplotlib", "apscheduler", "scipy", "typst")


def floor() -> None:
    """The least that Qt can do."""
    from PySide6.QtCore import QTimer
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QApplication, QWidget

    class Empty(QWidget):
        def paintEvent(self, event: QPaintEvent) -> None:
            QTimer.singleShot(0, _painted)

    application = QApplication([])
    window = Empty()
    window.resize(1180, 780)
    window.show()
    application.exec()


def ours(folder: Path) -> None:
    """The app itself, up to the moment its pain line is painted."""
    from PySide6.QtCore import QTimer
    from PySide6.QtGui import QPaintEvent

    from cluneal_tracker import app
    from cluneal_tracker.ui.widgets.pain_line import PainLine

    paint = PainLine.paintEvent

    def painted(line: PainLine, event: QPaintEvent) -> None:
        paint(line, event)
        QTimer.singleShot(0, _painted)

    PainLine.paintEvent = painted  # type: ignore[method-assign, assignment]  # listens only
    app.run(folder)


def _painted() -> None:
    loaded = [name for name in HEAVY if name in sys.modules]
    print("painted", *loaded, flush=True)
    # The measurement is over; nothing was written, so nothing needs to be closed.
    sys.stdout.close()
    import os

    os._exit(0)


if __name__ == "__main__":
    ours(Path(sys.argv[1])) if len(sys.argv) > 1 else floor()
