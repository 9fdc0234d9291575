"""Where an exercise stood outlives all that can happen to the file, and is no part of the diary."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from threading import Timer
from zipfile import ZipFile

import pytest

from cluneal_tracker.data import audit
from cluneal_tracker.data.backup_content import read
from cluneal_tracker.data.connecting import connect
from cluneal_tracker.data.under_way_store import find
from cluneal_tracker.domain.countdown import Countdown
from cluneal_tracker.domain.errors import DiaryError
from cluneal_tracker.domain.pain import Given, Side, VasScore
from cluneal_tracker.domain.phases import phases
from cluneal_tracker.domain.under_way import UnderWay
from cluneal_tracker.domain.when import When
from cluneal_tracker.services.exchange import Format
from cluneal_tracker.services.locking import Locking
from cluneal_tracker.services.opening import Services, open_services
from cluneal_tracker.services.recovery import Recovery
from tests.fakes import FakeClock
from tests.locked import CHEAP, PASSPHRASE, copy, lock_diary


def standing(services: Services, repeats: int, key: str = "nerve-glide") -> UnderWay:
    """An exercise in which so many repeats on the left are done, and half of a step more."""
    routine = services.exercises.routine(key)
    if routine.levels:
        routine = routine.at_level(2)
    clock = FakeClock()
    run = phases(routine, Side.LEFT)
    countdown = Countdown(run, clock.monotonic)
    while sum(countdown.done.values()) < repeats:
        clock.move(seconds=1)
        countdown.tick()
        countdown.complete()
    clock.move(seconds=0.5)
    countdown.tick()
    now = services.clock.now()
    place, started = countdown.place(), When.now(services.clock)
    return UnderWay(routine, Side.LEFT, started, now, place, VasScore(41))


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A folder with a diary of one score and an exercise that was never ended."""
    with open_services(tmp_path, FakeClock()) as services:
        services.diary.add(VasScore(30))
        services.exercises.keep_place(standing(services, 3))
    return tmp_path


def under_way_in(folder: Path, key: bytes | None = None) -> UnderWay | None:
    with open_services(folder, FakeClock(), key) as services:
        assert services.history.damage() is None
        return services.exercises.under_way()


@pytest.mark.parametrize("key", ["nerve-glide", "foam-roller", "core", "hip-strength"])
def test_it_is_read_as_it_was_written(services: Services, key: str) -> None:
    under_way = standing(services, 2, key)
    services.exercises.keep_place(under_way)
    assert services.exercises.under_way() == under_way
    assert sum(under_way.done.values()) == 2


def test_it_is_in_no_step_of_the_history(services: Services) -> None:
    services.diary.add(VasScore(30))
    services.exercises.keep_place(standing(services, 3))
    services.history.undo()
    assert services.diary.entries() == []
    assert services.exercises.under_way() is not None
    assert services.history.damage() is None


def test_saving_it_forgets_it_in_the_same_step(services: Services) -> None:
    under_way = standing(services, 3)
    services.exercises.keep_place(under_way)
    session = services.exercises.finish(under_way)
    assert (session.done, session.pain_before) == ({"left": 3}, VasScore(41))
    assert session.seconds == round(3 * 15 + 0.5)
    assert services.exercises.under_way() is None
    services.history.undo()
    assert services.exercises.sessions() == []


def test_where_nothing_is_done_any_more_nothing_is_remembered(services: Services) -> None:
    services.exercises.keep_place(standing(services, 1))
    services.exercises.keep_place(standing(services, 0))
    assert services.exercises.under_way() is None


def test_what_was_left_out_can_be_put_back(services: Services) -> None:
    under_way = standing(services, 3)
    services.exercises.keep_place(under_way)
    services.exercises.leave_out()
    assert services.exercises.under_way() is None
    services.exercises.put_back(under_way)
    assert services.exercises.under_way() == under_way


def test_another_program_that_writes_is_not_waited_for(house: Path) -> None:
    """Were it to wait, the window would stand still, and take that for a sleep."""
    with (
        open_services(house, FakeClock()) as services,
        closing(connect(house / "diary.db")) as other,
    ):
        services.make_sure()
        other.execute("begin immediate")
        # Who waits finds the way free after a while, and has nothing to complain of.
        freed = Timer(3, other.execute, ["rollback"])
        freed.start()
        with pytest.raises(DiaryError):
            services.exercises.keep_place(standing(services, 5))
        freed.join()
        now = standing(services, 5)
        services.exercises.keep_place(now)
        assert services.exercises.under_way() == now


def test_it_goes_through_the_lock_and_out_again(house: Path) -> None:
    before = under_way_in(house)
    with open_services(house, FakeClock()) as services:
        locking = Locking(services._db, services.backups, CHEAP)
        locking.lock(locking.prepare(PASSPHRASE))
        assert services.exercises.under_way() == before
        assert locking.is_locked
        locking.unlock()
        assert services.exercises.under_way() == before
    assert under_way_in(house) == before


def test_a_locked_diary_remembers_it_and_tells_nobody(tmp_path: Path) -> None:
    key, _ = lock_diary(tmp_path)
    with open_services(tmp_path, FakeClock(), key) as services:
        under_way = standing(services, 3)
        services.exercises.keep_place(under_way)
        for file in tmp_path.rglob("*"):
            assert not file.is_file() or b"nerve-glide" not in file.read_bytes()
    assert under_way_in(tmp_path, key) == under_way


def _back_up(house: Path) -> Path:
    with open_services(house, FakeClock()) as services:
        backup = services.backups.make()
    assert backup is not None
    return backup


def _restored(house: Path) -> None:
    backup = _back_up(house)
    (house / "diary.db").unlink()
    Recovery(house, FakeClock()).restore(backup)


def _salvaged(house: Path) -> None:
    with open_services(house, FakeClock()) as services:
        services._db.connection.execute("pragma wal_checkpoint(truncate)")
    content = bytearray((house / "diary.db").read_bytes())
    # The list of the tables is lost, so nothing finds anything any more.
    content[100:2000] = bytes(1900)
    (house / "diary.db").write_bytes(content)
    Recovery(house, FakeClock()).salvage()


@pytest.mark.parametrize("happens", [_restored, _salvaged])
def test_it_is_still_there_in_a_diary_that_was_lost(
    house: Path, happens: Callable[[Path], None]
) -> None:
    before = under_way_in(house)
    happens(house)
    assert under_way_in(house) == before
    with open_services(house, FakeClock()) as services:
        assert [str(entry.score) for entry in services.diary.entries()] == ["3.0"]


def test_what_was_saved_or_left_out_is_not_salvaged(house: Path) -> None:
    with open_services(house, FakeClock()) as services:
        services.exercises.keep_place(standing(services, 5))
        services.exercises.leave_out()
    _salvaged(house)
    assert under_way_in(house) is None


def test_a_backup_that_is_brought_back_leaves_what_is_under_way_now(house: Path) -> None:
    backup = _back_up(house)
    with open_services(house, FakeClock()) as services:
        now = standing(services, 7)
        services.exercises.keep_place(now)
        services.backups.restore(backup)
        assert services.exercises.under_way() == now
        services.history.undo()
        assert services.exercises.under_way() == now


def test_joining_another_diary_leaves_each_its_own(house: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    with open_services(other, FakeClock()) as services:
        services.diary.mark(VasScore(77), Given.LINE)
        services.exercises.keep_place(standing(services, 9))
        now = services.exercises.under_way()
        services.joining.join(house / "diary.db")
        assert len(services.diary.entries()) == 2
        assert services.exercises.under_way() == now
        assert services.history.damage() is None


def test_a_copy_under_another_lock_has_it(house: Path, tmp_path: Path) -> None:
    copied = tmp_path / "copy.db"
    copy(house / "diary.db", copied, None)
    with closing(read(copied)) as content:
        assert audit.verify(content) is None
        assert find(content) == under_way_in(house)


@pytest.mark.parametrize("kind", ["json", "csv"])
def test_it_is_in_no_export(house: Path, kind: Format) -> None:
    file = house / "copy"
    with open_services(house, FakeClock()) as services:
        services.exchange.export(kind, file)
    assert b"nerve-glide" not in file.read_bytes()
    if kind == "csv":
        with ZipFile(file) as parts:
            assert all(b"nerve-glide" not in parts.read(name) for name in parts.namelist())
