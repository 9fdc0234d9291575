"""The real app under a clock and a zone of its own, which can be set while it runs."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from datetime import time as wall_time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from cluneal_tracker import paths
from cluneal_tracker.data import reminder_store
from cluneal_tracker.data.diary_file import open_database
from cluneal_tracker.domain.reminders import Delivery
from cluneal_tracker.domain.schedule import Reminder, ReminderKind
from cluneal_tracker.services.opening import open_services
from tests.fakes import FakeClock

# With these rights a process can have an /etc of its own, which nobody else sees.
_OWN_ETC = ("unshare", "--map-root-user", "--mount")


def _library() -> str:
    """Where libfaketime is; "" where it is not."""
    found = [*Path("/usr/lib").glob("**/libfaketimeMT.so.1")]
    return str(found[0]) if found else ""


def _can_have_own_etc() -> bool:
    if shutil.which("unshare") is None:
        return False
    return subprocess.run([*_OWN_ETC, "true"], capture_output=True, check=False).returncode == 0


NEEDS_FAKED_TIME = pytest.mark.skipif(
    not (_library() and _can_have_own_etc()), reason="needs faketime and unshare (Debian: faketime)"
)


class Computer:
    """A computer with one diary on it, in Berlin to begin with; its clock goes on from `set`.

    The diary is empty but for its reminders, and begins at `wall`.
    """

    def __init__(self, folder: Path, wall: str, *reminders: str) -> None:
        self.folder, self._etc = folder / "house", folder / "etc"
        self._offset, self._zone = folder / "offset", ZoneInfo("Europe/Berlin")
        self._etc.mkdir()
        shutil.copy("/etc/passwd", self._etc)
        shutil.copy("/etc/ld.so.cache", self._etc)
        shutil.copytree("/etc/fonts", self._etc / "fonts", symlinks=True)
        self.move_to("Europe/Berlin")
        self.set(wall)
        asked = [Reminder(ReminderKind.CHECK_IN, _at(one)) for one in reminders]
        with open_services(self.folder, FakeClock(wall)) as services:
            services.preferences.choose(reminders_on=True, reminders=tuple(asked))

    def set(self, wall: str, *, again: bool = False) -> None:
        """Set the clock to a time on the wall, the second one of its kind with `again`."""
        local = datetime.fromisoformat(wall).replace(tzinfo=self._zone, fold=int(again))
        offset = local.timestamp() - time.time()  # noqa: TID251  the clock that is led astray
        # Read at any moment, so it is never half written.
        new = self._offset.with_suffix(".new")
        new.write_text(f"{offset:+.3f}s\n", encoding="ascii")
        new.replace(self._offset)

    def move_to(self, zone: str) -> None:
        """Choose another zone, as the settings of a desktop do."""
        self._zone = ZoneInfo(zone)
        new = self._etc / "localtime.new"
        new.symlink_to(f"/usr/share/zoneinfo/{zone}")
        new.replace(self._etc / "localtime")

    @contextmanager
    def app(self) -> Iterator[subprocess.Popen[bytes]]:
        """The app, once it has begun to remind."""
        with subprocess.Popen(self._command(), env=self._environment()) as child:
            try:
                yield child
            finally:
                child.send_signal(signal.SIGCONT)
                child.terminate()

    def answer(self) -> None:
        """Give a score, as on the command line."""
        subprocess.run(
            self._command("score", "4"), env=self._environment(), check=True, capture_output=True
        )

    def told(self) -> list[Delivery]:
        """What was told, by the diary."""
        db = open_database(self.folder / paths.DIARY_NAME)
        try:
            return reminder_store.since(db, datetime(2000, 1, 1).date())  # noqa: DTZ001
        finally:
            db.close()

    def _command(self, *words: str) -> list[str]:
        run = f'mount --bind "{self._etc}" /etc && exec "$@"'
        app = (sys.executable, "-m", "cluneal_tracker", "--data-dir", str(self.folder))
        return [*_OWN_ETC, "sh", "-c", run, "sh", *app, *words]

    def _environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "LD_PRELOAD": _library(),
            "FAKETIME_TIMESTAMP_FILE": str(self._offset),
            "FAKETIME_NO_CACHE": "1",
            # The stopwatch is left alone: else the waits of Python's own lock end at once.
            "DONT_FAKE_MONOTONIC": "1",
            "FAKETIME_FORCE_MONOTONIC_FIX": "0",
            "QT_QPA_PLATFORM": "offscreen",
            "HOME": str(self.folder.parent),
            "XDG_RUNTIME_DIR": str(self.folder.parent),
        }


def _at(wall: str) -> wall_time:
    return wall_time.fromisoformat(wall)
