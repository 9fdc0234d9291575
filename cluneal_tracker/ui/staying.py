"""Whether the app stays when its window is closed, and what is said where it does not."""

from __future__ import annotations

from contextlib import suppress
from functools import partial

from PySide6.QtCore import QObject, QSettings, QSize, QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from cluneal_tracker.domain.errors import DiaryError
from cluneal_tracker.domain.routine import NERVE_GLIDE
from cluneal_tracker.services.changes import Changed
from cluneal_tracker.services.opening import Services
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.platform.tray import Tray, TrayState
from cluneal_tracker.ui.widgets.basics import Button
from cluneal_tracker.ui.window import Window

_TOLD = "told-that-reminders-stop"
_TRAY_PX = 64


class Staying(QObject):
    """Stands between the close button of the window and the end of the app.

    With a tray, and where the person chose to, the window closes into the tray. Else it is said
    once for all that reminders stop with it, and what would keep them.
    """

    def __init__(
        self,
        application: QApplication,
        window: Window,
        look: Look,
        services: Services,
        memory: QSettings,
    ) -> None:
        super().__init__(window)
        self._application, self._window, self._look = application, window, look
        self._services, self._memory = services, memory
        self._tray: Tray | None = None
        self._background = self._leaving = self._waits = False
        window.before_closing = self._may_close
        window.quit = self._quit_by_key
        window.bridge.changed.connect(self._hear)
        window.bridge.waits.connect(self._take_waiting)
        self._follow_choice()

    def begin_in_background(self) -> None:
        """Be in the tray for as long as the app is, whatever is chosen for the window.

        Without a tray the window is there, minimised.
        """
        self._background = True
        self._follow_choice()
        if self._tray is None and not self._window.isVisible():
            self._window.showMinimized()

    def end(self) -> None:
        """Take the picture out of the tray."""
        if self._tray is not None:
            self._tray.hide()
            self._tray = None
        self._application.setQuitOnLastWindowClosed(True)

    def _hear(self, changed: Changed) -> None:
        if changed & Changed.SETTINGS:
            self._follow_choice()
            self._window.attempt(self._window.outside.keep_in_step)

    def _follow_choice(self) -> None:
        wanted = self._background or self._services.preferences.current.in_tray
        if wanted and self._tray is None and Tray.has_host():
            self._tray = self._make_tray()
        elif not wanted:
            self.end()
        self._show_state()

    def _make_tray(self) -> Tray:
        tray = Tray(self._picture)
        tray.open_asked.connect(self._window.come_forward)
        tray.pain_asked.connect(self._window.log_pain)
        tray.glide_asked.connect(self._start_glide)
        tray.quit_asked.connect(self._quit)
        tray.show()
        # A window that goes into the tray is not the end of the app.
        self._application.setQuitOnLastWindowClosed(False)
        return tray

    def _picture(self, state: TrayState) -> QIcon:
        return QIcon(self._look.picture("drawings", state.value, QSize(_TRAY_PX, _TRAY_PX)))

    def _take_waiting(self, waits: bool) -> None:
        self._waits = waits
        self._show_state()

    def _show_state(self) -> None:
        if self._tray is None:
            return
        if self._waits:
            self._tray.show_state(TrayState.DUE)
        elif not self._services.preferences.current.reminders_on:
            self._tray.show_state(TrayState.PAUSED)
        else:
            self._tray.show_state(TrayState.NORMAL)

    def _start_glide(self) -> None:
        self._window.come_forward()
        self._window.start_exercise(NERVE_GLIDE)

    def _quit(self) -> None:
        self._leaving = True
        if not self._window.close():
            # A note that could not be saved is still on it.
            self._leaving = False
            self._window.come_forward()

    def _quit_by_key(self) -> None:
        """End the app, not into the tray; without a tray, say first that reminders stop."""
        if self._closes_into_tray():
            self._quit()
        else:
            self._window.close()

    def _may_close(self) -> bool:
        if not self._leaving and self._closes_into_tray():
            # An exercise is left, and the place of the window kept, as by any closing.
            self._window.closing.emit()
            self._window.hide()
            return False
        if not self._leaving and self._says_that_reminders_stop():
            return False
        self._go()
        return True

    def _closes_into_tray(self) -> bool:
        chosen = self._services.preferences.current.in_tray
        return chosen and self._tray is not None and Tray.has_host()

    def _go(self) -> None:
        # The clock of the computer takes over, and has to know of a snooze.
        # Where it does not take that, it goes on with the times it has.
        with suppress(DiaryError):
            self._window.outside.keep_in_step()
        QTimer.singleShot(0, self, self._application.quit)

    def _says_that_reminders_stop(self) -> bool:
        """Whether the window stays open once, to say it."""
        reminded = (
            self._services.preferences.current.reminders_on and not self._window.outside.reminds
        )
        if not reminded or self._memory.value(_TOLD) is not None:
            return False
        self._memory.setValue(_TOLD, "yes")
        self._window.come_forward()
        self._window.show_notice(self._warning(), *self._ways_on())
        return True

    def _warning(self) -> str:
        return self.tr("Your reminders stop when you close the program.")

    def _ways_on(self) -> list[Button]:
        stay = partial(self._window.withdraw_notice, self._warning())
        ways = [
            Button(self.tr("Close the program"), "", self._window.close),
            Button(self.tr("Keep it open"), "", stay),
        ]
        if self._window.outside.can_remind:
            ways.insert(0, Button(self.tr("Remind me when it is closed"), "", self._remind_anyway))
        elif Tray.has_host():
            ways.insert(0, Button(self.tr("Stay in the tray"), "", self._stay))
        return ways

    def _remind_anyway(self) -> None:
        if self._window.attempt(lambda: self._window.outside.remind(True)):
            self._window.withdraw_notice(self._warning())
            self._window.say(self.tr("Your computer reminds you from now on. You can close this."))

    def _stay(self) -> None:
        if self._window.attempt(lambda: self._services.preferences.choose(in_tray=True)):
            self._window.withdraw_notice(self._warning())
            self._window.close()
