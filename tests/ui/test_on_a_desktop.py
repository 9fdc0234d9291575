"""The whole app on a desktop: a bus, a tray, a screen and a window manager, all real processes."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pytest
from pytestqt.qtbot import QtBot

from cluneal_tracker.domain.schedule import Reminder, ReminderKind
from cluneal_tracker.services.opening import open_services
from cluneal_tracker.ui.platform.single_instance import SingleInstance
from tests.desktop.bus import NEEDS_BUS, notification_server, private_bus, tray_host
from tests.desktop.screen import NEEDS_SCREEN, a_screen, shown_windows, taskbar
from tests.desktop.tray_item import TrayItem

TITLE = "^Cluneal Tracker$"


@contextmanager
def app(folder: Path, *words: str) -> Iterator[subprocess.Popen[str]]:
    """The app, in a process of its own."""
    command = [sys.executable, "-m", "cluneal_tracker", "--data-dir", str(folder), *words]
    child = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        yield child
    finally:
        child.kill()
        child.communicate()


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """A bus and a screen; the home is empty."""
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    with private_bus(monkeypatch), a_screen(monkeypatch):
        yield


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A diary that does not remind: at some hours a reminder would be one more window."""
    with open_services(tmp_path / "house") as services:
        services.preferences.choose(reminders_on=False)
    return tmp_path / "house"


@NEEDS_BUS
@NEEDS_SCREEN
def test_in_the_background_it_is_in_the_tray_until_it_is_asked_for(
    screen: None, tmp_path: Path, qtbot: QtBot
) -> None:
    with tray_host() as host, app(tmp_path / "house", "--background") as child:
        item = TrayItem(host.next_body("item")[0])
        assert item.tooltip == "Cluneal Tracker"
        assert shown_windows(TITLE) == []
        item.click()
        qtbot.waitUntil(lambda: shown_windows(TITLE) != [], timeout=20_000)
        item.choose("Quit")
        assert child.wait(timeout=30) == 0
        assert child.stderr is not None
        assert child.stderr.read() == ""


@NEEDS_BUS
@NEEDS_SCREEN
def test_a_tray_that_comes_after_it_is_waited_for(screen: None, house: Path, qtbot: QtBot) -> None:
    """As at a login."""
    with app(house, "--background") as child:
        # The backup of the day is made just before the tray is looked for.
        qtbot.waitUntil(lambda: any((house / "backups").glob("*.db")), timeout=20_000)
        with tray_host() as host:
            item = TrayItem(host.next_body("item")[0])
            assert taskbar() == []
            item.choose("Quit")
            assert child.wait(timeout=30) == 0


@NEEDS_BUS
@NEEDS_SCREEN
def test_its_picture_says_that_reminders_are_off(screen: None, tmp_path: Path) -> None:
    with open_services(tmp_path / "house") as services:
        services.preferences.choose(in_tray=True, reminders_on=False)
    with tray_host() as host, app(tmp_path / "house") as child:
        item = TrayItem(host.next_body("item")[0])
        assert item.tooltip == "Cluneal Tracker: reminders are off"
        item.choose("Quit")
        assert child.wait(timeout=30) == 0


@NEEDS_BUS
@NEEDS_SCREEN
def test_log_pain_on_a_notification_opens_the_app_which_outlives_it(
    screen: None, tmp_path: Path, qtbot: QtBot
) -> None:
    with open_services(tmp_path / "house") as services:
        at = services.clock.now().astimezone(services.clock.zone())
        at_once = Reminder(ReminderKind.CHECK_IN, at.time().replace(second=0, microsecond=0))
        services.preferences.choose(in_tray=True, reminders=(at_once,))
    with tray_host() as host, notification_server(press="log"):
        with app(tmp_path / "house", "remind") as child:
            assert child.wait(timeout=30) == 0
        item = TrayItem(host.next_body("item")[0])
        qtbot.waitUntil(lambda: shown_windows(TITLE) != [], timeout=20_000)
        item.choose("Quit")
        # The one that was opened has gone when its lock is free again.
        qtbot.waitUntil(lambda: not SingleInstance(tmp_path / "house").is_running(), timeout=20_000)


_OTHER = """
import sys
from PySide6.QtWidgets import QApplication, QLineEdit
application = QApplication(sys.argv)
field = QLineEdit()
field.setWindowTitle("Another program")
field.textChanged.connect(lambda text: print(text, flush=True))
field.show()
application.exec()
"""


@contextmanager
def another_program() -> Iterator[IO[str]]:
    """A window to type in; gives what is typed, a line for each letter."""
    command = [sys.executable, "-c", _OTHER]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    try:
        yield child.stdout
    finally:
        child.kill()
        child.communicate()


def _active() -> str:
    """The title of the window that has the keyboard."""
    words = ["xdotool", "getactivewindow", "getwindowname"]
    found = subprocess.run(words, capture_output=True, text=True, check=False)
    return found.stdout.strip()


@NEEDS_BUS
@NEEDS_SCREEN
def test_a_reminder_leaves_the_keyboard_to_whoever_types_elsewhere(
    screen: None, tmp_path: Path, qtbot: QtBot
) -> None:
    with open_services(tmp_path / "house") as services:
        at = services.clock.now().astimezone(services.clock.zone()).time()
        now = Reminder(ReminderKind.CHECK_IN, at.replace(second=0, microsecond=0))
        services.preferences.choose(reminders=(now,))
    with (
        another_program() as typed,
        app(tmp_path / "house", "--background"),
    ):
        qtbot.waitUntil(lambda: _active() == "Another program", timeout=20_000)
        qtbot.waitUntil(lambda: shown_windows(" check-in$") != [], timeout=20_000)
        assert _active() == "Another program"
        subprocess.run(["xdotool", "type", "ab"], check=True)
        assert [typed.readline().strip() for _ in "ab"] == ["a", "ab"]


@NEEDS_BUS
@NEEDS_SCREEN
def test_without_a_tray_the_background_is_a_minimised_window(
    screen: None, house: Path, qtbot: QtBot
) -> None:
    with app(house, "--background"):
        second = SingleInstance(house)
        qtbot.waitUntil(lambda: second.is_running(), timeout=20_000)
        qtbot.waitUntil(lambda: taskbar() != [], timeout=20_000)
        assert shown_windows(TITLE) == []
        # It hears a second start, so it has settled though nothing was painted.
        qtbot.waitUntil(lambda: _raises(house), timeout=20_000)


def _raises(folder: Path) -> bool:
    SingleInstance(folder).is_first()
    return shown_windows(TITLE) != []
