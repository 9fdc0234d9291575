from __future__ import annotations

import csv
import io
import json
import struct
import zipfile
import zlib
from dataclasses import replace
from datetime import time
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Literal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cluneal_tracker.data import journal, routine_store, setting_store
from cluneal_tracker.data.database import in_memory
from cluneal_tracker.data.exchange import csv_tables
from cluneal_tracker.data.exchange.session_table import SESSIONS
from cluneal_tracker.data.exchange.treatment_table import TREATMENTS
from cluneal_tracker.domain.own_routines import PICTURE_BYTES
from cluneal_tracker.domain.pain import Given, Side, VasScore
from cluneal_tracker.domain.session import Session, StopReason
from cluneal_tracker.domain.settings import Settings
from cluneal_tracker.domain.treatment import Guidance, Nerve, Treatment, TreatmentKind
from cluneal_tracker.domain.when import When
from cluneal_tracker.services.opening import Services
from tests.data.exchange.made_up import AWKWARD, NOON, Life, kept, lives, rows_of, texts
from tests.data.routines_made_up import bridge, part
from tests.data.test_setting_store import CHOSEN
from tests.fakes import FakeClock

FILES = {"json": "all.json", "csv": "all.zip"}


@pytest.mark.parametrize("kind", ["json", "csv"])
@settings(max_examples=60, deadline=None)
@given(life=lives)
def test_what_goes_out_comes_back_equal(kind: str, life: Life) -> None:
    ours, copy = kept(life), in_memory()
    with TemporaryDirectory() as folder:
        file = Path(folder, FILES[kind])
        written = Services(ours, FakeClock()).exchange.export(kind, file)  # type: ignore[arg-type]
        first = Services(copy, FakeClock()).exchange.bring_in(file)
        after_once = rows_of(copy)
        second = Services(copy, FakeClock()).exchange.bring_in(file)
    assert rows_of(ours) == after_once == rows_of(copy)
    assert written == first.total_added == len(life)
    assert (second.total_added, second.already_there) == (0, len(life))
    assert not first.conflicts
    assert not second.conflicts


@pytest.mark.parametrize("kind", ["json", "csv"])
def test_each_field_of_a_session_and_a_treatment_goes_out_and_comes_in(
    kind: Literal["json", "csv"], tmp_path: Path
) -> None:
    felt, left, points = When.now(FakeClock()), {"left": 3}, (VasScore(41), VasScore(5))
    day, side, nerve = felt.day, Side.LEFT, Nerve.MIDDLE
    session = Session("a", "glide", felt, NOON, 60, left, {"left": 2}, *points, 2, "hard")
    session = replace(session, level=2, stopped=StopReason.PAIN)
    treatment = Treatment("b", TreatmentKind.BLOCK, day, NOON, day, side, nerve, "x", "1 ml", "so")
    treatment = replace(
        treatment, given_at=time(7, 30), guidance=Guidance.ULTRASOUND, operator="Dr Lee"
    )
    copy = in_memory()
    Services(kept(Life([], [session], [treatment])), FakeClock()).exchange.export(
        kind, tmp_path / FILES[kind]
    )
    Services(copy, FakeClock()).exchange.bring_in(tmp_path / FILES[kind])
    assert (SESSIONS.every(copy), TREATMENTS.every(copy)) == ([session], [treatment])


def test_each_choice_goes_out_and_comes_in_but_for_those_of_one_computer(tmp_path: Path) -> None:
    ours, copy = in_memory(), in_memory()
    with journal.step(ours, NOON) as step:
        setting_store.save(step, Settings(), CHOSEN)
    Services(ours, FakeClock()).exchange.export("json", tmp_path / "all.json")
    Services(copy, FakeClock()).exchange.bring_in(tmp_path / "all.json")
    assert setting_store.load(copy) == replace(
        CHOSEN, second_folder="", in_tray=False, invented=False
    )


@pytest.mark.parametrize("kind", ["json", "csv"])
def test_a_picture_of_four_hundred_kilobytes_goes_out_and_comes_in(
    kind: Literal["json", "csv"], tmp_path: Path
) -> None:
    chance, width, height = Random(1), 800, 499
    noise = b"".join(b"\0" + chance.randbytes(width) for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    parts = (part(b"IHDR", head), part(b"IDAT", zlib.compress(noise)), part(b"IEND", b""))
    large = b"\x89PNG\r\n\x1a\n" + b"".join(parts)
    assert 399_000 < len(large) <= PICTURE_BYTES
    ours, copy = in_memory(), in_memory()
    with journal.step(ours, NOON) as step:
        name = routine_store.save_picture(step, large)
    Services(ours, FakeClock()).exchange.export(kind, tmp_path / FILES[kind])
    Services(copy, FakeClock()).exchange.bring_in(tmp_path / FILES[kind])
    assert routine_store.picture(copy, name) == large


@pytest.mark.parametrize("kind", ["json", "csv"])
def test_letters_are_written_as_they_are(kind: Literal["json", "csv"], tmp_path: Path) -> None:
    services, file = Services(in_memory(), FakeClock()), tmp_path / FILES[kind]
    services.diary.add(VasScore(41), note="März")
    services.routines.add(bridge(name="Brücke"))
    services.exchange.export(kind, file)
    written = file.read_bytes()
    if kind == "csv":
        with zipfile.ZipFile(file) as archive:
            written = b"".join(map(archive.read, archive.namelist()))
    assert "März".encode() in written
    assert "Brücke".encode() in written


@settings(max_examples=40, deadline=None)
@given(life=lives)
def test_pain_alone_comes_back_equal(life: Life) -> None:
    ours, copy = kept(Life(life.pain, [], [])), in_memory()
    with TemporaryDirectory() as folder:
        file = Path(folder, "pain.csv")
        Services(ours, FakeClock()).exchange.export("csv", file)
        Services(copy, FakeClock()).exchange.bring_in(file)
    assert rows_of(ours) == rows_of(copy)


@settings(max_examples=300)
@given(text=texts | st.text())
@example("''")
def test_no_text_reads_as_a_formula_and_each_comes_back(text: str) -> None:
    safe = csv_tables.guarded(text)
    assert not safe.lstrip().startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠"))
    assert not safe.startswith(("\t", "\r", "\n"))
    assert csv_tables.unguarded(safe) == text


def test_texts_without_danger_are_left_as_they_are() -> None:
    for text in ("", "4.1", "a=b", "Long drive.", "é", "it's"):
        assert csv_tables.guarded(text) == text


def test_a_foreign_csv_reader_reads_the_file(tmp_path: Path) -> None:
    services = Services(in_memory(), FakeClock())
    entry = services.diary.add(
        VasScore.parse("4.1"), FakeClock().now().replace(tzinfo=None), note="=HYPERLINK(1)"
    )
    services.diary.answer("standing", True)
    services.diary.answer("lifting", False)
    services.exchange.export("csv", tmp_path / "pain.csv")
    with (tmp_path / "pain.csv").open(encoding="utf-8-sig", newline="") as stream:
        (row,) = csv.DictReader(stream)
    assert row["id"] == entry.id
    assert row["score"] == "4.1"
    assert row["note"] == "'=HYPERLINK(1)"
    assert (row["activity standing"], row["activity lifting"]) == ("yes", "no")
    assert row["activity sitting"] == row["sign numb"] == row["line_px"] == ""


def test_the_columns_are_the_same_whatever_was_answered(tmp_path: Path) -> None:
    services = Services(in_memory(), FakeClock())
    services.exchange.export("csv", tmp_path / "none.csv")
    services.diary.answer("tight-waist", True)
    services.exchange.export("csv", tmp_path / "one.csv")
    heads = [
        (tmp_path / name).read_text("utf-8-sig").splitlines()[0] for name in ("none.csv", "one.csv")
    ]
    assert heads[0] == heads[1]
    assert '"activity tight-waist"' in heads[0]


def test_a_foreign_zip_and_json_reader_reads_the_files(tmp_path: Path) -> None:
    services = Services(in_memory(), FakeClock())
    services.diary.mark(VasScore.parse("10"), Given.LINE)
    services.exercises.add("nerve-glide")
    services.preferences.choose(questions="How long?\nWhy?")
    services.exchange.export("csv", tmp_path / "all")
    services.exchange.export("json", tmp_path / "all.json")
    with zipfile.ZipFile(tmp_path / "all") as archive:
        assert archive.namelist() == [
            *("pain.csv", "sessions.csv", "treatments.csv"),
            *("doses.csv", "effects.csv"),
            *("habits.csv", "weekly.csv", "roland.csv", "visits.csv", "trials.csv"),
            "spots.csv",
            *("routines.csv", "pictures.csv", "reminders.csv"),
        ]
        sessions = archive.read("sessions.csv").decode("utf-8-sig")
    (session,) = csv.DictReader(io.StringIO(sessions, newline=""))
    assert session["done left"] == session["planned right"] == "10"
    whole = json.loads((tmp_path / "all.json").read_bytes())
    assert (whole["format"], whole["version"]) == ("cluneal-tracker", 4)
    assert whole["pain"][0]["score"] == 10.0
    assert whole["pain"][0]["felt_at"] == "2026-03-12T08:10:00.000+01:00"
    assert whole["settings"] == {"questions": "How long?\nWhy?"}
    assert whole["sessions"][0]["done"] == {"left": 10, "right": 10}


@pytest.mark.parametrize("key", AWKWARD)
def test_an_activity_of_another_version_survives(key: str, tmp_path: Path) -> None:
    services = Services(in_memory(), FakeClock())
    services.diary.tick_sign(key, False)
    services.exchange.export("csv", tmp_path / "pain.csv")
    copy = Services(in_memory(), FakeClock())
    copy.exchange.bring_in(tmp_path / "pain.csv")
    assert [entry.signs for entry in copy.diary.entries()] == [{key: False}]
