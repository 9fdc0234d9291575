"""The clocks of operating systems: what they are given is what they take, and all of it goes."""

from __future__ import annotations

import os
import plistlib
import shutil
import subprocess
from collections.abc import Callable, Sequence
from datetime import datetime, time
from pathlib import Path
from xml.etree import ElementTree as Xml

import pytest

from cluneal_tracker.domain.errors import DiaryError
from cluneal_tracker.domain.timetable import Timetable, WeeklyTime
from cluneal_tracker.ui.platform.launch_agent import ReminderAgent, intervals
from cluneal_tracker.ui.platform.os_timer import OsTimer, os_timer
from cluneal_tracker.ui.platform.program import program
from cluneal_tracker.ui.platform.systemd_timer import SystemdTimer, calendar
from cluneal_tracker.ui.platform.windows_task import NAME, WindowsTask, task_xml

ODD = "my diary, 100 % ünï $HOME \"x\" \\y 'z' & <w>"
WORKDAYS = frozenset(range(5))
TIMES = Timetable(
    (WeeklyTime(time(8)), WeeklyTime(time(20, 30), frozenset({6, 0}))),
    (datetime.fromisoformat("2026-03-29T02:30"),),
)
OTHER = Timetable((WeeklyTime(time(9, 5), WORKDAYS),))
NEEDS_SYSTEMD = pytest.mark.skipif(
    shutil.which("systemd-analyze") is None, reason="needs systemd-analyze (Debian: systemd)"
)


class Tools:
    """Takes the commands that tools of the system would get; refuses those of one name."""

    def __init__(self) -> None:
        self.asked: list[list[str]] = []
        self.refused = ""
        self.says = ""

    def __call__(self, words: Sequence[str]) -> str:
        self.asked.append(list(words))
        if self.refused and self.refused in words:
            raise DiaryError("It refused.")
        return self.says


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    home = tmp_path / "höme %h"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    return home


@pytest.fixture
def tools() -> Tools:
    return Tools()


@pytest.fixture
def folder(home: Path) -> Path:
    return home / ODD


def files(home: Path) -> list[str]:
    return sorted(file.name for file in home.rglob("*") if file.is_file())


@pytest.fixture(params=[SystemdTimer, ReminderAgent])
def timer(request: pytest.FixtureRequest, folder: Path, tools: Tools) -> OsTimer:
    made: OsTimer = request.param(folder, tools)
    return made


def test_installed_changed_and_removed_it_leaves_nothing(
    timer: OsTimer, home: Path, tools: Tools
) -> None:
    assert not timer.installed()
    timer.install(TIMES)
    assert timer.installed()
    before = {file: file.read_bytes() for file in home.rglob("*") if file.is_file()}
    tools.asked.clear()
    timer.install(TIMES)
    assert tools.asked == [], "the same once more is no change"
    timer.install(OTHER)
    assert tools.asked != []
    assert {file: file.read_bytes() for file in home.rglob("*") if file.is_file()} != before
    timer.remove()
    assert not timer.installed()
    assert files(home) == []
    timer.remove()


def test_a_unit_that_cannot_be_taken_away_is_told(folder: Path, tools: Tools, home: Path) -> None:
    timer = SystemdTimer(folder, tools)
    timer.install(TIMES)
    service = next(home.rglob("*.service"))
    service.unlink()
    service.mkdir()
    with pytest.raises(DiaryError, match="was not taken away"):
        timer.remove()


def test_without_times_it_stays_and_is_silent(timer: OsTimer, home: Path) -> None:
    timer.install(TIMES)
    timer.install(Timetable())
    assert timer.installed()
    text = "".join(file.read_text() for file in home.rglob("*") if file.is_file())
    assert "OnCalendar" not in text
    assert "StartCalendarInterval" not in text
    timer.install(TIMES)
    assert timer.installed()


@pytest.mark.parametrize("refused", ["enable", "bootstrap"])
def test_a_system_that_refuses_is_told_and_nothing_is_left(
    timer: OsTimer, home: Path, tools: Tools, refused: str
) -> None:
    tools.refused = refused
    if (refused == "enable") is isinstance(timer, SystemdTimer):
        with pytest.raises(DiaryError, match="It refused"):
            timer.install(TIMES)
        assert files(home) == []


def test_a_change_that_is_refused_leaves_what_called_before(
    timer: OsTimer, home: Path, tools: Tools
) -> None:
    timer.install(TIMES)
    before = {file: file.read_bytes() for file in home.rglob("*") if file.is_file()}
    tools.refused = "daemon-reload" if isinstance(timer, SystemdTimer) else "bootstrap"
    with pytest.raises(DiaryError, match="It refused"):
        timer.install(OTHER)
    assert {file: file.read_bytes() for file in home.rglob("*") if file.is_file()} == before
    assert timer.installed()


def test_the_timer_of_another_diary_is_not_ours(home: Path, folder: Path, tools: Tools) -> None:
    make: Callable[[Path, Tools], OsTimer]
    for make in (SystemdTimer, ReminderAgent):
        make(home / "other", tools).install(TIMES)
        assert not make(folder, tools).installed()


def test_systemd_is_asked_to_read_start_and_forget(folder: Path, tools: Tools) -> None:
    timer = SystemdTimer(folder, tools)
    timer.install(TIMES)
    unit = "cluneal-tracker-remind.timer"
    assert [words[2:] for words in tools.asked] == [
        ["daemon-reload"],
        ["enable", unit],
        ["restart", unit],
    ]
    tools.asked.clear()
    timer.remove()
    assert [words[2:] for words in tools.asked] == [["disable", "--now", unit], ["daemon-reload"]]


def test_what_systemd_made_itself_goes_too(home: Path, folder: Path, tools: Tools) -> None:
    timer = SystemdTimer(folder, tools)
    timer.install(TIMES)
    units = home / ".config/systemd/user"
    wants = units / "timers.target.wants"
    wants.mkdir()
    (wants / "cluneal-tracker-remind.timer").symlink_to(units / "cluneal-tracker-remind.timer")
    stamps = home / ".local/share/systemd/timers"
    stamps.mkdir(parents=True)
    (stamps / "stamp-cluneal-tracker-remind.timer").touch()
    timer.remove()
    assert files(home) == []
    assert not wants.exists()


@NEEDS_SYSTEMD
def test_systemd_finds_no_fault_in_the_units(
    home: Path, folder: Path, tools: Tools, tmp_path: Path
) -> None:
    SystemdTimer(folder, tools).install(TIMES)
    units = sorted(map(str, (home / ".config/systemd/user").iterdir()))
    run = subprocess.run(
        ["systemd-analyze", "verify", "--user", "--man=no", *units],
        env={**os.environ, "XDG_RUNTIME_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    # Units of the machine itself may have faults; ours may not.
    assert "cluneal" not in run.stderr, run.stderr
    assert run.returncode == 0, run.stderr


@NEEDS_SYSTEMD
def test_systemd_reads_each_time_as_it_is_meant() -> None:
    said = []
    for line in calendar(TIMES):
        asked = ["systemd-analyze", "calendar", "--base-time=2026-03-01", line]
        run = subprocess.run(asked, capture_output=True, text=True, check=True)
        [normal] = [row for row in run.stdout.splitlines() if "Normalized form:" in row]
        said.append(normal.partition(": ")[2])
    assert said == ["*-*-* 08:00:00", "Mon,Sun *-*-* 20:30:00", "2026-03-29 02:30:00"]


def test_words_reach_the_program_as_they_are(folder: Path, tools: Tools, home: Path) -> None:
    """What systemd makes of ExecStart: C escapes undone, then % and $ halved."""
    SystemdTimer(folder, tools).install(TIMES)
    text = (home / ".config/systemd/user/cluneal-tracker-remind.service").read_text("utf-8")
    [line] = [row for row in text.splitlines() if row.startswith("ExecStart=")]
    words, word, inside, rest = [], "", False, iter(line.partition("=")[2])
    for letter in rest:
        if letter == '"':
            inside = not inside
            if not inside:
                words.append(word)
            word = ""
        elif inside:
            word += next(rest) if letter == "\\" else letter
    # One alone would be filled in by systemd.
    assert not any(set("%$") & set(word.replace("%%", "").replace("$$", "")) for word in words)
    read = [word.replace("%%", "%").replace("$$", "$") for word in words]
    assert read == program(folder, "remind")


def test_launchd_reads_back_what_is_meant(home: Path, folder: Path, tools: Tools) -> None:
    ReminderAgent(folder, tools).install(TIMES)
    [file] = (home / "Library/LaunchAgents").iterdir()
    found = plistlib.loads(file.read_bytes())
    assert found["ProgramArguments"] == program(folder, "remind")
    assert found["Label"] == file.stem
    assert found["AbandonProcessGroup"] is True
    assert found["StartCalendarInterval"] == [
        {"Hour": 8, "Minute": 0},
        {"Weekday": 1, "Hour": 20, "Minute": 30},
        {"Weekday": 0, "Hour": 20, "Minute": 30},
        {"Month": 3, "Day": 29, "Hour": 2, "Minute": 30},
    ]
    assert tools.asked[-1] == ["launchctl", "bootstrap", f"gui/{os.getuid()}", str(file)]


@pytest.mark.parametrize("day", range(7))
def test_launchd_counts_from_sunday(day: int) -> None:
    [one] = intervals(Timetable((WeeklyTime(time(8), frozenset({day})),)))
    sunday = 6
    assert one["Weekday"] == (0 if day == sunday else day + 1)


# From the Task Scheduler schema 1.2: in each of these what is there has to stand in this order.
IN_ORDER = {
    "CalendarTrigger": ["Enabled", "StartBoundary", "EndBoundary", "Repetition",
                        "ExecutionTimeLimit", "RandomDelay", "ScheduleByDay", "ScheduleByWeek"],
    "TimeTrigger": ["Enabled", "StartBoundary", "EndBoundary", "Repetition",
                    "ExecutionTimeLimit", "RandomDelay"],
    "Task": ["RegistrationInfo", "Triggers", "Principals", "Settings", "Data", "Actions"],
}  # fmt: skip


def test_the_windows_task_keeps_to_the_order_of_its_schema(folder: Path) -> None:
    content = task_xml(program(folder, "remind"), TIMES)
    assert content.startswith((b"\xff\xfe", b"\xfe\xff")), "UTF-16 with its mark"
    space = "{http://schemas.microsoft.com/windows/2004/02/mit/task}"
    task = Xml.fromstring(content)
    for element in task.iter():
        order = IN_ORDER.get(element.tag.removeprefix(space))
        if order:
            places = [order.index(child.tag.removeprefix(space)) for child in element]
            assert places == sorted(places)
    days = [one.tag.removeprefix(space) for one in task.iter(f"{space}DaysOfWeek").__next__()]
    assert days == ["Monday", "Sunday"]
    starts = [one.text for one in task.iter(f"{space}StartBoundary")]
    assert starts == ["2024-01-01T08:00:00", "2024-01-01T20:30:00", "2026-03-29T02:30:00"]
    [arguments] = [one.text or "" for one in task.iter(f"{space}Arguments")]
    assert arguments == subprocess.list2cmdline(program(folder, "remind")[1:])


def test_the_windows_task_is_handed_over_asked_for_and_deleted(folder: Path, tools: Tools) -> None:
    timer = WindowsTask(folder, tools)
    timer.install(TIMES)
    [words] = tools.asked
    assert [*words[:4], words[-1]] == ["schtasks", "/Create", "/TN", NAME, "/F"]
    tools.says = task_xml(program(folder, "remind"), TIMES).decode("utf-16")
    assert timer.installed()
    assert not WindowsTask(folder / "other", tools).installed()
    timer.remove()
    assert tools.asked[-1] == ["schtasks", "/Delete", "/TN", NAME, "/F"]
    tools.refused = "/Query"
    assert not timer.installed()
    timer.remove()
    assert tools.asked[-1][1] == "/Query", "what is not there is not deleted"


def test_a_linux_without_systemd_has_no_timer(
    home: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    assert os_timer(home) is None
    monkeypatch.delenv("XDG_RUNTIME_DIR")
    assert os_timer(home) is None


def test_a_tool_that_is_not_there_or_refuses_is_told_in_a_sentence() -> None:
    from cluneal_tracker.ui.platform.program import run

    with pytest.raises(DiaryError, match="does not answer"):
        run(["cluneal-no-such-tool"])
    with pytest.raises(DiaryError, match="refused: odd"):
        run(["sh", "-c", "echo odd >&2; exit 3"])
    assert run(["echo", "well"]) == "well\n"
