"""`remind`: what the clock of the computer calls. On a real bus, with the real command."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from cluneal_tracker.cli import main
from cluneal_tracker.data import reminder_store
from cluneal_tracker.data.diary_file import open_database
from cluneal_tracker.data.system_clock import SystemClock
from cluneal_tracker.domain.reminders import Outcome
from cluneal_tracker.domain.schedule import Reminder, ReminderKind
from cluneal_tracker.domain.timetable import Timetable
from cluneal_tracker.services.opening import open_services
from cluneal_tracker.services.reminder_view import ReminderView
from cluneal_tracker.ui.platform.single_instance import SingleInstance
from tests.desktop.bus import NEEDS_BUS, notification_server, private_bus
from tests.fakes import FakeTimer

LOG, ALL = (
    ["log", "Log pain"],
    ["log", "Log pain", "later", "In 30 minutes", "decline", "Not today"],
)


@pytest.fixture(autouse=True)
def _away_from_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")


@pytest.fixture
def timer(monkeypatch: pytest.MonkeyPatch) -> FakeTimer:
    timer = FakeTimer()
    timer.times = Timetable()
    monkeypatch.setattr("cluneal_tracker.ui.platform.os_timer.os_timer", lambda _: timer)
    return timer


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """The words with which the app was opened, each time."""
    started: list[tuple[str, ...]] = []

    def start(_: Path, *words: str, token: str = "") -> None:
        started.append((*words, token))

    monkeypatch.setattr("cluneal_tracker.ui.platform.program.start", start)
    return started


@pytest.fixture
def bus(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with private_bus(monkeypatch):
        yield


@pytest.fixture(autouse=True)
def _mid_morning(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is ten and some minutes here, whenever the test runs: no half day ends meanwhile."""
    ahead = 10 - SystemClock().now().hour
    monkeypatch.setenv("TZ", f"Etc/GMT{-ahead if ahead >= -12 else -ahead - 24:+d}")


def _now() -> datetime:
    """The wall clock of here."""
    clock = SystemClock()
    return clock.now().astimezone(clock.zone()).replace(tzinfo=None)


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A diary with one reminder a day, which was due a minute ago."""
    return set_reminder(tmp_path / "house", minutes=-1)


def set_reminder(
    folder: Path, minutes: int, kind: ReminderKind = ReminderKind.CHECK_IN, about: str = ""
) -> Path:
    folder.mkdir(exist_ok=True)
    at = (_now() + timedelta(minutes=minutes)).time()
    with open_services(folder) as services:
        one = Reminder(kind, at.replace(second=0, microsecond=0), about=about)
        services.preferences.choose(reminders=(one,))
    return folder


def remind(folder: Path, *words: str) -> int:
    return main(["--data-dir", str(folder), "remind", *words])


def outcomes(folder: Path) -> list[Outcome]:
    db = open_database(folder / "diary.db")
    try:
        first = SystemClock().now().date() - timedelta(days=2)
        return [one.outcome for one in reminder_store.since(db, first)]
    finally:
        db.close()


def buttons(notice: list[object]) -> list[object]:
    actions = notice[5]
    assert isinstance(actions, list)
    return actions[2:]


@NEEDS_BUS
def test_where_nothing_is_due_it_is_silent(
    bus: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    house = set_reminder(tmp_path / "house", minutes=3 * 60)
    with notification_server() as server:
        assert remind(house) == 0
        assert server.stop() == []
    assert capsys.readouterr() == ("", "")
    assert outcomes(house) == []


def test_without_a_diary_it_is_silent_and_makes_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert remind(tmp_path / "none") == 0
    assert capsys.readouterr() == ("", "")
    assert not (tmp_path / "none").exists()


@NEEDS_BUS
@pytest.mark.parametrize(
    ("key", "outcome", "opened"),
    [
        ("later", Outcome.SNOOZED, []),
        ("decline", Outcome.DECLINED, []),
        ("log", Outcome.TOLD, [("--log-pain", "of this press")]),
    ],
)
def test_the_button_that_is_pressed_counts(
    bus: None,
    house: Path,
    started: list[tuple[str, ...]],
    key: str,
    outcome: Outcome,
    opened: list[tuple[str, ...]],
) -> None:
    with notification_server(press=key) as server:
        assert remind(house) == 0
        [notice] = server.stop()
    assert notice[3:5] == ["Cluneal Tracker", "Time for your log"]
    assert buttons(notice) == ALL
    assert outcomes(house) == [outcome]
    assert started == opened


@NEEDS_BUS
def test_an_exercise_is_asked_for_without_its_name(
    bus: None, tmp_path: Path, started: list[tuple[str, ...]]
) -> None:
    house = set_reminder(tmp_path / "house", -1, ReminderKind.ROUTINE, "nerve-glide")
    with notification_server(press="open") as server:
        assert remind(house) == 0
        [notice] = server.stop()
    assert notice[4] == "Time for your exercise"
    assert buttons(notice)[::2] == ["open", "later", "decline"]
    assert started == [("of this press",)]


@NEEDS_BUS
def test_told_once_it_is_not_told_again(bus: None, house: Path) -> None:
    with notification_server(close=True) as server:
        assert remind(house) == 0
        assert remind(house) == 0
        assert len(server.stop()) == 1
    assert outcomes(house) == [Outcome.TOLD]


@NEEDS_BUS
def test_not_answered_it_stays_without_buttons(bus: None, house: Path) -> None:
    with notification_server() as server:
        assert remind(house, "--wait", "0") == 0
        first, second = server.stop()
    assert buttons(first) == ALL
    assert second[5] == []
    assert outcomes(house) == [Outcome.TOLD]


def test_one_that_falls_due_meanwhile_is_called_for_soon(
    house: Path, monkeypatch: pytest.MonkeyPatch, timer: FakeTimer
) -> None:
    def show(folder: Path, _: ReminderView) -> int:
        """Shown until the next one is due."""
        set_reminder(folder, minutes=-2)
        return 0

    monkeypatch.setattr("cluneal_tracker.app.remind", show)
    assert remind(house) == 0
    [moment] = timer.given[-1].once
    assert moment - _now() <= timedelta(minutes=2)


@NEEDS_BUS
def test_an_open_window_is_left_to_remind(bus: None, house: Path) -> None:
    window = SingleInstance(house)
    assert window.is_first()
    window.remind()
    with notification_server() as server:
        assert remind(house) == 0
        assert server.stop() == []
    assert outcomes(house) == []


@NEEDS_BUS
def test_one_that_waits_for_its_passphrase_cannot_remind(bus: None, house: Path) -> None:
    pytest.importorskip("sqlcipher3")
    from tests.locked import lock_diary

    lock_diary(house)
    window = SingleInstance(house)
    assert window.is_first()
    with notification_server(close=True) as server:
        assert remind(house) == 0
        assert len(server.stop()) == 1


@NEEDS_BUS
def test_several_that_come_at_the_same_second_tell_it_once(bus: None, house: Path) -> None:
    command = [sys.executable, "-m", "cluneal_tracker", "--data-dir", str(house), "remind"]
    with notification_server(close=True) as server:
        # One more diary is opened and asked by the window itself, in the same second.
        children = [subprocess.Popen(command, stderr=subprocess.PIPE) for _ in range(4)]
        with open_services(house) as services:
            taken = services.reminding.take_due()
        for child in children:
            assert child.communicate(timeout=60)[1] == b""
        told = len(server.stop()) + (taken is not None)
    assert told == 1
    assert outcomes(house) == [Outcome.TOLD]


@NEEDS_BUS
def test_a_locked_diary_is_reminded_of_without_a_word_kept(
    bus: None, house: Path, started: list[tuple[str, ...]]
) -> None:
    pytest.importorskip("sqlcipher3")
    from tests.locked import lock_diary

    lock_diary(house)
    before = {file: file.read_bytes() for file in house.rglob("*") if file.is_file()}
    with notification_server(press="log") as server:
        assert remind(house) == 0
        [notice] = server.stop()
    assert buttons(notice) == LOG
    assert started == [("--log-pain", "of this press")]
    assert {file: file.read_bytes() for file in house.rglob("*") if file.is_file()} == before


@NEEDS_BUS
def test_the_clock_of_the_computer_is_given_the_end_of_a_snooze(
    bus: None, house: Path, timer: FakeTimer
) -> None:
    with notification_server(press="later"):
        remind(house)
    [moment] = timer.given[-1].once
    now = _now()
    assert timedelta(minutes=29) < moment - now <= timedelta(minutes=31)


@NEEDS_BUS
def test_the_clock_of_the_computer_asks_again_unless_there_is_an_answer(
    bus: None, house: Path, timer: FakeTimer
) -> None:
    with notification_server(press="decline"):
        remind(house)
    [again] = timer.given[0].once
    now = _now()
    assert timedelta(minutes=29) < again - now <= timedelta(minutes=31)
    assert timer.given[-1].once == ()


@NEEDS_BUS
def test_a_clock_that_refuses_keeps_nobody_from_being_reminded(
    bus: None, house: Path, timer: FakeTimer
) -> None:
    timer.refusal = "It refused."
    with notification_server(press="decline") as server:
        assert remind(house) == 0
        assert len(server.stop()) == 1
    assert outcomes(house) == [Outcome.DECLINED]


def test_without_a_notification_the_own_window_comes(
    house: Path, monkeypatch: pytest.MonkeyPatch, timer: FakeTimer
) -> None:
    shown: list[ReminderView] = []

    def show(_: Path, reminder: ReminderView) -> int:
        shown.append(reminder)
        return 0

    monkeypatch.setattr("cluneal_tracker.app.remind", show)
    assert remind(house) == 0
    assert remind(house) == 0
    assert len(shown) == 1
    assert len(timer.given) == 3, "after each telling and each answer"


def test_a_desktop_that_wants_quiet_is_asked_again_later(
    house: Path, monkeypatch: pytest.MonkeyPatch, timer: FakeTimer
) -> None:
    monkeypatch.setattr("cluneal_tracker.ui.platform.quiet.wants_quiet", lambda: True)
    assert remind(house) == 0
    assert outcomes(house) == []
    [given] = timer.given
    [moment] = given.once
    now = _now()
    assert timedelta(minutes=9) < moment - now <= timedelta(minutes=11)


def test_quiet_is_not_asked_for_where_nothing_is_due(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, timer: FakeTimer
) -> None:
    def nobody_asks() -> bool:
        raise AssertionError("it would call again and again all day")

    monkeypatch.setattr("cluneal_tracker.ui.platform.quiet.wants_quiet", nobody_asks)
    assert remind(set_reminder(tmp_path / "house", minutes=3 * 60)) == 0
    assert [given.once for given in timer.given] == [()]


def test_without_any_desktop_nothing_counts_as_told(
    house: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    assert remind(house) == 1
    assert capsys.readouterr().err == "There is no desktop here that could show a reminder.\n"
    assert outcomes(house) == []
    assert remind(set_reminder(house.with_name("other"), minutes=3 * 60)) == 0


@NEEDS_BUS
def test_a_notification_needs_neither_qt_nor_charts(bus: None, house: Path) -> None:
    code = (
        "import sys; from cluneal_tracker.cli import main;"
        f"main(['--data-dir', {str(house)!r}, 'remind']);"
        "print(sorted({'PySide6', 'matplotlib', 'apscheduler'} & set(sys.modules)))"
    )
    with notification_server(close=True):
        run = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True
        )
    assert run.stdout.strip() == "[]"
    assert outcomes(house) == [Outcome.TOLD]
