"""What a person does with a picture in the tray: a click on it, a choice from its menu."""

from __future__ import annotations

from typing import Any

from jeepney import DBusAddress, new_method_call
from jeepney.io.blocking import open_dbus_connection
from jeepney.wrappers import unwrap_msg

_ITEM, _MENU = "org.kde.StatusNotifierItem", "com.canonical.dbusmenu"


class TrayItem:
    """The picture of a program, by its name on the bus."""

    def __init__(self, owner: str) -> None:
        self._owner = owner

    @property
    def tooltip(self) -> str:
        """What is said where the pointer rests on it."""
        properties = "org.freedesktop.DBus.Properties"
        ((_, said),) = self._ask("/StatusNotifierItem", properties, "Get", "ss", (_ITEM, "ToolTip"))
        return str(said[2])

    def click(self) -> None:
        """Click on it."""
        self._ask("/StatusNotifierItem", _ITEM, "Activate", "ii", (0, 0))

    def entries(self) -> dict[str, int]:
        """The words of its menu, and the number of each."""
        _, (_, _, children) = self._ask("/MenuBar", _MENU, "GetLayout", "iias", (0, -1, []))
        found = (child for _, child in children)
        return {said["label"][1]: number for number, said, _ in found if "label" in said}

    def choose(self, text: str) -> None:
        """Choose from its menu."""
        chosen = (self.entries()[text], "clicked", ("s", ""), 0)
        self._ask("/MenuBar", _MENU, "Event", "isvu", chosen)

    def _ask(
        self, path: str, interface: str, member: str, signature: str, body: tuple[Any, ...]
    ) -> tuple[Any, ...]:
        address = DBusAddress(path, bus_name=self._owner, interface=interface)
        with open_dbus_connection() as bus:
            call = new_method_call(address, member, signature, body)
            answer: tuple[Any, ...] = unwrap_msg(bus.send_and_get_reply(call, timeout=10))
            return answer
