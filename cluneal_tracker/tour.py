"""The tour: every screen drawn to PNG, empty and filled, without a display."""

from __future__ import annotations

import os
import tempfile
import threading
from collections.abc import Callable, Iterator
from datetime import date, time
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEventLoop, QLocale, QSize, QTimer
from PySide6.QtWidgets import QLabel, QWidget

from cluneal_tracker import paths
from cluneal_tracker.app import dress, make_application
from cluneal_tracker.domain.pain import Given, VasScore
from cluneal_tracker.domain.settings import Paper, Settings, Theme
from cluneal_tracker.domain.verdict import NotOpened
from cluneal_tracker.services.demo import DemoClock, write_demo
from cluneal_tracker.services.opening import Services, open_services
from cluneal_tracker.services.recovery import Recovery, examine
from cluneal_tracker.ui.joins.exercises import ExercisesJoin
from cluneal_tracker.ui.joins.session import SessionJoin
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.screens.timer import Ask
from cluneal_tracker.ui.shell import Place
from cluneal_tracker.ui.widgets.drawing import WAY_SECONDS, Drawing
from cluneal_tracker.ui.widgets.full_page import FullPage
from cluneal_tracker.ui.window import Window

_DAY, _ZONE = date(2026, 3, 12), ZoneInfo("Europe/Berlin")
_SETTLE_MS, _PAGE_DPI, _SPOILT_BYTES = 150, 144, 4096
# Seconds into a nerve glide at which its steps are shown.
_STEPS = {"knee": 6.0, "hold": 9.0, "leg-up": 13.0, "toes": 15.5, "lower": 18.0, "swap": 157.0}
# What a picture shows in place of the temporary folder.
_HOME = "~/.local/share/cluneal-tracker"
# A file of Track & Graph, as its export writes it.
_FOREIGN = """FeatureName,Timestamp,Value,Note
Back pain,2025-12-02T08:10:00.000+01:00,3,
Back pain,2025-12-03T20:15:00.000+01:00,4,After the drive
Back pain,2025-12-05T08:20:00.000+01:00,2,
Walk,2025-12-02T17:40:00.000+01:00,0:35:00,
Sleep,2025-12-03T07:00:00.000+01:00,7:30:00,
"""


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
                guide = _Guide(window, look, services, clock, folder, out)
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


class _Guide:
    """Leads one window from place to place and takes a picture of each."""

    def __init__(
        self,
        window: Window,
        look: Look,
        services: Services,
        clock: DemoClock,
        folder: Path,
        out: Path,
    ) -> None:
        self._window, self._look, self._services = window, look, services
        self._clock, self._folder, self._out = clock, folder, out
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
        window.back_up()
        services.diary.mark(VasScore(48), Given.LINE)
        self._clock.wait(8)
        marked = services.diary.mark(VasScore(41), Given.LINE)
        yield self._page("history", lambda: window.show_history(marked.id))
        services.diary.answer("sitting", True)
        services.diary.answer("walking", False)
        yield self._take("today-marked")
        yield from self._show_nudge()
        yield from self._show_reminder()
        for place in list(Place)[1:]:
            window.go(place)
            yield self._take(place.value)
        yield from self._show_kept()
        yield from self._show_own_exercises()
        yield from self._show_exercise()
        yield from self._show_report()

    def _show_kept(self) -> Iterator[Path]:
        """The pages behind Settings: what is kept, and what comes in."""
        window, services = self._window, self._services
        services.backups.make()
        yield self._page("keep-safe", window.show_keep_safe)
        yield self._page("lock", window.show_lock)
        for entry in services.diary.entries()[-3:-1]:
            services.diary.delete(entry.id)
            self._clock.wait(60)
        yield self._page("deleted", window.show_deleted)
        yield self._page("bring-in", self._look_into_file)

    def _show_own_exercises(self) -> Iterator[Path]:
        """An exercise as it is written, and one that comes from a file."""
        exercises = self._window.go(Place.EXERCISES)
        if not isinstance(exercises, ExercisesJoin):
            return
        file, files = self._folder / "Core.json", self._services.routine_files
        file.write_bytes(files.write("core"))
        yield self._page("exercise-change", lambda: exercises.edit("nerve-glide"))
        yield self._page("exercise-new", lambda: exercises.edit(""))
        self._services.routines.hide("core")
        yield self._page("exercise-incoming", lambda: exercises.look_into(file))
        self._services.history.undo()

    def _look_into_file(self) -> object:
        from cluneal_tracker.ui.joins.bring_in import BringInJoin

        file = self._folder / "Track and Graph.csv"
        file.write_text(_FOREIGN, encoding="utf-8")
        services = self._services
        join = BringInJoin(self._look, services, self._window, services.exchange.read(file))
        join.begin()
        return join

    def _page(self, name: str, show: Callable[[], object]) -> Path:
        """A page that has the whole window until its picture is taken."""
        # What `show` gives has to live as long as the page.
        _shown = show()
        file = self._take(name)
        for page in self._window.findChildren(FullPage):
            page.closed.emit()
        return file

    def _show_report(self) -> Iterator[Path]:
        """The page for the doctor, on both papers."""
        from cluneal_tracker.render.report import summary_picture

        view, phrases = self._services.visits.view(), self._services.content.phrases
        for paper in Paper:
            file = self._out / f"report-{paper.value}.png"
            file.write_bytes(summary_picture(view, phrases, paper, _PAGE_DPI))
            yield file

    def _show_nudge(self) -> Iterator[Path]:
        """Some habits ticked, and an hour later the nudge: in the corner, and in the window."""
        services, window = self._services, self._window
        services.preferences.choose(nudge=True)
        for key in ("soft-waistband", "change-position", "change-position"):
            services.habits.tick(key)
        window.go(Place.EXERCISES)
        yield self._take("exercises-habits")
        reminders = window.make_reminders()
        nudges = window.make_nudges(reminders)
        for name, seen, hour in (("nudge", nudges.window, 10), ("nudge-in-use", window, 12)):
            if seen is window:
                window.come_forward()
                _settle()
            else:
                window.hide()
            self._clock.set(_DAY, time(hour))
            nudges.look_now()
            yield self._take(name, seen)
            nudges.window.not_now.emit()
        nudges.stop()
        reminders.stop()

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
        self._clock.wait(3600)
        exercise = self._start("nerve-glide")
        yield self._take("exercise-before")
        _mark_before(exercise)
        gone = 0.0
        for name, at in _STEPS.items():
            self._pass(exercise, at - gone)
            gone = at
            for drawing in window.findChildren(Drawing):
                # The clock of the tour leaps; the leg is to be where the words say.
                drawing.advance(WAY_SECONDS)
            yield self._take(f"timer-{name}")
        self._pass(exercise, 160.0)
        yield self._take("timer-end")
        exercise.end.done.emit()
        yield from self._show_own_pace()

    def _show_own_pace(self) -> Iterator[Path]:
        """Steps at one's own pace, a rest between two sets, and an end that came early."""
        exercise = self._start("hip-strength")
        _mark_before(exercise)
        self._pass(exercise, 12.0)
        yield self._take("timer-own-pace")
        _press(exercise, Ask.PAUSE)
        self._pass(exercise, 5.0)
        yield self._take("timer-rest")
        _press(exercise, Ask.STOP)
        yield self._take("timer-stopped")
        exercise.end.done.emit()
        yield from self._show_offer()

    def _show_offer(self) -> Iterator[Path]:
        """What is asked after the program was ended in the middle of an exercise."""
        window, exercises = self._window, self._services.exercises
        exercise = self._start("nerve-glide")
        _mark_before(exercise)
        self._pass(exercise, 100.0)
        under_way = exercises.under_way()
        _press(exercise, Ask.STOP)
        exercise.end.undo_requested.emit()
        if under_way is not None:
            exercises.put_back(under_way)
        window.say("")
        window.go(Place.TODAY)
        window.offer_under_way()
        yield self._take("under-way")
        window.go(Place.EXERCISES)
        yield self._take("exercises-under-way")
        exercises.leave_out()

    def _start(self, key: str) -> SessionJoin:
        self._window.start_exercise(key)
        exercise = self._window.exercise
        assert exercise is not None
        return exercise

    def _pass(self, exercise: SessionJoin, seconds: float) -> None:
        """Let the exercise run on, in steps short enough not to look like a sleep."""
        while seconds > 0 and not exercise.over:
            self._clock.wait(min(seconds, 1.0))
            exercise.tick()
            seconds -= 1.0

    def _take(self, name: str, widget: QWidget | None = None) -> Path:
        return take_picture(widget or self._window, self._folder, self._out / f"{name}.png")


def _mark_before(exercise: SessionJoin) -> None:
    if exercise.before is not None:
        exercise.before.rated.emit(VasScore(41), Given.LINE)


def _press(exercise: SessionJoin, ask: Ask) -> None:
    if exercise.timer is not None:
        exercise.timer.screen.asked.emit(ask)


def take_picture(widget: QWidget, folder: Path, file: Path) -> Path:
    """Draw a widget into a file; a folder that it names is shown as the usual one."""
    _settle()
    for label in widget.findChildren(QLabel):
        said = label.text().replace("\u200b", "")
        if str(folder) in said:
            label.setText(said.replace(str(folder), _HOME))
    _settle()
    widget.grab().save(str(file))
    return file


def _settle() -> None:
    """Let the screen lay itself out, and wait for what is drawn beside it."""
    _run_on()
    while threading.active_count() > 1:
        _run_on()


def _run_on() -> None:
    loop = QEventLoop()
    QTimer.singleShot(_SETTLE_MS, loop.quit)
    loop.exec()
