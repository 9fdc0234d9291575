"""Starting with the computer, into the background; only where the person asked for it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Protocol

from cluneal_tracker import paths
from cluneal_tracker.domain.errors import DiaryError
from cluneal_tracker.ui.platform.desktop_entry import desktop_entry, exec_line
from cluneal_tracker.ui.platform.launch_agent import LaunchAgent
from cluneal_tracker.ui.platform.own_file import take_away
from cluneal_tracker.ui.platform.program import config_folder, program

BACKGROUND = "--background"
_RUN_KEY = r"Software\Microsoft\Windows\CurrentVersion\Run"
_RUN_NAME = "Cluneal Tracker"


class Autostart(Protocol):
    """Whether the app starts when the person logs in."""

    def is_on(self) -> bool:
        """Whether it starts, with this diary."""

    def turn_on(self) -> None:
        """Start from the next login on; raises DiaryError."""

    def turn_off(self) -> None:
        """Do not, and leave nothing behind; raises DiaryError."""


class RunKey(Protocol):
    """The values of a key of the Windows registry."""

    def get(self, name: str) -> str | None:
        """A value; None where there is none."""

    def put(self, name: str, value: str) -> None:
        """Keep a value."""

    def drop(self, name: str) -> None:
        """Take a value away, if there is one."""


def autostart(folder: Path) -> Autostart:
    """That of this computer, for the diary of a folder."""
    if sys.platform == "win32":
        return RunKeyAutostart(folder, _Registry())
    if sys.platform == "darwin":
        return AgentAutostart(folder)
    return XdgAutostart(folder)


class XdgAutostart:
    """A file that desktops of Linux look for, by the Desktop Application Autostart rules."""

    def __init__(self, folder: Path) -> None:
        self._command = program(folder, BACKGROUND)
        self._file = config_folder() / "autostart" / f"{paths.APP}.desktop"

    def is_on(self) -> bool:
        """Whether the file is there; a desktop switches it off by a line of its own."""
        try:
            lines = self._file.read_text("utf-8").splitlines()
        except (OSError, ValueError):
            return False
        off = {"Hidden=true", "X-GNOME-Autostart-enabled=false"}
        return exec_line(self._command) in lines and not off.intersection(lines)

    def turn_on(self) -> None:
        """Write the file; raises DiaryError."""
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            self._file.write_text(desktop_entry(self._command), encoding="utf-8")
        except OSError as error:
            raise DiaryError(
                f"{self._file} was not written. The reason: {error.strerror}."
            ) from error

    def turn_off(self) -> None:
        """Take the file away; raises DiaryError."""
        take_away(self._file)


class AgentAutostart:
    """An agent of launchd. Never run on macOS yet."""

    def __init__(self, folder: Path) -> None:
        self._agent = LaunchAgent("cluneal-tracker.background", folder, BACKGROUND, _not_yet)

    def is_on(self) -> bool:
        """Whether the agent is there."""
        return self._agent.written()

    def turn_on(self) -> None:
        """Write the agent; launchd reads it at the next login. Raises DiaryError."""
        self._agent.write({"RunAtLoad": True, "ProcessType": "Interactive"})

    def turn_off(self) -> None:
        """Take the agent away; raises DiaryError."""
        self._agent.remove()


def _not_yet(_: object) -> str:
    """The app is running already: launchd is not asked to start it a second time now."""
    return ""


class RunKeyAutostart:
    """A value of the Run key. Never run on Windows yet."""

    def __init__(self, folder: Path, key: RunKey) -> None:
        self._command, self._key = subprocess.list2cmdline(program(folder, BACKGROUND)), key

    def is_on(self) -> bool:
        """Whether the value is there."""
        return self._key.get(_RUN_NAME) == self._command

    def turn_on(self) -> None:
        """Write the value."""
        self._key.put(_RUN_NAME, self._command)

    def turn_off(self) -> None:
        """Take the value away."""
        self._key.drop(_RUN_NAME)


class _Registry:
    """The Run key of the person who is logged in."""

    def get(self, name: str) -> str | None:
        if sys.platform == "win32":
            import winreg

            try:
                with winreg.OpenKey(winreg.HKEY_CURRENT_USER, _RUN_KEY) as key:
                    return str(winreg.QueryValueEx(key, name)[0])
            except OSError:
                return None
        return None

    def put(self, name: str, value: str) -> None:
        if sys.platform == "win32":
            import winreg

            with winreg.CreateKey(winreg.HKEY_CURRENT_USER, _RUN_KEY) as key:
                winreg.SetValueEx(key, name, 0, winreg.REG_SZ, value)

    def drop(self, name: str) -> None:
        if sys.platform == "win32" and self.get(name) is not None:
            import winreg

            access = winreg.KEY_SET_VALUE
            with winreg.OpenKey(winreg.HKEY_CURRENT_USER, _RUN_KEY, 0, access) as key:
                winreg.DeleteValue(key, name)
