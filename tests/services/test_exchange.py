from __future__ import annotations

import gc
import json
import math
import stat
import sys
import zipfile
from dataclasses import replace
from datetime import date, time
from pathlib import Path
from typing import Literal

import pytest

from cluneal_tracker.data.database import Database, in_memory
from cluneal_tracker.data.exchange import json_document
from cluneal_tracker.domain.errors import DiaryError
from cluneal_tracker.domain.pain import Given, Side, VasScore
from cluneal_tracker.domain.schedule import Reminder, ReminderKind
from cluneal_tracker.domain.settings import Paper, Theme
from cluneal_tracker.domain.treatment import TreatmentKind
from cluneal_tracker.services import exchange
from cluneal_tracker.services.changes import Changed
from cluneal_tracker.services.opening import Services
from tests import own_things
from tests.data.exchange.made_up import rows_of
from tests.fakes import FakeClock

NAMES: dict[Literal["csv", "json"], str] = {"csv": "all.zip", "json": "all.json"}


@pytest.fixture
def house() -> Services:
    """A diary with something of everything."""
    services = Services(in_memory(), FakeClock())
    services.diary.mark(VasScore(41), Given.LINE, line_px=600)
    services.diary.answer_all({"standing": True, "lifting": False})
    services.diary.write_note("Long drive.")
    services.exercises.add("nerve-glide")
    services.treatments.add(TreatmentKind.BLOCK, FakeClock().now().date(), side=Side.RIGHT)
    services.preferences.choose(questions="How long?", theme=Theme.DARK)
    own_things.make(services)
    return services


@pytest.fixture
def copy() -> Database:
    return in_memory()


def _join(db: Database) -> Services:
    return Services(db, FakeClock("2026-04-01T09:00"))


@pytest.mark.parametrize("kind", NAMES)
def test_a_preview_changes_nothing_and_tells_the_same(
    house: Services, copy: Database, tmp_path: Path, kind: Literal["csv", "json"]
) -> None:
    file = tmp_path / NAMES[kind]
    assert house.exchange.export(kind, file) == 7
    told = _join(copy).exchange.preview(file)
    assert not any(rows_of(copy).values())
    assert _join(copy).exchange.bring_in(file) == told
    settings = 2 if kind == "json" else 0
    ones = dict.fromkeys(("pain", "sessions", "treatments", "habits", "pictures"), 1)
    none = ("doses", "effects", "reminders", "weekly", "roland", "visits", "trials", "spots")
    ones |= dict.fromkeys(none, 0)
    assert told.added == {**ones, "routines": 2, "settings": settings}
    assert told.days == (date(2026, 3, 12), date(2026, 3, 12))
    assert len(told.first_rows) == 3


@pytest.mark.parametrize("table", ["pain", "sessions", "treatments", "habits"])
def test_the_days_of_a_file_are_those_of_each_kind_of_row(
    house: Services, copy: Database, tmp_path: Path, table: str
) -> None:
    file = tmp_path / "all.json"
    house.exchange.export("json", file)
    whole = json.loads(file.read_text())
    file.write_text(json.dumps({key: whole[key] for key in ("format", "version", table)}))
    day = date(2026, 3, 12)
    assert _join(copy).exchange.preview(file).days == (day, day)


@pytest.mark.parametrize("table", ["routines", "pictures", "settings"])
def test_what_belongs_to_no_day_has_none(
    house: Services, copy: Database, tmp_path: Path, table: str
) -> None:
    file = tmp_path / "all.json"
    house.exchange.export("json", file)
    whole = json.loads(file.read_text())
    file.write_text(json.dumps({key: whole[key] for key in ("format", "version", table)}))
    told = _join(copy).exchange.preview(file)
    assert (told.days, told.first_rows) == (None, ())


@pytest.mark.parametrize("kind", NAMES)
def test_one_undo_takes_an_import_back_and_one_redo_brings_it_again(
    house: Services, copy: Database, tmp_path: Path, kind: Literal["csv", "json"]
) -> None:
    house.exchange.export(kind, tmp_path / NAMES[kind])
    services = _join(copy)
    services.exchange.bring_in(tmp_path / NAMES[kind])
    brought = rows_of(copy)
    assert services.history.undo() is not None
    after = rows_of(copy)
    assert after.items() >= {"pain": [], "session": [], "treatment": []}.items()
    assert not services.history.can_undo
    services.history.redo()
    assert rows_of(copy) == brought
    assert services.history.damage() is None


def test_a_theme_chosen_later_does_not_bar_the_way_back(
    house: Services, copy: Database, tmp_path: Path
) -> None:
    house.exchange.export("json", tmp_path / "all.json")
    services = _join(copy)
    services.exchange.bring_in(tmp_path / "all.json")
    assert services.preferences.current.theme == Theme.DARK
    services.preferences.choose(theme=Theme.LIGHT)
    services.history.undo()
    assert services.diary.entries() == []
    assert services.preferences.current.questions == ""
    assert services.preferences.current.theme.value == "light"


def test_a_row_that_stands_twice_in_a_file_comes_in_once(
    house: Services, copy: Database, tmp_path: Path
) -> None:
    file = tmp_path / "all.json"
    house.exchange.export("json", file)
    whole = json.loads(file.read_text())
    whole["pain"] *= 2
    file.write_text(json.dumps(whole))
    report = _join(copy).exchange.bring_in(file)
    assert (report.added["pain"], report.already_there, report.refused) == (1, 1, ())


def test_a_second_time_writes_nothing_at_all(
    house: Services, copy: Database, tmp_path: Path
) -> None:
    house.exchange.export("json", tmp_path / "all.json")
    services = _join(copy)
    heard: list[Changed] = []
    services.exchange.bring_in(tmp_path / "all.json")
    journal = "select * from journal"
    once = copy.connection.execute(journal).fetchall()
    services.changes.subscribe(heard.append)
    report = services.exchange.bring_in(tmp_path / "all.json")
    assert copy.connection.execute(journal).fetchall() == once
    assert (report.total_added, report.already_there) == (0, 9)
    assert heard == []


def test_listeners_hear_what_came_in(house: Services, copy: Database, tmp_path: Path) -> None:
    house.exchange.export("csv", tmp_path / "pain.csv")
    services = _join(copy)
    heard: list[Changed] = []
    services.changes.subscribe(heard.append)
    services.exchange.bring_in(tmp_path / "pain.csv")
    assert heard == [Changed.PAIN]


def test_listeners_hear_of_nothing_else(copy: Database, tmp_path: Path) -> None:
    other = Services(in_memory(), FakeClock())
    other.treatments.add(TreatmentKind.BLOCK, FakeClock().now().date())
    other.exchange.export("json", tmp_path / "all.json")
    services = _join(copy)
    heard: list[Changed] = []
    services.changes.subscribe(heard.append)
    services.exchange.bring_in(tmp_path / "all.json")
    assert heard == [Changed.TREATMENTS]


def test_every_choice_goes_out_in_order_and_comes_in(
    house: Services, copy: Database, tmp_path: Path
) -> None:
    house.reminding.plan(
        [
            Reminder(ReminderKind.CHECK_IN, time(7, 30)),
            Reminder(ReminderKind.ROUTINE, time(13), frozenset({0, 6}), "nerve-glide"),
        ]
    )
    house.preferences.choose(reminders_on=False, paper=Paper.LETTER)
    house.preferences.choose(quiet_hours=(time(22), time(7)))
    house.preferences.choose(nudge_hours=(time(22), time(6)), hidden_habits=("pad-belt",))
    house.preferences.choose(risks=("belt",))
    house.preferences.choose(emergency_number="112", prompts_put_away=("SP2 2026-03-12",))
    house.preferences.choose(pain_began="2024-03")
    house.preferences.choose(name="Åsa", text_size=150, side=Side.LEFT, welcomed=True)
    house.exchange.export("json", tmp_path / "all.json")
    content = (tmp_path / "all.json").read_text("utf-8")
    names = "emergency_number hidden_habits name nudge_hours pain_began paper prompts_put_away"
    more = "questions quiet_hours reminders reminders_on risks side text_size theme welcomed"
    assert list(json.loads(content)["settings"]) == f"{names} {more}".split()
    assert '"name": "Åsa"' in content
    services = _join(copy)
    services.exchange.bring_in(tmp_path / "all.json")
    assert services.preferences.current == house.preferences.current
    kept = copy.connection.execute("select value from setting where id = 'name'").fetchone()
    assert kept == ('"Åsa"',)


def test_an_empty_diary_is_written_with_all_its_tables_and_columns(tmp_path: Path) -> None:
    services = Services(in_memory(), FakeClock())
    services.exchange.export("json", tmp_path / "all.json")
    lines = (tmp_path / "all.json").read_text("utf-8").splitlines()
    assert lines[4:] == [
        '"pain": [],',
        '"sessions": [],',
        '"treatments": [],',
        '"doses": [],',
        '"effects": [],',
        '"habits": [],',
        '"weekly": [],',
        '"roland": [],',
        '"visits": [],',
        '"trials": [],',
        '"spots": [],',
        '"routines": [],',
        '"pictures": [],',
        '"reminders": [],',
        '"settings": {}',
        "}",
    ]
    services.exchange.export("csv", tmp_path / "all.zip")
    with zipfile.ZipFile(tmp_path / "all.zip") as archive:
        head = archive.read("sessions.csv").decode("utf-8-sig")
    sides = ("left", "right", "once")
    assert [cell for cell in head.replace('"', "").split(",") if " " in cell.strip()] == [
        *(f"planned {side}" for side in sides),
        *(f"done {side}" for side in sides),
    ]


def test_a_number_that_is_none_is_never_written() -> None:
    rows = {name: [{"score": math.nan}] for name in ("pain", "sessions", "treatments", "settings")}
    with pytest.raises(ValueError, match="not JSON compliant"):
        json_document.write_json(rows, "now")


def test_python_goes_on_collecting_as_it_did() -> None:
    with exchange._no_collecting():
        assert not gc.isenabled()
    assert gc.isenabled()
    gc.disable()
    try:
        with exchange._no_collecting():
            assert not gc.isenabled()
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_a_row_that_differs_is_listed_and_ours_is_kept(
    house: Services, copy: Database, tmp_path: Path
) -> None:
    house.exchange.export("json", tmp_path / "all.json")
    services = _join(copy)
    services.exchange.bring_in(tmp_path / "all.json")
    house.diary.write_note("Another thought.")
    late = house.diary.add(VasScore(20), FakeClock("2026-03-10T09:00").now().replace(tzinfo=None))
    house.preferences.choose(theme=Theme.LIGHT)
    house.exchange.export("json", tmp_path / "all.json")
    report = services.exchange.bring_in(tmp_path / "all.json")
    assert report.added["pain"] == 1
    assert [note.place for note in report.conflicts] == ["pain, row 2", "settings, “theme”"]
    assert str(report.conflicts[1]) == (
        "settings, “theme”: “theme” differs from the one in your diary; yours was kept"
    )
    assert {entry.note for entry in services.diary.entries()} == {"Long drive.", late.note}
    assert services.preferences.current.theme is Theme.DARK


def test_nothing_comes_in_when_the_last_row_is_bad(
    house: Services, copy: Database, tmp_path: Path
) -> None:
    file = tmp_path / "all.json"
    house.exchange.export("json", file)
    whole = json.loads(file.read_text())
    whole["treatments"][0]["kind"] = "magic"
    file.write_text(json.dumps(whole))
    with pytest.raises(DiaryError, match="treatments, row 1: “kind” is one of block"):
        _join(copy).exchange.bring_in(file)
    assert not any(rows_of(copy).values())
    assert copy.connection.execute("select count(*) from journal").fetchone() == (0,)


def test_many_bad_rows_are_counted_and_the_first_are_named(
    house: Services, copy: Database, tmp_path: Path
) -> None:
    file = tmp_path / "all.json"
    house.exchange.export("json", file)
    whole = json.loads(file.read_text())
    whole["pain"] = [{}] * 10
    file.write_text(json.dumps(whole))
    with pytest.raises(DiaryError, match=r"pain, row 3: “day” is missing; and 7 more\."):
        _join(copy).exchange.bring_in(file)
    assert len(_join(copy).exchange.preview(file).refused) == 10
    for count, rest in ((2, ""), (3, ""), (4, "; and 1 more")):
        file.write_text(json.dumps(whole | {"pain": [{}] * count}))
        named = "; ".join(f"pain, row {row}: “day” is missing" for row in (1, 2, 3)[:count])
        with pytest.raises(DiaryError, match=rf"then try again: {named}{rest}\.$"):
            _join(copy).exchange.bring_in(file)


def test_a_deleted_entry_comes_back_from_an_export(house: Services, tmp_path: Path) -> None:
    house.exchange.export("csv", tmp_path / "all.zip")
    (entry,) = house.diary.entries()
    house.diary.delete(entry.id)
    assert house.exchange.bring_in(tmp_path / "all.zip").added["pain"] == 1
    assert house.diary.entries() == [entry]


def test_a_name_ending_in_csv_gives_the_pain_alone(house: Services, tmp_path: Path) -> None:
    house.diary.mark(VasScore(20), Given.LINE, side=Side.LEFT)
    assert house.exchange.export("csv", tmp_path / "Pain.CSV") == 2
    assert (tmp_path / "Pain.CSV").read_bytes().startswith(b'\xef\xbb\xbf"day","half","score"')
    assert house.exchange.export("csv", tmp_path / "all") == 8
    assert (tmp_path / "all").read_bytes().startswith(b"PK")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps no such modes")
@pytest.mark.parametrize("name", ["new.json", "old.json"])
def test_only_the_owner_can_read_an_export(house: Services, tmp_path: Path, name: str) -> None:
    (tmp_path / "old.json").write_text("{}")
    (tmp_path / "old.json").chmod(0o644)
    house.exchange.export("json", tmp_path / name)
    assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on the size of files")
def test_the_old_export_is_intact_when_the_disk_ends_halfway(
    house: Services, tmp_path: Path
) -> None:
    import resource

    house.exchange.export("json", tmp_path / "all.json")
    old = (tmp_path / "all.json").read_bytes()
    house.diary.write_note("x" * 9_000)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (4_000, limits[1]))
        with pytest.raises(DiaryError, match=r"Your diary is safe\. The disk is full"):
            house.exchange.export("json", tmp_path / "all.json")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert (tmp_path / "all.json").read_bytes() == old
    assert [path.name for path in tmp_path.iterdir()] == ["all.json"]


@pytest.mark.parametrize("name", ["missing/all.json", "."])
def test_a_place_that_is_not_there_is_refused(house: Services, tmp_path: Path, name: str) -> None:
    with pytest.raises(DiaryError, match=r"was not written\. Your diary is safe"):
        house.exchange.export("json", tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_an_export_never_takes_the_place_of_a_database(house: Services, tmp_path: Path) -> None:
    diary = tmp_path / "diary.db"
    diary.write_bytes(b"SQLite format 3\x00and more")
    with pytest.raises(DiaryError, match="Choose another name"):
        house.exchange.export("json", diary)
    assert diary.read_bytes() == b"SQLite format 3\x00and more"


def test_a_setting_this_version_cannot_read_stays_at_home(
    house: Services, tmp_path: Path, copy: Database
) -> None:
    db = house.exchange._db
    db.connection.execute("""insert into setting values ('colour', '"red"'), ('text_size', '7')""")
    house.exchange.export("json", tmp_path / "all.json")
    assert set(json.loads((tmp_path / "all.json").read_text())["settings"]) == {
        "questions",
        "theme",
    }
    assert _join(copy).exchange.bring_in(tmp_path / "all.json").added["settings"] == 2


def test_an_edit_in_another_zone_is_a_difference(house: Services, tmp_path: Path) -> None:
    """The same instant with another offset is another row, not the same one."""
    house.exchange.export("json", tmp_path / "all.json")
    text = (tmp_path / "all.json").read_text()
    moved = text.replace("T08:10:00.000+01:00", "T07:10:00.000+00:00")
    assert moved != text
    (tmp_path / "all.json").write_text(moved)
    report = house.exchange.preview(tmp_path / "all.json")
    assert len(report.conflicts) == 3
    assert report == replace(report, already_there=6)


def test_a_diary_that_cannot_be_read_is_told_in_a_sentence(house: Services, tmp_path: Path) -> None:
    house.exchange.export("json", tmp_path / "all.json")
    house.exchange._db.connection.execute("drop table pain")
    with pytest.raises(DiaryError, match="The file is damaged"):
        house.exchange.export("json", tmp_path / "all.json")
    with pytest.raises(DiaryError, match="The file is damaged"):
        house.exchange.preview(tmp_path / "all.json")
