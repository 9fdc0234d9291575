"""The tour: every screen drawn to PNG, empty and filled, without a display."""

from __future__ import annotations

import os
import tempfile
import threading
from collections.abc import Iterator
from datetime import date, time
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEventLoop, QLocale, QSize, QTimer
from PySide6.QtWidgets import QWidget

from cluneal_tracker.app import dress, make_application
from cluneal_tracker.domain.pain import Given, VasScore
from cluneal_tracker.domain.settings import Paper, Settings, Theme
from cluneal_tracker.services.demo import DemoClock, write_demo
from cluneal_tracker.services.opening import Services, open_services
from cluneal_tracker.ui.shell import Place
from cluneal_tracker.ui.window import Window

_DAY, _ZONE = date(2026, 3, 12), ZoneInfo("Europe/Berlin")
_SETTLE_MS, _PAGE_DPI = 150, 144
# Seconds into a nerve glide at which its steps are shown.
_STEPS = {"knee": 6.0, "hold": 9.0, "leg-up": 13.0, "toes": 15.5, "lower": 18.0, "swap": 157.0}


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
                write_demo(folder, _DAY)
            clock.set(_DAY, time(8, 12))
            with open_services(folder, clock) as services:
                services.preferences.choose(theme=Theme(theme), text_size=text_size)
                dress(application, look, services)
                window = Window(look, services)
                window.resize(QSize(*size))
                window.show_icons()
                guide = _Guide(window, services, clock, out)
                yield from guide.show_empty() if name == "empty" else guide.show_filled()
                window.close()


class _Guide:
    """Leads one window from place to place and takes a picture of each."""

    def __init__(
        self,
        window: Window,
        services: Services,
        clock: DemoClock,
        out: Path,
    ) -> None:
        self._window, self._services = window, services
        self._clock, self._out = clock, out
        window.go(Place.TODAY)
        window.show()

    def show_empty(self) -> Iterator[Path]:
        """The first start, and what each place says before there is anything to show."""
        for place in Place:
            self._window.go(place)
            yield self._take(f"{place.value}-empty")

    def show_filled(self) -> Iterator[Path]:
        """Twelve weeks in."""
        services, window = self._services, self._window
        services.preferences.choose(welcomed=True)
        yield self._take("today")
        services.diary.mark(VasScore(41), Given.LINE)
        services.diary.answer("sitting", True)
        services.diary.answer("walking", False)
        yield self._take("today-marked")
        yield from self._show_reminder()
        for place in list(Place)[1:]:
            window.go(place)
            yield self._take(place.value)
        yield from self._show_exercise()
        yield from self._show_page()

    def _show_page(self) -> Iterator[Path]:
        """The page for the doctor, on both papers."""
        from cluneal_tracker.render.report import summary_picture

        view, phrases = self._services.visits.view(), self._services.content.phrases
        for paper in Paper:
            file = self._out / f"report-{paper.value}.png"
            file.write_bytes(summary_picture(view, phrases, paper, _PAGE_DPI))
            yield file

    def _show_reminder(self) -> Iterator[Path]:
        self._clock.set(_DAY, time(20, 0))
        reminders = self._window.make_reminders()
        self._window.go(Place.SETTINGS)
        reminders.look_now()
        yield self._take("reminder", reminders.window)
        reminders.stop()

    def _show_exercise(self) -> Iterator[Path]:
        window = self._window
        window.go(Place.EXERCISES)
        window.start_exercise("nerve-glide")
        gone = 0.0
        for name, at in _STEPS.items():
            self._pass(at - gone)
            gone = at
            yield self._take(f"timer-{name}")
        self._pass(160.0)
        yield self._take("timer-end")

    def _pass(self, seconds: float) -> None:
        """Let the exercise run on, in steps short enough not to look like a sleep."""
        exercise = self._window.exercise
        while seconds > 0 and exercise is not None and not exercise.over:
            self._clock.wait(min(seconds, 1.0))
            exercise.tick()
            seconds -= 1.0

    def _take(self, name: str, widget: QWidget | None = None) -> Path:
        self._settle()
        file = self._out / f"{name}.png"
        (widget or self._window).grab().save(str(file))
        return file

    def _settle(self) -> None:
        """Let the screen lay itself out, and wait for what is drawn beside it."""
        self._run_on()
        while threading.active_count() > 1:
            self._run_on()

    def _run_on(self) -> None:
        loop = QEventLoop()
        QTimer.singleShot(_SETTLE_MS, loop.quit)
        loop.exec()
