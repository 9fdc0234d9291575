"""A screen of its own: an X server with a window manager, and windows of other programs on it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from cluneal_tracker.ui.platform.x_windows import _Server

NEEDS_SCREEN = pytest.mark.skipif(
    not all(map(shutil.which, ("Xvfb", "openbox", "xdotool"))),
    reason="needs Xvfb, openbox and xdotool (Debian: xvfb openbox xdotool)",
)
# Says a word when the window manager has made it the one in front.
_A_WINDOW = """
import sys
from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QApplication, QWidget

class Window(QWidget):
    def changeEvent(self, event):
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            # The window manager tells its state right after the focus.
            QTimer.singleShot(200, lambda: print("in front", flush=True))

application = QApplication(sys.argv)
window = Window()
getattr(window, sys.argv[1])()
application.exec()
"""


@contextmanager
def a_screen(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A display for this process and the children it starts meanwhile; gives its name."""
    command = ["Xvfb", "-displayfd", "1", "-screen", "0", "1280x900x24", "-nolisten", "tcp"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, stderr=subprocess.DEVNULL
    ) as server:
        assert server.stdout is not None
        display = f":{server.stdout.readline().strip()}"
        monkeypatch.setenv("DISPLAY", display)
        monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
        manager = subprocess.Popen(
            ["openbox"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            yield display
        finally:
            manager.terminate()
            manager.wait()
            server.terminate()


@contextmanager
def a_window(show: str) -> Iterator[None]:
    """A window of another program, shown by a method of QWidget, once it is in front."""
    command = [sys.executable, "-c", _A_WINDOW, show, "-platform", "xcb"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == "in front\n"
        try:
            yield
        finally:
            program.terminate()


def shown_windows(title: str) -> list[str]:
    """The windows with a title that matches, without those that are hidden or minimised."""
    found = subprocess.run(
        ["xdotool", "search", "--onlyvisible", "--name", title],
        capture_output=True,
        text=True,
        check=False,
    )
    return found.stdout.split()


def taskbar() -> list[int]:
    """The windows that the window manager knows, also those that are minimised."""
    server = _Server()
    try:
        return server.numbers(server.root, "_NET_CLIENT_LIST")
    finally:
        server.close()
