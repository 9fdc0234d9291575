"""A voice, where the computer has one: spoken by the system, in a process beside the window."""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib.util import find_spec

from PySide6.QtCore import QCoreApplication, QLocale, QProcess

from cluneal_tracker.ui.platform.speaking import READY

_SPEAKING = "cluneal_tracker.ui.platform.speaking"
_MS_TO_LEAVE = 300


class Voice:
    """Says one sentence at a time; without an engine or a voice of the language it is silent.

    Nothing here waits: its process is started when it is first needed, and until that is ready
    the newest sentence alone is kept for it.
    """

    def __init__(self, locale: QLocale, engine: str = "") -> None:
        self._arguments = ["-m", _SPEAKING, locale.name(), engine]
        self._process: QProcess | None = None
        self._ready = False
        self._waiting = self._found = ""
        self._told: Callable[[str], None] = lambda reason: None

    @property
    def lacks(self) -> str:
        """Why it is silent, in a sentence for the person; empty while it may yet speak."""
        if not self._found and find_spec("PySide6.QtTextToSpeech") is None:
            self._found = _tr(
                "Spoken steps need one more part: pip install “cluneal-tracker[voice]”."
            )
        return self._found

    def prepare(self, told: Callable[[str], None]) -> None:
        """Have it ready soon, which may take some seconds; `told` hears why there is no voice."""
        self._told = told
        if self.lacks:
            told(self.lacks)
        else:
            self._start()

    def say(self, text: str) -> None:
        """Say it now, in place of what is being said; the words on screen do not wait for it."""
        if not self.lacks:
            self._start()
            self._waiting = text
            self._pass_on()

    def hush(self) -> None:
        """Say no more."""
        self._waiting = ""
        if self._ready:
            self._write("")

    def leave(self) -> None:
        """End its process; this may take a moment."""
        process, self._process, self._ready = self._process, None, False
        if process is not None:
            process.blockSignals(True)
            process.closeWriteChannel()
            if not process.waitForFinished(_MS_TO_LEAVE):
                process.kill()
                process.waitForFinished(_MS_TO_LEAVE)

    def _start(self) -> None:
        if self._process is not None:
            return
        self._process = process = QProcess()
        process.setStandardErrorFile(QProcess.nullDevice())
        process.readyReadStandardOutput.connect(self._hear)
        process.finished.connect(self._miss)
        process.errorOccurred.connect(self._miss)
        if application := QCoreApplication.instance():
            application.aboutToQuit.connect(self.leave)
        process.start(sys.executable, self._arguments)

    def _hear(self) -> None:
        if self._process is not None and self._process.canReadLine():
            answer = bytes(self._process.readLine().data()).decode().strip()
            self._ready = answer == READY
            self._pass_on()

    def _pass_on(self) -> None:
        if self._ready and self._waiting:
            self._write(self._waiting)
            self._waiting = ""

    def _write(self, line: str) -> None:
        if self._process is not None:
            self._process.write((" ".join(line.split()) + "\n").encode())

    def _miss(self) -> None:
        """It went by itself: nothing to speak with, or what there was broke. No second try."""
        if not self._found:
            self._ready = False
            self._found = _tr("This computer has no voice for spoken steps.")
            self._told(self._found)


def _tr(text: str) -> str:
    return QCoreApplication.translate("voice", text)
