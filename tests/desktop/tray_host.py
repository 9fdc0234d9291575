"""A tray on the bus of the environment, by the StatusNotifierItem rules; says who registers.

`python -m tests.desktop.tray_host`
"""

from __future__ import annotations

import json

from jeepney import HeaderFields, Message, MessageType, new_error, new_method_return
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import Proxy, open_dbus_connection

NAME = "org.kde.StatusNotifierWatcher"
_PROPERTIES = {
    "IsStatusNotifierHostRegistered": ("b", True),
    "ProtocolVersion": ("i", 0),
    "RegisteredStatusNotifierItems": ("as", []),
}


def answer(message: Message) -> Message:
    """What a watcher says."""
    member = message.header.fields[HeaderFields.member]
    if member == "RegisterStatusNotifierItem":
        sender = message.header.fields[HeaderFields.sender]
        print(json.dumps(["item", [sender, message.body[0]]]), flush=True)
        return new_method_return(message)
    if member == "RegisterStatusNotifierHost":
        return new_method_return(message)
    if member == "Get":
        return new_method_return(message, "v", (_PROPERTIES[message.body[1]],))
    if member == "GetAll":
        return new_method_return(message, "a{sv}", (_PROPERTIES,))
    return new_error(message, "org.freedesktop.DBus.Error.UnknownMethod")


def main() -> None:
    with open_dbus_connection() as bus:
        Proxy(message_bus, bus).RequestName(NAME)
        print('["ready", []]', flush=True)
        while True:
            message = bus.receive()
            if message.header.message_type is MessageType.method_call:
                bus.send(answer(message))


if __name__ == "__main__":
    main()
