"""Pictures of widgets, drawn without a display."""

from __future__ import annotations

import threading
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QLabel, QWidget

_SETTLE_MS = 150
# What a picture shows in place of the temporary folder.
_HOME = "~/.local/share/cluneal-tracker"


def take_picture(widget: QWidget, folder: Path, file: Path) -> Path:
    """Draw a widget into a file; a folder that it names is shown as the usual one."""
    settle()
    for label in widget.findChildren(QLabel):
        said = label.text().replace("\u200b", "")
        if str(folder) in said:
            label.setText(said.replace(str(folder), _HOME))
    settle()
    widget.grab().save(str(file))
    return file


def settle() -> None:
    """Let the screen lay itself out, and wait for what is drawn beside it."""
    _run_on()
    while threading.active_count() > 1:
        _run_on()


def _run_on() -> None:
    loop = QEventLoop()
    QTimer.singleShot(_SETTLE_MS, loop.quit)
    loop.exec()
