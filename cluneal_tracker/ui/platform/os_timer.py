"""The clock of the operating system, which calls `remind` while the app is closed."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import Protocol

from cluneal_tracker.domain.timetable import Timetable


class OsTimer(Protocol):
    """Calls `remind` for one diary at the times of a timetable."""

    def installed(self) -> bool:
        """Whether it calls for this diary."""

    def install(self, timetable: Timetable) -> None:
        """Call at these times from now on, and at no others; raises DiaryError.

        Done again with the same times it changes nothing. An empty timetable keeps it installed
        and silent.
        """

    def remove(self) -> None:
        """Never call again, and leave nothing behind."""


def os_timer(folder: Path) -> OsTimer | None:
    """The timer of this computer for the diary of a folder; None where it has none."""
    if sys.platform == "win32":
        from cluneal_tracker.ui.platform.windows_task import WindowsTask

        return WindowsTask(folder)
    if sys.platform == "darwin":
        from cluneal_tracker.ui.platform.launch_agent import ReminderAgent

        return ReminderAgent(folder)
    from cluneal_tracker.ui.platform.systemd_timer import SystemdTimer

    return SystemdTimer(folder) if _has_systemd() else None


def _has_systemd() -> bool:
    """Whether systemd looks after this person's session."""
    runtime = os.environ.get("XDG_RUNTIME_DIR")
    session = runtime and (Path(runtime) / "systemd").is_dir()
    return bool(session) and shutil.which("systemctl") is not None
