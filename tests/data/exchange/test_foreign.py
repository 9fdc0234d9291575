"""Each program's file comes in as what it says, once, and what does not come in is counted."""

from __future__ import annotations

import shutil
import zipfile
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest

from cluneal_tracker.data.migrations import APPLICATION_ID
from cluneal_tracker.domain.column_roles import DayOrder
from cluneal_tracker.domain.errors import DiaryError
from cluneal_tracker.domain.pain import Given, PainEntry, Side, Timeliness
from cluneal_tracker.domain.when import Slot
from cluneal_tracker.services.incoming import Program, Question, Why
from cluneal_tracker.services.opening import Services
from tests.data.exchange.foreign_files import (
    FILES,
    LATER,
    LOOP_ROWS,
    LOOP_TABLES,
    house,
    loop_database,
    loop_zip,
    roles,
)
from tests.data.exchange.made_up import rows_of
from tests.fakes import FakeClock

TRACK_AND_GRAPH = {
    "Back pain": "score 0-10",
    "Left hip pain": "score 0-100 left",
    "Walking": "activity walking",
    "Nerve glides": "exercise nerve-glide",
}
BEARABLE = {
    "Symptom: Back (lower) pain": "score 0-4",
    "Active: Walking": "activity walking",
    "Mood: Calm": "leave-out",
}
LOOP = {
    "Walk, long": "activity walking",
    "Heat and stretch": "exercise heat-stretch",
    "Back pain today": "score 0-10",
}
TABLE = {"Date": "date", "Time": "time", "Severity": "score 0-10", "Notes": "note"}


def _short(entry: PainEntry) -> tuple[str, str, str | None, str]:
    score = str(entry.score) if entry.score else None
    return entry.felt.at.isoformat(timespec="minutes"), entry.side.value, score, entry.note


def _left_out(services: Services, file: Path, names: dict[str, str]) -> dict[str, tuple[Why, int]]:
    report = services.exchange.preview(
        services.exchange.read(file), roles(names, half=Slot.EVENING, order=DayOrder.DAY_FIRST)
    )
    return {left.name: (left.why, left.count) for left in report.left_out}


def test_track_and_graph_by_its_fields() -> None:
    services, file = house(), FILES / "track_and_graph.csv"
    incoming = services.exchange.read(file)
    assert incoming.program is Program.TRACK_AND_GRAPH
    report = services.exchange.bring_in(incoming, roles(TRACK_AND_GRAPH))
    entries = services.diary.entries()
    assert [_short(entry) for entry in entries] == [
        ("2026-03-01T08:10+01:00", "right", "4.0", ""),
        ("2026-03-01T20:02+01:00", "right", "6.3", "After the garden"),
        ("2026-03-02T07:55+01:00", "right", "0.0", ""),
        ("2026-03-02T08:00+01:00", "left", "3.5", ""),
        ("2026-03-02T18:30+01:00", "right", None, "Long"),
        ("2026-03-03T18:30+01:00", "right", None, ""),
    ]
    assert [dict(entry.activities) for entry in entries[-2:]] == [
        {"walking": True},
        {"walking": False},
    ]
    assert entries[0].felt.at.microsecond == 432_000
    assert {entry.given for entry in entries[:4]} == {Given.NUMBER}
    assert {entry.timeliness for entry in entries} == {Timeliness.ON_TIME}
    (session,) = services.exercises.sessions()
    assert (session.routine, session.seconds, session.finished) == ("nerve-glide", 380, True)
    assert report.rounded == 1
    # Another id in a later version would bring every row in twice.
    assert entries[0].id == "8621659f47e56ac8773a9c06b36ab2d1"
    assert entries[4].id == "0ceb3f1efee21a24ce1b0db1a3c595f8"
    assert session.id == "d08b3e891907bfcb940810ce1b6957e0"
    assert _left_out(house(), file, TRACK_AND_GRAPH) == {
        "Nerve glides": (Why.NOT_DONE, 1),
        "Mood": (Why.CHOSEN, 1),
    }


def test_an_older_track_and_graph_has_the_label_in_the_value() -> None:
    services = house()
    incoming = services.exchange.read(FILES / "track_and_graph_old.csv")
    names = {"Back pain": "score 0-10", "Nerve glides": "exercise nerve-glide"}
    services.exchange.bring_in(incoming, roles(names))
    assert [_short(entry)[2:] for entry in services.diary.entries()] == [
        ("4.0", "Sitting"),
        ("7.0", "Long drive, no break"),
    ]
    (session,) = services.exercises.sessions()
    assert session.seconds == 4200


def test_bearable_by_its_fields() -> None:
    services, file = house(), FILES / "bearable.csv"
    incoming = services.exchange.read(file)
    assert incoming.program is Program.BEARABLE
    services.exchange.bring_in(incoming, roles(BEARABLE, side=Side.LEFT, half=Slot.EVENING))
    entries = services.diary.entries()
    assert [_short(entry) for entry in entries] == [
        ("2026-01-05T08:00+01:00", "left", "5.0", ""),
        ("2026-01-05T15:00+01:00", "left", "7.5", "After the bus"),
        ("2026-01-05T20:00+01:00", "left", "10.0", ""),
        ("2026-01-06T05:00+01:00", "left", "0.0", ""),
        ("2026-01-06T20:00+01:00", "left", None, ""),
    ]
    assert dict(entries[-1].activities) == {"walking": True}
    assert entries[0].felt.zone == "Europe/Berlin"
    assert entries[0].id == "fa70d435c46af55ec546c33452295fe7"
    # A row without an amount is no score of nought.
    assert _left_out(house(), file, BEARABLE) == {
        "Symptom: Back (lower) pain": (Why.EMPTY, 1),
        "Mood: Calm": (Why.CHOSEN, 1),
    }


@pytest.mark.parametrize("make", [loop_zip, loop_database])
def test_loop_by_its_fields(make: object, tmp_path: Path) -> None:
    services = house()
    file = loop_zip(tmp_path) if make is loop_zip else loop_database(tmp_path)
    incoming = services.exchange.read(file)
    assert incoming.program is Program.LOOP
    services.exchange.bring_in(incoming, roles(LOOP, half=Slot.MORNING))
    assert {_short(entry) for entry in services.diary.entries()} == {
        ("2026-01-23T08:00+01:00", "right", "0.0", ""),
        ("2026-01-24T08:00+01:00", "right", None, "Sick"),
        ("2026-01-25T08:00+01:00", "right", None, ""),
        ("2026-01-25T08:00+01:00", "right", "4.5", ""),
    }
    (session,) = services.exercises.sessions()
    assert (session.routine, session.note) == ("heat-stretch", "In the evening")
    assert session.id == "58895bb09213ba0c53ff1f16e547c009"
    assert _left_out(house(), file, LOOP) == {
        "Walk, long": (Why.UNSAID, 2),
        "Heat and stretch": (Why.NOT_DONE, 1),
        "Back pain today": (Why.UNSAID, 1),
    }


def test_the_zip_and_the_database_of_loop_are_the_same_days(tmp_path: Path) -> None:
    services = house()
    chosen = roles(LOOP, half=Slot.EVENING)
    services.exchange.bring_in(services.exchange.read(loop_zip(tmp_path)), chosen)
    report = services.exchange.preview(services.exchange.read(loop_database(tmp_path)), chosen)
    assert (report.total_added, report.already_there, report.conflicts) == (0, 5, ())


def test_a_table_by_its_columns() -> None:
    services = house()
    incoming = services.exchange.read(FILES / "manage_my_pain.csv")
    assert incoming.program is Program.OTHER
    assert incoming.is_table
    services.exchange.bring_in(incoming, roles(TABLE, order=DayOrder.MONTH_FIRST))
    assert [_short(entry) for entry in services.diary.entries()] == [
        ("2026-03-04T08:15+01:00", "right", "6.0", "Woke up stiff"),
        ("2026-04-04T21:40+02:00", "right", "3.5", ""),
    ]


def test_one_row_of_a_table_is_one_check_in(tmp_path: Path) -> None:
    (tmp_path / "table").write_text(
        "day,left,right,sat,woke,glide,side,note\n"
        "2026-03-04 21:00,4,70,yes,no,2,,first\n"
        "2026-03-05 21:00,,,no,,,,second\n"
        "2026-03-06 21:00,3,,,,,both,\n"
        "2026-03-07 21:00,,,,,,,\n"
    )
    names = {
        "day": "date",
        "left": "score 0-10 left",
        "right": "score 0-100 right",
        "sat": "activity sitting",
        "woke": "sign night-pain",
        "glide": "exercise nerve-glide",
        "side": "side",
        "note": "note",
    }
    services = house()
    services.exchange.bring_in(services.exchange.read(tmp_path / "table"), roles(names))
    entries = sorted(services.diary.entries(), key=lambda one: (one.felt.at, one.side.value))
    assert [_short(entry)[1:] for entry in entries] == [
        ("left", "4.0", "first"),
        ("right", "7.0", ""),
        ("right", None, "second"),
        ("both", "3.0", ""),
    ]
    assert dict(entries[0].activities) == {"sitting": True}
    assert dict(entries[0].signs) == {"night-pain": False}
    assert dict(entries[1].activities) == {}
    assert dict(entries[2].activities) == {"sitting": False}
    (session,) = services.exercises.sessions()
    # How many is not how many whole exercises, so it is kept in words.
    assert session.note == "2"


EVERY = {
    "track_and_graph.csv": TRACK_AND_GRAPH,
    "bearable.csv": BEARABLE,
    "manage_my_pain.csv": TABLE,
}


@pytest.mark.parametrize("name", EVERY)
def test_twice_is_once_and_undo_takes_it_all_back(name: str) -> None:
    services = house()
    chosen = roles(EVERY[name], order=DayOrder.DAY_FIRST, half=Slot.EVENING)
    incoming = services.exchange.read(FILES / name)
    told = services.exchange.preview(incoming, chosen)
    assert told.days
    assert services.exchange.bring_in(incoming, chosen) == told
    again = services.exchange.bring_in(services.exchange.read(FILES / name), chosen)
    assert (again.total_added, again.already_there) == (0, told.total_added)
    services.history.undo()
    assert services.diary.entries() == []
    assert services.exercises.sessions() == []


@pytest.mark.parametrize("name", EVERY)
def test_a_longer_export_adds_only_what_is_new(name: str, tmp_path: Path) -> None:
    services = house()
    chosen = roles(EVERY[name], order=DayOrder.DAY_FIRST, half=Slot.EVENING)
    head, *lines = (FILES / name).read_text("utf-8").splitlines(keepends=True)
    (tmp_path / "short").write_text("".join([head, *lines[:2], *lines[-1:]]), "utf-8")
    known = {one.name for one in services.exchange.read(tmp_path / "short").names}
    first = roles(
        {one: role for one, role in EVERY[name].items() if one in known},
        order=DayOrder.DAY_FIRST,
        half=Slot.EVENING,
    )
    short = services.exchange.bring_in(services.exchange.read(tmp_path / "short"), first)
    whole = services.exchange.bring_in(services.exchange.read(FILES / name), chosen)
    alone = house().exchange.preview(services.exchange.read(FILES / name), chosen)
    assert whole.already_there == short.total_added > 0
    assert whole.total_added + short.total_added == alone.total_added
    assert not whole.conflicts


def test_the_same_reading_twice_in_one_file_is_two(tmp_path: Path) -> None:
    (tmp_path / "table").write_text("date,pain\n2026-03-04,5\n2026-03-04,5.0\n")
    services = house()
    chosen = roles({"date": "date", "pain": "score 0-10"}, half=Slot.MORNING)
    report = services.exchange.bring_in(services.exchange.read(tmp_path / "table"), chosen)
    assert report.added["pain"] == 2


def test_another_choice_for_the_same_file_is_a_difference_and_never_a_second_row() -> None:
    services = house()
    incoming = services.exchange.read(FILES / "bearable.csv")
    services.exchange.bring_in(incoming, roles(BEARABLE, half=Slot.EVENING))
    report = services.exchange.bring_in(
        incoming, roles(BEARABLE, half=Slot.MORNING, side=Side.LEFT)
    )
    assert report.total_added == 0
    assert len(report.conflicts) == 5
    assert {entry.side for entry in services.diary.entries()} == {Side.RIGHT}


@pytest.mark.parametrize(
    ("names", "half", "question"),
    [
        ({}, None, Question.DAY_COLUMN),
        ({"Date": "date"}, None, Question.NOTHING_CHOSEN),
        ({"Date": "date", "Severity": "score 0-10"}, None, Question.DAY_ORDER),
    ],
)
def test_what_the_file_does_not_tell_is_asked(
    names: dict[str, str], half: Slot | None, question: Question
) -> None:
    services = house()
    incoming = services.exchange.read(FILES / "manage_my_pain.csv")
    report = services.exchange.preview(incoming, roles(names, half=half))
    assert question in report.questions
    assert report.total_added == 0
    with pytest.raises(DiaryError, match=r"was not brought in\. Say "):
        services.exchange.bring_in(incoming, roles(names, half=half))
    assert not any(rows_of(services.exchange._db).values())


def test_a_row_without_a_time_is_asked_about_only_where_it_comes_in() -> None:
    services = house()
    incoming = services.exchange.read(FILES / "bearable.csv")
    assert services.exchange.preview(incoming, roles(BEARABLE)).questions == (Question.HALF,)
    with pytest.raises(DiaryError, match=r"Some rows have no time\. Say whether"):
        services.exchange.bring_in(incoming, roles(BEARABLE))
    without = BEARABLE | {"Active: Walking": "leave-out"}
    assert services.exchange.preview(incoming, roles(without)).questions == ()


def test_suggestions_are_sensible(tmp_path: Path) -> None:
    services = house()
    wanted = {
        FILES / "track_and_graph.csv": TRACK_AND_GRAPH | {"Mood": "leave-out"},
        FILES / "bearable.csv": BEARABLE,
        loop_zip(tmp_path): LOOP,
        FILES / "manage_my_pain.csv": {
            **TABLE,
            "Duration": "leave-out",
            "Location": "leave-out",
            "Aggravating factors": "leave-out",
        },
    }
    for file, names in wanted.items():
        suggested = services.exchange.read(file).suggested(Side.RIGHT)
        assert {name: str(role) for name, role in suggested.by_name.items()} == names


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("4.0", "4_0", "line 2: “4_0” is not a number"),
        ("4.0", "٤", "line 2: “٤” is not a number"),
        ("4.0", "10.5", "line 2: 10.5 is not on the scale from 0 to 10"),
        ("4.0", "-1", "line 2: -1 is not on the scale"),
        ("4.0", "NaN", "line 2: “NaN” is not a number"),
        ("4.0", "1:00:00", "line 2: “1:00:00” is not a number"),
        ("2026-03-01T08", "2026-03-41T08", "line 2: “2026-03-41” is not a day"),
        ("2026-03-01T08:10", "2026-03-01T08:70", "is not a time"),
        ("2026-03-01T08", "2027-03-01T08", "line 2: its time has not come yet"),
        ("2026-03-01T08:10:41.432+01:00", "soon", "line 2: “soon” is not a day"),
        ("Back pain,2026-03-01T08", "Back pain,x,2026-03-01T08", "line 2: it has 6 cells"),
        ("After the garden", "x" * 10_001, "line 3: a cell has more than 10,000 letters"),
        ("Walking,2026-03-02T18:30:12.001+01:00,1.0", "Walking,2026-03-02T18:30+01:00,maybe",
         "line 6: “maybe” is neither yes nor no"),
    ],
)  # fmt: skip
def test_a_bad_row_is_named_and_nothing_comes_in(
    tmp_path: Path, old: str, new: str, reason: str
) -> None:
    text = (FILES / "track_and_graph.csv").read_text()
    assert old in text
    (tmp_path / "bad.csv").write_text(text.replace(old, new, 1))
    services = house()
    incoming = services.exchange.read(tmp_path / "bad.csv")
    (note,) = services.exchange.preview(incoming, roles(TRACK_AND_GRAPH)).refused
    assert reason in str(note)
    with pytest.raises(DiaryError, match="Your diary is as it was"):
        services.exchange.bring_in(incoming, roles(TRACK_AND_GRAPH))
    assert not any(rows_of(services.exchange._db).values())


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        ("create table Habits (id, name)", "not one of Loop Habit Tracker"),
        (f"pragma application_id = {APPLICATION_ID}; create table pain (id)", "a whole diary"),
        (LOOP_TABLES, "no day of any habit"),
        ("create view Habits as select 1 id, 'x' name;"
         "create table Repetitions (habit, timestamp, value)", "not one of Loop"),
        ("create table Habits (id, name as ('x'));"
         "create table Repetitions (habit, timestamp, value)", "not one of Loop"),
        ("create virtual table Habits using fts5 (id, name);"
         "create table Repetitions (habit, timestamp, value)", "not one of Loop"),
    ],
)  # fmt: skip
def test_a_database_that_is_not_loops_is_refused(tmp_path: Path, script: str, reason: str) -> None:
    with pytest.raises(DiaryError, match=reason):
        house().exchange.read(loop_database(tmp_path, script))


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ("9, 1769299200000, 2, null", "it belongs to no habit"),
        ("1, 'soon', 2, null", "“timestamp” is not a whole number"),
        ("1, -5, 2, null", "“timestamp” is not a day"),
        ("1, 1769299200000, 2.5, null", "“value” is not a whole number"),
        ("1, 1769299200000, 7, null", None),
        ("1, 1769299200000, 2, x'ff'", "its text is not in UTF-8"),
        ("1, 1769299200000, 2, printf('%.*c', 10001, 'x')", "more than 10,000 letters"),
    ],
)
def test_a_bad_row_of_a_database_is_named(tmp_path: Path, values: str, reason: str | None) -> None:
    tables = LOOP_TABLES.replace("habit integer not null references Habits(id)", "habit")
    tables = tables.replace("timestamp integer not null, value integer", "timestamp, value")
    script = tables + LOOP_ROWS + f"insert into Repetitions values (77, {values});"
    services = house()
    incoming = services.exchange.read(loop_database(tmp_path, script))
    report = services.exchange.preview(incoming, roles(LOOP, half=Slot.EVENING))
    if reason is None:
        assert not report.refused
    else:
        assert [str(note) for note in report.refused] == [
            note for note in map(str, report.refused) if "row 77: " in note and reason in note
        ]
        assert len(report.refused) == 1


def test_a_database_is_only_read(tmp_path: Path) -> None:
    file = loop_database(tmp_path)
    before = file.read_bytes()
    file.chmod(0o400)
    house().exchange.read(file)
    assert file.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == [file.name]


@pytest.mark.parametrize("start", range(100, 16_384, 512))
def test_a_damaged_database_adds_nothing_or_is_a_sentence(tmp_path: Path, start: int) -> None:
    file = loop_database(tmp_path)
    content = file.read_bytes()
    file.write_bytes(content[:start] + b"\xff" * 64 + content[start + 64 :])
    services = house()
    with suppress(DiaryError):
        incoming = services.exchange.read(file)
        known = {named.name for named in incoming.names}
        chosen = {name: role for name, role in LOOP.items() if name in known}
        services.exchange.bring_in(incoming, roles(chosen, half=Slot.EVENING))
    # What came in, if anything did, came in whole and can be taken back.
    assert services.history.damage() is None
    services.history.undo()
    assert services.diary.entries() == []


def test_a_loop_zip_that_does_not_hold_together_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "loop.zip"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("Habits.csv", "Position,Name\n001,Walk\n")
        archive.writestr("002 Sit/Checkmarks.csv", "Date,Value,Notes\n2026-01-25,2,\n")
    with pytest.raises(DiaryError, match=r" does not name the habit of “[^”]+”\.$"):
        house().exchange.read(file)


def test_the_name_of_a_file_does_not_matter(tmp_path: Path) -> None:
    shutil.copy(FILES / "bearable.csv", tmp_path / "diary.json")
    assert house().exchange.read(tmp_path / "diary.json").program is Program.BEARABLE


def test_a_name_or_key_that_is_not_there_is_refused() -> None:
    services = house()
    incoming = services.exchange.read(FILES / "track_and_graph.csv")
    with pytest.raises(DiaryError, match=r"“Sleep” is not in track_and_graph\.csv"):
        services.exchange.preview(incoming, roles({"Sleep": "score 0-10"}))
    with pytest.raises(DiaryError, match=r"“activity flying” is not known\. Use one of: standing"):
        services.exchange.preview(incoming, roles({"Walking": "activity flying"}))


def test_without_a_choice_a_foreign_file_stays_out() -> None:
    with pytest.raises(DiaryError, match="Say first what is in it"):
        house().exchange.bring_in(FILES / "track_and_graph.csv")


def test_the_evening_of_today_may_come_in_but_not_tomorrow(tmp_path: Path) -> None:
    file = tmp_path / "table"
    today = FakeClock(LATER).now().date()
    file.write_text(f"date,pain\n{today},5\n{today + timedelta(days=1)},5\n")
    services = house()
    chosen = roles({"date": "date", "pain": "score 0-10"}, half=Slot.EVENING)
    (note,) = services.exchange.preview(services.exchange.read(file), chosen).refused
    assert str(note) == "line 3: its time has not come yet"


def test_too_many_names_are_refused(tmp_path: Path) -> None:
    rows = "".join(f"name {number},2026-03-04T08:00Z,1,\n" for number in range(501))
    (tmp_path / "many").write_text("FeatureName,Timestamp,Value,Note\n" + rows)
    with pytest.raises(DiaryError, match="It holds 501 names"):
        house().exchange.read(tmp_path / "many")
