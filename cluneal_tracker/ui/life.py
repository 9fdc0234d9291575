"""The life of a window: what is set off after its first paint, and ended before it goes."""

from __future__ import annotations

import gc
import sys
import threading
from contextlib import ExitStack, suppress
from importlib import import_module
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QByteArray, QFileSystemWatcher, QTimer
from PySide6.QtWidgets import QApplication

from cluneal_tracker import paths
from cluneal_tracker.crash import tell
from cluneal_tracker.domain.errors import DiaryError
from cluneal_tracker.domain.verdict import NotOpened
from cluneal_tracker.services.opening import Services
from cluneal_tracker.ui.places import Place
from cluneal_tracker.ui.platform.alarm import SchedulerAlarm, SharedAlarm
from cluneal_tracker.ui.platform.single_instance import SingleInstance
from cluneal_tracker.ui.window import Window
from cluneal_tracker.ui.window_memory import keep_look, window_memory

_JOINS = (
    *("exercises", "trends", "treatments", "visit"),
    *("guiding", "help", "settings", "keep_safe"),
)


class Life:
    """Lets a window live until it is closed."""

    def __init__(
        self, window: Window, services: Services, instance: SingleInstance, folder: Path
    ) -> None:
        self._window, self._services, self._instance = window, services, instance
        self._look, self._diary = window.look, folder / paths.DIARY_NAME
        self._geometry = window_memory(folder)
        window.memory = self._geometry
        window.closing.connect(self._keep_place)
        self._watcher = QFileSystemWatcher(window)
        self._warm = threading.Thread(target=self._warm_up, name="warm-up")
        self._at_the_end = ExitStack()
        self._damage: NotOpened | None = None

    def last(self, application: QApplication, *, background: bool = False) -> int:
        """Show the window until it is closed; gives the exit code.

        In the background it is not shown where there is a tray, else it is minimised. Raises
        NotOpened where the diary turns out to be damaged.
        """
        self._application, self._background = application, background
        self._prepare()
        with self._at_the_end:
            self._window.go(Place.TODAY)
            if background:
                self._hide()
            else:
                self._window.show()
            code = application.exec()
        if self._damage is not None:
            raise self._damage
        self._keep_copy()
        return code

    def _prepare(self) -> None:
        window = self._window
        before = self._geometry.value("geometry")
        if isinstance(before, QByteArray):
            window.restoreGeometry(before)
        window.painted.connect(self._settle)
        window.bridge.warm.connect(self._watch)
        window.bridge.damaged.connect(self._leave)
        self._watcher.fileChanged.connect(window.look_again)
        # A diary that is locked is exchanged for another file, which nobody watches yet.
        self._watcher.fileChanged.connect(self._watcher.addPath)
        self._at_the_end.callback(_let_finish)
        self._at_the_end.callback(setattr, sys, "excepthook", sys.excepthook)
        sys.excepthook = self.explain

    def _keep_copy(self) -> None:
        """Make a backup of what was written since the last one, before the diary is closed."""
        # Where it does not work, the next start tries again, and someone is there to be told.
        with suppress(DiaryError):
            self._services.backups.make()

    def _hide(self) -> None:
        """Begin without a window; nothing is painted, so nothing is waited for."""
        self._window.painted.disconnect(self._settle)
        QTimer.singleShot(0, self._settle)

    def _keep_place(self) -> None:
        self._geometry.setValue("geometry", self._window.saveGeometry())
        keep_look(self._geometry, self._services.preferences.current)

    def _settle(self) -> None:
        """Everything that the first paint need not wait for."""
        gc.enable()
        self._window.show_icons()
        self._instance.listen()
        self._instance.raised.connect(self._window.come_forward)
        self._instance.pain_asked.connect(self._window.log_pain)
        self._watcher.addPath(str(self._diary))
        self._at_the_end.callback(self._warm.join)
        self._warm.start()

    def _warm_up(self) -> None:
        """Do what costs time, on a thread of its own, after the first paint.

        First of all the whole diary is looked through: nothing is written to it before.
        """
        bridge = self._window.bridge
        try:
            self._services.make_sure()
        except NotOpened as error:
            bridge.damaged.emit(error)
            return
        except DiaryError:
            # Another program holds the file. The first change looks again, and says so.
            pass
        from cluneal_tracker.ui.platform.background import warm_up

        for name in ("apscheduler.schedulers.background", "sqlite_utils"):
            import_module(name)
        bridge.warm.emit()
        warm_up()
        for join in _JOINS:
            import_module(f"cluneal_tracker.ui.joins.{join}")

    def _watch(self) -> None:
        """Begin to remind, and make the backup of the day."""
        from cluneal_tracker.ui.joins.day_turn import DayTurn
        from cluneal_tracker.ui.platform.quiet import QuietSign

        bridge = self._window.bridge
        alarm = SharedAlarm(SchedulerAlarm(bridge.rang.emit))
        self._at_the_end.callback(alarm.stop)
        wants_quiet = QuietSign(bridge.rang.emit, self._services.clock.monotonic)
        self._at_the_end.callback(wants_quiet.stop)
        turn = DayTurn(self._services, bridge, alarm.share())
        self._at_the_end.callback(turn.stop)
        reminders = self._window.make_reminders()
        nudges = self._window.make_nudges(reminders)
        for asker in (reminders, nudges):
            self._at_the_end.callback(asker.stop)
            asker.set_off(alarm.share(), wants_quiet)
        self._instance.remind()
        self._at_the_end.callback(self._instance.remind_no_more)
        self._window.offer_under_way()
        self._window.back_up()
        # In the tray the app may live for weeks.
        bridge.rang.connect(self._window.back_up)
        if self._background:
            from cluneal_tracker.ui.platform.tray import TrayWait

            TrayWait(self._window).over.connect(self._stay)
        else:
            self._stay()

    def _stay(self) -> None:
        """Take the close button over, and show the tray where it is wanted."""
        from cluneal_tracker.ui.staying import Staying

        staying = Staying(
            self._application, self._window, self._look, self._services, self._geometry
        )
        self._at_the_end.callback(staying.end)
        if self._background:
            staying.begin_in_background()

    def _leave(self, error: NotOpened) -> None:
        self._damage = error
        self._window.close()
        # Without it a window that was never shown would leave the app running.
        self._application.quit()

    def explain(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """The last net under every click: the person hears of it, the terminal gets the details."""
        tell(kind, error, trace)
        unknown = self._window.tr("Something went wrong here. What was shown as saved is safe.")
        self._window.say(str(error) if isinstance(error, DiaryError) else unknown)


def _let_finish() -> None:
    """Wait for charts and pages under way: they read the diary, which is about to be closed."""
    from cluneal_tracker.ui.platform.background import finish

    finish()
