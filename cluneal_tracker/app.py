"""The composition root: opens the diary, dresses the application, lets the window live."""

from __future__ import annotations

import gc
import os
import sys
import threading
from contextlib import ExitStack
from functools import partial
from importlib import import_module
from pathlib import Path
from types import TracebackType

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
from cluneal_tracker.ui.shell import Place
from cluneal_tracker.ui.widgets.pain_line import install_reader
from cluneal_tracker.ui.window import Window


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
            window.back_up()

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
