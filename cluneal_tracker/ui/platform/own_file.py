"""Files that the app has put elsewhere, and takes away again."""

from __future__ import annotations

from pathlib import Path

from cluneal_tracker.domain.errors import DiaryError


def take_away(*files: Path) -> None:
    """Remove files, those that are there; raises DiaryError where one cannot be removed."""
    for file in files:
        try:
            file.unlink(missing_ok=True)
        except OSError as error:
            raise DiaryError(f"{file} was not taken away. The reason: {error.strerror}.") from error
