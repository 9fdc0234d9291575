"""Short sounds, played by what the computer already has; silence is always an option."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QProcess, QStandardPaths

from cluneal_tracker.domain.cues import Cue

_PLAYERS = ("pw-play", "paplay", "aplay", "afplay")


class Sound:
    """Starts a sound and never waits for it; without a player it stays silent."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        found = (QStandardPaths.findExecutable(player) for player in _PLAYERS)
        self._player = next((player for player in found if player), "")

    def play(self, cue: Cue) -> None:
        """Let one cue be heard."""
        file = str(self._folder / f"{cue.value}.wav")
        if sys.platform == "win32":
            import winsound

            winsound.PlaySound(
                file, winsound.SND_FILENAME | winsound.SND_ASYNC | winsound.SND_NODEFAULT
            )
        elif self._player:
            process = QProcess()
            process.setProgram(self._player)
            process.setArguments([file])
            # A player without a sound server complains; nobody is there to read it.
            process.setStandardOutputFile(QProcess.nullDevice())
            process.setStandardErrorFile(QProcess.nullDevice())
            process.startDetached()
