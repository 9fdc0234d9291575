"""A file is written beside its place and moved there; what goes wrong is told in a sentence."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from cluneal_tracker.data.exchange import document, files
from cluneal_tracker.data.exchange.foreign import ForeignTable
from cluneal_tracker.domain.errors import DiaryError


def test_all_of_a_file_is_on_the_disk_before_it_takes_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target, content = tmp_path / "all.json", b"x" * 100
    synced: list[int] = []
    moved: list[tuple[str, Path]] = []

    def fsync(handle: int) -> None:
        synced.append(os.fstat(handle).st_size)

    def replace(source: str, place: Path) -> None:
        moved.append((source, place))
        Path(source).rename(place)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(os, "replace", replace)
    files.write_whole(target, content)
    assert synced[0] == len(content)
    ((source, place),) = moved
    draft = Path(source)
    assert (draft.parent, place) == (tmp_path, target)
    # A folder that is shared or listed meanwhile does not show it.
    assert (draft.name[0], draft.suffix) == (".", ".part")
    assert [path.name for path in tmp_path.iterdir()] == ["all.json"]
    assert target.read_bytes() == content


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no such thing")
def test_what_is_no_file_is_not_replaced_by_one(tmp_path: Path) -> None:
    """Whoever may write to /dev would else take /dev/null from all programs."""
    device, link = tmp_path / "device", tmp_path / "link"
    os.mkfifo(device)
    link.symlink_to(device)
    for name in (device, link):
        with pytest.raises(DiaryError, match=r"It is not a file\. Choose another name"):
            files.write_whole(name, b"all")
    assert device.is_fifo()
    assert link.is_symlink()


def test_a_file_is_written_where_a_link_leads(tmp_path: Path) -> None:
    target, link, loop = (tmp_path / name for name in ("target", "link", "loop"))
    link.symlink_to(target)
    loop.symlink_to(loop)
    for name in (link, loop):
        files.write_whole(name, b"all")
    assert link.is_symlink()
    assert target.read_bytes() == loop.read_bytes() == b"all"


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (OSError(errno.ENOSPC, "x"), "The disk is full. Free some space, then try again."),
        (OSError(errno.EDQUOT, "x"), "The disk is full. Free some space, then try again."),
        (OSError(errno.EFBIG, "x"), "The disk is full. Free some space, then try again."),
        (OSError(errno.ENOENT, "x"), "There is no such file or folder. Look at the name again."),
        (OSError(errno.EISDIR, "x"), "That name is a folder. Add a file name."),
        (OSError(errno.EACCES, "x"), "You do not have the right to it. Choose another place."),
        (OSError(errno.EROFS, "x"), "You do not have the right to it. Choose another place."),
        (OSError(errno.EIO, "The disk did not answer"), "The reason: The disk did not answer."),
        (OSError("odd"), "The reason: odd."),
    ],
)
def test_why_a_file_was_not_read_or_written_is_a_sentence(error: OSError, sentence: str) -> None:
    assert files._why(error) == sentence


def test_a_file_that_needs_more_memory_than_there_is_gets_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def parse(*_: object) -> None:
        raise MemoryError

    (tmp_path / "diary.json").write_bytes(b"{}")
    monkeypatch.setattr(files, "_parse", parse)
    with pytest.raises(DiaryError, match=r"^diary\.json was not brought in\..* more memory than"):
        files.load(tmp_path / "diary.json")


def test_a_file_has_only_so_many_bytes_and_rows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "LARGEST_BYTES", 100)
    file = tmp_path / "table"
    file.write_bytes(b"day,pain\n1,2\n".ljust(100, b"\n"))
    assert isinstance(files.load(file), ForeignTable)
    file.write_bytes(b"day,pain\n1,2\n".ljust(101, b"\n"))
    with pytest.raises(DiaryError, match="It is larger than 50 MB"):
        files.load(file)
    monkeypatch.setattr(document, "MOST_ROWS", 3)
    rows = [document.Placed("", None)] * 2
    document.check_count({"pain": rows, "sessions": rows[:1]})
    with pytest.raises(ValueError, match=r"^It has 4 rows\. A file can have up to 3\."):
        document.check_count({"pain": rows, "sessions": rows})


def test_a_diary_with_too_many_rows_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(document, "MOST_ROWS", 3)
    file = tmp_path / "diary.json"
    head = b'{"format": "cluneal-tracker", "version": 1, "pain": ['
    file.write_bytes(head + b"0, 0, 0]}")
    files.load(file)
    file.write_bytes(head + b"0, 0, 0, 0]}")
    with pytest.raises(DiaryError, match="It has 4 rows"):
        files.load(file)
