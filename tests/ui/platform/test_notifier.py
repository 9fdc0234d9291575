"""Notifications on a real bus, answered by a server in another process."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from queue import Queue

import pytest

from cluneal_tracker.ui.platform.notifier import DesktopNotifier, Heard, Notice
from tests.desktop.bus import NEEDS_BUS, notification_server, private_bus

NOTICE = Notice(
    "Cluneal Tracker",
    "Time for your log",
    {"log": "Log pain", "later": "In 30 minutes", "decline": "Not today"},
)


@pytest.fixture
def bus(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with private_bus(monkeypatch):
        yield


@pytest.fixture
def notifier() -> Iterator[DesktopNotifier]:
    notifier = DesktopNotifier()
    yield notifier
    notifier.withdraw()


def heard(notifier: DesktopNotifier, notice: Notice = NOTICE) -> str | Heard:
    answers: Queue[str | Heard] = Queue()
    notifier.show(notice, answers.put)
    return answers.get(timeout=10)


@NEEDS_BUS
@pytest.mark.parametrize("key", ["log", "later", "decline"])
def test_a_button_that_is_pressed_is_heard(bus: None, notifier: DesktopNotifier, key: str) -> None:
    with notification_server(press=key):
        assert heard(notifier) == key


@NEEDS_BUS
def test_a_click_on_the_notification_means_its_first_button(
    bus: None, notifier: DesktopNotifier
) -> None:
    with notification_server(press="default"):
        assert heard(notifier) == "log"


@NEEDS_BUS
def test_it_is_calm_silent_and_tells_nothing_of_the_diary(
    bus: None, notifier: DesktopNotifier
) -> None:
    with notification_server(press="log") as server:
        heard(notifier)
        name, replaces, icon, title, text, actions, hints, expires = server.next_body("Notify")
    assert (name, replaces, title, text) == (
        "Cluneal Tracker",
        0,
        "Cluneal Tracker",
        "Time for your log",
    )
    assert icon.endswith("app-icon.svg")
    assert actions[2:] == ["log", "Log pain", "later", "In 30 minutes", "decline", "Not today"]
    assert hints["urgency"] == ["y", 1]
    assert hints["suppress-sound"] == ["b", True]
    assert expires == 0, "it stays until it is answered"


@NEEDS_BUS
def test_waved_away_it_is_closed(bus: None, notifier: DesktopNotifier) -> None:
    with notification_server(close=True):
        assert heard(notifier) is Heard.CLOSED


@NEEDS_BUS
def test_a_server_without_buttons_gets_none(bus: None, notifier: DesktopNotifier) -> None:
    with notification_server(capabilities=["body"]) as server:
        assert heard(notifier) is Heard.NO_BUTTONS
        assert server.next_body("Notify")[5] == []


@NEEDS_BUS
def test_withdrawn_it_is_closed_and_nothing_more_is_heard(
    bus: None, notifier: DesktopNotifier
) -> None:
    answers: Queue[str | Heard] = Queue()
    with notification_server() as server:
        notifier.show(NOTICE, answers.put)
        server.next_body("Notify")
        notifier.withdraw()
        assert server.next_call() == ("CloseNotification", [1])
    assert answers.empty()


@NEEDS_BUS
def test_a_second_one_takes_the_place_of_the_first(bus: None, notifier: DesktopNotifier) -> None:
    answers: Queue[str | Heard] = Queue()
    with notification_server(press="later", press_after=2) as server:
        notifier.show(NOTICE, lambda _: answers.put("of the first"))
        server.next_body("Notify")
        notifier.show(NOTICE, answers.put)
        assert answers.get(timeout=10) == "later"
    assert answers.empty()


@NEEDS_BUS
def test_a_server_that_goes_away_is_told(bus: None, notifier: DesktopNotifier) -> None:
    assert heard(notifier) is Heard.NOWHERE


@pytest.mark.parametrize("address", ["unix:path=/nowhere/bus", "odd", "tcp:host=localhost", ""])
def test_without_a_bus_it_falls_silent(
    notifier: DesktopNotifier, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    assert heard(notifier) is Heard.NOWHERE


def test_it_needs_no_qt_and_loads_nothing_before_its_use() -> None:
    code = (
        "import sys, cluneal_tracker.ui.platform.notifier;"
        "print(sorted({'PySide6', 'jeepney', 'matplotlib'} & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
