"""Files in and out: written whole or not at all, and read within limits."""

from __future__ import annotations

import errno
import os
import tempfile
from pathlib import Path

from cluneal_tracker.data.exchange.csv_tables import read_csv, read_zip
from cluneal_tracker.data.exchange.document import Document, check_count
from cluneal_tracker.data.exchange.json_document import read_json
from cluneal_tracker.domain.errors import DiaryError

LARGEST_BYTES = 50 * 1024 * 1024
_DATABASE = b"SQLite format 3\x00"
_ZIP = b"PK"


def write_whole(file: Path, content: bytes) -> None:
    """Put `content` in place of a file in one move, readable by its owner alone.

    Raises DiaryError; the file that stood there before is then as it was.
    """
    target = file.resolve()
    try:
        if target.is_file() and _head(target) == _DATABASE:
            raise DiaryError(f"{file} is a database, maybe your diary. Choose another name.")
        _write(target, content)
    except OSError as error:
        raise DiaryError(f"{file} was not written. Your diary is safe. {_why(error)}") from error


def _write(target: Path, content: bytes) -> None:
    # mkstemp makes the file 0600 from the start; a rename within one folder is one move.
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(name, target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def load(file: Path) -> Document:
    """The rows of a file, told by its content and not by its name.

    Raises DiaryError for a file that cannot be read as a diary.
    """
    try:
        content = _content(file)
        document = _parse(content)
        check_count(document)
    except OSError as error:
        raise DiaryError(f"{file} was not read. Your diary is as it was. {_why(error)}") from error
    except ValueError as error:
        raise DiaryError(
            f"{file.name} was not brought in. Your diary is as it was. {error}"
        ) from error
    return document


def _content(file: Path) -> bytes:
    if file.exists() and not file.is_file():
        raise ValueError("It is not a file. Choose a file that was exported.")
    with file.open("rb") as stream:
        content = stream.read(LARGEST_BYTES + 1)
    if len(content) > LARGEST_BYTES:
        raise ValueError("It is larger than 50 MB.")
    return content


def _parse(content: bytes) -> Document:
    if content.startswith(_ZIP):
        return read_zip(content, LARGEST_BYTES)
    if content.startswith(_DATABASE):
        raise ValueError("It is a database. Bring in a CSV or JSON file.")
    begin = content[:1024].removeprefix(b"\xef\xbb\xbf").lstrip()
    if not begin:
        raise ValueError("It is empty.")
    return read_json(content) if begin.startswith((b"{", b"[")) else read_csv(content)


def _head(file: Path) -> bytes:
    with file.open("rb") as stream:
        return stream.read(len(_DATABASE))


def _why(error: OSError) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return "The disk is full. Free some space, then try again."
    if isinstance(error, FileNotFoundError):
        return "There is no such file or folder. Look at the name again."
    if isinstance(error, IsADirectoryError):
        return "That name is a folder. Add a file name."
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return "You do not have the right to it. Choose another place."
    return f"The reason: {error.strerror or error}."
