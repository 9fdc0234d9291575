"""A desktop with a screen saver, on a bus of its own, that writes down who holds it off.

Run as a module inside `dbus-run-session`. It prints a line for each inhibition, and one when the
connection that asked for it has gone from the bus: that is when real desktops end it.
"""

from __future__ import annotations

import sys

from PySide6.QtCore import QCoreApplication
from PySide6.QtDBus import (
    QDBusConnection,
    QDBusMessage,
    QDBusServiceWatcher,
    QDBusVirtualObject,
)


class ScreenSaver(QDBusVirtualObject):
    """Answers every call with a cookie."""

    def __init__(self, bus: QDBusConnection) -> None:
        super().__init__()
        self._watcher = QDBusServiceWatcher()
        self._watcher.setConnection(bus)
        self._watcher.serviceUnregistered.connect(lambda _: print("let go", flush=True))

    def introspect(self, path: str) -> str:
        return ""

    def handleMessage(self, message: QDBusMessage, connection: QDBusConnection) -> bool:
        if message.member() != "Inhibit":
            return False
        print("held", message.interface(), *message.arguments(), sep=" | ", flush=True)
        self._watcher.addWatchedService(message.service())
        connection.send(message.createReply([7]))
        return True


def main(*interfaces: str) -> None:
    """Serve these interfaces until killed."""
    application = QCoreApplication([])
    bus = QDBusConnection.sessionBus()
    saver = ScreenSaver(bus)
    for interface in interfaces:
        bus.registerService(interface.removesuffix(".Inhibit"))
        bus.registerVirtualObject("/" + interface.replace(".", "/"), saver)
    print("there", flush=True)
    application.exec()


if __name__ == "__main__":
    main(*sys.argv[1:])
