"""Keeps the screen on while a person follows an exercise from the floor."""

from __future__ import annotations

import os
import sys

from PySide6.QtCore import QProcess

_CONNECTION = "cluneal-tracker-awake"
# Who can be asked, each at the path of its name: KDE, GNOME and Cinnamon; what dims the screen of
# XFCE; the screen savers of XFCE and MATE, which have names of their own.
_SAVERS = (
    ("org.freedesktop.ScreenSaver", "org.freedesktop.ScreenSaver"),
    ("org.freedesktop.PowerManagement", "org.freedesktop.PowerManagement.Inhibit"),
    ("org.xfce.ScreenSaver", "org.xfce.ScreenSaver"),
    ("org.mate.ScreenSaver", "org.mate.ScreenSaver"),
)
# From the Windows headers: the request stands until it is changed, for system and display.
_CONTINUOUS, _SYSTEM, _DISPLAY = 0x80000000, 0x1, 0x2


class KeepAwake:
    """Asks the desktop not to dim or lock; a desktop that cannot is left in peace."""

    def __init__(self) -> None:
        self._held = False
        self._caffeine: QProcess | None = None

    def hold(self) -> None:
        """Keep the screen on until `release`."""
        if self._held:
            return
        self._held = True
        if sys.platform == "win32":
            _ask_windows(_CONTINUOUS | _SYSTEM | _DISPLAY)
        elif sys.platform == "darwin":
            self._caffeine = QProcess()
            self._caffeine.start("caffeinate", ["-d", "-i", "-w", str(os.getpid())])
        else:
            _inhibit()

    def release(self) -> None:
        """Let the screen rest again."""
        if not self._held:
            return
        self._held = False
        if sys.platform == "win32":
            _ask_windows(_CONTINUOUS)
        elif self._caffeine is not None:
            self._caffeine.kill()
            self._caffeine.waitForFinished(1000)
            self._caffeine = None
        else:
            _end_inhibition()


def _ask_windows(state: int) -> None:
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.kernel32.SetThreadExecutionState(state)


def _inhibit() -> None:
    """Inhibit on a connection of its own: closing it is what ends the inhibition.

    PySide cannot send the unsigned number that UnInhibit wants; a desktop drops an inhibition by
    itself when the one who asked for it has gone from the bus.
    """
    from PySide6.QtDBus import QDBusConnection, QDBusMessage

    bus = QDBusConnection.connectToBus(QDBusConnection.BusType.SessionBus, _CONNECTION)
    if not bus.isConnected():
        return
    for service, interface in _SAVERS:
        path = "/" + interface.replace(".", "/")
        message = QDBusMessage.createMethodCall(service, path, interface, "Inhibit")
        message.setArguments(["Cluneal Tracker", "An exercise is running"])
        # One that does not run has nothing to be asked.
        message.setAutoStartService(False)
        bus.send(message)


def _end_inhibition() -> None:
    from PySide6.QtDBus import QDBusConnection

    QDBusConnection.disconnectFromBus(_CONNECTION)
