"""What the computer tells of its time: by a logind of our own, by the kernel, by a new zone."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, Queue

import pytest

from cluneal_tracker.ui.platform.alarm import POLL_SECONDS, SchedulerAlarm
from cluneal_tracker.ui.platform.kernel_time import ClockSet, ZoneChosen
from cluneal_tracker.ui.platform.logind import Waking
from cluneal_tracker.ui.platform.time_signals import SOURCES, Source, TimeSignals
from tests.desktop.bus import NEEDS_BUS, logind, private_bus
from tests.fakes import FakeSource

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nothing is told")
JUMPED = "jumped"
SECONDS = 10


@contextmanager
def listening(*sources: Callable[[], Source]) -> Iterator[Queue[object]]:
    """What is heard, in turn: whether all is told, and each jump."""
    heard: Queue[object] = Queue()
    signals = TimeSignals(lambda: heard.put(JUMPED), heard.put, sources)
    try:
        yield heard
    finally:
        signals.stop()
    with pytest.raises(Empty):
        heard.get_nowait()


@NEEDS_BUS
def test_a_computer_that_wakes_is_heard_once(monkeypatch: pytest.MonkeyPatch) -> None:
    with (
        private_bus(monkeypatch, "SYSTEM") as address,
        logind(address) as server,
        listening(*SOURCES) as heard,
    ):
        assert heard.get(timeout=SECONDS) is True
        for _ in range(2):
            server.go_on()
            assert heard.get(timeout=SECONDS) == JUMPED


@NEEDS_BUS
def test_without_a_logind_not_all_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    with private_bus(monkeypatch, "SYSTEM"), listening(*SOURCES) as heard:
        assert heard.get(timeout=SECONDS) is False


def test_without_a_bus_not_all_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nowhere")
    with listening(Waking) as heard:
        assert heard.get(timeout=SECONDS) is False


@NEEDS_BUS
def test_a_bus_that_ends_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    with private_bus(monkeypatch, "SYSTEM") as address, logind(address):
        signals = listening(Waking)
        heard = signals.__enter__()
        assert heard.get(timeout=SECONDS) is True
    assert [heard.get(timeout=SECONDS) for _ in range(2)] == [False, JUMPED]
    signals.__exit__(None, None, None)


def test_the_timer_is_one_that_the_kernel_cancels_when_the_clock_is_set() -> None:
    clock = ClockSet()
    try:
        said = Path(f"/proc/self/fdinfo/{clock.fileno()}").read_text(encoding="ascii")
        assert "clockid: 0\n" in said
        assert "settime flags: 03\n" in said
        assert "ticks: 0\n" in said
        assert not clock.jumped()
    finally:
        clock.close()


def test_another_zone_is_heard_and_nothing_else_of_its_folder(tmp_path: Path) -> None:
    link, new = tmp_path / "localtime", tmp_path / "new"
    link.symlink_to("/usr/share/zoneinfo/Europe/Berlin")
    with listening(lambda: ZoneChosen(link)) as heard:
        assert heard.get(timeout=SECONDS) is True
        (tmp_path / "resolv.conf").write_text("", encoding="ascii")
        new.symlink_to("/usr/share/zoneinfo/Asia/Tokyo")
        new.replace(link)
        assert heard.get(timeout=SECONDS) == JUMPED


def test_a_folder_that_cannot_be_watched_is_said(tmp_path: Path) -> None:
    with listening(lambda: ZoneChosen(tmp_path / "nowhere" / "localtime")) as heard:
        assert heard.get(timeout=SECONDS) is False


def test_the_alarm_looks_by_itself_only_where_it_is_not_told() -> None:
    source, rings = FakeSource(), Queue[None]()
    alarm = SchedulerAlarm(lambda: rings.put(None), [source])
    try:
        source.jump()
        rings.get(timeout=SECONDS)
        polled = [alarm.polls]
        source.end()
        rings.get(timeout=SECONDS)
        polled.append(alarm.polls)
        assert polled == [False, True]
        assert POLL_SECONDS <= 60
    finally:
        alarm.stop()


@pytest.mark.parametrize("sources", [[], [lambda: ZoneChosen(Path("/nowhere/localtime"))]])
def test_where_nothing_is_told_the_alarm_looks_each_minute(
    sources: list[Callable[[], Source]],
) -> None:
    alarm = SchedulerAlarm(lambda: None, sources)
    try:
        assert alarm.polls
    finally:
        alarm.stop()


def test_it_leaves_no_descriptor_behind() -> None:
    before = os.listdir("/proc/self/fd")
    with listening(ClockSet, ZoneChosen) as heard:
        assert heard.get(timeout=SECONDS) is True
    assert os.listdir("/proc/self/fd") == before
