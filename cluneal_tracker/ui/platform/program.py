"""How the computer starts this app on a diary, and how it is asked to do other things."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from cluneal_tracker.domain.errors import DiaryError

Run = Callable[[Sequence[str]], str]
_ENDS_WITHIN = 30.0


def program(folder: Path, *words: str) -> list[str]:
    """The words that start this very installation from anywhere, on the diary of a folder."""
    return [_python(), "-m", "cluneal_tracker", "--data-dir", str(folder.absolute()), *words]


def _python() -> str:
    """The Python that runs this; on Windows the one that opens no console."""
    silent = Path(sys.executable).with_name("pythonw.exe")
    return str(silent) if sys.platform == "win32" and silent.exists() else sys.executable


def start(folder: Path, *words: str, token: str = "") -> None:
    """Start the app as a program of its own, which outlives this one.

    `token` is what a Wayland desktop gave with the press of a button, so that the window of the
    app may come to the front.
    """
    given = {"XDG_ACTIVATION_TOKEN": token} if token else {}
    subprocess.Popen(
        program(folder, *words),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        env={**os.environ, **given},
    )


def run(words: Sequence[str]) -> str:
    """What a tool of the system says; raises DiaryError where it is not there or refuses."""
    try:
        done = subprocess.run(
            words, capture_output=True, text=True, check=False, timeout=_ENDS_WITHIN
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise DiaryError(f"{words[0]} of this computer does not answer.") from error
    if done.returncode:
        said = " ".join((done.stderr or done.stdout).split())
        raise DiaryError(f"{words[0]} of this computer refused: {said}")
    return done.stdout


def config_folder() -> Path:
    """Where programs keep their settings on Linux."""
    return Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")


def share_folder() -> Path:
    """Where programs keep what they install for one person on Linux."""
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
