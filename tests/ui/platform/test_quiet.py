"""Whether the desktop asks for quiet: decided from signs, and the signs read from real servers."""

from __future__ import annotations

from pathlib import Path
from threading import Event, Thread, current_thread

import pytest

from cluneal_tracker.ui.platform import quiet
from cluneal_tracker.ui.platform.quiet import QuietSign, Signs
from cluneal_tracker.ui.platform.x_windows import front_is_full_screen
from tests.desktop.bus import NEEDS_BUS, notification_server, private_bus
from tests.desktop.screen import NEEDS_SCREEN, a_screen, a_window
from tests.fakes import FakeClock


@pytest.mark.parametrize(
    ("signs", "quiet"),
    [
        (Signs(), False),
        (Signs(inhibited=True), True),
        (Signs(inhibited=False, banners=True, full_screen=False), False),
        (Signs(banners=False), True),
        (Signs(full_screen=True), True),
        *((Signs(state=state), state in (2, 3, 4, 6)) for state in range(1, 8)),
    ],
)
def test_only_a_clear_sign_asks_for_quiet(signs: Signs, quiet: bool) -> None:
    assert signs.quiet is quiet


@NEEDS_BUS
@pytest.mark.parametrize("inhibited", [True, False])
def test_the_notification_server_is_asked(inhibited: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("XDG_CURRENT_DESKTOP", raising=False)
    with private_bus(monkeypatch), notification_server(inhibited=inhibited):
        assert quiet.notifications_inhibited() is inhibited
        assert quiet.wants_quiet() is inhibited


@NEEDS_BUS
def test_a_server_that_does_not_know_and_none_at_all_say_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with private_bus(monkeypatch):
        assert quiet.notifications_inhibited() is None
        with notification_server():
            assert quiet.notifications_inhibited() is None


@pytest.mark.parametrize(
    ("desktop", "says", "shown"),
    [
        ("GNOME", "false", False),
        ("ubuntu:GNOME", "true", True),
        ("GNOME", "No such schema", None),
        ("KDE", "false", None),
        ("", "false", None),
    ],
)
def test_gnome_is_asked_where_it_is_the_desktop(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    desktop: str,
    says: str,
    shown: bool | None,
) -> None:
    tool = tmp_path / "gsettings"
    tool.write_text(f'#!/bin/sh\n[ "$3" = show-banners ] && echo "{says}"\n')
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("XDG_CURRENT_DESKTOP", desktop)
    assert quiet.banners_shown() is shown


def test_without_the_tool_of_gnome_nothing_is_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("XDG_CURRENT_DESKTOP", "GNOME")
    assert quiet.banners_shown() is None


@NEEDS_SCREEN
def test_a_full_screen_window_in_front_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    with a_screen(monkeypatch):
        assert front_is_full_screen() is not True
        with a_window("showFullScreen"):
            assert front_is_full_screen() is True
            assert quiet.wants_quiet()
        with a_window("show"):
            assert front_is_full_screen() is False


def test_a_desktop_is_asked_on_a_thread_and_what_it_said_holds_for_seconds() -> None:
    says, clock, answered, asked = Event(), FakeClock(), Event(), list[Thread]()

    def ask() -> bool:
        asked.append(current_thread())
        return not says.wait(timeout=10)

    sign = QuietSign(answered.set, clock.monotonic, ask)
    assert [sign(), sign()] == [True, True], "nothing is told before it has answered"
    says.set()
    assert answered.wait(timeout=10)
    assert sign() is False
    sign.stop()
    clock.move(seconds=6)
    assert sign() is True
    sign.stop()
    assert sign() is False
    assert len(asked) == 2
    assert current_thread() not in asked


def test_on_wayland_it_is_not_guessed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    monkeypatch.setenv("DISPLAY", ":98765")
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
    assert not quiet.wants_quiet()


def test_a_screen_that_is_not_there_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":98765")
    assert front_is_full_screen() is None
