from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta, timezone
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings

from cluneal_tracker.data import journal, pain_store, reminder_store
from cluneal_tracker.data.database import Database, in_memory
from cluneal_tracker.domain.block_day import moment_of
from cluneal_tracker.domain.body_map import Feel, Towards
from cluneal_tracker.domain.errors import DiaryError
from cluneal_tracker.domain.pain import Given, PainEntry, Side, VasScore
from cluneal_tracker.domain.reminders import Delivery, Outcome
from cluneal_tracker.domain.session import Session
from cluneal_tracker.domain.treatment import Guidance, Nerve, Treatment, TreatmentKind
from cluneal_tracker.domain.weekly import OverallChange, Peg, WeeklyAnswer
from cluneal_tracker.domain.when import Slot, When
from cluneal_tracker.services.opening import Services
from tests.data.exchange.fhir_reader import CheckIn, Dosed, Exercise, FhirFile, Treated
from tests.data.exchange.made_up import NOON, Life, kept, lives, with_treatments
from tests.fakes import FakeClock

SIDES = {Side.LEFT: "Left side", Side.RIGHT: "Right side", Side.BOTH: "Both sides"}
NERVES = {
    Nerve.SUPERIOR: ["Superior cluneal nerve"],
    Nerve.MIDDLE: ["Middle cluneal nerve"],
    Nerve.BOTH: ["Superior and middle cluneal nerves"],
    Nerve.UNKNOWN: [],
}
GUIDANCE = {
    Guidance.ULTRASOUND: "Guided by ultrasound",
    Guidance.XRAY: "Guided by X-ray",
    Guidance.TOUCH: "Guided by touch",
    Guidance.UNKNOWN: "",
    None: "",
}
STOPPED = {"pain": "Pain", "tired": "Tired", "time": "No time", "other": "Something else"}


def exported(db: Database, clock: FakeClock | None = None, **asked: Any) -> FhirFile:
    with TemporaryDirectory() as folder:
        file = Path(folder, "clinic.json")
        Services(db, clock or FakeClock()).exchange.export_fhir(file, **asked)
        return FhirFile(file.read_bytes())


def _text(text: str) -> str:
    """A text as R4 takes it: of white space only four kinds, and no steering signs."""
    good = [
        letter if letter in " \r\n\t" or not (letter.isspace() or letter < " ") else " "
        for letter in text
    ]
    return "".join(good) if "".join(good).strip() else ""


def _answers(answers: Mapping[str, bool], names: Mapping[str, str]) -> list[tuple[str, bool]]:
    return sorted((_name(key, names), answer) for key, answer in answers.items())


def _name(key: str, names: Mapping[str, str]) -> str:
    return _text(names.get(key, key)).strip() or "No name"


def _check_in(entry: PainEntry, services: Services) -> CheckIn:
    activities = {one.key: one.name for one in services.content.activities}
    signs = {"night-pain": "Night pain", "numb": "Numb or tingling"}
    signs |= {one.key: one.short for one in services.content.warning_signs}
    on_line = entry.given is Given.LINE
    return CheckIn(
        felt=entry.felt.at,
        entered=entry.entered_at,
        side=SIDES[entry.side],
        points=entry.score.mm / 10 if entry.score else None,
        given=entry.given.value if entry.given else "",
        line_px=entry.line_px if on_line else None,
        activities=_answers(entry.activities, activities),
        signs=_answers(entry.signs, signs),
        note=_text(entry.note),
    )


def _exercise(session: Session, services: Services) -> Exercise:
    sides = {"left": "left", "right": "right", "once": "not by side"}
    numbers: dict[str, float | None] = {
        "Time moving or holding": session.seconds,
        "Pauses": session.pauses,
        "Level": session.level,
        "Pain before, 0 to 10": session.pain_before.points if session.pain_before else None,
        "Pain after, 0 to 10": session.pain_after.points if session.pain_after else None,
    }
    counted = [
        (f"Repetitions {what}, {_name(key, sides)}".strip(), count)
        for what, counts in (("planned", session.planned), ("done", session.done))
        for key, count in counts.items()
    ]
    names = {key: one.name for key, one in services.routines.by_key().items()}
    said = [(name, value) for name, value in numbers.items() if value is not None]
    return Exercise(
        began=session.started.at,
        entered=session.entered_at,
        name=_name(session.routine, names),
        numbers=sorted([*counted, *said]),
        status="completed" if session.finished else "stopped",
        reason=STOPPED[session.stopped.value] if session.stopped else "",
        note=_text(session.note),
    )


def _given(treatment: Treatment, services: Services) -> datetime | None:
    """One that lasted for days, as no form of the window says, has its days alone."""
    if treatment.given_at is None or treatment.last_day is not None:
        return None
    return moment_of(treatment, services.clock.zone())


def _treated(treatment: Treatment, services: Services) -> Treated:
    kinds = {one.key: one.name for one in services.content.treatment_kinds}
    medicine = treatment.kind is TreatmentKind.MEDICINE
    side = [SIDES[treatment.side]] if treatment.side else []
    given = _given(treatment, services)
    # A block at night is of the diary day before; a clinic reads the calendar.
    calendar = given.astimezone(services.clock.zone()).date() if given else treatment.first_day
    return Treated(
        kind=kinds[treatment.kind.value],
        first=calendar,
        last=treatment.last_day,
        entered=treatment.entered_at,
        name=_name(treatment.name, {}) if medicine else _text(treatment.name),
        dose=_text(treatment.dose),
        places=side + (NERVES[treatment.nerve] if treatment.nerve else []),
        note=_text(treatment.note),
        given=given,
        guidance=GUIDANCE[treatment.guidance],
        operator=_text(treatment.operator),
    )


def test_a_block_has_the_time_and_offset_of_the_diary(tmp_path: Path) -> None:
    services, db, _ = _diary(tmp_path)
    services.treatments.add(
        TreatmentKind.BLOCK,
        date(2026, 3, 1),
        given_at=time(10, 30),
        guidance=Guidance.ULTRASOUND,
        operator="Dr A",
    )
    (written,) = exported(db).of("Procedure")
    assert written["performedDateTime"] == "2026-03-01T10:30:00.000+01:00"
    assert written["performer"] == [{"actor": {"display": "Dr A"}}]
    (method,) = written["extension"]
    assert method["valueCodeableConcept"] == {"text": "Guided by ultrasound"}


@settings(max_examples=60, deadline=None)
@given(life=lives)
def test_what_goes_out_is_read_back_to_the_same_values(life: Life) -> None:
    _read_back(life)


@pytest.mark.slow
@settings(max_examples=500, deadline=None)
@given(life=lives)
def test_hundreds_of_diaries_are_read_back_to_the_same_values(life: Life) -> None:
    _read_back(life)


def _read_back(life: Life) -> None:
    db = kept(life)
    services = Services(db, FakeClock())
    file = exported(db, with_notes=True)
    assert file.check_ins() == {one.id: _check_in(one, services) for one in life.pain}
    assert file.exercises() == {one.id: _exercise(one, services) for one in life.sessions}
    assert file.treatments() == {one.id: _treated(one, services) for one in life.treatments}
    assert file.statements() == {
        one.id: (one.given.at, one.ticked, one.score)
        for one in life.roland
        if one.ticked is not None
    }
    asked = [one for one in life.weekly if one.peg or one.put_off]
    assert file.weeks() == {one.id: (one.given.at, _peg(one)) for one in asked}


@settings(max_examples=30, deadline=None)
@given(life=lives)
def test_what_was_taken_points_to_its_treatment(life: Life) -> None:
    life = with_treatments(life)
    names = {one.id: _name(one.name, {}) for one in life.treatments}
    # Those of a treatment that is gone stay out.
    taken = [one for one in life.doses if one.treatment in names]
    file = exported(kept(life), with_notes=True)
    assert file.doses() == {
        one.id: Dosed(
            one.treatment, names[one.treatment], one.taken.at, one.entered_at, _text(one.note)
        )
        for one in taken
    }


@settings(max_examples=30, deadline=None)
@given(life=lives)
def test_a_side_effect_points_to_its_treatment(life: Life) -> None:
    life = with_treatments(life)
    there = {one.id for one in life.treatments}
    told = [one for one in life.effects if one.treatment in there]
    assert exported(kept(life), with_notes=True).effects() == {
        one.id: (
            *(one.treatment, _name(one.what, {}), one.strength.value),
            *(one.first_day, one.last_day, _text(one.note)),
        )
        for one in told
    }


def test_what_is_taken_when_it_hurts_says_so(tmp_path: Path) -> None:
    services, db, _ = _diary(tmp_path)
    pill = services.treatments.add(
        TreatmentKind.MEDICINE, date(2026, 3, 1), name="Pill", dose="1", when_needed=True
    )
    heat = services.treatments.add(
        TreatmentKind.OTHER, date(2026, 3, 1), name="Heat", when_needed=True
    )
    for one in (pill, heat):
        services.doses.take(one.id)
    file = exported(db)
    (statement,), (given,) = file.of("MedicationStatement"), file.of("MedicationAdministration")
    assert "dosage" not in given
    assert statement["dosage"] == [{"text": "1", "asNeededBoolean": True}]
    whole, part = file.of("Procedure")
    assert (whole["status"], whole["performedPeriod"]) == ("in-progress", {"start": "2026-03-01"})
    assert part["partOf"] == [{"reference": f"urn:uuid:{whole['id']}"}]


def _peg(week: WeeklyAnswer) -> dict[str, float]:
    if week.peg is None:
        return {}
    names = ("75893-8", "91145-3", "91146-1", "91147-9")
    return dict(zip(names, (*week.peg.answers, round(sum(week.peg.answers) / 3, 2)), strict=True))


def test_the_overall_change_is_told_in_words_and_a_week_that_was_put_off_is_no_nought(
    tmp_path: Path,
) -> None:
    services, db, clock = _diary(tmp_path)
    services.weekly.answer(Peg(4, 5, 6), OverallChange.MUCH_BETTER)
    clock.move(days=7)
    services.weekly.put_off()
    file = exported(db, clock)
    assert [one["valueString"] for one in file.of("Observation") if "valueString" in one] == [
        "Much better"
    ]
    (declined,) = (one for one in file.of("Observation") if "dataAbsentReason" in one)
    assert declined["dataAbsentReason"]["coding"][0]["code"] == "asked-declined"
    assert "component" not in declined


def test_a_spot_has_its_area_and_only_what_was_told(tmp_path: Path) -> None:
    services, db, clock = _diary(tmp_path)
    services.body_map.mark(-66, 430)
    clock.move(minutes=1)
    services.body_map.mark(
        *(70, -28),
        feels=frozenset({Feel.BURNING}),
        strength=VasScore(0),
        spread=85,
        towards=Towards.DOWN,
    )
    bare, told = exported(db, clock).of("Observation")
    assert bare["bodySite"] == {"text": "Calf, left"}
    assert [part["code"]["text"] for part in bare["component"]] == ["Distance from the midline"]
    assert told["bodySite"] == {"text": "Top edge of the hip bone, right"}
    values = [
        part["valueString"] if "valueString" in part else part["valueQuantity"]["value"]
        for part in told["component"]
    ]
    assert values == [7, 0.0, "burning", 8.5, "down"]


def test_sleep_and_the_statements_have_words_and_no_code(tmp_path: Path) -> None:
    services, db, clock = _diary(tmp_path)
    services.weekly.answer(sleep=0)
    services.roland.answer({2, 24})
    clock.move(days=28)
    services.roland.put_off()
    file = exported(db, clock)
    observed = file.of("Observation")
    (sleep,) = (one for one in observed if "sleep" in one["code"]["text"])
    assert (sleep["valueQuantity"]["value"], "coding" in sleep["code"]) == (0, False)
    (declined,) = (one for one in observed if "dataAbsentReason" in one)
    assert declined["dataAbsentReason"]["coding"][0]["code"] == "asked-declined"
    (answered,) = file.of("QuestionnaireResponse")
    assert (answered["status"], len(answered["item"][0]["item"])) == ("completed", 25)
    services.roland.answer({2})
    assert [one["status"] for one in exported(db, clock).of("QuestionnaireResponse")] == [
        *("completed", "completed")
    ]


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


def _diary(tmp_path: Path) -> tuple[Services, Database, FakeClock]:
    db, clock = in_memory(), FakeClock()
    return Services(db, clock, tmp_path), db, clock


def test_a_score_of_nought_is_a_value_and_a_missing_one_is_not(tmp_path: Path) -> None:
    services, db, clock = _diary(tmp_path)
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
    services, db, _ = _diary(tmp_path)
    services.exercises.add("nerve-glide")
    (one,) = exported(db).exercises().values()
    assert not [name for name, _ in one.numbers if name.startswith("Pain")]


def test_what_was_deleted_is_not_in_the_file(tmp_path: Path) -> None:
    services, db, clock = _diary(tmp_path)
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
    services, db, clock = _diary(tmp_path)
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
    services, db, clock = _diary(tmp_path)
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
    services, db, clock = _diary(tmp_path)
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
        pain_store.save(step, PainEntry(**{**_fields(entry), "score": VasScore(30)}))
    status = {one["status"] for one in exported(db, clock).of("Observation")}
    assert status == {"amended"}


def _fields(entry: PainEntry) -> dict[str, Any]:
    return {name: getattr(entry, name) for name in PainEntry.__dataclass_fields__ if name[0] > "Z"}


def _told(db: Database, day: int, hour: int, outcome: Outcome) -> None:
    at = datetime(2026, 3, day, hour, tzinfo=timezone.utc)
    with journal.step(db, at) as step:
        reminder_store.save(step, Delivery(date(2026, 3, day), time(hour), outcome, at))


def test_a_half_day_that_was_asked_about_and_has_no_entry_is_said_to_be_missing(
    tmp_path: Path,
) -> None:
    services, db, clock = _diary(tmp_path)
    services.diary.mark(VasScore(41), Given.LINE)
    _told(db, 12, 8, Outcome.ANSWERED)
    _told(db, 10, 8, Outcome.TOLD)
    _told(db, 10, 20, Outcome.DECLINED)
    _told(db, 11, 8, Outcome.TOLD)
    _told(db, 11, 9, Outcome.DECLINED)
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
    _, db, clock = _diary(tmp_path)
    at = datetime(2026, 3, 10, 8, tzinfo=timezone.utc)
    told = Delivery(date(2026, 3, 10), time(8), Outcome.DECLINED, at)
    glide = replace(told, kind="routine", about="nerve-glide")
    with journal.step(db, at) as step:
        reminder_store.save(step, glide)
    assert exported(db, clock).missing() == []


def test_a_half_day_that_is_not_over_yet_is_not_missing(tmp_path: Path) -> None:
    _, db, clock = _diary(tmp_path)
    _told(db, 12, 8, Outcome.TOLD)
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
    services, db, _ = _diary(tmp_path)
    services.diary.mark(VasScore(41), Given.LINE)
    assert exported(db).by_url.keys() == exported(db).by_url.keys()
    other = in_memory()
    Services(other, FakeClock()).diary.mark(VasScore(41), Given.LINE)
    shared = exported(db).by_url.keys() & exported(other).by_url.keys()
    assert {exported(db).by_url[url]["resourceType"] for url in shared} == {"Device", "ValueSet"}


def test_it_takes_the_place_of_an_older_file_and_never_of_a_diary(tmp_path: Path) -> None:
    services, _, _ = _diary(tmp_path)
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
    services, _, _ = _diary(tmp_path)
    services.exchange.export_fhir(tmp_path / "clinic.json")
    with pytest.raises(DiaryError, match="not a diary of Cluneal Tracker"):
        services.exchange.read(tmp_path / "clinic.json")
