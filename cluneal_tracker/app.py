"""The composition root: opens the diary, dresses the application, lets the window live."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from cluneal_tracker import paths
from cluneal_tracker.data.disk import make_folder
from cluneal_tracker.domain.clock import Clock
from cluneal_tracker.domain.errors import DiaryError
from cluneal_tracker.domain.verdict import NotOpened, Verdict
from cluneal_tracker.services.changes import Changed
from cluneal_tracker.services.opening import Services, open_services
from cluneal_tracker.ui.life import Life
from cluneal_tracker.ui.look import Look, load_fonts, system_is_dark
from cluneal_tracker.ui.platform.display import has_display
from cluneal_tracker.ui.platform.front import bring_forward
from cluneal_tracker.ui.platform.single_instance import SingleInstance
from cluneal_tracker.ui.widgets.basics import Button
from cluneal_tracker.ui.widgets.scale import install_reader
from cluneal_tracker.ui.window import Window
from cluneal_tracker.ui.window_memory import last_look, window_memory

if TYPE_CHECKING:
    from cluneal_tracker.services.recovery import Recovery
    from cluneal_tracker.services.reminder_view import ReminderView


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


def dress(application: QApplication, look: Look, services: Services) -> Callable[[], None]:
    """Colour the application as the settings say, now and whenever they change.

    Gives what ends this, for when the diary is closed.
    """

    def choose(changed: Changed = Changed.SETTINGS) -> None:
        if changed & Changed.SETTINGS:
            settings = services.preferences.current
            look.choose(settings.theme, settings.text_size, system_dark=system_is_dark())

    def follow() -> None:
        choose()

    def wear() -> None:
        put_on(application, look)

    choose()
    wear()
    scheme = QGuiApplication.styleHints().colorSchemeChanged
    look.changed.connect(wear)
    scheme.connect(follow)
    services.changes.subscribe(choose)

    def end() -> None:
        look.changed.disconnect(wear)
        scheme.disconnect(follow)

    return end


def put_on(application: QApplication, look: Look) -> None:
    """Colour the application."""
    application.setPalette(look.qt_palette())
    application.setFont(look.font())
    application.setStyleSheet(look.style_sheet())


def run(
    folder: Path,
    clock: Clock | None = None,
    *,
    invented: bool = False,
    log_pain: bool = False,
    background: bool = False,
) -> int:
    """Open the window on the diary of a folder; an invented one says so. Gives the exit code.

    Where it is open already it comes forward, with `log_pain` at the pain line. In the background
    it begins in the tray, or minimised where there is none.
    """
    if not has_display():
        print(
            "There is no display here to open a window on. Try `tour --out DIR`.", file=sys.stderr
        )
        return 1
    application, look = make_application()
    try:
        make_folder(folder)
        instance = SingleInstance(folder)
        if not instance.is_first(log_pain=log_pain):
            return 0
        begin = _Start(folder, clock, None, False, invented, background)
        return _keep_open(application, look, instance, begin)
    except (DiaryError, OSError) as error:
        _tell(str(error))
        return 1


def remind(folder: Path, reminder: ReminderView) -> int:
    """Show the reminder window without the app, until it is answered or leaves by itself."""
    from cluneal_tracker.ui.joins.lone_reminder import LoneReminder
    from cluneal_tracker.ui.platform.program import start

    application, look = make_application()
    with open_services(folder) as services:
        end = dress(application, look, services)
        lone = LoneReminder(look, services, lambda: start(folder, "--log-pain"))
        lone.over.connect(application.quit)
        lone.show(reminder)
        code = application.exec()
        lone.stop()
        end()
    return code


def remind_of_locked(folder: Path) -> int:
    """Say that it is time, where the diary is locked and nothing of it can be read."""
    from cluneal_tracker.ui.platform.program import start

    application, look = make_application()
    put_on(application, look)
    box = QMessageBox(QMessageBox.Icon.NoIcon, "Cluneal Tracker", "Time for your log")
    box.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
    log = box.addButton("Log pain", QMessageBox.ButtonRole.AcceptRole)
    box.addButton("Not now", QMessageBox.ButtonRole.RejectRole)
    box.exec()
    if box.clickedButton() is log:
        start(folder, "--log-pain")
    return 0


def _tell(sentence: str) -> None:
    box = QMessageBox(QMessageBox.Icon.Critical, "Cluneal Tracker", sentence)
    # The name of a folder may look like markup.
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.exec()


@dataclass(frozen=True, slots=True)
class _Start:
    """How the diary is opened, and what the window begins with."""

    folder: Path
    clock: Clock | None
    key: bytes | None
    by_code: bool
    invented: bool
    background: bool


def _keep_open(
    application: QApplication, look: Look, instance: SingleInstance, begin: _Start
) -> int:
    """Open the diary, and again after the person said how to go on where it did not open."""
    while True:
        ended = _open_or_tell(application, look, instance, begin)
        if isinstance(ended, int):
            return ended
        from cluneal_tracker.services.recovery import Recovery

        recovery = Recovery(begin.folder, begin.clock, begin.key)
        way_on = _WayOn(application, look, instance, recovery)
        if not way_on.take(ended, minimised=begin.background):
            return 0 if ended.verdict is Verdict.LOCKED else 1
        # Whoever answered is there, and wants to see the window.
        begin = replace(begin, key=recovery.key, by_code=recovery.by_code, background=False)


def _open_or_tell(
    application: QApplication, look: Look, instance: SingleInstance, begin: _Start
) -> int | NotOpened:
    """The exit code, or why the diary was not opened."""
    try:
        return _open(application, look, instance, begin)
    except Exception as met:
        from cluneal_tracker.services.recovery import why_not_opened

        error = why_not_opened(met, begin.folder, begin.clock, begin.key)
        # What led to it would keep the window that was being made.
        return error.with_traceback(None)


def _open(application: QApplication, look: Look, instance: SingleInstance, begin: _Start) -> int:
    with ExitStack() as at_the_end:
        opened = open_services(begin.folder, begin.clock, begin.key)
        services = at_the_end.enter_context(opened)
        at_the_end.callback(dress(application, look, services))
        window = Window(look, services)
        at_the_end.callback(_destroy, window)
        if begin.invented:
            window.setWindowTitle(window.tr("Cluneal Tracker: an invented diary"))
            window.show_notice(window.tr("This diary is invented. Nothing in it is yours."))
        if begin.by_code:
            _hint_at_passphrase(window)
        life = Life(window, services, instance, begin.folder)
        return life.last(application, background=begin.background)


def _hint_at_passphrase(window: Window) -> None:
    used = window.tr("You used your recovery code.")
    way = window.tr("Choose a new passphrase in Settings, Keep it safe.")
    close = Button(window.tr("Close"), "link", lambda: window.show_notice(""))
    window.show_notice(f"{used} {way}", close)


@dataclass(frozen=True, slots=True)
class _WayOn:
    """Lets the person say how to go on with a diary that did not open."""

    application: QApplication
    look: Look
    instance: SingleInstance
    recovery: Recovery

    def take(self, error: NotOpened, *, minimised: bool = False) -> bool:
        """Whether the diary can be opened with `recovery.key`.

        A passphrase is asked for in a window that may be minimised until they have the time.
        """
        # A backup knows the look of its day, and a locked one knows none.
        settings = last_look(window_memory(self.recovery.folder)) or self.recovery.settings()
        self.look.choose(settings.theme, settings.text_size, system_dark=system_is_dark())
        put_on(self.application, self.look)
        if error.verdict is Verdict.LOCKED and not self._ask_key(minimised):
            return self.recovery.key is not None
        return self._recover(error)

    def _ask_key(self, minimised: bool) -> bool:
        """Let them type the passphrase; whether it is lost, so that another way is wanted."""
        from cluneal_tracker.ui.joins.unlock import UnlockJoin

        join = UnlockJoin(self.look, self.recovery.folder)
        lost: list[bool] = []

        def take(key: bytes, by_code: bool) -> None:
            self.recovery.key, self.recovery.by_code = key, by_code

        join.opened.connect(take)
        join.neither.connect(lambda: lost.append(True))
        for answered in (join.opened, join.neither, join.given_up):
            answered.connect(join.widget.close)
        if minimised:
            join.widget.showMinimized()
        else:
            join.widget.show()
        self._wait_at(join.widget)
        return bool(lost)

    def _recover(self, error: NotOpened) -> bool:
        """Let them choose how to go on; whether the diary can be opened again."""
        from cluneal_tracker.ui.joins.recovery import RecoveryJoin

        join = RecoveryJoin(self.look, self.recovery, error)
        answers: list[bool] = []
        join.recovered.connect(lambda: answers.append(True))
        for answered in (join.recovered, join.given_up):
            answered.connect(join.widget.close)
        join.widget.show()
        self._wait_at(join.widget)
        return bool(answers)

    def _wait_at(self, widget: QWidget) -> None:
        """Until it is closed; whoever starts the app again meanwhile sees it in front."""

        def come() -> None:
            bring_forward(widget)

        self.instance.listen()
        calls = self.instance.raised, self.instance.pain_asked
        for call in calls:
            call.connect(come)
        self.application.exec()
        for call in calls:
            call.disconnect(come)


def _destroy(window: Window) -> None:
    """Let nothing of the window outlive the diary that it shows."""
    window.deleteLater()
    QCoreApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete)
