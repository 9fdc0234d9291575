"""The tour: every screen drawn to PNG, empty and filled, without a display."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from datetime import time
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import QLocale, QSize

from cluneal_tracker import paths
from cluneal_tracker.app import dress, make_application
from cluneal_tracker.domain.settings import Settings, Theme
from cluneal_tracker.domain.timetable import Timetable
from cluneal_tracker.domain.verdict import NotOpened
from cluneal_tracker.services.demo import DemoClock, write_demo
from cluneal_tracker.services.opening import open_services
from cluneal_tracker.services.recovery import Recovery, examine
from cluneal_tracker.tour.asking import DAY
from cluneal_tracker.tour.guide import Guide
from cluneal_tracker.tour.pictures import take_picture
from cluneal_tracker.ui.joins.outside import Outside
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.window import Window

_ZONE, _SPOILT_BYTES = ZoneInfo("Europe/Berlin"), 4096


def draw(
    out: Path, theme: str = "light", size: tuple[int, int] = (1180, 780), text_size: int = 100
) -> Iterator[Path]:
    """Draw every screen into a folder and give each file as it is written.

    Raises ValueError for a text size that Settings does not have.
    """
    Settings(text_size=text_size)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    # Offscreen windows cannot be raised and say so; nobody needs to read it.
    os.environ.setdefault("QT_LOGGING_RULES", "default.warning=false")
    out.mkdir(parents=True, exist_ok=True)
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    application, look = make_application()
    with tempfile.TemporaryDirectory(prefix="cluneal-tour-") as temporary:
        for name in ("empty", "filled"):
            folder, clock = Path(temporary) / name, DemoClock(_ZONE)
            if name == "filled":
                write_demo(folder, DAY)
            clock.set(DAY, time(8, 12))
            with open_services(folder, clock) as services:
                services.preferences.choose(theme=Theme(theme), text_size=text_size)
                dress(application, look, services)
                window = Window(look, services)
                computer = _AnyComputer()
                window.outside = Outside(services, computer, computer)
                window.resize(QSize(*size))
                window.show_icons()
                guide = Guide(window, look, services, clock, folder, out)
                yield from guide.show_empty() if name == "empty" else guide.show_filled()
                window.close()
        yield from _show_closed(look, folder, clock, QSize(*size), out)


def _show_closed(
    look: Look, folder: Path, clock: DemoClock, size: QSize, out: Path
) -> Iterator[Path]:
    """What is seen in place of the window: for a diary that is locked, and for a damaged one."""
    from cluneal_tracker.ui.joins.recovery import RecoveryJoin
    from cluneal_tracker.ui.joins.unlock import UnlockJoin

    diary = folder / paths.DIARY_NAME
    content = bytearray(diary.read_bytes())
    middle = len(content) // 2
    content[middle : middle + _SPOILT_BYTES] = bytes(_SPOILT_BYTES)
    diary.write_bytes(content)
    error = NotOpened(*examine(folder, clock))
    unlock, recovery = UnlockJoin(look, folder), RecoveryJoin(look, Recovery(folder, clock), error)
    for name, widget in (("unlock", unlock.widget), ("recovery", recovery.widget)):
        widget.resize(size)
        widget.show()
        yield take_picture(widget, folder, out / f"{name}.png")
        widget.close()


class _AnyComputer:
    """Does nothing for the app, so that its pictures are the same on every computer."""

    def installed(self) -> bool:
        return False

    def install(self, _: Timetable) -> None: ...

    def remove(self) -> None: ...

    def is_on(self) -> bool:
        return False

    def turn_on(self) -> None: ...

    def turn_off(self) -> None: ...
