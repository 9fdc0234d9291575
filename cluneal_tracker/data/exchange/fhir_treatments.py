"""Treatments in FHIR: a medicine is a MedicationStatement, all else a Procedure."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from cluneal_tracker.data.exchange.fhir_elements import (
    Element,
    Resource,
    concept,
    diary_id,
    filled,
    identity,
    local_time,
    plain,
    reference,
)
from cluneal_tracker.data.exchange.fhir_frame import Frame
from cluneal_tracker.data.when_columns import utc_text
from cluneal_tracker.domain.block_day import moment_of
from cluneal_tracker.domain.treatment import Guidance, Treatment, TreatmentKind

# R4 has no element for how a procedure was done, and this extension of its own for it.
_METHOD = "http://hl7.org/fhir/StructureDefinition/procedure-method"


def treatment_resource(treatment: Treatment, today: date, zone: ZoneInfo, frame: Frame) -> Resource:
    """The resource that stands for a treatment, as it is on a day; its time is one of `zone`."""
    if treatment.kind is TreatmentKind.MEDICINE:
        return _medicine(treatment, today, frame)
    return _procedure(treatment, today, zone, frame)


def treatment_id(treatment: Treatment) -> str:
    """The id of the resource that stands for a treatment."""
    medicine = treatment.kind is TreatmentKind.MEDICINE
    return identity("MedicationStatement" if medicine else "Procedure", f"treatment/{treatment.id}")


def _medicine(treatment: Treatment, today: date, frame: Frame) -> Resource:
    place = concept(", ".join(frame.place(treatment.side, treatment.nerve)))
    needed = True if treatment.when_needed else None
    dosage = filled(text=plain(treatment.dose), asNeededBoolean=needed, site=place)
    return filled(
        resourceType="MedicationStatement",
        id=treatment_id(treatment),
        identifier=diary_id(treatment.id),
        status=_status(treatment, today, ahead="intended", now="active"),
        medicationCodeableConcept=frame.named(treatment.name, {}),
        subject=reference(frame.patient),
        effectivePeriod=_period(treatment),
        dateAsserted=utc_text(treatment.entered_at),
        informationSource=reference(frame.patient),
        note=frame.notes(treatment.note),
        dosage=[dosage] if dosage else [],
    )


def _procedure(treatment: Treatment, today: date, zone: ZoneInfo, frame: Frame) -> Resource:
    kinds = {one.key: one.name for one in frame.content.treatment_kinds}
    kind = kinds[treatment.kind.value]
    lasted = treatment.last_day is not None or treatment.when_needed
    return filled(
        resourceType="Procedure",
        id=treatment_id(treatment),
        extension=_method(treatment, frame),
        identifier=diary_id(treatment.id),
        status=_status(treatment, today, ahead="preparation", now="in-progress"),
        category=concept(kind),
        code=concept(plain(treatment.name) or kind),
        subject=reference(frame.patient),
        performedDateTime=None if lasted else _moment(treatment, zone),
        performedPeriod=_period(treatment) if lasted else None,
        asserter=reference(frame.patient),
        performer=_performer(treatment),
        bodySite=[concept(words) for words in frame.place(treatment.side, treatment.nerve)],
        usedCode=[concept(treatment.dose)] if plain(treatment.dose) else [],
        note=frame.notes(treatment.note),
    )


def _moment(treatment: Treatment, zone: ZoneInfo) -> str:
    """The day, or where the time of a block is known, that with its offset."""
    if treatment.given_at is None:
        return treatment.first_day.isoformat()
    return local_time(moment_of(treatment, zone).astimezone(zone))


def _method(treatment: Treatment, frame: Frame) -> list[Element]:
    """How the needle was guided; what the person does not know is not there."""
    if treatment.guidance in (None, Guidance.UNKNOWN):
        return []
    words = frame.words["guidance"][treatment.guidance.value]
    return [{"url": _METHOD, "valueCodeableConcept": concept(words)}]


def _performer(treatment: Treatment) -> list[Element]:
    """Who gave it: a name alone, for the diary knows nothing else of them."""
    name = plain(treatment.operator)
    return [{"actor": {"display": name}}] if name else []


def _period(treatment: Treatment) -> Element:
    last = treatment.last_day
    return filled(start=treatment.first_day.isoformat(), end=last.isoformat() if last else None)


def _status(treatment: Treatment, today: date, ahead: str, now: str) -> str:
    """Where it stands on a day; of all but a medicine, one day is the whole of it."""
    if treatment.first_day > today:
        return ahead
    if treatment.last_day is not None:
        return now if treatment.last_day > today else "completed"
    return now if treatment.goes_on else "completed"
