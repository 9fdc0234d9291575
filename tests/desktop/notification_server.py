"""A notification server on the bus of the environment; says each call on its output, as JSON.

`python -m tests.desktop.notification_server '{"press": "later"}'` presses a button of each
notification at once. Further keys: "capabilities", "inhibited", "close" (true: the person waves
it away), and "press_after": presses only that notification, counted from 1.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from jeepney import (
    DBusAddress,
    HeaderFields,
    Message,
    MessageType,
    new_error,
    new_method_return,
    new_signal,
)
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import DBusConnection, Proxy, open_dbus_connection

NAME, PATH = "org.freedesktop.Notifications", "/org/freedesktop/Notifications"


class Server:
    """Numbers the notifications and does to each what it was told to."""

    def __init__(self, bus: DBusConnection, wishes: dict[str, Any]) -> None:
        self._bus, self._wishes, self._count = bus, wishes, 0

    def answer(self, message: Message) -> None:
        member = message.header.fields[HeaderFields.member]
        print(json.dumps([member, message.body]), flush=True)
        if member == "GetCapabilities":
            self._give(message, "as", (self._wishes.get("capabilities", ["actions", "body"]),))
        elif member == "Notify":
            self._count += 1
            self._give(message, "u", (self._count,))
            self._press(self._count)
        elif member == "CloseNotification":
            self._give(message, "", ())
            self._say("NotificationClosed", "uu", (*message.body, 3))
        elif member == "Get" and "inhibited" in self._wishes:
            self._give(message, "v", (("b", self._wishes["inhibited"]),))
        else:
            self._bus.send(new_error(message, "org.freedesktop.DBus.Error.UnknownMethod"))

    def _press(self, number: int) -> None:
        # Another program's notification: nobody may take its button for ours.
        self._say("ActionInvoked", "us", (number + 100, "decline"))
        if self._wishes.get("press") and number == self._wishes.get("press_after", number):
            self._say("ActivationToken", "us", (number, "of this press"))
            self._say("ActionInvoked", "us", (number, self._wishes["press"]))
        if self._wishes.get("close"):
            self._say("NotificationClosed", "uu", (number, 2))

    def _give(self, message: Message, signature: str, body: tuple[Any, ...]) -> None:
        self._bus.send(new_method_return(message, signature, body))

    def _say(self, member: str, signature: str, body: tuple[Any, ...]) -> None:
        self._bus.send(new_signal(DBusAddress(PATH, interface=NAME), member, signature, body))


def main(wishes: str) -> None:
    with open_dbus_connection() as bus:
        Proxy(message_bus, bus).RequestName(NAME)
        server = Server(bus, json.loads(wishes))
        print('["ready", []]', flush=True)
        while True:
            message = bus.receive()
            if message.header.message_type is MessageType.method_call:
                server.answer(message)


if __name__ == "__main__":
    main(sys.argv[1] if sys.argv[1:] else "{}")
