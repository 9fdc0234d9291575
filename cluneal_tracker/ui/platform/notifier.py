"""Notifications of the desktop, with buttons where it has them."""

from __future__ import annotations

import socket
import threading
from collections import deque
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Any

from cluneal_tracker import paths
from cluneal_tracker.ui.platform.session_bus import (
    NOTIFICATIONS,
    NOTIFICATIONS_PATH,
    NoDesktop,
    ask,
    session_bus,
)

if TYPE_CHECKING:
    from jeepney.io.blocking import DBusConnection

_NAME = "Cluneal Tracker"
# What servers call a click on the notification itself.
_ITSELF = "default"
_NORMAL, _BY_THE_SERVER, _NEVER = 1, -1, 0


class Heard(Enum):
    """What became of a notification, other than a button that was pressed."""

    CLOSED = "closed"
    NO_BUTTONS = "it stays, and this desktop has no buttons for it"
    NOWHERE = "there is no desktop to show it"


@dataclass(frozen=True, slots=True)
class Notice:
    """Plain text for a notification, and its buttons: their keys and what is written on them.

    A click on the notification itself means the first button. Others can read a screen, so no
    word of it may come from the diary.
    """

    title: str
    text: str
    buttons: Mapping[str, str] = field(default_factory=dict)


class DesktopNotifier:
    """Speaks to the notification server of a Linux desktop, on a thread of its own.

    Elsewhere, and where no server is, `Heard.NOWHERE` comes back.
    """

    def __init__(self) -> None:
        self._shown: _Shown | None = None

    @property
    def token(self) -> str:
        """What lets a program that is started by the last press come to the front, on Wayland."""
        return self._shown.token if self._shown is not None else ""

    def show(self, notice: Notice, heard: Callable[[str | Heard], None]) -> None:
        """Show it in place of the one before, and return at once.

        `heard` gets the key of a button or what became of it: once, on another thread, and never
        after `withdraw`.
        """
        self.withdraw()
        self._shown = _Shown(notice, heard)
        self._shown.start()

    def withdraw(self) -> None:
        """Take the notification away; returns when its thread has ended."""
        shown, self._shown = self._shown, None
        if shown is not None:
            shown.end()


def can_notify() -> bool:
    """Whether there is a desktop here that shows notifications."""
    try:
        with session_bus() as bus:
            ask(bus, "GetCapabilities")
    except NoDesktop:
        return False
    return True


class _Shown(threading.Thread):
    """One notification, from the moment it is shown until it is answered."""

    def __init__(self, notice: Notice, heard: Callable[[str | Heard], None]) -> None:
        super().__init__(name="notification", daemon=True)
        self._notice, self._heard = notice, heard
        self.token = ""
        self._turn = threading.Lock()
        self._ending = False
        self._open: tuple[DBusConnection, int] | None = None

    def run(self) -> None:
        try:
            with session_bus() as bus:
                answer = self._show(bus)
        except NoDesktop:
            answer = Heard.NOWHERE
        if not self._ending:
            self._heard(answer)

    def end(self) -> None:
        """Take it away and end the thread; from the thread itself there is nothing left to end."""
        with self._turn:
            self._ending = True
            if self._open is not None:
                _close(*self._open)
        if threading.current_thread() is not self:
            self.join()

    def _show(self, bus: DBusConnection) -> str | Heard:
        from jeepney import MatchRule, message_bus

        (can,) = ask(bus, "GetCapabilities")
        buttons = self._notice.buttons if "actions" in can else {}
        rule = MatchRule(type="signal", interface=NOTIFICATIONS, path=NOTIFICATIONS_PATH)
        bus.send(message_bus.AddMatch(rule))
        # What the server says before it has told the number of the notification is kept here.
        signals: deque[Any] = deque()
        with bus.filter(rule, queue=signals):
            (number,) = ask(bus, "Notify", "susssasa{sv}i", _words(self._notice, buttons))
            if not buttons:
                return Heard.NO_BUTTONS
            with self._turn:
                self._open = (bus, number)
                if self._ending:
                    _close(bus, number)
            try:
                return self._wait(bus, signals, number, buttons)
            finally:
                with self._turn:
                    self._open = None

    def _wait(
        self, bus: DBusConnection, signals: deque[Any], number: int, buttons: Mapping[str, str]
    ) -> str | Heard:
        """The button that is pressed, however long that takes."""
        from jeepney import HeaderFields

        while True:
            signal = bus.recv_until_filtered(signals)
            member, body = signal.header.fields[HeaderFields.member], signal.body
            if body[0] != number:
                continue
            if member == "ActivationToken":
                self.token = str(body[1])
            elif member == "ActionInvoked":
                return next(iter(buttons)) if body[1] == _ITSELF else str(body[1])
            elif member == "NotificationClosed":
                return Heard.CLOSED


def _words(notice: Notice, buttons: Mapping[str, str]) -> tuple[Any, ...]:
    """What Notify takes: calm, without a sound, and kept until it is answered."""
    actions = [word for button in buttons.items() for word in button]
    if buttons:
        actions = [_ITSELF, next(iter(buttons.values())), *actions]
    hints = {
        "urgency": ("y", _NORMAL),
        "suppress-sound": ("b", True),
        "desktop-entry": ("s", paths.APP),
    }
    icon = (paths.ASSETS / "drawings" / "app-icon.svg").as_uri()
    stays = _NEVER if buttons else _BY_THE_SERVER
    return (_NAME, 0, icon, notice.title, notice.text, actions, hints, stays)


def _close(bus: DBusConnection, number: int) -> None:
    """Have the notification closed, and let the thread that waits for its answer go on."""
    from jeepney import DBusAddress, new_method_call

    server = DBusAddress(NOTIFICATIONS_PATH, bus_name=NOTIFICATIONS, interface=NOTIFICATIONS)
    with suppress(OSError):
        bus.send(new_method_call(server, "CloseNotification", "u", (number,)))
        bus.sock.shutdown(socket.SHUT_RDWR)
