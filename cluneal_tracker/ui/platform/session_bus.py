"""The message buses of the desktop, spoken to without Qt, which cannot send an unsigned number."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jeepney.io.blocking import DBusConnection

NOTIFICATIONS = "org.freedesktop.Notifications"
NOTIFICATIONS_PATH = "/org/freedesktop/Notifications"
# Seconds. Who asks without need, as before a reminder, does not wait for a slow desktop.
_ANSWERS_WITHIN, _ANSWERS_AT_ONCE = 2.0, 0.5


class NoDesktop(Exception):
    """There is no desktop here that answers."""


@contextmanager
def session_bus() -> Iterator[DBusConnection]:
    """A connection of its own to the bus; raises NoDesktop, also for what is asked within."""
    with _connected(_address()) as bus:
        yield bus


@contextmanager
def system_bus() -> Iterator[DBusConnection]:
    """The same to the bus that the whole computer shares."""
    with _connected("SYSTEM") as bus:
        yield bus


@contextmanager
def _connected(address: str) -> Iterator[DBusConnection]:
    try:
        # Imported on first use: only Linux has it, and few minutes of the day need it.
        from jeepney import DBusErrorResponse
        from jeepney.io.blocking import open_dbus_connection
    except ImportError as error:
        raise NoDesktop from error
    try:
        with open_dbus_connection(address) as bus:
            yield bus
    except (OSError, RuntimeError, ValueError, DBusErrorResponse) as error:
        raise NoDesktop from error


def _address() -> str:
    """Where the bus is: as the session says, else where systemd keeps it."""
    said = os.environ.get("DBUS_SESSION_BUS_ADDRESS")
    return said or f"unix:path={os.environ.get('XDG_RUNTIME_DIR', '/nowhere')}/bus"


def ask(
    bus: DBusConnection,
    member: str,
    signature: str = "",
    body: tuple[Any, ...] = (),
    interface: str = NOTIFICATIONS,
    *,
    wake: bool = True,
) -> tuple[Any, ...]:
    """What the notification server answers; without `wake` none is started just to be asked."""
    from jeepney import DBusAddress, MessageFlag, new_method_call
    from jeepney.wrappers import unwrap_msg

    server = DBusAddress(NOTIFICATIONS_PATH, bus_name=NOTIFICATIONS, interface=interface)
    message = new_method_call(server, member, signature or None, body)
    within = _ANSWERS_WITHIN if wake else _ANSWERS_AT_ONCE
    if not wake:
        message.header.flags |= MessageFlag.no_auto_start
    answer: tuple[Any, ...] = unwrap_msg(bus.send_and_get_reply(message, timeout=within))
    return answer
