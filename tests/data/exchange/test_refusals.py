from __future__ import annotations

import dataclasses
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cluneal_tracker.data.database import in_memory
from cluneal_tracker.data.exchange import csv_tables, document
from cluneal_tracker.data.exchange.pain_table import PAIN
from cluneal_tracker.data.exchange.settings_table import READ_SETTING
from cluneal_tracker.domain.errors import DiaryError
from cluneal_tracker.domain.pain import Given, VasScore
from cluneal_tracker.domain.settings import Settings
from cluneal_tracker.domain.text import shown
from cluneal_tracker.services.opening import Services
from tests.data.exchange.made_up import rows_of
from tests.fakes import FakeClock

Edit = Callable[[dict[str, Any]], object]


@pytest.fixture
def house() -> Services:
    return Services(in_memory(), FakeClock())


@pytest.fixture
def whole(house: Services, tmp_path: Path) -> dict[str, Any]:
    """A good JSON diary with one row of each kind, to be spoilt."""
    house.diary.mark(VasScore(41), Given.LINE)
    house.diary.answer("standing", True)
    house.exercises.add("nerve-glide")
    house.exchange.export("json", tmp_path / "good.json")
    return dict(json.loads((tmp_path / "good.json").read_text()))


def _pain(**fields: Any) -> Edit:
    return lambda whole: whole["pain"][0].update(fields)


def _session(**fields: Any) -> Edit:
    return lambda whole: whole["sessions"][0].update(fields)


def _schedule(**fields: Any) -> Edit:
    one = {"kind": "check-in", "at": "08:00", "weekdays": ["mon", "sun"], "about": ""}
    return lambda whole: whole.update(settings={"reminders": [{**one, "set_at": None, **fields}]})


def _reminder(**fields: Any) -> Edit:
    moment = "2026-03-12T07:00:00.000+00:00"
    one = {
        **{"day": "2026-03-12", "time": "08:00", "kind": "check-in", "about": ""},
        **{"outcome": "declined", "asked": 1, "due_at": None, "told_at": moment},
        **{"again_at": None, "done_at": moment, "reason": "tired"},
    }
    return lambda whole: whole.update(reminders=[{**one, **fields}])


def _spot(**fields: Any) -> Edit:
    moment = "2026-03-12T07:00:00.000+00:00"
    one = {
        **{"id": "a", "day": "2026-03-12", "half": "morning", "x_mm": 0, "y_mm": 10},
        **{"feels": "burning numb", "strength": 4.1, "spread_mm": 30, "towards": "down"},
        **{"marked_at": moment, "zone": "Europe/Berlin", "entered_at": moment},
    }
    return lambda whole: whole.update(spots=[{**one, **fields}])


def _refused_row(tmp_path: Path, text: str) -> str:
    """The one row note of a JSON file, after seeing that nothing of the file came in."""
    file = tmp_path / "bad.json"
    file.write_text(text)
    db = in_memory()
    exchange = Services(db, FakeClock()).exchange
    (note,) = exchange.preview(file).refused
    with pytest.raises(DiaryError, match="Your diary is as it was") as error:
        exchange.bring_in(file)
    assert str(note) in str(error.value)
    str(error.value).encode()
    assert not any(rows_of(db).values())
    return str(note)


@pytest.mark.parametrize(
    ("edit", "reason"),
    [
        (_pain(score=4.15), "“score” is a number from 0 to 10"),
        (_pain(score=11), "“score” is a number from 0 to 10"),
        (_pain(score=-1), "“score”"),
        (_pain(score=1e1), None),
        (_pain(score="4.1"), "“score”"),
        (_pain(score=True), "“score”"),
        (_pain(score=float("nan")), "not “NaN”"),
        (_pain(score=float("inf")), "not “Infinity”"),
        (_pain(score=None), "kept together"),
        (_pain(side="middle"), "“side” is one of left, right, both, not “middle”"),
        (_pain(side=["left"]), "“side” is not a text"),
        (_pain(half="noon"), "“half” is one of morning, evening"),
        (_pain(day="2026-02-30"), "“day” is a day such as"),
        (_pain(day="0026-03-12"), "“day” is a day such as"),
        (_pain(day="2026-03-20"), "more than a day apart"),
        (_pain(felt_at="2026-03-12T08:10:00"), "such as 2026-03-12T08:10:00.000+01:00, not “2026"),
        (_pain(felt_at="2026-03-12T25:10:00+01:00"), "“felt_at” is a moment such as"),
        (_pain(felt_at="2026-03-12T08:10:00.123456+01:00"), "“felt_at” is a moment such as"),
        (_pain(entered_at="2026-03-11T08:10:00+01:00"), "has not come yet"),
        (_pain(entered_at=None), "“entered_at” is missing"),
        (_pain(id=""), "“id” is 1 to 64"),
        (_pain(id="=1"), "“id” is 1 to 64"),
        (_pain(line_px=0), "“line_px”"),
        (_pain(line_px=6.5), "“line_px” is a whole number"),
        (_pain(activities={"standing": "yes"}), "answered with yes or no"),
        (_pain(activities={"standing": None}), "answered with yes or no"),
        (_pain(activities=[]), "activities is not an object"),
        (_pain(signs={"\ud800": True}), "half a letter"),
        (_pain(note="a\0b"), "the letter number 0"),
        (_pain(note="a\ud800b"), "half a letter"),
        (_pain(side="\ud800"), "half a letter"),
        (_pain(note="x" * 10_001), "more than 10,000 letters"),
        (_pain(note="x" * 10_000), None),
        (_pain(note=None), "“note” is missing"),
        (_pain(zone=""), "“zone” is missing"),
        (_pain(zone=7), "“zone” is not a text"),
        (_pain(day="2026-03-13"), None),
        (_pain(day="2026-03-14"), "“day” and “felt_at” are more than a day apart"),
        (_pain(line_px=1), None),
        (_pain(id="x" * 64), None),
        (_pain(id="x" * 65), "“id” is 1 to 64"),
        (_pain(note={"deep": {"deeper": {}}}), "“note” is not a text"),
        (_pain(mood=3), "“mood” is not a field"),
        (lambda whole: whole["pain"][0].pop("note"), "“note” is missing"),
        (lambda whole: whole["pain"].append(7), "pain, row 2: the row is not an object"),
        (
            lambda whole: whole["pain"].append({**whole["pain"][0], "note": "other"}),
            "pain, row 2: the id",
        ),
        (_spot(), None),
        (_spot(feels=None, strength=None, spread_mm=None, towards=None), None),
        (
            _spot(feels="burning hot"),
            "“feels” holds any of stabbing, electric, burning, numb, tingling",
        ),
        (_spot(feels="burning hot"), ", not “hot”"),
        (_spot(x_mm=1.5), "“x_mm” is a whole number such as 12 or -12, not “1.5”"),
        (_spot(x_mm=None), "“x_mm” is a whole number such as 12 or -12"),
        (_spot(towards="left"), "“towards” is one of up, down, out, in"),
        (_session(seconds=-5), "“seconds” is a whole number"),
        (_session(seconds=10**9), "“seconds” is a whole number"),
        (_session(seconds=10**9 - 1), None),
        (_session(seconds=0), None),
        (_session(seconds="12"), "“seconds” is a whole number"),
        (_session(seconds=None), "“seconds” is a whole number"),
        (_session(pauses=-1), "“pauses” is a whole number"),
        (_session(done={"left": 11}), "more repetitions done than planned"),
        (_session(done={"left": 1.5}), "“left” is a whole number"),
        (lambda whole: whole.update(settings={"text_size": 130}), "The text size can be"),
        (lambda whole: whole.update(settings={"sound": 1}), "answered with yes or no"),
        (lambda whole: whole.update(settings={"colour": "red"}), "is not a setting"),
        (lambda whole: whole.update(settings={"reminder_times": ["8:00"]}), "reminder times"),
        (lambda whole: whole.update(settings={"reminders": 8}), "reminders are a list"),
        (lambda whole: whole.update(settings={"reminders": [8]}), "reminders are a list"),
        (_schedule(at="8:00"), "reminders are a list"),
        (_schedule(weekdays=[]), "reminders are a list"),
        (_schedule(weekdays=["sun", "mon"]), "reminders are a list"),
        (_schedule(weekdays="mon"), "reminders are a list"),
        (_schedule(more=1), "reminders are a list"),
        (_schedule(), None),
        (lambda whole: whole.update(settings={"quiet_hours": ["22:00", 7]}), "quiet hours are"),
        (lambda whole: whole.update(settings={"quiet_hours": ["22:00"]}), "begin at one time"),
        (lambda whole: whole.update(settings={"quiet_hours": []}), None),
        (_reminder(), None),
        (_reminder(time="8:00"), "“time” is a time such as 08:00"),
        (_reminder(time=None), "“time” is missing"),
        (_reminder(kind="nag"), "“kind” is one of check-in, routine"),
        (_reminder(about="nerve-glide"), "about nothing else"),
        (_reminder(outcome="ignored"), "“outcome” is one of"),
        (_reminder(asked=0), "“asked” is 1 or more"),
        (_reminder(reason="lazy"), "“reason” is one of"),
        (_reminder(told_at=None), "“told_at” is missing"),
        (_reminder(due_at="yesterday"), "“due_at” is a moment"),
        (lambda whole: whole.update(settings={"nudge_hours": "09:00"}), "hours of the nudge"),
        (lambda whole: whole.update(settings={"nudge_hours": ["9:00", 18]}), "hours of the nudge"),
        (
            lambda whole: whole.update(settings={"nudge_hours": ["09:00", "09:00"]}),
            "begins at one time and ends at another",
        ),
        (lambda whole: whole.update(settings={"hidden_habits": "all"}), "habits out of view"),
        (lambda whole: whole.update(settings={"emergency_number": "help"}), "phone number"),
        (lambda whole: whole.update(settings={"pain_began": "March"}), "written as year and month"),
        (lambda whole: whole.update(settings={"pain_began": "2024-13"}), "from 1 to 12"),
        (lambda whole: whole.update(settings={"prompts_put_away": "SP2"}), "put away are a list"),
        (lambda whole: whole.update(settings={"prompts_put_away": ["SP2"]}), "with its day"),
        (lambda whole: whole.update(settings={"hidden_habits": [1]}), "habits out of view"),
        (lambda whole: whole.update(settings={"risks": "belt"}), "risks are a list such as"),
        (lambda whole: whole.update(settings={"risks": ["b", "a"]}), "in order"),
        (lambda whole: whole.update(settings={"hidden_habits": ["b", "a"]}), "in order"),
        (lambda whole: whole.update(settings={"reminder_times": 8}), "reminder times are a list"),
        (
            lambda whole: whole.update(settings={"reminder_times": [None]}),
            "reminder times are a list",
        ),
        (
            lambda whole: whole.update(settings={"reminder_times": {"08:00": True}}),
            "reminder times are a list",
        ),
        (
            lambda whole: whole.update(settings={"reminder_times": ["08:00", "25:00"]}),
            "reminder times are a list",
        ),
        (
            lambda whole: whole.update(settings={"reminder_times": ["20:00", "08:00"]}),
            "kept in order",
        ),
    ],
)
def test_a_bad_row_is_named_and_nothing_comes_in(
    whole: dict[str, Any], tmp_path: Path, edit: Edit, reason: str | None
) -> None:
    edit(whole)
    if reason is not None:
        assert reason in _refused_row(tmp_path, json.dumps(whole))
    else:
        (tmp_path / "fine.json").write_text(json.dumps(whole))
        report = Services(in_memory(), FakeClock()).exchange.preview(tmp_path / "fine.json")
        assert not report.refused


@pytest.mark.parametrize(
    ("good", "bad", "reason"),
    [
        ('"note": ""', '"note": "", "note": "two"', "“note” stands twice"),
        ('"standing": true', '"standing": true, "standing": false', "“standing” stands twice"),
        ('"line_px": null', '"line_px": 1e3', "“line_px” is a whole number"),
        ('"line_px": null', '"line_px": 1' + "0" * 5000, "“line_px” is a whole number"),
        (
            '"settings": {}',
            '"settings": {"sound": true, "sound": false}',
            "settings: “sound” stands",
        ),
    ],
)
def test_a_row_that_only_a_lax_reader_takes_is_named(
    whole: dict[str, Any], tmp_path: Path, good: str, bad: str, reason: str
) -> None:
    text = json.dumps(whole)
    assert text.count(good) >= 1
    assert reason in _refused_row(tmp_path, text.replace(good, bad, 1))


@pytest.mark.parametrize("ticked", ["2 1_0", "2 \u0661\u0660", "2 +10", "2 10.0"])
def test_statements_are_told_by_plain_numbers_alone(
    house: Services, tmp_path: Path, ticked: str
) -> None:
    house.roland.answer({2, 10})
    house.exchange.export("json", tmp_path / "good.json")
    whole = json.loads((tmp_path / "good.json").read_text())
    assert whole["roland"][0]["ticked"] == "2 10"
    whole["roland"][0]["ticked"] = ticked
    reason = f"“{ticked.split()[1]}” is not a number"
    assert reason in _refused_row(tmp_path, json.dumps(whole))


def test_each_bad_row_is_named(whole: dict[str, Any], tmp_path: Path) -> None:
    (row,) = whole["pain"]
    odd = [{**row, "id": f"row{number}", "side": side} for number, side in enumerate("xrx")]
    odd[1]["side"] = "left"
    whole["pain"] += odd
    (tmp_path / "bad.json").write_text(json.dumps(whole))
    report = Services(in_memory(), FakeClock()).exchange.preview(tmp_path / "bad.json")
    assert [note.place for note in report.refused] == ["pain, row 2", "pain, row 4"]


def test_a_row_that_stands_twice_alike_comes_in_once(whole: dict[str, Any], tmp_path: Path) -> None:
    whole["pain"].append(dict(whole["pain"][0]))
    (tmp_path / "twice.json").write_text(json.dumps(whole))
    house = Services(in_memory(), FakeClock())
    report = house.exchange.bring_in(tmp_path / "twice.json")
    assert (report.total_added, report.already_there) == (2, 1)
    assert len(house.diary.entries()) == 1


PAIN_COLUMNS = [name for name in PAIN.fields if name not in ("activities", "signs")]


def _zip(**files: bytes) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("_csv", ".csv"), content)
    return whole.getvalue()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "The file is empty"),
        (b"\xef\xbb\xbf \n", "The file is empty"),
        (b"\xff\xfei\x00d\x00", "not text in UTF-8. In a spreadsheet, save it as “CSV UTF-8”"),
        (b'{"format": "\xff"}', "not text in UTF-8"),
        (b"hello\nworld\n", "not a table with a line of names"),
        (b'"id";"score";"entered_at"\n"a";"4,1";"x"\n', "A spreadsheet saved it in its own way"),
        (b"day,pain\n", "not a table with a line of names"),
        (b"entered_at,day,mood\n", "a column “mood” that no diary has"),
        (b"day,pain,day\n2026-03-12,4,\n", "the column “day” twice"),
        (b"entered_at,day\n", " Its line 1 has no column “half”."),
        (b"entered_at,id,id,activities\n", "“activities”"),
        (
            ",".join([*PAIN_COLUMNS, "activity a", "activity a"]).encode(),
            " Its line 1 names a column twice.",
        ),
        (b"entered_at,routine,planned left,activity a\n", "column “activity a” that no diary has"),
        (b'"id\n', "is not CSV"),
        (b"id\nx\0", "At line 2 it holds the letter number 0"),
        (b'"id"x,day\n', "is not CSV"),
        (b"SQLite format 3\x00", "It is a database that cannot be read"),
        (b"{", "line 1 it is not JSON"),
        (b"[]", "not a diary of Cluneal Tracker"),
        (b'{"format": "cluneal-tracker", "version": 5}', "another version"),
        (b'{"format": "cluneal-tracker", "version": 1.0}', "another version"),
        (
            b'{"format": "cluneal-tracker", "version": 1, "x": 1}',
            " It holds “x”, which no diary has.",
        ),
        (
            b'{"format": "cluneal-tracker", "version": 1, "pain": {}}',
            " “pain” is not a list of rows.",
        ),
        (b'{"format": "cluneal-tracker", "version": 1, "settings": 1}', "not an object"),
        (b'{"format": 1, "format": "cluneal-tracker"}', "“format” stands twice"),
        (b"[" * 200_000, "nested deeper"),
        (b'{"a":' * 200_000, "nested deeper"),
        (b"PK\x03\x04broken", "cannot be unpacked"),
        (_zip(), "without a diary"),
        (_zip(notes_csv=b"x"), "holds “notes.csv”"),
        (_zip(**{"../pain_csv": b"x"}), "holds “../pain.csv”"),
        (_zip(pain_csv=b" " * (51 * 1024 * 1024)), "unpacks to more than 50 MB"),
        (_zip(pain_csv=b"x" * (30 << 20), sessions_csv=b"\n" * (30 << 20)), "more than 50 MB"),
    ],
    # Beyond its tenth byte a zip holds the time of the run.
    ids=lambda value: value[:10] if isinstance(value, bytes) else value,
)
def test_a_bad_file_is_refused_in_one_sentence(
    house: Services, tmp_path: Path, content: bytes, reason: str
) -> None:
    file = tmp_path / "file"
    file.write_bytes(content)
    with pytest.raises(DiaryError, match="Your diary is as it was") as error:
        house.exchange.preview(file)
    assert reason in str(error.value)
    assert len(str(error.value)) < 250


def test_a_zip_that_lies_about_its_size_is_refused(house: Services, tmp_path: Path) -> None:
    """The stated size is 10 bytes; the packed content is 51 MB of spaces."""
    honest = bytearray(_zip(pain_csv=b" " * (51 * 1024 * 1024)))
    for signature, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        start = honest.index(signature) + offset
        honest[start : start + 4] = (10).to_bytes(4, "little")
    (tmp_path / "liar.zip").write_bytes(honest)
    with pytest.raises(DiaryError, match="Your diary is as it was"):
        house.exchange.preview(tmp_path / "liar.zip")


def test_a_zip_behind_a_password_is_refused(house: Services, tmp_path: Path) -> None:
    locked = bytearray(_zip(pain_csv=b"x"))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[locked.index(signature) + offset] |= 1
    (tmp_path / "locked.zip").write_bytes(locked)
    with pytest.raises(DiaryError, match="It has a password"):
        house.exchange.preview(tmp_path / "locked.zip")


def test_a_file_over_fifty_megabytes_is_refused(house: Services, tmp_path: Path) -> None:
    file = tmp_path / "huge.json"
    with file.open("wb") as stream:
        stream.truncate(50 * 1024 * 1024 + 1)
    with pytest.raises(DiaryError, match="larger than 50 MB"):
        house.exchange.preview(file)


@pytest.mark.parametrize("over", [0, 1])
def test_up_to_two_hundred_thousand_rows_are_read(
    house: Services, tmp_path: Path, over: int
) -> None:
    head = b'{"format": "cluneal-tracker", "version": 1, "pain": ['
    rows = document.MOST_ROWS + over
    (tmp_path / "long.json").write_bytes(head + b",".join([b"0"] * rows) + b"]}")
    if over:
        with pytest.raises(DiaryError, match="200,001 rows"):
            house.exchange.preview(tmp_path / "long.json")
    else:
        assert len(house.exchange.preview(tmp_path / "long.json").refused) == rows


def test_a_csv_over_the_row_limit_is_refused(house: Services, tmp_path: Path) -> None:
    house.exchange.export("csv", tmp_path / "pain.csv")
    head = (tmp_path / "pain.csv").read_bytes()
    (tmp_path / "pain.csv").write_bytes(head + b"x\r\n" * (document.MOST_ROWS + 1))
    with pytest.raises(DiaryError, match="200,001 rows"):
        house.exchange.preview(tmp_path / "pain.csv")


@pytest.mark.parametrize(
    ("name", "why"), [("nowhere.csv", "There is no such file"), (".", "It is not a file")]
)
def test_a_missing_file_or_a_folder_is_refused(
    house: Services, tmp_path: Path, name: str, why: str
) -> None:
    with pytest.raises(DiaryError, match=rf"Your diary is as it was\. {why}"):
        house.exchange.bring_in(tmp_path / name)


def _spoilt_csv(whole: Services, tmp_path: Path, old: str, new: str) -> Path:
    whole.diary.add(VasScore(50), FakeClock("2026-03-11T09:00").now().replace(tzinfo=None))
    whole.diary.mark(VasScore(41), Given.LINE)
    whole.diary.write_note("two\nlines")
    whole.exercises.add("nerve-glide")
    whole.exchange.export("csv", tmp_path / "pain.csv")
    text = (tmp_path / "pain.csv").read_text("utf-8-sig")
    assert old in text
    (tmp_path / "pain.csv").write_text(text.replace(old, new), encoding="utf-8", newline="")
    return tmp_path / "pain.csv"


@pytest.mark.parametrize(
    ("old", "new", "note"),
    [
        ('"4.1"', '"4_1"', "line 3: “score” is a number from 0 to 10, such as 4.1, not “4_1”"),
        ('"4.1"', '"٤.١"', "line 3: “score” is a number"),
        ('"4.1"', '"1e0"', "line 3: “score” is a number"),
        ('"4.1"', '"nan"', "line 3: “score” is a number"),
        ('"4.1"', '"=4.1"', "line 3: “score” is a number"),
        ('"4.1",', "", "line 3: it has 20 cells where line 1 has 21"),
    ],
)
def test_a_bad_csv_row_is_named_by_its_line(
    house: Services, tmp_path: Path, old: str, new: str, note: str
) -> None:
    file = _spoilt_csv(house, tmp_path, old, new)
    (refused,) = house.exchange.preview(file).refused
    assert str(refused).startswith(note)


def test_a_row_in_a_zip_is_named_by_file_and_line(house: Services, tmp_path: Path) -> None:
    house.exercises.add("nerve-glide")
    house.exchange.export("csv", tmp_path / "all.zip")
    with zipfile.ZipFile(tmp_path / "all.zip") as archive:
        sessions = archive.read("sessions.csv").replace(b'"nerve-glide",', b"")
    (tmp_path / "all.zip").write_bytes(_zip(sessions_csv=sessions))
    (refused,) = house.exchange.preview(tmp_path / "all.zip").refused
    assert refused.place == "sessions.csv, line 2"


def test_a_spreadsheet_that_saves_scores_its_own_way_changes_nothing(
    house: Services, tmp_path: Path
) -> None:
    file = _spoilt_csv(house, tmp_path, '"5.0"', "5")
    file.write_text(file.read_text().replace('"4.1"', '"4,1"'))
    report = house.exchange.preview(file)
    assert (report.already_there, report.total_added) == (2, 0)
    assert not report.conflicts


def test_every_setting_has_a_reader() -> None:
    of_this_computer = {"second_folder", "in_tray", "invented"}
    named = {field.name for field in dataclasses.fields(Settings)}
    # The times of an earlier version are read as before.
    assert set(READ_SETTING) == named - of_this_computer | {"reminder_times"}


def test_a_piece_of_a_file_is_shown_short_and_without_control_letters() -> None:
    assert shown("a\x1b[31m\ud800\u202e") == "“a?[31m??”"
    assert len(shown("x" * 10_000)) == 43
    assert shown("x" * 40) == f"“{'x' * 40}”"


def test_the_columns_of_two_answers_never_share_a_name() -> None:
    labels = csv_tables.write_csv(PAIN, [], {"activities": ["a", "b"], "signs": ["a"]})
    names = labels.decode("utf-8-sig").strip().split(",")
    assert len(set(names)) == len(names)
