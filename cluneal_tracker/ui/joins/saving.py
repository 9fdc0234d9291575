"""Saving pages and pictures beside the window's thread, and saying where they are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from cluneal_tracker import paths
from cluneal_tracker.domain.errors import DiaryError
from cluneal_tracker.services.saving import write_new, write_over
from cluneal_tracker.ui.joins.desk import Desk
from cluneal_tracker.ui.platform.background import Background
from cluneal_tracker.ui.widgets.basics import Button

if TYPE_CHECKING:
    from cluneal_tracker.render.chart import Format


@dataclass(frozen=True, slots=True)
class PictureFile:
    """A picture that can be saved: the stem of its name, and what makes each kind of file.

    What is made has a stamp above it, where one is given.
    """

    stem: str
    make: Callable[[Format, str], bytes]


class Saving(QObject):
    """Makes every file it is asked for, one after another, and tells where it is.

    `folder` is the documents folder unless another is given. `not_saved` carries a sentence.
    """

    not_saved = Signal(str)

    def __init__(self, desk: Desk, folder: Path | None = None) -> None:
        super().__init__()
        self._desk, self._folder = desk, folder
        self._under_way: list[Background] = []

    def save(self, make: Callable[[], bytes], stem: str, suffix: str) -> None:
        """Save in the documents folder, under a new name when that one is taken."""
        folder = self._folder or paths.documents_folder()
        self._begin(lambda: write_new(folder, stem, suffix, make()))

    def save_as(self, make: Callable[[], bytes], file: Path) -> None:
        """Save under a name that the person chose, in place of what is there."""
        self._begin(lambda: write_over(file, make()))

    def save_picture(
        self, file: PictureFile, kind: Format, stamp: str, over: QWidget | None = None
    ) -> None:
        """Save a picture in the documents folder, or ask for its name in a window over another."""
        if over is None:
            self.save(lambda: file.make(kind, stamp), file.stem, f".{kind}")
            return
        suggested = self.suggested(file.stem, f".{kind}")
        title = self.tr("Save the picture")
        name, _ = QFileDialog.getSaveFileName(over, title, str(suggested), f"*.{kind}")
        if name:
            self.save_as(lambda: file.make(kind, stamp), Path(name))

    def suggested(self, stem: str, suffix: str) -> Path:
        """A place to begin with when the person wants to choose."""
        return (self._folder or paths.documents_folder()) / f"{stem}{suffix}"

    def _begin(self, work: Callable[[], Path]) -> None:
        # One for each file: a Background drops what it was asked for before.
        one = Background()
        one.done.connect(self._tell)
        one.failed.connect(self._explain)
        one.ask(work)
        self._under_way = [other for other in self._under_way if other.busy] + [one]

    def _tell(self, file: Path) -> None:
        said = self.tr("Saved in {folder}: {name}").format(folder=file.parent.name, name=file.name)
        self._desk.say(
            said,
            actions=[
                Button(self.tr("Open"), "link", lambda: _open(file)),
                folder_link(file),
            ],
        )

    def _explain(self, error: BaseException) -> None:
        unknown = self.tr("The file was not saved. Your scores are safe.")
        self.not_saved.emit(str(error) if isinstance(error, DiaryError) else unknown)


def folder_link(file: Path) -> Button:
    """Shows the folder of a file that was just saved."""
    name = QCoreApplication.translate("saving", "Show folder")
    return Button(name, "link", lambda: _open(file.parent))


def range_name(what: str, first: date, last: date) -> str:
    """The name of a saved file: what it is, and its days."""
    form = QCoreApplication.translate("saving", "{what} {first} to {last}")
    return form.format(what=what, first=first.isoformat(), last=last.isoformat())


def _open(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
