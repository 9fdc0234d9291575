"""Whether the person has asked their desktop for less movement."""

from __future__ import annotations

import sys

from PySide6.QtGui import QGuiApplication

# From the Windows headers: "Show animations in Windows", on or off.
_CLIENT_AREA_ANIMATION = 0x1042


def wants_stillness() -> bool:
    """True where the desktop tells that movement is unwelcome; False where it tells nothing."""
    # Qt knows it from 6.12 on, and not every Python that runs the app can have that Qt.
    hints = getattr(QGuiApplication.styleHints(), "accessibility", lambda: None)()
    preference = getattr(hints, "motionPreference", lambda: None)()
    return "Reduce" in getattr(preference, "name", "") or _windows_stands_still()


def _windows_stands_still() -> bool:
    if sys.platform == "win32":
        import ctypes

        moves = ctypes.c_int(1)
        ctypes.windll.user32.SystemParametersInfoW(
            _CLIENT_AREA_ANIMATION, 0, ctypes.byref(moves), 0
        )
        return not moves.value
    return False
