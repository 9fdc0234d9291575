"""The composition root of the window: the only place where screens, services and desktop meet."""

from __future__ import annotations

import gc
import os
import sys
import threading
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from importlib import import_module
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QFileSystemWatcher, QSettings
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMessageBox

from cluneal_tracker import paths
from cluneal_tracker.domain.clock import Clock
from cluneal_tracker.domain.errors import DiaryError
from cluneal_tracker.services.changes import Changed
from cluneal_tracker.services.opening import Services, open_services
from cluneal_tracker.ui.bridge import Bridge
from cluneal_tracker.ui.look import Look, load_fonts, system_is_dark
from cluneal_tracker.ui.platform.alarm import SchedulerAlarm
from cluneal_tracker.ui.platform.single_instance import SingleInstance
from cluneal_tracker.ui.shell import Joined, Place, Shell
from cluneal_tracker.ui.widgets.pain_line import install_reader

if TYPE_CHECKING:
    from cluneal_tracker.ui.joins.reminders import Reminders
    from cluneal_tracker.ui.joins.timer import TimerJoin


class Window(Shell):
    """The shell with its screens joined to an open diary; a screen is imported when visited."""

    def __init__(self, look: Look, services: Services) -> None:
        super().__init__(
            look,
            {
                Place.TODAY: self._today,
                Place.EXERCISES: self._exercises,
                Place.TRENDS: self._trends,
                Place.TREATMENTS: self._treatments,
                Place.VISIT: self._visit,
                Place.HELP: self._help,
                Place.LEARN: self._learn,
                Place.SETTINGS: self._settings,
            },
        )
        self._look, self._services = look, services
        self._exercise: TimerJoin | None = None
        self.bridge = Bridge(services.changes)
        self.bridge.changed.connect(self.refresh)
        self.undo_requested.connect(self.undo)
        self.redo_requested.connect(self.redo)
        self.activated.connect(self.look_again)
        self._now_half = services.diary.half_now()
        self.activated.connect(self._follow_day)
        self.bridge.rang.connect(self._follow_day)
        self.closing.connect(self._leave_exercise)
        self.on_key("Ctrl+L", self.log_pain)
        self.on_key("Ctrl+E", self._save_page)
        self.on_key("Ctrl+G", partial(self.start_exercise, "nerve-glide"))

    def _follow_day(self) -> None:
        """Every place speaks of today in some way, so all are read again when it turns."""
        half = self._services.diary.half_now()
        if half != self._now_half:
            self._now_half = half
            self.refresh(Changed.EVERYTHING)

    def _today(self) -> Joined:
        from cluneal_tracker.ui.joins.today import TodayJoin

        join = TodayJoin(self._look, self._services, self)
        self.activated.connect(join.catch_up)
        self.bridge.rang.connect(join.catch_up)
        return join

    def _exercises(self) -> Joined:
        from cluneal_tracker.ui.joins.exercises import ExercisesJoin

        return ExercisesJoin(self._look, self._services, self)

    def _trends(self) -> Joined:
        from cluneal_tracker.ui.joins.trends import TrendsJoin

        return TrendsJoin(self._look, self._services, self)

    def _treatments(self) -> Joined:
        from cluneal_tracker.ui.joins.treatments import TreatmentsJoin

        return TreatmentsJoin(self._look, self._services, self)

    def _visit(self) -> Joined:
        from cluneal_tracker.ui.joins.visit import VisitJoin

        return VisitJoin(self._look, self._services, self)

    def _help(self) -> Joined:
        from cluneal_tracker.ui.joins.reading import join_help

        return join_help(self._services)

    def _learn(self) -> Joined:
        from cluneal_tracker.ui.joins.reading import join_learn

        return join_learn(self._services)

    def _settings(self) -> Joined:
        from cluneal_tracker.ui.joins.settings import SettingsJoin

        return SettingsJoin(self._services, self)

    def make_reminders(self) -> Reminders:
        """The reminders of this window, silent until they are given an alarm."""
        from cluneal_tracker.ui.joins.reminders import Reminders

        return Reminders(self._look, self._services, self.bridge, self)

    def start_exercise(self, key: str) -> None:
        """Lead through a routine, one at a time."""
        if self.busy:
            return
        from cluneal_tracker.ui.joins.timer import TimerJoin
        from cluneal_tracker.ui.platform.keep_awake import KeepAwake
        from cluneal_tracker.ui.platform.sound import Sound

        sound, awake = Sound(paths.ASSETS / "sounds"), KeepAwake()
        self._exercise = TimerJoin(self._look, self._services, self, key, sound, awake)
        self._exercise.begin()

    @property
    def exercise(self) -> TimerJoin | None:
        """The exercise under way, or the last one; None before the first."""
        return self._exercise

    def _leave_exercise(self) -> None:
        if self._exercise is not None:
            self._exercise.leave()

    def _save_page(self) -> None:
        from cluneal_tracker.ui.joins.visit import VisitJoin

        if self.busy:
            return
        visit = self.go(Place.VISIT)
        if isinstance(visit, VisitJoin):
            visit.save()

    def log_pain(self) -> None:
        """Come to the pain line, in front of everything else; an exercise is not broken off."""
        if not self.busy:
            self.go(Place.TODAY)
        self.come_forward()

    @property
    def shows_line(self) -> bool:
        """The window is in use and asks for the score of this half day on an empty line."""
        from cluneal_tracker.ui.joins.today import TodayJoin

        if not self.isActiveWindow() or self.busy or self.place is not Place.TODAY:
            return False
        today = self.joined(Place.TODAY)
        return isinstance(today, TodayJoin) and today.asks_now()

    def come_forward(self) -> None:
        """Bring the window to the front."""
        self.setWindowState(self.windowState() & ~self.windowState().WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def look_again(self) -> None:
        """Show what another program has written to the diary meanwhile."""
        self.attempt(self._services.history.look_again)

    def attempt(self, action: Callable[[], object]) -> bool:
        """Do something that may not work; where it does not, say why. True when it worked."""
        try:
            action()
        except (DiaryError, ValueError) as error:
            self.say(str(error))
            return False
        return True

    def undo(self) -> None:
        """Take back the newest step and say so."""
        self.attempt(self._undo)

    def _undo(self) -> None:
        undone = self._services.history.undo()
        text = self.tr("Taken back: {what}.") if undone else self.tr("There is nothing to undo.")
        self.say(text.format(what=self._part_names(undone)))

    def redo(self) -> None:
        """Bring back what was undone last and say so."""
        self.attempt(self._redo)

    def _redo(self) -> None:
        redone = self._services.history.redo()
        text = self.tr("Brought back: {what}.") if redone else self.tr("There is nothing to redo.")
        self.say(text.format(what=self._part_names(redone)))

    def _part_names(self, changed: Changed | None) -> str:
        names = {
            Changed.PAIN: self.tr("a score or what belongs to it"),
            Changed.SESSIONS: self.tr("an exercise"),
            Changed.TREATMENTS: self.tr("a treatment"),
            Changed.SETTINGS: self.tr("a setting"),
        }
        return ", ".join(name for part, name in names.items() if changed and part & changed)


def make_application(look_assets: Path = paths.ASSETS) -> tuple[QApplication, Look]:
    """The Qt application with the app's fonts, and the look that colours it."""
    application = QApplication(sys.argv[:1])
    application.setApplicationName(paths.APP)
    application.setApplicationDisplayName("Cluneal Tracker")
    application.setDesktopFileName(paths.APP)
    application.setStyle("Fusion")
    load_fonts(look_assets)
    install_reader()
    return application, Look(look_assets)


def dress(application: QApplication, look: Look, services: Services) -> None:
    """Colour the application as the settings say, now and whenever they change."""

    def put_on() -> None:
        application.setPalette(look.qt_palette())
        application.setFont(look.font())
        application.setStyleSheet(look.style_sheet())

    def choose(changed: Changed = Changed.SETTINGS) -> None:
        if changed & Changed.SETTINGS:
            settings = services.preferences.current
            look.choose(settings.theme, settings.text_size, system_dark=system_is_dark())

    choose()
    put_on()
    look.changed.connect(put_on)
    services.changes.subscribe(choose)
    QGuiApplication.styleHints().colorSchemeChanged.connect(lambda _: choose())


def run(folder: Path, clock: Clock | None = None, *, invented: bool = False) -> int:
    """Open the window on the diary of a folder; an invented one says so. Gives the exit code."""
    if not _has_display():
        print(
            "There is no display here to open a window on. Try `tour --out DIR`.", file=sys.stderr
        )
        return 1
    application, look = make_application()
    try:
        instance = SingleInstance(folder)
        if not instance.is_first():
            return 0
        with open_services(folder, clock) as services:
            dress(application, look, services)
            window = Window(look, services)
            if invented:
                window.setWindowTitle(window.tr("Cluneal Tracker: an invented diary"))
                window.show_notice(window.tr("This diary is invented. Nothing in it is yours."))
            return _live(application, window, instance, folder)
    except (DiaryError, OSError) as error:
        QMessageBox.critical(None, "Cluneal Tracker", str(error))
        return 1


def _has_display() -> bool:
    if sys.platform != "linux" or "QT_QPA_PLATFORM" in os.environ:
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))


def _live(application: QApplication, window: Window, instance: SingleInstance, folder: Path) -> int:
    geometry = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)
    before = geometry.value("geometry")
    if isinstance(before, QByteArray):
        window.restoreGeometry(before)
    window.closing.connect(lambda: geometry.setValue("geometry", window.saveGeometry()))
    watcher = QFileSystemWatcher(window)
    watcher.fileChanged.connect(window.look_again)
    warm = threading.Thread(target=_warm_up, args=[window.bridge], name="warm-up")
    with ExitStack() as at_the_end:
        at_the_end.callback(_let_finish)

        def settle() -> None:
            """Everything that the first paint need not wait for."""
            gc.enable()
            window.show_icons()
            instance.listen()
            instance.raised.connect(window.come_forward)
            watcher.addPath(str(folder / paths.DIARY_NAME))
            at_the_end.callback(warm.join)
            warm.start()

        def watch() -> None:
            reminders = window.make_reminders()
            at_the_end.callback(reminders.stop)
            reminders.set_off(SchedulerAlarm(window.bridge.rang.emit))

        at_the_end.callback(setattr, sys, "excepthook", sys.excepthook)
        sys.excepthook = partial(_explain, window)
        window.painted.connect(settle)
        window.bridge.warm.connect(watch)
        window.go(Place.TODAY)
        window.show()
        return application.exec()


def _explain(
    window: Window, kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    """The last net under every click: the person hears of it, the terminal gets the details."""
    sys.__excepthook__(kind, error, trace)
    unknown = window.tr("Something went wrong here. What was shown as saved is safe.")
    window.say(str(error) if isinstance(error, DiaryError) else unknown)


def _let_finish() -> None:
    """Wait for charts and pages under way: they read the diary, which is about to be closed."""
    from cluneal_tracker.ui.platform.background import finish

    finish()


def _warm_up(bridge: Bridge) -> None:
    """Load what costs time, on a thread of its own, after the first paint."""
    from cluneal_tracker.ui.platform.background import warm_up

    for name in ("apscheduler.schedulers.background", "sqlite_utils"):
        import_module(name)
    bridge.warm.emit()
    warm_up()
    for place in ("exercises", "trends", "treatments", "visit", "timer", "reading", "settings"):
        import_module(f"cluneal_tracker.ui.joins.{place}")
