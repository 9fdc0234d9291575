"""What goes out to a clinic is read back to the same values."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

import pytest
from hypothesis import given, settings

from cluneal_tracker.domain.body_map import Feel, Towards
from cluneal_tracker.domain.pain import VasScore
from cluneal_tracker.domain.treatment import Guidance, TreatmentKind
from cluneal_tracker.domain.weekly import OverallChange, Peg
from cluneal_tracker.services.opening import Services
from tests.data.exchange.fhir_reader import Dosed
from tests.data.exchange.fhir_told import (
    begun_diary,
    check_in_of,
    exercise_of,
    exported,
    name_or_none,
    peg_of,
    r4_text,
    spotted_of,
    treated_of,
)
from tests.data.exchange.made_up import Life, kept, lives, with_treatments
from tests.fakes import FakeClock


def test_a_block_has_the_time_and_offset_of_the_diary(tmp_path: Path) -> None:
    services, db, _ = begun_diary(tmp_path)
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
    assert file.check_ins() == {one.id: check_in_of(one, services) for one in life.pain}
    assert file.exercises() == {one.id: exercise_of(one, services) for one in life.sessions}
    assert file.treatments() == {one.id: treated_of(one, services) for one in life.treatments}
    assert file.statements() == {
        one.id: (one.given.at, one.ticked, one.score)
        for one in life.roland
        if one.ticked is not None
    }
    assert file.spots() == {one.id: spotted_of(one) for one in life.spots}
    asked = [one for one in life.weekly if one.peg or one.put_off]
    assert file.weeks() == {one.id: (one.given.at, peg_of(one)) for one in asked}


@settings(max_examples=30, deadline=None)
@given(life=lives)
def test_what_was_taken_points_to_its_treatment(life: Life) -> None:
    life = with_treatments(life)
    names = {one.id: name_or_none(one.name, {}) for one in life.treatments}
    # Those of a treatment that is gone stay out.
    taken = [one for one in life.doses if one.treatment in names]
    file = exported(kept(life), with_notes=True)
    assert file.doses() == {
        one.id: Dosed(
            one.treatment, names[one.treatment], one.taken.at, one.entered_at, r4_text(one.note)
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
            *(one.treatment, name_or_none(one.what, {}), one.strength.value),
            *(one.first_day, one.last_day, r4_text(one.note)),
        )
        for one in told
    }


def test_what_is_taken_when_it_hurts_says_so(tmp_path: Path) -> None:
    services, db, _ = begun_diary(tmp_path)
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


def test_the_overall_change_is_told_in_words_and_a_week_that_was_put_off_is_no_nought(
    tmp_path: Path,
) -> None:
    services, db, clock = begun_diary(tmp_path)
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
    services, db, clock = begun_diary(tmp_path)
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
    services, db, clock = begun_diary(tmp_path)
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
