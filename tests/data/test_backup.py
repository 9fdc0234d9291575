from __future__ import annotations

import os
import signal
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from datetime import datetime, timedelta, timezone
from pathlib import Path
from random import Random
from typing import Any

import pytest

from cluneal_tracker.data import (
    backup,
    backup_content,
    journal,
    pain_store,
    restoring,
    routine_store,
    seal,
    table_rows,
)
from cluneal_tracker.data.backup_content import Held
from cluneal_tracker.data.database import Database
from cluneal_tracker.data.diary_file import open_database
from cluneal_tracker.data.migrations import VERSION
from cluneal_tracker.data.when_columns import WHEN_COLUMNS
from cluneal_tracker.domain.errors import DiaryError
from cluneal_tracker.domain.pain import VasScore
from cluneal_tracker.services.exchange import Format
from cluneal_tracker.services.opening import Services, open_services
from tests.fakes import FakeClock

NOW = datetime(2026, 3, 12, 8, 10, tzinfo=timezone.utc)
Change = Callable[[sqlite3.Connection], object]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "house" / "backups"


@pytest.fixture
def diary(folder: Path) -> Iterator[Database]:
    """A diary with one score in it."""
    with closing(open_database(folder.parent / "diary.db")) as db:
        _add(db, 41)
        yield db


def _add(db: Database, mm: int) -> None:
    Services(db, FakeClock()).diary.add(VasScore(mm))


def _scores(db: Database) -> list[int]:
    rows = db.connection.execute("select mm from pain order by mm")
    return [mm for (mm,) in rows]


def _dump(db: Database) -> list[str]:
    return list(db.connection.iterdump())


def _made(db: Database, folder: Path) -> Path:
    file = backup.make(db, folder, NOW)
    assert file is not None
    return file


def test_a_backup_holds_all_of_the_diary_under_the_name_of_its_moment(
    diary: Database, folder: Path
) -> None:
    file = _made(diary, folder)
    assert file == folder / "diary-2026-03-12T081000Z.db"
    assert backup.every(folder) == {NOW: file}
    with closing(backup_content.read(file)) as content:
        assert _dump(content) == _dump(diary)
    assert [path.name for path in folder.iterdir()] == [file.name]


@pytest.mark.skipif(os.name == "nt", reason="file modes")
@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_a_backup_is_private_whatever_the_umask(diary: Database, folder: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        file = _made(diary, folder)
    finally:
        os.umask(before)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_nothing_new_makes_no_backup(diary: Database, folder: Path) -> None:
    first = _made(diary, folder)
    assert backup.make(diary, folder, NOW + timedelta(hours=1)) is None
    _add(diary, 50)
    second = backup.make(diary, folder, NOW + timedelta(hours=2))
    assert list(backup.every(folder).values()) == [second, first]


def test_an_untouched_diary_needs_no_backup(db: Database, folder: Path) -> None:
    assert backup.make(db, folder, NOW) is None
    assert not folder.exists()


def test_two_backups_of_one_second_both_stay(diary: Database, folder: Path) -> None:
    first = _made(diary, folder)
    _add(diary, 50)
    second = _made(diary, folder)
    assert second == folder / "diary-2026-03-12T081001Z.db"
    with closing(backup_content.read(first)) as old, closing(backup_content.read(second)) as new:
        assert (_scores(old), _scores(new)) == ([41], [41, 50])


def test_a_newest_backup_that_is_damaged_does_not_count(diary: Database, folder: Path) -> None:
    torn = _made(diary, folder)
    torn.write_bytes(torn.read_bytes()[:5000])
    whole = _made(diary, folder)
    assert whole != torn
    day = FakeClock().now().date()
    assert backup_content.contents(torn) is None
    assert backup_content.contents(whole) == Held({"pain": 1}, day, day)


def test_a_newest_backup_whose_changes_alone_are_whole_does_not_count(
    diary: Database, folder: Path
) -> None:
    torn = _made(diary, folder)
    _tear_page(torn)
    assert _made(diary, folder) != torn


def test_what_a_backup_holds_is_told_with_its_first_and_last_day(folder: Path) -> None:
    clock = FakeClock()
    with open_services(folder.parent, clock) as services:
        first = services.diary.add(VasScore(41)).felt.day
        clock.move(days=3)
        last = services.diary.add(VasScore(50)).felt.day
        file = services.backups.make()
    assert file is not None
    held = backup_content.contents(file)
    assert held == Held({"pain": 2}, first, last)
    assert held.entries == 2
    assert Held({"habit": 1}, None, None).entries == 0


@pytest.mark.parametrize("version", [2, 3, 4])
def test_a_backup_of_an_earlier_version_is_told_and_brought_up_to_date(version: int) -> None:
    old = Path(__file__).parent / "databases" / f"version_{version}.db"
    held = backup_content.contents(old)
    assert held is not None
    with closing(backup_content.read(old)) as content:
        assert content.connection.execute("pragma user_version").fetchone()[0] == VERSION
        assert len(pain_store.every(content)) == held.entries > 0


def test_a_backup_is_on_the_disk_with_its_name_and_leaves_no_file_open(
    diary: Database, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[int] = []
    seen: set[str] = set()

    def fsync(handle: int) -> None:
        synced.append(os.fstat(handle).st_ino)
        seen.update(path.name for path in folder.iterdir())

    _made(diary, folder)
    _add(diary, 50)
    free = os.open(os.devnull, os.O_RDONLY)
    os.close(free)
    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", fsync)
        file = _made(diary, folder)
    # A folder that is shared or listed meanwhile does not show it.
    assert all(name.startswith(".") or name.endswith(".db") for name in seen)
    assert any(name.endswith(".part") for name in seen)
    assert file.stat().st_ino in synced
    assert os.name == "nt" or synced[-1] == folder.stat().st_ino
    handle = os.open(os.devnull, os.O_RDONLY)
    os.close(handle)
    # The lowest number that is free is the same as before.
    assert handle == free


def test_a_diary_that_was_replaced_while_it_was_open_is_not_backed_up(
    diary: Database, folder: Path
) -> None:
    file = folder.parent / "diary.db"
    os.replace(file, file.with_name("elsewhere.db"))
    file.write_bytes(file.with_name("elsewhere.db").read_bytes())
    with pytest.raises(DiaryError, match="moved or replaced while it was open"):
        backup.make(diary, folder, NOW)
    assert not folder.exists()


def _tear_page(file: Path) -> int:
    """Spoil a page that no reader of the changes alone looks at; gives where it begins."""
    with closing(sqlite3.connect(file)) as connection:
        (page,) = connection.execute(
            "select rootpage from sqlite_master where name = 'pain_day'"
        ).fetchone()
    begin = 4096 * (int(page) - 1)
    content = bytearray(file.read_bytes())
    content[begin : begin + 4096] = b"\xff" * 4096
    file.write_bytes(content)
    return begin


def test_a_damaged_diary_is_backed_up_only_when_asked_for_as_it_is(
    diary: Database, folder: Path
) -> None:
    diary.close()
    file = folder.parent / "diary.db"
    begin = _tear_page(file)
    with closing(open_database(file)) as db:
        sentence = (
            r"^No backup was made\. Your diary is as it was\. "
            r"The copy does not hold together\. Check your diary\.$"
        )
        with pytest.raises(DiaryError, match=sentence):
            backup.make(db, folder, NOW)
        assert list(folder.glob("*")) == []
        kept = backup.make(db, folder, NOW, as_it_is=True)
    assert kept is not None
    assert kept.read_bytes()[begin : begin + 4096] == b"\xff" * 4096


@pytest.mark.parametrize("flips", [60, pytest.param(1000, marks=pytest.mark.slow)])
def test_a_flipped_bit_is_noticed_before_it_is_put_back(
    diary: Database, folder: Path, flips: int
) -> None:
    file, whole, chance = _made(diary, folder), _dump(diary), Random(flips)
    good, noticed = file.read_bytes(), 0
    for _ in range(flips):
        torn = bytearray(good)
        torn[chance.randrange(len(torn))] ^= 1 << chance.randrange(8)
        file.write_bytes(torn)
        with suppress(DiaryError):
            noticed += 1
            with closing(backup_content.read(file)) as content:
                noticed -= 1
                assert _dump(content) == whole
    assert noticed > 0


def test_a_changed_score_is_noticed(diary: Database, folder: Path) -> None:
    file = _made(diary, folder)
    _change(file, lambda connection: connection.execute("update pain set mm = 42"))
    with pytest.raises(DiaryError, match=r"It is damaged\. Choose another one\."):
        backup_content.read(file)


def _change(file: Path, change: Change) -> None:
    with closing(sqlite3.connect(file)) as connection:
        change(connection)
        connection.commit()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ("pragma application_id = 7", "It is not a Cluneal Tracker diary."),
        (f"pragma user_version = {VERSION + 1}", "A newer version of Cluneal Tracker wrote it."),
        ("create table photo (name text)", "It is damaged."),
        ("create trigger t after insert on pain begin delete from pain; end", "It is damaged."),
        ("drop table reminder", "It is damaged."),
    ],
)
def test_a_foreign_or_newer_file_is_refused(
    diary: Database, folder: Path, change: str, sentence: str
) -> None:
    file = _made(diary, folder)
    _change(file, lambda connection: connection.execute(change))
    with pytest.raises(DiaryError, match=sentence):
        backup_content.read(file)


@pytest.mark.parametrize("content", [b"", b"Dear diary,\n", b"SQLite format 3\x00", bytes(5000)])
def test_a_file_that_is_no_diary_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "other.db"
    file.write_bytes(content)
    with pytest.raises(DiaryError, match=r"^other\.db was not opened. Your diary is as it was"):
        backup_content.read(file)
    assert file.read_bytes() == content


@pytest.mark.parametrize("kind", ["json", "csv"])
def test_what_was_exported_is_not_called_damaged(
    services: Services, tmp_path: Path, kind: Format
) -> None:
    services.diary.add(VasScore(41))
    services.exchange.export(kind, tmp_path / "all")
    with pytest.raises(DiaryError, match=r"not a diary.*“Bring in a file”"):
        backup_content.read(tmp_path / "all")


@pytest.mark.parametrize("name", ["nothing.db", "."])
def test_a_backup_that_is_not_there_is_told(tmp_path: Path, name: str) -> None:
    with pytest.raises(DiaryError, match="There is no such file"):
        backup_content.read(tmp_path / name)


def _days_back(*days: float) -> list[datetime]:
    return [NOW - timedelta(days=back) for back in days]


def test_all_of_two_days_are_kept() -> None:
    assert backup.superfluous(_days_back(0, 0.1, 0.2, 0.5, 1, 1.5, 2), NOW) == []


def test_of_an_older_day_the_last_one_is_kept() -> None:
    newer, older, oldest = _days_back(5, 5.1, 5.2)
    assert backup.superfluous([oldest, newer, older], NOW) == [older, oldest]


def test_who_stays_away_for_a_year_finds_everything_on_coming_back() -> None:
    moments = [moment - timedelta(days=365) for moment in _days_back(*range(14))]
    assert backup.superfluous(moments, NOW) == []


def test_a_backup_of_a_future_that_a_wrong_clock_told_is_kept() -> None:
    assert backup.superfluous(_days_back(-400, 0), NOW) == []


def test_three_years_of_days_leave_days_weeks_and_months() -> None:
    kept: list[datetime] = []
    for day in range(3 * 365):
        now = NOW + timedelta(days=day)
        kept += [now - timedelta(hours=5), now]
        gone = set(backup.superfluous(kept, now))
        kept = [moment for moment in kept if moment not in gone]
    ages = [(now - moment).days for moment in sorted(kept, reverse=True)]
    months = [38, 69, 100, 130, 161, 191, 222, 253, 283, 314]
    weeks = [20, 27, 34, 41, 48, 55, 62]
    assert ages == [0, 0, 1, 1, *range(2, 14), *sorted(weeks + months)]


def test_thinning_takes_away_what_may_go_and_drafts_of_a_crash(
    diary: Database, folder: Path
) -> None:
    file = _made(diary, folder)
    older = file.with_name("diary-2026-03-12T080000Z.db")
    older.write_bytes(b"")
    (folder / "my own.db").write_bytes(b"")
    (folder / "diary-of-mine.db").write_bytes(b"")
    for name, age in (("young", 0.5), ("of a day", 1), ("old", 1.5)):
        draft = folder / f".{name}.part"
        draft.write_bytes(b"")
        at = (NOW + timedelta(days=9 - age)).timestamp()
        os.utime(draft, (at, at))
    backup.thin(folder, NOW + timedelta(days=9))
    assert {path.name for path in folder.iterdir()} == {
        *(file.name, "my own.db", "diary-of-mine.db", ".young.part", ".of a day.part")
    }


def test_what_cannot_be_cleared_away_is_told(diary: Database, folder: Path) -> None:
    _made(diary, folder)
    (folder / "diary-2026-03-12T080000Z.db").mkdir()
    with pytest.raises(DiaryError, match=r"^Old backups were not cleared away\. [A-Z]"):
        backup.thin(folder, NOW + timedelta(days=9))


_ON_A_FULL_DISK = """
import resource, sys
from datetime import datetime, timezone
from pathlib import Path
from cluneal_tracker.data import backup, backup_content, restoring
from cluneal_tracker.data.diary_file import open_database
from cluneal_tracker.domain.errors import DiaryError
folder, now = Path(sys.argv[1]), datetime(2026, 3, 12, 8, 10, tzinfo=timezone.utc)
db = open_database(folder.parent / "diary.db")
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, resource.RLIM_INFINITY))
try:
    if sys.argv[2] == "make":
        backup.make(db, folder, now)
    else:
        restoring.put_back(backup_content.read(folder / sys.argv[2]), db, now)
except DiaryError as error:
    print(error)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="resource limits")
@pytest.mark.parametrize("act", ["make", "restore"])
def test_a_full_disk_leaves_no_half_file_and_the_diary_alone(
    diary: Database, folder: Path, act: str
) -> None:
    file = _made(diary, folder)
    _add(diary, 50)
    before, listed = _dump(diary), list(folder.iterdir())
    diary.close()
    run = subprocess.run(
        [sys.executable, "-c", _ON_A_FULL_DISK, str(folder), act if act == "make" else file.name],
        capture_output=True,
        text=True,
        check=True,
        preexec_fn=lambda: signal.signal(signal.SIGXFSZ, signal.SIG_IGN),
    )
    begin = "No backup was made. Your diary is as it was. " if act == "make" else ""
    assert run.stdout == f"{begin}The disk did not answer. It may be full or taken out.\n"
    assert list(folder.iterdir()) == listed
    with closing(open_database(folder.parent / "diary.db")) as again:
        assert _dump(again) == before


def test_a_place_where_no_backup_can_be_is_told(diary: Database, folder: Path) -> None:
    folder.write_text("")
    with pytest.raises(DiaryError, match=r"^No backup was made\. Your diary is as it was\. [A-Z]"):
        backup.make(diary, folder, NOW)
    assert _scores(diary) == [41]


AN_EFFECT = {
    **{"id": "a", "treatment": "b", "what": "sleepy", "strength": "mild"},
    **{"first_day": "2026-03-12", "last_day": None, "note": ""},
}
A_TRIAL = {
    **{"id": "a", "about": "", "way_a": "With it", "way_b": "Without", "side": "right"},
    **{"first_day": "2026-03-12", "period_days": 3, "washout_days": 1, "drawn": "abba"},
    **{"stopped_on": None, "remind_at": None, "kept": "{}"},
}


@pytest.mark.parametrize(
    ("table", "row"),
    [
        ("pain", {"activities": "3"}),
        ("pain", {"activities": "[" * 990 + "]" * 990}),
        ("habit", {"id": "a", "habit": ""}),
        ("dose", {"id": "a", "treatment": ""}),
        ("effect", {**AN_EFFECT, "what": " "}),
        ("effect", {**AN_EFFECT, "last_day": "2026-03-11"}),
        ("weekly", {"id": "a", "peg": '{"pain": 4}'}),
        ("weekly", {"id": "a", "peg": '{"pain": 4, "enjoyment": 5, "activity": 11}'}),
        ("weekly", {"id": "a", "peg": '{"pain": 4, "enjoyment": 5, "activity": null}'}),
        ("spot", {"id": "a", "x": 169, "y": 400, "feels": "[]"}),
        ("spot", {"id": "a", "x": 70, "y": -28, "feels": '["sweet"]'}),
        ("roland", {"id": "a", "ticked": "[0]"}),
        ("roland", {"id": "a", "ticked": "[true]"}),
        ("roland", {"id": "a", "ticked": "[25]"}),
        ("roland", {"id": "a", "ticked": '"3"'}),
        ("trial", {**A_TRIAL, "drawn": "aabb"}),
        ("trial", {**A_TRIAL, "kept": '{"2027-03-12": true}'}),
        ("trial", {**A_TRIAL, "way_b": "With it "}),
        ("picture", {"id": "a", "content": "AAAA"}),
        ("picture", {"id": "a", "content": "not base64"}),
    ],
)
def test_a_row_that_is_chained_in_well_and_makes_no_sense_is_refused(
    diary: Database, folder: Path, table: str, row: dict[str, Any]
) -> None:
    with journal.step(diary, NOW) as step:
        pain = next(table_rows.every(diary, "pain"))
        row = {**pain, **row} if table == "pain" else row
        if table != "picture":
            row["entered_at"] = NOW.isoformat()
        if table in ("dose", "habit", "weekly", "roland", "spot"):
            row |= {name: pain[name] for name in WHEN_COLUMNS}
        step.put(table, row)
    file = _made(diary, folder)
    with pytest.raises(DiaryError, match="It holds something that no diary has"):
        backup_content.read(file)


def test_an_exercise_that_cannot_be_read_is_brought_back_with_the_rest(
    diary: Database, folder: Path
) -> None:
    row = {"id": "a", "content": "{}", "entered_at": NOW.isoformat()}
    with journal.step(diary, NOW) as step:
        step.put("routine", row)
    with closing(backup_content.read(_made(diary, folder))) as found:
        assert routine_store.unreadable(found) == ["a"]
        assert _scores(found) == _scores(diary)


def test_a_part_of_a_copy_in_the_second_folder_is_made_whole(
    diary: Database, folder: Path, tmp_path: Path
) -> None:
    file = _made(diary, folder)
    second = tmp_path / "ours"
    second.mkdir()
    (second / file.name).write_bytes(file.read_bytes()[:500])
    backup.mirror(folder, second)
    assert (second / file.name).read_bytes() == file.read_bytes()


@pytest.mark.skipif(os.name == "nt", reason="file modes")
def test_the_second_folder_is_private(diary: Database, folder: Path, tmp_path: Path) -> None:
    file = _made(diary, folder)
    before = os.umask(0)
    try:
        backup.mirror(folder, tmp_path / "ours")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "ours").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "ours" / file.name).stat().st_mode) == 0o600


def test_a_second_folder_whose_disk_is_gone_is_named(
    diary: Database, folder: Path, tmp_path: Path
) -> None:
    _made(diary, folder)
    with pytest.raises(DiaryError) as told:
        backup.mirror(folder, tmp_path / "stick" / "ours")
    assert str(told.value) == (
        f"Your backups are safe, but not copied to {tmp_path / 'stick'}. "
        "There is no such folder now."
    )


def test_what_is_put_back_is_told_and_undo_takes_it_back_but_for_what_is_apart(
    diary: Database, folder: Path
) -> None:
    with journal.step(diary, NOW) as step:
        for key in ("theme", "questions"):
            step.put("setting", {"id": key, "value": '"then"'})
        # An entry may have any name: it is not the setting of that name.
        step.put("pain", {**next(table_rows.every(diary, "pain")), "id": "theme"})
    file = _made(diary, folder)
    with journal.step(diary, NOW) as step:
        for key in ("theme", "questions"):
            step.put("setting", {"id": key, "value": '"now"'})
        step.remove("pain", "theme")
    with closing(backup_content.read(file)) as content:
        made = restoring.put_back(content, diary, NOW, {"theme"})
    assert sorted((one.table, one.row_id) for one in made) == [
        *(("pain", "theme"), ("setting", "questions"), ("setting", "theme"))
    ]
    journal.undo(diary, NOW)
    settings = diary.connection.execute("select id, value from setting order by id").fetchall()
    assert settings == [("questions", '"now"'), ("theme", '"then"')]
    assert _scores(diary) == [41]


def test_a_backup_takes_the_place_of_a_diary_or_of_none(diary: Database, folder: Path) -> None:
    file, place = _made(diary, folder), folder.parent / "new" / "diary.db"
    for mark in ("1", "2"):
        with closing(backup_content.read(file)) as content:
            kept = restoring.take_place(content, place, mark)
            told = seal.of(content.connection)
        # The second time there is one that has to make room.
        assert (kept is not None and kept.is_file()) is (mark == "2")
        assert seal.read(place) == told != seal.NOTHING
        with closing(open_database(place)) as again:
            assert _dump(again) == _dump(diary)
