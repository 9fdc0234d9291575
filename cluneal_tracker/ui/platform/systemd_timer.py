"""A timer of systemd for one person, as systemd.timer(5) and systemd.service(5) want it.

Times are local ones without a zone, so changes of the clock are the business of systemd.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from cluneal_tracker.domain.errors import DiaryError
from cluneal_tracker.domain.timetable import Timetable
from cluneal_tracker.ui.platform.own_file import take_away
from cluneal_tracker.ui.platform.program import Run, config_folder, program, run, share_folder

_UNIT = "cluneal-tracker-remind"
_TIMER = f"{_UNIT}.timer"
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_SERVICE_TEXT = """[Unit]
Description=Cluneal Tracker: time for your log
StartLimitIntervalSec=15min
StartLimitBurst=12

[Service]
Type=exec
ExecStart={command}
# After a night the time has passed before the desktop is there: tried again until it is.
Restart=on-failure
RestartSec=60
# The app that was opened from the notification lives on.
KillMode=process
"""
_TIMER_TEXT = """[Unit]
Description=Cluneal Tracker: the times for your log

[Timer]
{times}
AccuracySec=10s
Persistent=true

[Install]
WantedBy=timers.target
"""


class SystemdTimer:
    """Writes two units and tells the person's systemd of them."""

    def __init__(self, folder: Path, run: Run = run) -> None:
        self._folder, self._run = folder, run
        units = config_folder() / "systemd" / "user"
        self._service, self._timer = units / f"{_UNIT}.service", units / _TIMER

    def installed(self) -> bool:
        """Whether the units are there and mean this diary."""
        try:
            return quoted(str(self._folder.absolute())) in self._service.read_text("utf-8")
        except (OSError, ValueError):
            return False

    def install(self, timetable: Timetable) -> None:
        """Write what differs from what is there, and have systemd read it."""
        command = " ".join(map(quoted, program(self._folder, "remind")))
        wanted = {self._service: _SERVICE_TEXT.format(command=command)}
        if timetable:
            # Without a time systemd refuses a timer, so for none there is the service alone.
            times = "\n".join(f"OnCalendar={one}" for one in calendar(timetable))
            wanted[self._timer] = _TIMER_TEXT.format(times=times)
        before = {file: _text(file) for file in (self._service, self._timer)}
        if all(before[file] == wanted.get(file) for file in before):
            return
        try:
            self._write(wanted)
        except (OSError, DiaryError) as error:
            self._go_back(before)
            raise DiaryError(
                f"The reminders were not given to your computer. The reason: {error}"
            ) from error

    def _write(self, wanted: dict[Path, str]) -> None:
        self._service.parent.mkdir(parents=True, exist_ok=True)
        if self._timer not in wanted:
            self._forget_timer()
        for file, text in wanted.items():
            file.write_text(text, encoding="utf-8")
        self._systemctl("daemon-reload")
        if self._timer in wanted:
            self._systemctl("enable", _TIMER)
            self._systemctl("restart", _TIMER)

    def _go_back(self, before: dict[Path, str | None]) -> None:
        """As it was: what called until now calls on, and what did not leaves nothing behind."""
        kept = {file: text for file, text in before.items() if text is not None}
        with suppress(OSError, DiaryError):
            if self._service in kept:
                self._write(kept)
            else:
                self.remove()

    def remove(self) -> None:
        """Take all of it away, also where systemd does not answer; raises DiaryError."""
        self._forget_timer()
        take_away(self._service)
        with suppress(DiaryError):
            self._systemctl("daemon-reload")

    def _forget_timer(self) -> None:
        if self._timer.exists():
            with suppress(DiaryError):
                self._systemctl("disable", "--now", _TIMER)
        wants = self._timer.parent / "timers.target.wants"
        # When it last called is kept by systemd for the time after a sleep.
        stamp = share_folder() / "systemd" / "timers" / f"stamp-{_TIMER}"
        take_away(self._timer, wants / _TIMER, stamp)
        with suppress(OSError):
            wants.rmdir()

    def _systemctl(self, *words: str) -> None:
        self._run(["systemctl", "--user", *words])


def calendar(timetable: Timetable) -> Iterator[str]:
    """The times as systemd.time(7) writes them."""
    for one in timetable.weekly:
        days = "" if one.daily else ",".join(_DAYS[day] for day in sorted(one.weekdays)) + " "
        yield f"{days}*-*-* {one.at:%H:%M}:00"
    for moment in timetable.once:
        yield f"{moment:%Y-%m-%d %H:%M}:00"


def quoted(word: str) -> str:
    """One word of a command as a unit file takes it, with nothing in it filled in by systemd."""
    plain = word.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return '"' + plain.replace("%", "%%").replace("$", "$$") + '"'


def _text(file: Path) -> str | None:
    try:
        return file.read_text("utf-8")
    except (OSError, ValueError):
        return None
