"""A logind, which sends the computer to sleep and wakes it.

`python -m tests.desktop.logind ADDRESS`, the address of a bus, wakes it at once for each line
that it reads.
"""

from __future__ import annotations

import sys

from jeepney import DBusAddress, new_signal
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import Proxy, open_dbus_connection

NAME, PATH = "org.freedesktop.login1", "/org/freedesktop/login1"
MANAGER = DBusAddress(PATH, interface=f"{NAME}.Manager")


def main(address: str) -> None:
    with open_dbus_connection(address) as bus:
        Proxy(message_bus, bus).RequestName(NAME)
        print('["ready", []]', flush=True)
        for _ in sys.stdin:
            for asleep in (True, False):
                bus.send(new_signal(MANAGER, "PrepareForSleep", "b", (asleep,)))


if __name__ == "__main__":
    main(sys.argv[1])
