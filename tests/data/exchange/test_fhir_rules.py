"""What a file for a clinic leaves out, says of what is missing, and keeps the same."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime, time, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings

from cluneal_tracker.data import journal, pain_store, reminder_store
from cluneal_tracker.data.database import in_memory
from cluneal_tracker.domain.errors import DiaryError
from cluneal_tracker.domain.pain import Given, PainEntry, Side, VasScore
from cluneal_tracker.domain.reminders import Delivery, Outcome
from cluneal_tracker.domain.treatment import Treatment, TreatmentKind
from cluneal_tracker.domain.when import Slot, When
from cluneal_tracker.services.opening import Services
from tests.data.exchange.fhir_told import begun_diary, exported, fields_of, told_of
from tests.data.exchange.made_up import NOON, Life, kept, lives
from tests.fakes import FakeClock


@settings(max_examples=30, deadline=None)
@given(life=lives)
def test_each_row_has_an_author_and_the_moment_it_was_written_down(life: Life) -> None:
    # Of what was asked and not answered the program is the author.
    file = exported(kept(replace(life, reminders=[])))
    (patient,) = file.of("Patient")
    (device,) = file.of("Device")
    authors = [{"reference": f"urn:uuid:{one['id']}"} for one in (patient, device)]
    skipped = {url for url, one in file.by_url.items() if "dataAbsentReason" in one}
    for one in file.of("Provenance"):
        (agent,) = one["agent"]
        # Of a half day that was asked for and left blank the program alone can tell.
        blank = {target["reference"] for target in one["target"]} <= skipped
        assert agent["who"] in (authors if blank else authors[:1])
    said = {
        url
        for url, one in file.by_url.items()
        if one["resourceType"]
        in ("Observation", "Procedure", "MedicationStatement", "MedicationAdministration")
        or one["resourceType"] == "QuestionnaireResponse"
    }
    assert file.recorded.keys() == said


def test_a_score_of_nought_is_a_value_and_a_missing_one_is_not(tmp_path: Path) -> None:
    services, db, clock = begun_diary(tmp_path)
    nought = services.diary.add(VasScore(0), clock.now().replace(tzinfo=None))
    services.diary.answer("standing", True)
    clock.move(hours=8)
    services.diary.answer("sitting", False)
    file = exported(db, clock)
    points = {key: one.points for key, one in file.check_ins().items()}
    assert points.pop(nought.id) == 0.0
    assert list(points.values()) == [None]
    bare = next(one for one in file.of("Observation") if "dataAbsentReason" in one)
    assert bare["dataAbsentReason"]["coding"][0]["code"] == "unknown"
    assert not {name for name in bare if name.startswith("value")}


def test_no_pain_around_an_exercise_is_left_out_and_not_nought(tmp_path: Path) -> None:
    services, db, _ = begun_diary(tmp_path)
    services.exercises.add("nerve-glide")
    (one,) = exported(db).exercises().values()
    assert not [name for name, _ in one.numbers if name.startswith("Pain")]


def test_what_was_deleted_is_not_in_the_file(tmp_path: Path) -> None:
    services, db, clock = begun_diary(tmp_path)
    entry = services.diary.mark(VasScore(41), Given.LINE)
    treatment = services.treatments.add(TreatmentKind.BLOCK, date(2026, 3, 1), dose="DELETED")
    session = services.exercises.add("nerve-glide")
    assert len(exported(db).check_ins()) == 1
    services.diary.delete(entry.id)
    services.treatments.delete(treatment.id)
    services.exercises.delete(session.id)
    file = exported(db, clock)
    assert not file.of("Observation") + file.of("Procedure") + file.of("Provenance")
    assert "DELETED" not in json.dumps(file.bundle)


def test_notes_and_the_name_go_with_it_only_when_they_are_asked_for(tmp_path: Path) -> None:
    services, db, clock = begun_diary(tmp_path)
    services.preferences.choose(name="Nora Note", questions="What about SECRET?")
    services.diary.add(VasScore(41), clock.now().replace(tzinfo=None), note="SECRET one")
    services.treatments.add(TreatmentKind.BLOCK, date(2026, 3, 1), note="SECRET two")
    services.treatments.add(TreatmentKind.MEDICINE, date(2026, 3, 1), name="x", note="SECRET three")
    bare = json.dumps(exported(db).bundle)
    assert "SECRET" not in bare
    assert "Nora" not in bare
    full = exported(db, with_notes=True, name="Nora Note")
    assert full.of("Patient")[0]["name"] == [{"text": "Nora Note"}]
    notes = [one["note"][0]["text"] for one in full.by_url.values() if "note" in one]
    assert sorted(notes) == ["SECRET one", "SECRET three", "SECRET two"]
    assert "What about" not in json.dumps(full.bundle)


def test_a_line_and_a_number_have_a_code_each(tmp_path: Path) -> None:
    services, db, clock = begun_diary(tmp_path)
    services.diary.mark(VasScore(41), Given.LINE, line_px=620)
    clock.move(hours=8)
    services.diary.mark(VasScore(70), Given.NUMBER)
    line, number = (one for one in exported(db, clock).of("Observation") if "valueQuantity" in one)
    assert line["code"]["coding"] == [
        {
            "system": "http://loinc.org",
            "code": "38214-3",
            "display": "Pain severity [Score] Visual analog score",
        }
    ]
    assert line["valueQuantity"]["value"] == 4.1
    assert line["method"]["text"].endswith("620 px")
    assert line["effectiveDateTime"] == "2026-03-12T08:10:00.000+01:00"
    assert line["issued"] == "2026-03-12T07:10:00.000+00:00"
    assert number["code"]["coding"][0]["code"] == "72514-3"
    assert number["valueQuantity"]["value"] == 7.0


def test_the_notice_of_loinc_goes_with_the_file() -> None:
    (codes,) = exported(in_memory()).of("ValueSet")
    assert codes["copyright"].startswith("This material contains content from LOINC")
    named = {one["code"] for one in codes["compose"]["include"][0]["concept"]}
    peg = {"91148-7", "75893-8", "91145-3", "91146-1", "91147-9"}
    assert named == {"38214-3", "72514-3", *peg}


def test_a_score_corrected_after_its_check_in_is_amended(tmp_path: Path) -> None:
    services, db, clock = begun_diary(tmp_path)
    first = services.diary.mark(VasScore(41), Given.LINE)
    services.diary.answer("standing", True)
    clock.move(minutes=5)
    services.diary.mark(VasScore(50), Given.LINE)
    status = {one["status"] for one in exported(db, clock).of("Observation")}
    assert status == {"final"}
    clock.move(hours=1)
    (entry,) = pain_store.every(db)
    assert entry.id == first.id
    with journal.step(db, clock.now()) as step:
        pain_store.save(step, PainEntry(**{**fields_of(entry), "score": VasScore(30)}))
    status = {one["status"] for one in exported(db, clock).of("Observation")}
    assert status == {"amended"}


def test_a_half_day_that_was_asked_about_and_has_no_entry_is_said_to_be_missing(
    tmp_path: Path,
) -> None:
    services, db, clock = begun_diary(tmp_path)
    services.diary.mark(VasScore(41), Given.LINE)
    told_of(db, 12, 8, Outcome.ANSWERED)
    told_of(db, 10, 8, Outcome.TOLD)
    told_of(db, 10, 20, Outcome.DECLINED)
    told_of(db, 11, 8, Outcome.TOLD)
    told_of(db, 11, 9, Outcome.DECLINED)
    missing = exported(db, clock).missing()
    told = {
        one["effectiveDateTime"][:13]: one["dataAbsentReason"]["coding"][0]["code"]
        for one in missing
    }
    assert told == {
        "2026-03-10T08": "unknown",
        "2026-03-10T20": "asked-declined",
        "2026-03-11T09": "asked-declined",
    }
    assert not [name for one in missing for name in one if name.startswith("value")]


def test_an_exercise_that_was_turned_down_is_no_missing_score(tmp_path: Path) -> None:
    _, db, clock = begun_diary(tmp_path)
    at = datetime(2026, 3, 10, 8, tzinfo=timezone.utc)
    told = Delivery(date(2026, 3, 10), time(8), Outcome.DECLINED, at)
    glide = replace(told, kind="routine", about="nerve-glide")
    with journal.step(db, at) as step:
        reminder_store.save(step, glide)
    assert exported(db, clock).missing() == []


def test_a_half_day_that_is_not_over_yet_is_not_missing(tmp_path: Path) -> None:
    _, db, clock = begun_diary(tmp_path)
    told_of(db, 12, 8, Outcome.TOLD)
    assert not exported(db, clock).missing()
    clock.move(hours=8)
    assert len(exported(db, clock).missing()) == 1


@pytest.mark.parametrize(
    ("seconds", "written"),
    [
        (3600, "+01:00"),
        (3208, "+00:53"),
        (-19_800, "-05:30"),
        (50_400, "+14:00"),
        (61_200, "+00:00"),
    ],
)
def test_an_offset_that_fhir_does_not_know_keeps_the_instant(seconds: int, written: str) -> None:
    at = NOON.astimezone(timezone(timedelta(seconds=seconds)))
    when = When(at, "unknown", at.date(), Slot.MORNING)
    entry = PainEntry("a", when, NOON, Side.LEFT, VasScore(1), Given.LINE)
    (score,) = exported(kept(Life([entry], [], []))).of("Observation")
    assert score["effectiveDateTime"].endswith(written)
    assert datetime.fromisoformat(score["effectiveDateTime"]) == NOON


@pytest.mark.parametrize(
    ("first", "last", "kind", "status"),
    [
        (1, None, TreatmentKind.BLOCK, "completed"),
        (1, None, TreatmentKind.MEDICINE, "active"),
        (1, 11, TreatmentKind.MEDICINE, "completed"),
        (1, 20, TreatmentKind.MEDICINE, "active"),
        (20, None, TreatmentKind.MEDICINE, "intended"),
        (1, 20, TreatmentKind.OTHER, "in-progress"),
        (20, None, TreatmentKind.SURGERY, "preparation"),
    ],
)
def test_a_treatment_says_where_it_stands(
    first: int, last: int | None, kind: TreatmentKind, status: str
) -> None:
    end = date(2026, 3, last) if last else None
    one = Treatment("a", kind, date(2026, 3, first), NOON, end, name="x")
    file = exported(kept(Life([], [], [one])))
    (written,) = file.of("MedicationStatement") + file.of("Procedure")
    assert written["status"] == status


def test_the_same_diary_has_the_same_ids_and_another_one_has_others(tmp_path: Path) -> None:
    services, db, _ = begun_diary(tmp_path)
    services.diary.mark(VasScore(41), Given.LINE)
    assert exported(db).by_url.keys() == exported(db).by_url.keys()
    other = in_memory()
    Services(other, FakeClock()).diary.mark(VasScore(41), Given.LINE)
    shared = exported(db).by_url.keys() & exported(other).by_url.keys()
    assert {exported(db).by_url[url]["resourceType"] for url in shared} == {"Device", "ValueSet"}


def test_it_takes_the_place_of_an_older_file_and_never_of_a_diary(tmp_path: Path) -> None:
    services, _, _ = begun_diary(tmp_path)
    file = tmp_path / "clinic.json"
    file.write_text("older")
    assert services.exchange.export_fhir(file) == 0
    assert json.loads(file.read_bytes())["resourceType"] == "Bundle"
    assert file.stat().st_mode & 0o077 == 0
    assert [path.name for path in tmp_path.iterdir()] == ["clinic.json"]
    diary = tmp_path / "diary.db"
    diary.write_bytes(b"SQLite format 3\x00")
    with pytest.raises(DiaryError, match="maybe your diary"):
        services.exchange.export_fhir(diary)
    assert diary.read_bytes() == b"SQLite format 3\x00"


def test_it_is_not_taken_for_a_diary_when_it_is_brought_in(tmp_path: Path) -> None:
    services, _, _ = begun_diary(tmp_path)
    services.exchange.export_fhir(tmp_path / "clinic.json")
    with pytest.raises(DiaryError, match="not a diary of Cluneal Tracker"):
        services.exchange.read(tmp_path / "clinic.json")
