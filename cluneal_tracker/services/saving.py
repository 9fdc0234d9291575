"""Files for the person: written whole, and a new one never in place of an older one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain, count
from pathlib import Path

from cluneal_tracker.data.exchange.files import write_whole
from cluneal_tracker.domain.errors import DiaryError


@contextmanager
def free_name(folder: Path, stem: str, suffix: str) -> Iterator[Path]:
    """A name that no file has, held for what is written within; given up again on an error.

    Raises DiaryError where the folder does not take a file.
    """
    try:
        file = _hold(folder, stem, suffix)
    except OSError as error:
        raise DiaryError(
            f"Nothing could be saved in {folder}. Your diary is safe. "
            f"The reason: {error.strerror or error}."
        ) from error
    try:
        yield file
    except BaseException:
        file.unlink(missing_ok=True)
        raise


def write_new(folder: Path, stem: str, suffix: str, content: bytes) -> Path:
    """Write a file under a name that is still free; raises DiaryError."""
    with free_name(folder, stem, suffix) as file:
        return write_over(file, content)


def write_over(file: Path, content: bytes) -> Path:
    """Write a file in place of what is there; raises DiaryError."""
    write_whole(file, content)
    return file


def _hold(folder: Path, stem: str, suffix: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name in chain([stem], (f"{stem} ({number})" for number in count(2))):
        file = folder / f"{name}{suffix}"
        try:
            # Made at once, so that nobody else can take the name meanwhile.
            file.touch(0o600, exist_ok=False)
        except FileExistsError:
            continue
        return file
    raise AssertionError("the numbers never end")
