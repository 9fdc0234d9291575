"""The app in the menu of a Linux desktop: an entry, its picture and what a software shop shows."""

from __future__ import annotations

from pathlib import Path

from cluneal_tracker import paths
from cluneal_tracker.domain.errors import DiaryError
from cluneal_tracker.ui.platform.desktop_entry import desktop_entry
from cluneal_tracker.ui.platform.own_file import take_away
from cluneal_tracker.ui.platform.program import program, share_folder

LOG_PAIN = "--log-pain"


def install(folder: Path) -> list[Path]:
    """Put the app into the menu and give the files that were written; raises DiaryError."""
    action = {"log-pain": ("Log pain", program(folder, LOG_PAIN))}
    contents = {
        _entry(): desktop_entry(program(folder), action).encode(),
        _picture(): (paths.ASSETS / "drawings" / "app-icon.svg").read_bytes(),
        _about(): (paths.ASSETS / "desktop" / f"{paths.APP}.metainfo.xml").read_bytes(),
    }
    for file, content in contents.items():
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        except OSError as error:
            raise DiaryError(f"{file} was not written. The reason: {error.strerror}.") from error
    return list(contents)


def remove() -> None:
    """Take the app out of the menu again; raises DiaryError."""
    take_away(_entry(), _picture(), _about())


def _entry() -> Path:
    return share_folder() / "applications" / f"{paths.APP}.desktop"


def _picture() -> Path:
    return share_folder() / "icons" / "hicolor" / "scalable" / "apps" / f"{paths.APP}.svg"


def _about() -> Path:
    return share_folder() / "metainfo" / f"{paths.APP}.metainfo.xml"
