"""Two validators that know nothing of our writer judge its files: neither finds every fault."""

from __future__ import annotations

import copy
import sys
from collections.abc import Callable
from datetime import date, datetime, time, timedelta, timezone
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from fhir.resources.R4B.bundle import Bundle
from hypothesis import given, settings
from hypothesis import strategies as st

from cluneal_tracker.data import journal, reminder_store
from cluneal_tracker.data.database import in_memory
from cluneal_tracker.domain.reminders import Delivery, Outcome
from cluneal_tracker.services.demo import write_demo
from cluneal_tracker.services.opening import open_services
from tests.data.exchange.fhir_reader import FhirFile, Json
from tests.data.exchange.fhir_told import exported
from tests.data.exchange.made_up import NOON, Life, kept, lives, with_treatments
from tests.fakes import FakeClock

# R4 has these texts. This validator takes every “text” for the narrative of a whole resource.
FALSE_ALARMS = {
    "Unknown element MedicationStatement.dosage[0].text",
    "Unknown element QuestionnaireResponse.item[0].text",
}

days = st.integers(1, 400).map(lambda ago: date(2026, 3, 12) - timedelta(days=ago))
deliveries = st.builds(
    lambda day, hour, outcome: Delivery(
        day, time(hour), outcome, datetime(day.year, day.month, day.day, hour, tzinfo=timezone.utc)
    ),
    days,
    st.integers(0, 23),
    st.sampled_from(Outcome),
)


@cache
def _validator() -> Any:
    if sys.version_info < (3, 11):
        pytest.skip("pyfhircheck begins with Python 3.11")
    from pyfhircheck import Validator
    from pyfhircheck.config import ValidatorConfig

    return Validator(ValidatorConfig.load_dict({"fhirVersion": "4.0.1"}))


def faults(bundle: Json) -> list[str]:
    """What the two validators find wrong, warnings too."""
    found = []
    try:
        Bundle.model_validate(bundle)
    except ValueError as error:
        found.append(f"fhir.resources: {error}")
    report = _validator().validate_resource(bundle)
    return found + [issue.message for issue in report.issues if issue.message not in FALSE_ALARMS]


def _judge(life: Life, asked: list[Delivery]) -> None:
    db = kept(with_treatments(life))
    with journal.step(db, NOON) as step:
        for one in asked:
            reminder_store.save(step, one)
    assert not faults(exported(db, with_notes=True, name="Nora").bundle)
    assert not faults(exported(db).bundle)


@settings(max_examples=24, deadline=None)
@given(life=lives, asked=st.lists(deliveries, max_size=4))
def test_made_up_diaries_are_valid(life: Life, asked: list[Delivery]) -> None:
    _judge(life, asked)


@pytest.mark.slow
@settings(max_examples=400, deadline=None)
@given(life=lives, asked=st.lists(deliveries, max_size=4))
def test_hundreds_of_made_up_diaries_are_valid(life: Life, asked: list[Delivery]) -> None:
    _judge(life, asked)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Json:
    """The file of twelve invented weeks, in which there is something of each kind."""
    return _invented(tmp_path_factory.mktemp("demo"), 1)


def _invented(folder: Path, seed: int) -> Json:
    write_demo(folder, date(2026, 3, 12), seed)
    with open_services(folder, FakeClock()) as services:
        services.exchange.export_fhir(folder / "clinic.json", with_notes=True, name="Nora")
    return FhirFile((folder / "clinic.json").read_bytes()).bundle


def test_an_invented_life_is_valid(whole: Json) -> None:
    kinds = {entry["resource"]["resourceType"] for entry in whole["entry"]}
    assert {"Observation", "Procedure", "MedicationStatement", "Provenance"} <= kinds
    assert not faults(whole)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2, 22))
def test_many_invented_lives_are_valid(tmp_path: Path, seed: int) -> None:
    assert not faults(_invented(tmp_path, seed))


def test_an_empty_diary_is_valid() -> None:
    assert not faults(exported(in_memory()).bundle)


def test_the_false_alarms_are_still_such(whole: Json) -> None:
    messages = [issue.message for issue in _validator().validate_resource(whole).issues]
    assert set(messages) == FALSE_ALARMS


PLANTED: dict[str, tuple[str, Callable[[Json], object]]] = {
    "a status of no value set": ("Observation", lambda one: one.update(status="done")),
    "no status": ("Procedure", lambda one: one.pop("status")),
    "a moment without its offset": (
        "Observation",
        lambda one: one.update(effectiveDateTime="2026-03-12T08:10:00"),
    ),
    "a moment as a day": ("Observation", lambda one: one.update(issued="2026-03-12")),
    "an element that is none": ("Observation", lambda one: one.update(side="left")),
    "a score in words": ("Observation", lambda one: one["valueQuantity"].update(value="four")),
    "two values": ("Observation", lambda one: one.update(valueInteger=4)),
    "a list where one is asked for": ("Observation", lambda one: one.update(bodySite=[])),
    "one where a list is asked for": ("Procedure", lambda one: one.update(bodySite={"text": "x"})),
    "a pointer to nowhere": (
        "Procedure",
        lambda one: one["subject"].update(
            reference="urn:uuid:2dc09cea-2531-41a8-b8ac-1bb718c31622"
        ),
    ),
    "a medicine without a name": (
        "MedicationStatement",
        lambda one: one.pop("medicationCodeableConcept"),
    ),
    "an author who is no one": ("Provenance", lambda one: one["agent"][0].pop("who")),
    "an id with a blank": ("Patient", lambda one: one.update(id="a b")),
}


@pytest.mark.parametrize("fault", PLANTED)
def test_the_validators_see_a_planted_fault(whole: Json, fault: str) -> None:
    kind, plant = PLANTED[fault]
    spoilt = copy.deepcopy(whole)
    one = next(
        entry["resource"] for entry in spoilt["entry"] if entry["resource"]["resourceType"] == kind
    )
    plant(one)
    assert faults(spoilt)
