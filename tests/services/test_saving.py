"""Files for the person: whole, private, and never in place of an older one."""

from __future__ import annotations

from pathlib import Path

import pytest

from cluneal_tracker.domain.errors import DiaryError
from cluneal_tracker.services.saving import free_name, write_new, write_over


def test_a_new_file_gets_the_next_free_name(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "Documents"
    files = [write_new(folder, "Pain", ".png", text) for text in (b"1", b"2", b"3")]
    assert [file.name for file in files] == ["Pain.png", "Pain (2).png", "Pain (3).png"]
    assert [file.read_bytes() for file in files] == [b"1", b"2", b"3"]
    assert all(file.stat().st_mode & 0o077 == 0 for file in files)


def test_a_chosen_name_is_written_over(tmp_path: Path) -> None:
    file = tmp_path / "Pain.png"
    file.write_bytes(b"old")
    assert write_over(file, b"new") == file
    assert file.read_bytes() == b"new"


def test_a_name_held_in_vain_is_given_up(tmp_path: Path) -> None:
    with pytest.raises(DiaryError), free_name(tmp_path, "Pain", ".png"):
        raise DiaryError("The disk is full.")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_takes_no_file_is_named(tmp_path: Path) -> None:
    blocked = tmp_path / "blocked"
    blocked.write_text("a file where the folder would be")
    with pytest.raises(DiaryError, match=r"Nothing could be saved in .*blocked"):
        write_new(blocked, "Pain", ".png", b"1")
