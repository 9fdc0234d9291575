"""What an X server says of the window in front, through libxcb, which Qt brings along there.

Xlib would end the program over a window that closes while it is asked about; xcb does not.
"""

from __future__ import annotations

import ctypes
from ctypes import POINTER, byref, c_char_p, c_int, c_uint8, c_uint32, c_void_p

_ANY, _MOST_ATOMS = 0, 64


class _Cookie(ctypes.Structure):
    _fields_ = (("sequence", ctypes.c_uint),)


class _Screens(ctypes.Structure):
    # The first field of a screen is its root window.
    _fields_ = (("data", POINTER(c_uint32)), ("rem", c_int), ("index", c_int))


class _AtomReply(ctypes.Structure):
    _fields_ = (("head", c_uint32 * 2), ("atom", c_uint32))


def front_is_full_screen() -> bool | None:
    """Whether the window that has the focus covers its whole screen; None where nobody says."""
    try:
        server = _Server()
    except OSError:
        return None
    try:
        front = server.numbers(server.root, "_NET_ACTIVE_WINDOW") if server.root else []
        if not front or not front[0]:
            return None
        return server.atom("_NET_WM_STATE_FULLSCREEN") in server.numbers(front[0], "_NET_WM_STATE")
    finally:
        server.close()


class _Server:
    """A connection of its own; raises OSError where there is no libxcb."""

    def __init__(self) -> None:
        xcb = self._xcb = ctypes.CDLL("libxcb.so.1")
        self._free = ctypes.CDLL(None).free
        self._free.argtypes = [c_void_p]
        xcb.xcb_connect.restype = c_void_p
        xcb.xcb_connect.argtypes = [c_char_p, POINTER(c_int)]
        for name in ("xcb_connection_has_error", "xcb_disconnect", "xcb_get_setup"):
            getattr(xcb, name).argtypes = [c_void_p]
        xcb.xcb_get_setup.restype = c_void_p
        xcb.xcb_setup_roots_iterator.restype = _Screens
        xcb.xcb_setup_roots_iterator.argtypes = [c_void_p]
        xcb.xcb_intern_atom.restype = xcb.xcb_get_property.restype = _Cookie
        xcb.xcb_intern_atom.argtypes = [c_void_p, c_uint8, ctypes.c_uint16, c_char_p]
        xcb.xcb_get_property.argtypes = [c_void_p, c_uint8, *([c_uint32] * 5)]
        for name in ("xcb_intern_atom_reply", "xcb_get_property_reply"):
            getattr(xcb, name).argtypes = [c_void_p, _Cookie, c_void_p]
        xcb.xcb_intern_atom_reply.restype = POINTER(_AtomReply)
        xcb.xcb_get_property_reply.restype = xcb.xcb_get_property_value.restype = c_void_p
        for name in ("xcb_get_property_value", "xcb_get_property_value_length"):
            getattr(xcb, name).argtypes = [c_void_p]
        screen = c_int()
        self._connection = xcb.xcb_connect(None, byref(screen))
        self.root = self._root(screen.value)

    def _root(self, screen: int) -> int:
        """The root window of the first screen; 0 where nothing answers. Modern servers have one."""
        if self._xcb.xcb_connection_has_error(self._connection):
            return 0
        screens = self._xcb.xcb_setup_roots_iterator(self._xcb.xcb_get_setup(self._connection))
        return int(screens.data[0]) if screen == 0 and screens.rem else 0

    def atom(self, name: str) -> int:
        """The server's number for a name."""
        words = name.encode()
        cookie = self._xcb.xcb_intern_atom(self._connection, 0, len(words), words)
        reply = self._xcb.xcb_intern_atom_reply(self._connection, cookie, None)
        if not reply:
            return 0
        atom = int(reply.contents.atom)
        self._free(reply)
        return atom

    def numbers(self, window: int, name: str) -> list[int]:
        """A property of a window that is a list of windows or atoms; empty where it has none."""
        cookie = self._xcb.xcb_get_property(
            self._connection, 0, window, self.atom(name), _ANY, 0, _MOST_ATOMS
        )
        reply = self._xcb.xcb_get_property_reply(self._connection, cookie, None)
        if not reply:
            return []
        count = self._xcb.xcb_get_property_value_length(reply) // ctypes.sizeof(c_uint32)
        value = ctypes.cast(self._xcb.xcb_get_property_value(reply), POINTER(c_uint32))
        found = [int(value[place]) for place in range(count)]
        self._free(reply)
        return found

    def close(self) -> None:
        """Let go of the server."""
        self._xcb.xcb_disconnect(self._connection)
