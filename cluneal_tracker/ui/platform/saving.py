"""Where saved pages and pictures go: the documents folder, under a name that is still free."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from datetime import date
from itertools import chain, count
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from cluneal_tracker import paths
from cluneal_tracker.ui.joins.desk import Desk
from cluneal_tracker.ui.platform.background import Background
from cluneal_tracker.ui.widgets.basics import Button


class Saving(QObject):
    """Makes a file in the background and tells where it is; an older file is never replaced.

    `folder` is the documents folder unless another is given. `not_saved` carries a sentence.
    """

    not_saved = Signal(str)

    def __init__(self, desk: Desk, folder: Path | None = None) -> None:
        super().__init__()
        self._desk, self._folder = desk, folder
        self._where = Path()
        self.work = Background()
        self.work.done.connect(self._tell)
        self.work.failed.connect(self._explain)

    def save(self, make: Callable[[], bytes], stem: str, suffix: str) -> None:
        """Save in the documents folder, under a new name when that one is taken."""
        folder = self._where = self._folder or paths.documents_folder()
        self.work.ask(lambda: write_new(folder, stem, suffix, make()))

    def save_as(self, make: Callable[[], bytes], file: Path) -> None:
        """Save under a name that the person chose, in place of what is there."""
        self._where = file.parent
        self.work.ask(lambda: write_over(file, make()))

    def suggested(self, stem: str, suffix: str) -> Path:
        """A place to begin with when the person wants to choose."""
        return (self._folder or paths.documents_folder()) / f"{stem}{suffix}"

    def _tell(self, file: Path) -> None:
        said = self.tr("Saved in {folder}: {name}").format(folder=file.parent.name, name=file.name)
        self._desk.say(
            said,
            actions=[
                Button(self.tr("Open"), "link", lambda: _open(file)),
                Button(self.tr("Show folder"), "link", lambda: _open(file.parent)),
            ],
        )

    def _explain(self, error: Exception) -> None:
        self.not_saved.emit(self._sentence(error))

    def _sentence(self, error: Exception) -> str:
        full = isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT)
        if full:
            why = self.tr("The disk is full. Free some space, then try again.")
        elif isinstance(error, OSError):
            why = self.tr("The app could not write to {folder}.").format(folder=self._where)
        else:
            why = str(error)
        return self.tr("The file was not saved. Your scores are safe. {why}").format(why=why)


def range_name(what: str, first: date, last: date) -> str:
    """The name of a saved file: what it is, and its days."""
    form = QCoreApplication.translate("saving", "{what} {first} to {last}")
    return form.format(what=what, first=first.isoformat(), last=last.isoformat())


def write_new(folder: Path, stem: str, suffix: str, content: bytes) -> Path:
    """Write a file under a name that is still free, readable by its owner alone; raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    names = chain([f"{stem}{suffix}"], (f"{stem} ({number}){suffix}" for number in count(2)))
    return write_over(next(file for name in names if not (file := folder / name).exists()), content)


def write_over(file: Path, content: bytes) -> Path:
    """Write a file in one move: nobody sees half of it; raises OSError."""
    part = file.with_name(f".{file.name}.part")
    handle = os.open(part, os.O_CREAT | os.O_TRUNC | os.O_WRONLY | _BINARY, 0o600)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        os.replace(part, file)
    except OSError:
        part.unlink(missing_ok=True)
        raise
    return file


def _open(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


_BINARY = getattr(os, "O_BINARY", 0)
