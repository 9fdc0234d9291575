"""The whole app through sleep, travel and the nights of clock changes, in real processes.

Slow: each waits for moments to come. What the app told is read from its diary.
"""

from __future__ import annotations

import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from cluneal_tracker.ui.platform.single_instance import SingleInstance
from tests.desktop.bus import NEEDS_BUS, Server, logind, private_bus
from tests.desktop.faked_time import NEEDS_FAKED_TIME, Computer

pytestmark = [pytest.mark.slow, NEEDS_BUS, NEEDS_FAKED_TIME]
_SOON_MS, _A_MINUTE_MS = 20_000, 75_000


@pytest.fixture
def power(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """A logind, which says that the computer woke when it is to go on."""
    with private_bus(monkeypatch, "SYSTEM") as address, logind(address) as server:
        yield server


@contextmanager
def running(computer: Computer, qtbot: QtBot) -> Iterator[subprocess.Popen[bytes]]:
    """The app, when it reminds."""
    with computer.app() as child:
        window = SingleInstance(computer.folder)
        qtbot.waitUntil(window.is_reminding, timeout=_A_MINUTE_MS)
        yield child
        assert child.poll() is None


def sleep_until(computer: Computer, child: subprocess.Popen[bytes], wall: str) -> None:
    """Let the computer sleep, and wake at a time on the wall; nobody says so yet."""
    child.send_signal(signal.SIGSTOP)
    computer.set(wall)
    child.send_signal(signal.SIGCONT)


def tells(computer: Computer, qtbot: QtBot, *times: str, within: int = _SOON_MS) -> None:
    """Wait until exactly these were told, each once."""
    began = time.perf_counter()
    qtbot.waitUntil(lambda: len(computer.told()) >= len(times), timeout=within)
    print(f"told after {time.perf_counter() - began:.1f} s: {times}")
    assert [f"{one.at:%H:%M}" for one in computer.told()] == [*times]
    assert {one.asked for one in computer.told()} == {1}


def test_slept_over_and_told_at_waking(power: Server, tmp_path: Path, qtbot: QtBot) -> None:
    computer = Computer(tmp_path, "2026-03-12T07:50", "08:00", "20:00")
    with running(computer, qtbot) as child:
        sleep_until(computer, child, "2026-03-12T09:30")
        power.go_on()
        tells(computer, qtbot, "08:00")
        sleep_until(computer, child, "2026-03-12T09:40")
        power.go_on()
        computer.set("2026-03-12T19:59:55")
        power.go_on()
        tells(computer, qtbot, "08:00", "20:00")


def test_several_that_were_slept_over_come_as_one(
    power: Server, tmp_path: Path, qtbot: QtBot
) -> None:
    computer = Computer(tmp_path, "2026-03-12T08:50", "09:00", "10:00", "11:00")
    with running(computer, qtbot) as child:
        sleep_until(computer, child, "2026-03-12T11:30")
        power.go_on()
        tells(computer, qtbot, "09:00", "10:00", "11:00")
        assert len({one.told_at for one in computer.told()}) == 1


def test_without_a_logind_it_is_told_within_a_minute(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, qtbot: QtBot
) -> None:
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nowhere")
    computer = Computer(tmp_path, "2026-03-12T07:50", "08:00")
    with running(computer, qtbot) as child:
        sleep_until(computer, child, "2026-03-12T09:30")
        tells(computer, qtbot, "08:00", within=_A_MINUTE_MS)


def test_in_another_zone_the_times_there_count(power: Server, tmp_path: Path, qtbot: QtBot) -> None:
    """Nobody says a word but the kernel: the link to the zone leads elsewhere."""
    computer = Computer(tmp_path, "2026-03-12T07:50:20", "15:51", "20:00")
    with running(computer, qtbot):
        computer.move_to("Asia/Tokyo")
        tells(computer, qtbot, "15:51", within=90_000)


def test_the_night_that_lacks_an_hour(power: Server, tmp_path: Path, qtbot: QtBot) -> None:
    computer = Computer(tmp_path, "2026-03-29T01:45", "02:30", "03:10")
    with running(computer, qtbot) as child:
        computer.set("2026-03-29T01:59:50")
        power.go_on()
        # 02:30 is never on the wall: it comes as the clock jumps over it.
        tells(computer, qtbot, "02:30")
        sleep_until(computer, child, "2026-03-29T03:09:55")
        power.go_on()
        tells(computer, qtbot, "02:30", "03:10")


def test_the_night_that_has_an_hour_twice(power: Server, tmp_path: Path, qtbot: QtBot) -> None:
    computer = Computer(tmp_path, "2026-10-25T02:20", "02:30", "03:10")
    with running(computer, qtbot) as child:
        computer.set("2026-10-25T02:29:55")
        power.go_on()
        tells(computer, qtbot, "02:30")
        # Half an hour later it would ask again by itself: it was answered.
        computer.answer()
        computer.set("2026-10-25T02:29:55", again=True)
        power.go_on()
        sleep_until(computer, child, "2026-10-25T03:09:55")
        power.go_on()
        tells(computer, qtbot, "02:30", "03:10")
