"""Agents of launchd for one person on macOS, by launchd.plist(5). Never run there yet."""

from __future__ import annotations

import os
import plistlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from cluneal_tracker.domain.errors import DiaryError
from cluneal_tracker.domain.timetable import Timetable
from cluneal_tracker.ui.platform.own_file import take_away
from cluneal_tracker.ui.platform.program import Run, program, run


class LaunchAgent:
    """One agent, by its label; `more` is what its property list says beside what it runs."""

    def __init__(self, label: str, folder: Path, word: str, run: Run = run) -> None:
        self._label, self._run = label, run
        self._command = program(folder, word)
        self._file = Path.home() / "Library" / "LaunchAgents" / f"{label}.plist"

    def written(self) -> bool:
        """Whether the agent is there and means this diary."""
        return self._found().get("ProgramArguments") == self._command

    def write(self, more: dict[str, Any]) -> None:
        """Write the agent, and have launchd read it where it differs; raises DiaryError."""
        wanted = {"Label": self._label, "ProgramArguments": self._command, **more}
        before = self._found()
        if before == wanted:
            return
        try:
            self._load(wanted)
        except (OSError, DiaryError) as error:
            # As it was: what called until now calls on.
            with suppress(OSError, DiaryError):
                self.remove()
                if before:
                    self._load(before)
            raise DiaryError(f"Your computer did not take this. The reason: {error}") from error

    def _load(self, wanted: dict[str, Any]) -> None:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        self._stop()
        self._file.write_bytes(plistlib.dumps(wanted))
        self._run(["launchctl", "bootstrap", _domain(), str(self._file)])

    def remove(self) -> None:
        """Stop the agent and take it away; raises DiaryError."""
        if self._file.exists():
            self._stop()
            take_away(self._file)

    def _stop(self) -> None:
        # One that launchd does not know yet is stopped already.
        with suppress(DiaryError):
            self._run(["launchctl", "bootout", f"{_domain()}/{self._label}"])

    def _found(self) -> dict[str, Any]:
        try:
            found = plistlib.loads(self._file.read_bytes())
        except (OSError, ValueError, plistlib.InvalidFileException):
            return {}
        return found if isinstance(found, dict) else {}


class ReminderAgent:
    """Calls `remind`; launchd calls once after a sleep for all that was slept through."""

    def __init__(self, folder: Path, run: Run = run) -> None:
        self._agent = LaunchAgent("cluneal-tracker.remind", folder, "remind", run)

    def installed(self) -> bool:
        """Whether the agent is there."""
        return self._agent.written()

    def install(self, timetable: Timetable) -> None:
        """Call at these times; raises DiaryError."""
        times = list(intervals(timetable))
        # The app that was opened from the reminder lives on.
        more: dict[str, Any] = {"AbandonProcessGroup": True}
        self._agent.write(more | ({"StartCalendarInterval": times} if times else {}))

    def remove(self) -> None:
        """Never call again."""
        self._agent.remove()


def intervals(timetable: Timetable) -> Iterator[dict[str, int]]:
    """The times as launchd counts them: Sunday is 0, and what is not named is any."""
    for one in timetable.weekly:
        at = {"Hour": one.at.hour, "Minute": one.at.minute}
        if one.daily:
            yield at
        else:
            yield from ({"Weekday": (day + 1) % 7, **at} for day in sorted(one.weekdays))
    for moment in timetable.once:
        day = {"Month": moment.month, "Day": moment.day}
        yield {**day, "Hour": moment.hour, "Minute": moment.minute}


def _domain() -> str:
    return f"gui/{os.getuid()}" if hasattr(os, "getuid") else "gui"
