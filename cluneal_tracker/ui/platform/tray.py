"""The app's picture in the tray of the desktop, where the desktop has one."""

from __future__ import annotations

import sys
from collections.abc import Callable
from enum import Enum

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

HOST_COMES_WITHIN_MS, _SETTLES_MS = 5000, 300
_WATCHER = "org.kde.StatusNotifierWatcher"


class TrayState(str, Enum):
    """What the picture says; each is the name of its drawing."""

    NORMAL = "tray-normal"
    DUE = "tray-due"
    PAUSED = "tray-paused"


class Tray(QObject):
    """A picture and a menu. It opens nothing by itself, and says nothing in balloons."""

    open_asked = Signal()
    pain_asked = Signal()
    glide_asked = Signal()
    quit_asked = Signal()

    def __init__(self, icon: Callable[[TrayState], QIcon]) -> None:
        super().__init__()
        self._icon = icon
        self.menu = QMenu()
        entries = (
            (self.tr("Log pain"), self.pain_asked),
            (self.tr("Start nerve glide"), self.glide_asked),
            (self.tr("Open"), self.open_asked),
            (self.tr("Quit"), self.quit_asked),
        )
        for text, signal in entries:
            if signal is self.quit_asked:
                self.menu.addSeparator()
            self.menu.addAction(text).triggered.connect(signal)
        self._item = QSystemTrayIcon()
        self._item.setContextMenu(self.menu)
        self._item.activated.connect(self._take_click)
        self.show_state(TrayState.NORMAL)

    @staticmethod
    def has_host() -> bool:
        """Whether the desktop has a tray now."""
        return QSystemTrayIcon.isSystemTrayAvailable()

    def show_state(self, state: TrayState) -> None:
        """Show how things are, by the picture and in words."""
        words = {
            TrayState.NORMAL: self.tr("Cluneal Tracker"),
            TrayState.DUE: self.tr("Cluneal Tracker: time for your log"),
            TrayState.PAUSED: self.tr("Cluneal Tracker: reminders are off"),
        }
        self._item.setIcon(self._icon(state))
        self._item.setToolTip(words[state])

    def show(self) -> None:
        """Appear."""
        self._item.show()

    def hide(self) -> None:
        """Go away."""
        self._item.hide()

    def _take_click(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason is QSystemTrayIcon.ActivationReason.Trigger:
            self.open_asked.emit()


class TrayWait(QObject):
    """Waits until the tray of the desktop is there, or will not come; `over` is sent once.

    At a login the app may be there first, and Qt, once asked, holds its "no" to be final.
    """

    over = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._end = QTimer(self, singleShot=True)
        self._end.timeout.connect(self.over)
        self._end.start(HOST_COMES_WITHIN_MS if self._may_come() else 0)

    def _may_come(self) -> bool:
        if sys.platform in ("win32", "darwin"):
            return False
        from PySide6.QtDBus import QDBusConnection, QDBusServiceWatcher

        bus = QDBusConnection.sessionBus()
        if not bus.isConnected() or bus.interface().isServiceRegistered(_WATCHER).value():
            return False
        came = QDBusServiceWatcher.WatchModeFlag.WatchForRegistration
        self._watcher = QDBusServiceWatcher(_WATCHER, bus, came, self)
        # A moment later it says that it is a host, too.
        self._watcher.serviceRegistered.connect(lambda: self._end.start(_SETTLES_MS))
        return True
