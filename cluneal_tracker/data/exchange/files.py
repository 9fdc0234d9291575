"""Files in and out: written whole or not at all, and read within limits."""

from __future__ import annotations

import errno
import os
import tempfile
from pathlib import Path

from cluneal_tracker.data.disk import led_to, sync_names
from cluneal_tracker.data.exchange import csv_tables, csv_text, loop_database, loop_files
from cluneal_tracker.data.exchange.document import Document, check_count
from cluneal_tracker.data.exchange.foreign import ForeignTable
from cluneal_tracker.data.exchange.foreign_csv import read_table
from cluneal_tracker.data.exchange.json_document import read_json
from cluneal_tracker.data.locking.files import is_diary, is_locked
from cluneal_tracker.domain.errors import DiaryError

LARGEST_BYTES = 50 * 1024 * 1024
_DATABASE = b"SQLite format 3\x00"
_ZIP = b"PK"


def write_whole(file: Path, content: bytes) -> None:
    """Put `content` in place of a file in one move, readable by its owner alone.

    Raises DiaryError; the file that stood there before is then as it was.
    """
    destination(file)
    put_in_place(file, content)


def destination(file: Path) -> Path:
    """Where a name leads, its links followed.

    Raises DiaryError where a file that is saved must not take the place of what is there.
    """
    target = led_to(file)
    try:
        if is_diary(target):
            raise DiaryError(
                f"{file} is a database or part of one, maybe your diary. Choose another name."
            )
        if target.is_dir():
            raise IsADirectoryError
        if target.exists() and not target.is_file():
            # To move a file there would take a device, such as /dev/null, from all programs.
            raise DiaryError(f"{file} was not written. It is not a file. Choose another name.")
    except OSError as error:
        raise DiaryError(f"{file} was not written. Your diary is safe. {_why(error)}") from error
    return target


def put_in_place(file: Path, content: bytes) -> None:
    """`write_whole`, whatever stands there: for what belongs to a diary."""
    try:
        _write(led_to(file), content)
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
        sync_names(target.parent)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def load(file: Path) -> Document | ForeignTable:
    """The rows of a diary, or of another program's file; told by its content, not by its name.

    Raises DiaryError for a file that cannot be read.
    """
    try:
        found = _parse(file, _content(file))
        if isinstance(found, dict):
            check_count(found)
    except OSError as error:
        raise DiaryError(f"{file} was not read. Your diary is as it was. {_why(error)}") from error
    except ValueError as error:
        raise DiaryError(
            f"{file.name} was not brought in. Your diary is as it was. {error}"
        ) from error
    except MemoryError as error:
        raise DiaryError(
            f"{file.name} was not brought in. Your diary is as it was. "
            "It takes more memory than there is. Close other programs, then try again."
        ) from error
    return found


def _content(file: Path) -> bytes:
    if file.exists() and not file.is_file():
        raise ValueError("It is not a file. Choose a file that was exported.")
    with file.open("rb") as stream:
        content = stream.read(LARGEST_BYTES + 1)
    if len(content) > LARGEST_BYTES:
        raise ValueError("It is larger than 50 MB.")
    return content


def _parse(file: Path, content: bytes) -> Document | ForeignTable:
    if content.startswith(_ZIP):
        inside = csv_tables.unpack(content, LARGEST_BYTES)
        loop = loop_files.HABITS in inside
        return loop_files.read_files(inside) if loop else csv_tables.read_tables(inside)
    if content.startswith(_DATABASE):
        return loop_database.read_database(file)
    begin = content[:1024].removeprefix(b"\xef\xbb\xbf").lstrip()
    if not begin:
        raise ValueError("The file is empty.")
    if begin.startswith((b"{", b"[")):
        return read_json(content)
    text = _text(file, content)
    return csv_tables.read_csv(content) if csv_tables.is_ours(text) else read_table(text)


def _text(file: Path, content: bytes) -> str:
    try:
        return csv_text.decode(content)
    except ValueError:
        # Only now: a table may lie beside the key of a diary that has its name.
        if is_locked(file):
            raise ValueError(loop_database.WHOLE_DIARY) from None
        raise


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
