"""What recovery knows of the person before the diary is open again."""

from __future__ import annotations

from pathlib import Path

from cluneal_tracker.domain.pain import VasScore
from cluneal_tracker.domain.settings import Settings, Theme
from cluneal_tracker.services.opening import open_services
from cluneal_tracker.services.recovery import Recovery
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
