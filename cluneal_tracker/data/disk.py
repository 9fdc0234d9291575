"""Waiting for the disk: what was written counts when it would outlast a power cut."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path


def sync(file: Path) -> None:
    """Wait until what is in a file would outlast a power cut."""
    _sync(file, os.O_RDWR)


def sync_names(folder: Path) -> None:
    """Wait until the names in a folder would outlast a power cut, where the disk can promise it."""
    # Not every folder may be read, and not every disk knows the wish; as SQLite, we go on.
    with suppress(OSError):
        _sync(folder, os.O_RDONLY)


def led_to(file: Path) -> Path:
    """Where a name leads, its links followed."""
    # Unlike `Path.resolve`, it takes a link that leads to itself for the place that is meant.
    return Path(os.path.realpath(file))


def make_folder(folder: Path) -> None:
    """Make a folder, and those above it, for its owner alone, unless it is there."""
    if not folder.is_dir():
        make_folder(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)
        # Syncing what is in a folder says nothing about the name of the folder itself.
        sync_names(folder.parent)


def _sync(path: Path, how: int) -> None:
    handle = os.open(path, how)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
