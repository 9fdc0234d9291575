"""The diary as a FHIR R4 Bundle, for the record of a clinic. It goes out only."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from cluneal_tracker import __version__
from cluneal_tracker.data.exchange.fhir_doses import dose_resource
from cluneal_tracker.data.exchange.fhir_effects import effect_resource
from cluneal_tracker.data.exchange.fhir_elements import (
    LOINC,
    TERMINOLOGY,
    Resource,
    address,
    concept,
    filled,
    identity,
    plain,
    reference,
)
from cluneal_tracker.data.exchange.fhir_frame import Frame
from cluneal_tracker.data.exchange.fhir_pain import CODES, check_in, unanswered
from cluneal_tracker.data.exchange.fhir_roland import roland_resource
from cluneal_tracker.data.exchange.fhir_sessions import session_resources
from cluneal_tracker.data.exchange.fhir_spots import spot_resource
from cluneal_tracker.data.exchange.fhir_treatments import treatment_resource
from cluneal_tracker.data.exchange.fhir_weekly import PEG_CODES, week_resources
from cluneal_tracker.data.when_columns import utc_text
from cluneal_tracker.domain.body_map import Spot
from cluneal_tracker.domain.dose import Dose
from cluneal_tracker.domain.pain import PainEntry
from cluneal_tracker.domain.reminders import Delivery
from cluneal_tracker.domain.roland import RolandAnswer
from cluneal_tracker.domain.session import Session
from cluneal_tracker.domain.side_effect import SideEffect
from cluneal_tracker.domain.treatment import Treatment
from cluneal_tracker.domain.weekly import WeeklyAnswer

# In these words: the licence of LOINC asks for them.
_LOINC_NOTICE = (
    "This material contains content from LOINC (http://loinc.org). LOINC is copyright © "
    "Regenstrief Institute, Inc. and the Logical Observation Identifiers Names and Codes (LOINC) "
    "Committee and is available at no cost under the license at http://loinc.org/license. LOINC® "
    "is a registered United States trademark of Regenstrief Institute, Inc."
)


@dataclass(frozen=True, slots=True)
class Rows:
    """What of the diary goes into the file.

    `asked` are the reminders that were told, `doses` and `effects` those whose treatment
    is there.
    """

    pain: Sequence[PainEntry]
    sessions: Sequence[Session]
    treatments: Sequence[Treatment]
    asked: Sequence[Delivery] = ()
    weeks: Sequence[WeeklyAnswer] = ()
    statements: Sequence[RolandAnswer] = ()
    doses: Sequence[Dose] = ()
    spots: Sequence[Spot] = ()
    effects: Sequence[SideEffect] = ()

    def __len__(self) -> int:
        asked = (self.pain, self.weeks, self.statements, self.spots)
        return sum(map(len, (*asked, self.sessions, self.treatments, self.doses, self.effects)))


def patient(diary: str, name: str = "") -> Resource:
    """Who the diary is of; `diary` tells it from all others. Without a name there is none."""
    return filled(
        resourceType="Patient",
        id=identity("Patient", diary),
        name=[{"text": plain(name)}] if plain(name) else [],
    )


def write_fhir(rows: Rows, person: Resource, frame: Frame, now: datetime, zone: ZoneInfo) -> bytes:
    """The bundle in UTF-8, a resource on each line."""
    program = _program(frame)
    told = _by_moment(rows, frame, now.astimezone(zone).date(), zone)
    resources: list[Resource] = [person, program, _codes(frame)]
    for recorded, group in told.items():
        author = _agent("author", frame.patient)
        resources += [*group, _provenance(recorded, group, author, frame)]
    missing = list(unanswered(rows.asked, rows.pain, now, zone, frame))
    if missing:
        assembler = _agent("assembler", address(program))
        resources += [*missing, _provenance(utc_text(now), missing, assembler, frame)]
    head = {"resourceType": "Bundle", "type": "collection", "timestamp": utc_text(now)}
    entries = ",\n".join(_json({"fullUrl": address(one), "resource": one}) for one in resources)
    return f'{_json(head)[:-1]}, "entry": [\n{entries}\n]}}\n'.encode()


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _by_moment(rows: Rows, frame: Frame, today: date, zone: ZoneInfo) -> dict[str, list[Resource]]:
    """The resources by the moment at which they were written down."""
    found: defaultdict[str, list[Resource]] = defaultdict(list)
    for entry in rows.pain:
        found[utc_text(entry.entered_at)] += check_in(entry, frame)
    for session in rows.sessions:
        found[utc_text(session.entered_at)] += session_resources(session, frame)
    for entered_at, resource in _of_treatments(rows, frame, today, zone):
        found[utc_text(entered_at)].append(resource)
    for week in rows.weeks:
        found[utc_text(week.entered_at)] += week_resources(week, frame)
    for answer in rows.statements:
        found[utc_text(answer.entered_at)].append(roland_resource(answer, frame))
    for spot in rows.spots:
        found[utc_text(spot.entered_at)].append(spot_resource(spot, frame))
    return found


def _of_treatments(
    rows: Rows, frame: Frame, today: date, zone: ZoneInfo
) -> Iterator[tuple[datetime, Resource]]:
    """The treatments, when they were taken and what they did besides, each with its moment."""
    for treatment in rows.treatments:
        yield treatment.entered_at, treatment_resource(treatment, today, zone, frame)
    treatments = {treatment.id: treatment for treatment in rows.treatments}
    for dose in rows.doses:
        yield dose.entered_at, dose_resource(dose, treatments[dose.treatment], frame)
    for effect in rows.effects:
        yield effect.entered_at, effect_resource(effect, treatments[effect.treatment], frame)


def _provenance(
    recorded: str, targets: Iterable[Resource], agent: Resource, frame: Frame
) -> Resource:
    """Who said it and when: of a Procedure, R4 tells the second nowhere else."""
    return {
        "resourceType": "Provenance",
        "id": identity("Provenance", f"{frame.patient}/{recorded}/{agent['who']['reference']}"),
        "target": [reference(address(one)) for one in targets],
        "recorded": recorded,
        "agent": [agent],
    }


def _agent(role: str, who: str) -> Resource:
    kind = concept("", f"{TERMINOLOGY}provenance-participant-type", role, role.capitalize())
    return {"type": kind, "who": reference(who)}


def _program(frame: Frame) -> Resource:
    return {
        "resourceType": "Device",
        "id": identity("Device", __version__),
        "deviceName": [{"name": "Cluneal Tracker", "type": "user-friendly-name"}],
        "type": concept(frame.words["program"]),
        "version": [{"value": __version__}],
    }


def _codes(frame: Frame) -> Resource:
    """The codes of LOINC that the file uses, with the notice that its licence asks for."""
    return {
        "resourceType": "ValueSet",
        "id": identity("ValueSet", "loinc"),
        "name": "PainScores",
        "title": frame.words["codes"],
        "status": "active",
        "copyright": _LOINC_NOTICE,
        "compose": {
            "include": [
                {
                    "system": LOINC,
                    "concept": [
                        {"code": code, "display": display}
                        for code, display in (*CODES.values(), *PEG_CODES.values())
                    ],
                }
            ]
        },
    }
