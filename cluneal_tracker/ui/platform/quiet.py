"""Whether the desktop asks to be left in peace now: do not disturb, or a window over all of it.

Where that cannot be known the answer is no: on Wayland no program may look at the windows of
others, and macOS tells nobody of its Focus.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass

from cluneal_tracker.ui.platform.session_bus import NOTIFICATIONS, NoDesktop, ask, session_bus

_PROPERTIES = "org.freedesktop.DBus.Properties"
_BANNERS = ("gsettings", "get", "org.gnome.desktop.notifications", "show-banners")
_ANSWERS_WITHIN = 1.0
# An answer is as good as new for so long: whoever hears of it has to come round to it.
_FRESH_SECONDS = 5.0
# From shellapi.h: busy, a full-screen game, a presentation, the quiet of the first hours.
_WINDOWS_QUIET = {2, 3, 4, 6}


@dataclass(frozen=True, slots=True)
class Signs:
    """What a desktop tells of itself; None for what it does not tell.

    `inhibited` and `banners` are of its notifications, `full_screen` of the window in front,
    `state` is the number that Windows has for it all.
    """

    inhibited: bool | None = None
    banners: bool | None = None
    full_screen: bool | None = None
    state: int | None = None

    @property
    def quiet(self) -> bool:
        """Whether one of them asks for quiet."""
        on_linux = self.inhibited is True or self.banners is False or self.full_screen is True
        return on_linux or self.state in _WINDOWS_QUIET


def wants_quiet() -> bool:
    """Whether the desktop asks for quiet at this moment; takes milliseconds, seconds at most."""
    if sys.platform == "win32":
        return Signs(state=_windows_state()).quiet
    if sys.platform == "darwin":
        return False
    return Signs(notifications_inhibited(), banners_shown(), _full_screen()).quiet


class QuietSign:
    """Whether the desktop asks for quiet, found out on a thread: a slow one holds nobody up.

    Calling it gives the answer of just now. Where there is none, yes is assumed, and `answered`
    is called, on that thread, as soon as it can be asked again. `monotonic` counts seconds.
    """

    def __init__(
        self,
        answered: Callable[[], None],
        monotonic: Callable[[], float],
        ask: Callable[[], bool] = wants_quiet,
    ) -> None:
        self._answered, self._monotonic, self._ask = answered, monotonic, ask
        self._thread: threading.Thread | None = None
        self._said: tuple[float, bool] | None = None

    def __call__(self) -> bool:
        if self._said is not None and self._monotonic() - self._said[0] < _FRESH_SECONDS:
            return self._said[1]
        if self._thread is None or not self._thread.is_alive():
            self._thread = threading.Thread(target=self._find_out, name="quiet")
            self._thread.start()
        return True

    def stop(self) -> None:
        """Return when nobody is being asked any more."""
        if self._thread is not None:
            self._thread.join()

    def _find_out(self) -> None:
        answer = self._ask()
        self._said = self._monotonic(), answer
        self._answered()


def notifications_inhibited() -> bool | None:
    """What the notification server says, as that of KDE does."""
    try:
        with session_bus() as bus:
            body = (NOTIFICATIONS, "Inhibited")
            ((_, said),) = ask(bus, "Get", "ss", body, _PROPERTIES, wake=False)
    except NoDesktop:
        return None
    return said if isinstance(said, bool) else None


def banners_shown() -> bool | None:
    """What GNOME says; on another desktop its setting means nothing."""
    if "GNOME" not in os.environ.get("XDG_CURRENT_DESKTOP", "").split(":"):
        return None
    try:
        asked = subprocess.run(
            _BANNERS, capture_output=True, text=True, check=False, timeout=_ANSWERS_WITHIN
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return {"true": True, "false": False}.get(asked.stdout.strip())


def _full_screen() -> bool | None:
    # On Wayland the X server inside knows of old programs only, which is worse than nothing.
    if os.environ.get("WAYLAND_DISPLAY") or not os.environ.get("DISPLAY"):
        return None
    from cluneal_tracker.ui.platform.x_windows import front_is_full_screen

    return front_is_full_screen()


def _windows_state() -> int | None:
    if sys.platform == "win32":
        import ctypes

        state = ctypes.c_int()
        if ctypes.windll.shell32.SHQueryUserNotificationState(ctypes.byref(state)) == 0:
            return state.value
    return None
