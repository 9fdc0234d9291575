"""Ticks, exercises and pictures in files: what they look like, and what is refused of them."""

from __future__ import annotations

import base64
import csv
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

import pytest

from cluneal_tracker.data import journal, routine_store
from cluneal_tracker.data.database import in_memory
from cluneal_tracker.data.exchange import csv_tables, json_text
from cluneal_tracker.data.exchange.picture_table import LONGEST_BASE64
from cluneal_tracker.domain.errors import DiaryError
from cluneal_tracker.domain.own_routines import PICTURE_BYTES
from cluneal_tracker.services.opening import Services
from tests import own_things
from tests.data.exchange.made_up import rows_of
from tests.data.routines_made_up import bridge, png
from tests.fakes import FakeClock

Edit = Callable[[dict[str, Any]], object]
OWN = -1


@pytest.fixture
def house() -> Services:
    services = Services(in_memory(), FakeClock())
    own_things.make(services)
    return services


@pytest.fixture
def whole(house: Services, tmp_path: Path) -> dict[str, Any]:
    """A good JSON diary, to be spoilt; its own exercise comes last."""
    house.exchange.export("json", tmp_path / "good.json")
    found = dict(json.loads((tmp_path / "good.json").read_text()))
    found["routines"].sort(key=lambda row: row["routine"] is not None)
    return found


def _refused(file: Path) -> str:
    """The one row note of a file, after seeing that nothing of it came in."""
    db = in_memory()
    exchange = Services(db, FakeClock()).exchange
    (note,) = exchange.preview(file).refused
    with pytest.raises(DiaryError, match="Your diary is as it was") as error:
        exchange.bring_in(file)
    str(error.value).encode()
    assert not any(rows_of(db).values())
    return str(note)


def _own(**fields: Any) -> Edit:
    return lambda whole: whole["routines"][OWN].update(fields)


def _exercise(**fields: Any) -> Edit:
    return lambda whole: whole["routines"][OWN]["routine"].update(fields)


def _part(**fields: Any) -> Edit:
    return lambda whole: whole["routines"][OWN]["routine"]["parts"][0].update(fields)


def _step(**fields: Any) -> Edit:
    return lambda whole: whole["routines"][OWN]["routine"]["parts"][0]["steps"][0].update(fields)


def _tick(**fields: Any) -> Edit:
    return lambda whole: whole["habits"][0].update(fields)


def _picture(**fields: Any) -> Edit:
    return lambda whole: whole["pictures"][0].update(fields)


def _base64(content: bytes) -> str:
    return base64.b64encode(content).decode()


@pytest.mark.parametrize(
    ("edit", "reason"),
    [
        (_tick(habit=""), "habits, row 1: a tick belongs to a habit"),
        (_tick(habit="x" * 10_001), "“habit” has more than 10,000 letters"),
        (_tick(ticked_at="2026-03-12"), "“ticked_at” is a moment such as"),
        (_tick(day="2026-04-12"), "“day” and “ticked_at” are more than a day apart"),
        (_tick(entered_at=None), "“entered_at” is missing"),
        (_tick(id="a b"), "“id” is 1 to 64"),
        (_tick(mood=1), "“mood” is not a field"),
        (_own(id=""), "routines, row 2: “id” is 1 to 64"),
        (_own(level=0), "levels of an exercise count from 1"),
        (_own(level=1), None),
        (_own(level=1.5), "“level” is a whole number"),
        (_own(hidden=None), "“hidden” is answered with yes or no"),
        (_own(hidden="yes"), "“hidden” is answered with yes or no"),
        (_own(hidden=True), None),
        (_own(entered_at="now"), "“entered_at” is a moment such as"),
        (_own(routine=None), None),
        (_own(routine=[]), "the exercise is not an object"),
        (_own(routine="{}"), "the exercise is not an object"),
        (_own(routine=7), "the exercise is not an object"),
        (_own(routine={}), "“name” of the exercise is missing"),
        (_exercise(name=" "), "routines, row 2: give the exercise a name"),
        (_exercise(name="x" * 101), "this text can have up to 100 letters"),
        (_exercise(summary="\ud800"), "the text holds a sign that cannot be kept"),
        (_exercise(per_day=0), "an exercise is done 1 to 10 times a day"),
        (_exercise(per_day=True), "“per_day” of the exercise is not a whole number"),
        (_exercise(per_day=2.0), "“per_day” of the exercise is not a whole number"),
        (_exercise(per_day="2"), "“per_day” of the exercise is not a whole number"),
        (_exercise(ready_seconds=float("nan")), "“ready_seconds” of the exercise is not a number"),
        (_exercise(ready_seconds=5.5), None),
        (_exercise(ready_seconds=10**40), "is no number that an exercise has"),
        (_exercise(by_leg=None), "“by_leg” of the exercise is not true or false"),
        (_exercise(mood=1), "“mood” is not a field of the exercise"),
        (_exercise(**{"a\ud800\x1b" + "b" * 50: 1}), "“a??bbbb"),
        (_exercise(parts=[]), "an exercise has at least one step"),
        (_exercise(parts={}), "“parts” of the exercise is not a list"),
        (_exercise(levels=[[]]), "level 1 of the exercise is not an object"),
        (_exercise(summary={"deep": [[[[[]]]]]}), "“summary” of the exercise is not a text"),
        (_part(repetitions=101), "repeats go from 1 to 100"),
        (_part(steps=[{}] * 21), "part 1 of the exercise has more than 20 steps"),
        (_step(kind="jump"), "is not one of move, hold"),
        (_step(seconds=None), None),
        (_step(seconds=0.5), "a step takes 1 to 3600 seconds"),
        (_picture(png=None), "pictures, row 1: “png” is missing"),
        (_picture(png=7), "“png” is not a text"),
        (_picture(png=""), "“png”: a picture in it is not a PNG"),
        (_picture(png="a b"), "“png” is not a picture in base64"),
        (_picture(png="ä"), "“png” is not a picture in base64"),
        (_picture(png=_base64(png(grey=1)) + "\n"), "“png” is not a picture in base64"),
        (_picture(png=_base64(png(grey=1))), None),
        (_picture(png=_base64(b"GIF89a")), "“png”: a picture in it is not a PNG"),
        (_picture(png=_base64(png(801, 1))), "“png”: a picture can have up to 800 x 533 px"),
        (_picture(png=_base64(png(2, 2))), "“id” belongs to another picture"),
        (_picture(png="A" * LONGEST_BASE64), "“png”: a picture can have up to 400 kB"),
        (_picture(png="A" * (LONGEST_BASE64 + 1)), "“png” has more than 533,336 letters"),
        (_picture(id="1"), "“id” belongs to another picture"),
        (_picture(kind="png"), "“kind” is not a field"),
    ],
)
def test_a_bad_row_is_named_and_nothing_comes_in(
    whole: dict[str, Any], tmp_path: Path, edit: Edit, reason: str | None
) -> None:
    edit(whole)
    file = tmp_path / "spoilt.json"
    file.write_text(json.dumps(whole))
    if reason is None:
        assert not Services(in_memory(), FakeClock()).exchange.preview(file).refused
    else:
        assert reason in _refused(file)


def test_a_name_that_stands_twice_within_an_exercise_is_named(
    whole: dict[str, Any], tmp_path: Path
) -> None:
    text = json.dumps(whole)
    file = tmp_path / "twice.json"
    file.write_text(text.replace('"say":', '"say": "one", "say":'))
    assert _refused(file) == "routines, row 2: “say” stands twice"
    file.write_text(text.replace('"parts":', '"parts": [], "parts":'))
    assert _refused(file) == "routines, row 2: “parts” stands twice"


def test_a_deep_nest_within_an_exercise_is_refused() -> None:
    nest: object = []
    for _ in range(16):
        nest = [nest]
    assert json_text.plain(nest) == nest
    with pytest.raises(ValueError, match="nested deeper than an exercise"):
        json_text.plain([nest])


def _tables(house: Services, tmp_path: Path) -> dict[str, bytes]:
    house.exchange.export("csv", tmp_path / "all.zip")
    return csv_tables.unpack((tmp_path / "all.zip").read_bytes(), 1_000_000)


def _with_cell(content: bytes, column: str, value: str) -> bytes:
    """A table with another value in its last row."""
    labels, *rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    rows.sort(key=len)
    rows[-1][labels.index(column)] = value
    text = io.StringIO(newline="")
    csv.writer(text).writerows([labels, *rows])
    return text.getvalue().encode()


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("routine", "", None),
        ("routine", "null", "the exercise is not an object"),
        (
            "routine",
            "{",
            "“routine” is not JSON (Expecting property name enclosed in double quotes)",
        ),
        ("routine", "bridge", "“routine” is not JSON"),
        ("routine", '{"name": 1, "name": 2}', "“name” stands twice"),
        ("routine", "[" * 100_000, "“routine” is nested deeper than an exercise is"),
        ("routine", " " * 8_000_000, "“routine” is not JSON"),
        ("hidden", "", "“hidden” is answered with yes or no, not “”"),
        ("hidden", "true", "“hidden” is answered with yes or no, not “true”"),
        ("hidden", "yes", None),
        ("level", "2", None),
        ("level", "two", "“level” is a whole number"),
    ],
)
def test_a_bad_cell_is_named_and_nothing_comes_in(
    house: Services, tmp_path: Path, column: str, value: str, reason: str | None
) -> None:
    file = tmp_path / "routines.csv"
    file.write_bytes(_with_cell(_tables(house, tmp_path)["routines.csv"], column, value))
    if reason is None:
        assert not Services(in_memory(), FakeClock()).exchange.preview(file).refused
    else:
        assert reason in _refused(file)


def test_no_cell_is_longer_than_an_exercise_that_came_as_a_file(
    house: Services, tmp_path: Path
) -> None:
    file = tmp_path / "routines.csv"
    table = _tables(house, tmp_path)["routines.csv"]
    file.write_bytes(_with_cell(table, "routine", " " * 8_000_001))
    with pytest.raises(DiaryError, match="it is not CSV"):
        house.exchange.preview(file)


def test_an_exercise_is_one_cell_and_each_table_is_known_by_itself(
    house: Services, tmp_path: Path
) -> None:
    for name, content in _tables(house, tmp_path).items():
        file = tmp_path / name
        file.write_bytes(content)
        copy = in_memory()
        told = Services(copy, FakeClock()).exchange.bring_in(file)
        table = name.removesuffix(".csv")
        assert told.added[table] == told.total_added == house.exchange.preview(file).already_there
    with (tmp_path / "routines.csv").open(encoding="utf-8-sig", newline="") as stream:
        own, core = sorted(csv.DictReader(stream), key=lambda row: row["id"])
    assert json.loads(own["routine"])["name"] == bridge().name
    assert (core["routine"], core["level"], core["hidden"]) == ("", "2", "no")


@pytest.mark.parametrize("kind", ["json", "csv"])
def test_the_largest_picture_goes_out_and_comes_in(
    kind: Literal["json", "csv"], tmp_path: Path
) -> None:
    # Not a picture that can be shown, but what is kept of one: its bytes up to the limit.
    house, copy = Services(in_memory(), FakeClock()), in_memory()
    chunk = (b"tRNS", b"\0" * (PICTURE_BYTES - len(png()) - 12))
    large = png(3, 2, chunk)
    assert len(large) == PICTURE_BYTES
    with journal.step(house._db, FakeClock().now()) as step:
        routine_store.save_picture(step, large)
    house.exchange.export(kind, tmp_path / f"all.{kind}.zip")
    Services(copy, FakeClock()).exchange.bring_in(tmp_path / f"all.{kind}.zip")
    assert rows_of(copy) == rows_of(house._db)


def test_what_differs_is_told_and_what_is_in_the_diary_stays(
    house: Services, whole: dict[str, Any], tmp_path: Path
) -> None:
    before = rows_of(house._db)
    whole["routines"][0]["level"] = 3
    whole["habits"][0]["habit"] = "other"
    file = tmp_path / "other.json"
    file.write_text(json.dumps(whole))
    report = house.exchange.bring_in(file)
    places = [note.place for note in report.conflicts]
    assert places == ["habits, row 1", "routines, row 1"]
    assert (report.total_added, report.already_there) == (0, 2)
    assert rows_of(house._db) == before


def test_the_same_exercise_twice_in_a_file_is_one_and_two_that_differ_are_refused(
    whole: dict[str, Any], tmp_path: Path
) -> None:
    file = tmp_path / "twice.json"
    whole["routines"] *= 2
    file.write_text(json.dumps(whole))
    report = Services(in_memory(), FakeClock()).exchange.preview(file)
    assert (report.added["routines"], report.already_there) == (2, 2)
    whole["routines"][-1] = whole["routines"][-1] | {"hidden": True}
    file.write_text(json.dumps(whole))
    assert "stands twice, with other content" in _refused(file)


@pytest.mark.parametrize("gone", ["habits", "routines", "pictures"])
def test_a_file_without_one_of_the_tables_is_read(
    house: Services, whole: dict[str, Any], tmp_path: Path, gone: str
) -> None:
    tables = _tables(house, tmp_path)
    del whole[gone], tables[f"{gone}.csv"]
    (tmp_path / "less.json").write_text(json.dumps(whole))
    (tmp_path / "less.zip").write_bytes(csv_tables.write_zip(tables))
    for name in ("less.json", "less.zip"):
        report = Services(in_memory(), FakeClock()).exchange.bring_in(tmp_path / name)
        assert report.added[gone] == 0
        assert report.total_added == 4 - (2 if gone == "routines" else 1)


def test_a_place_to_go_on_from_is_in_no_file(house: Services, tmp_path: Path) -> None:
    house._db.connection.execute(
        "insert into under_way values ('session', 'canary', 'x', 'x', '\"canary\"')"
    )
    for kind, name in (("json", "all.json"), ("csv", "all.zip")):
        house.exchange.export(kind, tmp_path / name)  # type: ignore[arg-type]
    assert "canary" not in (tmp_path / "all.json").read_text()
    with zipfile.ZipFile(tmp_path / "all.zip") as archive:
        assert not [name for name in archive.namelist() if b"canary" in archive.read(name)]


def test_a_session_of_an_exercise_that_is_not_there_comes_in(tmp_path: Path) -> None:
    ours = Services(in_memory(), FakeClock())
    key = own_things.make(ours)
    ours.exercises.add(key)
    ours.exchange.export("json", tmp_path / "all.json")
    whole = json.loads((tmp_path / "all.json").read_text())
    whole["routines"] = []
    (tmp_path / "all.json").write_text(json.dumps(whole))
    copy = Services(in_memory(), FakeClock())
    copy.exchange.bring_in(tmp_path / "all.json")
    assert [one.routine for one in copy.exercises.sessions()] == [key]
