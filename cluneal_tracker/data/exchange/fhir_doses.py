"""What was taken when it hurt in FHIR: of a medicine an administration, of all else a Procedure."""

from __future__ import annotations

from cluneal_tracker.data.exchange.fhir_elements import (
    Resource,
    diary_id,
    filled,
    identity,
    local_time,
    reference,
)
from cluneal_tracker.data.exchange.fhir_frame import Frame
from cluneal_tracker.data.exchange.fhir_treatments import treatment_id
from cluneal_tracker.domain.dose import Dose
from cluneal_tracker.domain.treatment import Treatment, TreatmentKind


def dose_resource(dose: Dose, treatment: Treatment, frame: Frame) -> Resource:
    """The resource that stands for one time that a treatment was taken; it points to that one.

    How much stands there too: R4 takes no dosage here that is only a text.
    """
    of = [reference(f"urn:uuid:{treatment_id(treatment)}")]
    if treatment.kind is not TreatmentKind.MEDICINE:
        return filled(
            resourceType="Procedure",
            id=identity("Procedure", f"dose/{dose.id}"),
            identifier=diary_id(dose.id),
            partOf=of,
            status="completed",
            code=frame.named(treatment.name, {}),
            subject=reference(frame.patient),
            performedDateTime=local_time(dose.taken.at),
            asserter=reference(frame.patient),
            note=frame.notes(dose.note),
        )
    return filled(
        resourceType="MedicationAdministration",
        id=identity("MedicationAdministration", f"dose/{dose.id}"),
        identifier=diary_id(dose.id),
        status="completed",
        medicationCodeableConcept=frame.named(treatment.name, {}),
        subject=reference(frame.patient),
        supportingInformation=of,
        effectiveDateTime=local_time(dose.taken.at),
        performer=[{"actor": reference(frame.patient)}],
        note=frame.notes(dose.note),
    )
