"""Side effects in FHIR: an Observation each, whose focus is the treatment."""

from __future__ import annotations

from cluneal_tracker.data.exchange.fhir_elements import (
    Resource,
    concept,
    diary_id,
    filled,
    identity,
    reference,
)
from cluneal_tracker.data.exchange.fhir_frame import Frame
from cluneal_tracker.data.exchange.fhir_pain import SURVEY
from cluneal_tracker.data.exchange.fhir_treatments import treatment_id
from cluneal_tracker.data.when_columns import utc_text
from cluneal_tracker.domain.side_effect import SideEffect
from cluneal_tracker.domain.treatment import Treatment


def effect_resource(effect: SideEffect, treatment: Treatment, frame: Frame) -> Resource:
    """The resource that stands for a side effect; it is the patient's word, and no diagnosis."""
    last = effect.last_day
    strength = frame.content.phrases["effects"]["strength"][effect.strength.value]
    return filled(
        resourceType="Observation",
        id=identity("Observation", f"effect/{effect.id}"),
        identifier=diary_id(effect.id),
        status="final",
        category=[SURVEY],
        code=concept(frame.words["side_effect"]),
        subject=reference(frame.patient),
        focus=[reference(f"urn:uuid:{treatment_id(treatment)}")],
        effectivePeriod=filled(
            start=effect.first_day.isoformat(), end=last.isoformat() if last else None
        ),
        issued=utc_text(effect.entered_at),
        performer=[reference(frame.patient)],
        valueString=frame.named(effect.what, {})["text"],
        interpretation=[concept(strength)],
        note=frame.notes(effect.note),
    )
