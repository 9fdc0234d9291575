"""What recovery knows of the person before the diary is open again."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from cluneal_tracker.domain.errors import DiaryError
from cluneal_tracker.domain.pain import VasScore
from cluneal_tracker.domain.settings import Settings, Theme
from cluneal_tracker.domain.verdict import NotOpened, Verdict
from cluneal_tracker.services.opening import open_services
from cluneal_tracker.services.recovery import Recovery, why_not_opened
from tests.fakes import FakeClock


def test_the_page_looks_as_the_newest_backup_that_can_be_read_says(tmp_path: Path) -> None:
    clock = FakeClock()
    assert Recovery(tmp_path, clock).settings() == Settings()
    with open_services(tmp_path, clock) as services:
        services.diary.add(VasScore(41))
        services.preferences.choose(theme=Theme.DARK, text_size=200)
        services.backups.make()
        clock.move(minutes=5)
        services.diary.add(VasScore(50))
        newest = services.backups.make()
    assert newest is not None
    newest.write_bytes(b"torn")
    found = Recovery(tmp_path, clock).settings()
    assert (found.theme, found.text_size) == (Theme.DARK, 200)


def _three_scores(folder: Path) -> Path:
    with open_services(folder, FakeClock()) as services:
        for mm in (10, 20, 30):
            services.diary.add(VasScore(mm))
    return folder / "diary.db"


def test_what_is_met_in_a_damaged_file_says_that_the_file_is_damaged(tmp_path: Path) -> None:
    file = _three_scores(tmp_path)
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("update pain set mm = 99")
        connection.commit()
    for met in (ValueError("99 is odd"), DiaryError("The file is damaged.")):
        error = why_not_opened(met, tmp_path, FakeClock())
        assert error.verdict is Verdict.DAMAGED
        assert "does not hold together" in str(error)


def test_what_is_met_in_a_whole_file_is_raised_again(tmp_path: Path) -> None:
    _three_scores(tmp_path)
    with pytest.raises(DiaryError, match="Another program"):
        why_not_opened(DiaryError("Another program has it."), tmp_path, FakeClock())


def test_what_is_known_of_a_file_is_not_looked_for_again(tmp_path: Path) -> None:
    known = NotOpened(Verdict.OUT_OF_REACH, "The disk did not answer.")
    assert why_not_opened(known, tmp_path, FakeClock()) is known
