"""A diary that is locked, and hands for it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from cluneal_tracker.domain.pain import VasScore
from cluneal_tracker.domain.verdict import Verdict
from cluneal_tracker.services.locking import Locking
from cluneal_tracker.services.opening import Services, open_services
from cluneal_tracker.services.recovery import examine
from tests.fakes import FakeClock
from tests.locked import CHEAP, lock_diary

CANARY = "heron-canary-5083"


class House:
    """A folder with a locked diary, opened as often as a test likes."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.clock = folder, FakeClock()
        self.file = folder / "diary.db"
        self.key, self.code = lock_diary(folder)

    @contextmanager
    def open(self, key: bytes | None = None) -> Iterator[Services]:
        with open_services(self.folder, self.clock, key or self.key) as services:
            yield with_cheap_lock(services)

    def score(self, *tenths: int) -> None:
        with self.open() as services:
            for mm in tenths:
                services.diary.add(VasScore(mm), note=CANARY)

    def verdict(self) -> Verdict:
        return examine(self.folder, self.clock, self.key)[0]


def with_cheap_lock(services: Services) -> Services:
    locking = Locking(services._db, services.backups, CHEAP)
    services.__dict__["locking"] = locking
    return services


def scores(services: Services) -> list[int]:
    return sorted(entry.score.mm for entry in services.diary.entries() if entry.score)


def everything(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.fixture
def house(tmp_path: Path) -> House:
    house = House(tmp_path / "house")
    house.score(10, 20, 30)
    return house
