"""Reads a FHIR file of ours back into plain values, by the standard and not by our writer."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

Json = dict[str, Any]

LINE, NUMBER = "38214-3", "72514-3"
PEG = "91148-7"
METHOD = "http://hl7.org/fhir/StructureDefinition/procedure-method"


@dataclass(frozen=True)
class CheckIn:
    felt: datetime
    entered: datetime
    side: str
    points: float | None
    given: str
    line_px: int | None
    activities: list[tuple[str, bool]]
    signs: list[tuple[str, bool]]
    note: str


@dataclass(frozen=True)
class Exercise:
    began: datetime
    entered: datetime
    name: str
    numbers: list[tuple[str, float]]
    status: str
    reason: str
    note: str


@dataclass(frozen=True)
class Treated:
    kind: str
    first: date
    last: date | None
    entered: datetime
    name: str
    dose: str
    places: list[str]
    note: str
    given: datetime | None = None
    guidance: str = ""
    operator: str = ""


@dataclass(frozen=True)
class Dosed:
    treatment: str
    name: str
    at: datetime
    entered: datetime
    note: str


class FhirFile:
    """A bundle, and what it says of each row by the id that the row has in the diary."""

    def __init__(self, content: bytes) -> None:
        self.bundle: Json = json.loads(content)
        self.by_url: dict[str, Json] = {
            entry["fullUrl"]: entry["resource"] for entry in self.bundle["entry"]
        }
        assert len(self.by_url) == len(self.bundle["entry"])

    def of(self, kind: str) -> list[Json]:
        return [one for one in self.by_url.values() if one["resourceType"] == kind]

    @cached_property
    def recorded(self) -> dict[str, datetime]:
        """When each resource was written down, by its address."""
        return {
            target["reference"]: _moment(one["recorded"])
            for one in self.of("Provenance")
            for target in one["target"]
        }

    def check_ins(self) -> dict[str, CheckIn]:
        scores = [
            one
            for one in self.of("Observation")
            if "identifier" in one and _loinc(one["code"]) != PEG and "focus" not in one
        ]
        return {_diary_id(one): self._check_in(one) for one in scores}

    def weeks(self) -> dict[str, tuple[datetime, dict[str, float]]]:
        """When the questions of each week were answered, and the value of each LOINC code."""
        return {
            _diary_id(one): (
                _moment(one["effectiveDateTime"]),
                {
                    _loinc(part["code"]): part["valueQuantity"]["value"]
                    for part in one.get("component", ())
                },
            )
            for one in self.of("Observation")
            if _loinc(one["code"]) == PEG
        }

    def statements(self) -> dict[str, tuple[datetime, frozenset[int], int]]:
        """When the 24 statements were answered, which were ticked, and the score beside them."""
        found = {}
        for one in self.of("QuestionnaireResponse"):
            (whole,) = one["item"]
            *ticks, score = (item["answer"][0] for item in whole["item"])
            ticked = {number for number, tick in enumerate(ticks, 1) if tick["valueBoolean"]}
            identity = one["identifier"]["value"]
            found[identity] = _moment(one["authored"]), frozenset(ticked), score["valueInteger"]
        return found

    def missing(self) -> list[Json]:
        """The half days that were asked about and have no entry."""
        return [
            one
            for one in self.of("Observation")
            if "dataAbsentReason" in one and "identifier" not in one
        ]

    def exercises(self) -> dict[str, Exercise]:
        numbers = {
            one["partOf"][0]["reference"]: one for one in self.of("Observation") if "partOf" in one
        }
        return {
            _diary_id(one): _exercise(one, numbers[url])
            for url, one in self.by_url.items()
            if url in numbers
        }

    def treatments(self) -> dict[str, Treated]:
        return dict(self._treatments())

    def effects(self) -> dict[str, tuple[str, str, str, date, date | None, str]]:
        """Side effects: the treatment, what, how strong, from, until, note."""
        return {
            _diary_id(one): (
                _diary_id(self.by_url[one["focus"][0]["reference"]]),
                one["valueString"],
                one["interpretation"][0]["text"],
                date.fromisoformat(one["effectivePeriod"]["start"]),
                _day(one["effectivePeriod"].get("end")),
                _note(one),
            )
            for one in self.of("Observation")
            if "focus" in one
        }

    def doses(self) -> dict[str, Dosed]:
        """What was taken when it hurt: of a medicine an administration, else a part of it."""
        return dict(self._doses())

    def _doses(self) -> Iterator[tuple[str, Dosed]]:
        for url, one in self.by_url.items():
            medicine = one["resourceType"] == "MedicationAdministration"
            if medicine or (one["resourceType"] == "Procedure" and "partOf" in one):
                (of,) = one["supportingInformation" if medicine else "partOf"]
                told = one["medicationCodeableConcept" if medicine else "code"]
                yield (
                    _diary_id(one),
                    Dosed(
                        treatment=_diary_id(self.by_url[of["reference"]]),
                        name=told["text"],
                        at=_moment(one["effectiveDateTime" if medicine else "performedDateTime"]),
                        entered=self.recorded[url],
                        note=_note(one),
                    ),
                )

    def _treatments(self) -> Iterator[tuple[str, Treated]]:
        numbers = [one for one in self.of("Observation") if "partOf" in one]
        exercises = {one["partOf"][0]["reference"] for one in numbers}
        parts = {url for url, one in self.by_url.items() if "partOf" in one}
        for url, one in self.by_url.items():
            if one["resourceType"] == "MedicationStatement":
                yield _diary_id(one), _medicine(one)
            elif one["resourceType"] == "Procedure" and url not in exercises | parts:
                yield _diary_id(one), _procedure(one, self.recorded[url])

    def _check_in(self, one: Json) -> CheckIn:
        code = one["code"].get("coding", [{}])[0].get("code", "")
        method = one.get("method", {}).get("text", "")
        pixels = re.search(r"(\d+) px$", method)
        beside = [self.by_url[member["reference"]] for member in one.get("hasMember", [])]
        answers = {member["code"]["text"]: _answers(member) for member in beside}
        assert ("valueQuantity" in one) != ("dataAbsentReason" in one)
        return CheckIn(
            felt=_moment(one["effectiveDateTime"]),
            entered=_moment(one["issued"]),
            side=one["bodySite"]["text"],
            points=_score(one),
            given={LINE: "line", NUMBER: "number", "": ""}[code],
            line_px=int(pixels[1]) if pixels else None,
            activities=answers.get("What set the pain off", []),
            signs=answers.get("Signs with the pain", []),
            note=_note(one),
        )


def _exercise(one: Json, numbers: Json) -> Exercise:
    found = []
    for part in numbers["component"]:
        value = part["valueInteger"] if "valueInteger" in part else part["valueQuantity"]["value"]
        found.append((part["code"]["text"], value))
    assert one["performedDateTime"] == numbers["effectiveDateTime"]
    return Exercise(
        began=_moment(one["performedDateTime"]),
        entered=_moment(numbers["issued"]),
        name=one["code"]["text"],
        numbers=sorted(found),
        status=one["status"],
        reason=one.get("statusReason", {}).get("text", ""),
        note=_note(one),
    )


def _medicine(one: Json) -> Treated:
    dosage = one.get("dosage", [{}])[0]
    place = dosage.get("site", {}).get("text", "")
    return Treated(
        kind="Medicine",
        first=date.fromisoformat(one["effectivePeriod"]["start"]),
        last=_day(one["effectivePeriod"].get("end")),
        entered=_moment(one["dateAsserted"]),
        name=one["medicationCodeableConcept"]["text"],
        dose=dosage.get("text", ""),
        places=place.split(", ") if place else [],
        note=_note(one),
    )


def _procedure(one: Json, recorded: datetime) -> Treated:
    period = one.get("performedPeriod", {"start": one.get("performedDateTime")})
    kind, name = one["category"]["text"], one["code"]["text"]
    methods = {part["url"]: part["valueCodeableConcept"] for part in one.get("extension", [])}
    assert methods.keys() <= {METHOD}
    return Treated(
        kind=kind,
        first=datetime.fromisoformat(period["start"]).date(),
        last=_day(period.get("end")),
        entered=recorded,
        name="" if name == kind else name,
        dose=one.get("usedCode", [{}])[0].get("text", ""),
        places=[place["text"] for place in one.get("bodySite", [])],
        note=_note(one),
        given=_moment(period["start"]) if "T" in period["start"] else None,
        guidance=methods.get(METHOD, {}).get("text", ""),
        operator=one.get("performer", [{"actor": {"display": ""}}])[0]["actor"]["display"],
    )


def _diary_id(one: Json) -> str:
    return str(one["identifier"][0]["value"])


def _score(one: Mapping[str, Any]) -> float | None:
    quantity = one.get("valueQuantity")
    if quantity is None:
        return None
    assert (quantity["unit"], quantity["code"]) == ("{score}", "{score}")
    assert isinstance(quantity["value"], float)
    return quantity["value"]


def _answers(one: Json) -> list[tuple[str, bool]]:
    return sorted((part["code"]["text"], part["valueBoolean"]) for part in one["component"])


def _note(one: Json) -> str:
    return "".join(note["text"] for note in one.get("note", []))


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    assert moment.tzinfo is not None
    return moment


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _loinc(concept: Json) -> str:
    codings = concept.get("coding", ())
    return next((one["code"] for one in codings if one["system"] == "http://loinc.org"), "")
