"""Exercises in FHIR: a Procedure for what was done, an Observation for its numbers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cluneal_tracker.data.exchange.fhir_elements import (
    Element,
    Resource,
    address,
    concept,
    diary_id,
    filled,
    identity,
    local_time,
    reference,
    score_quantity,
    seconds_quantity,
)
from cluneal_tracker.data.exchange.fhir_frame import Frame
from cluneal_tracker.data.exchange.fhir_pain import SURVEY
from cluneal_tracker.data.when_columns import utc_text
from cluneal_tracker.domain.session import Session


def session_resources(session: Session, frame: Frame) -> list[Resource]:
    """The two resources of one exercise session."""
    words = frame.words
    stopped = words["stopped"][session.stopped.value] if session.stopped else ""
    began = local_time(session.started.at)
    done = filled(
        resourceType="Procedure",
        id=identity("Procedure", f"session/{session.id}"),
        identifier=diary_id(session.id),
        status="completed" if session.finished else "stopped",
        statusReason=concept(stopped),
        category=concept(words["exercise"]),
        code=frame.named(session.routine, frame.exercises),
        subject=reference(frame.patient),
        performedDateTime=began,
        asserter=reference(frame.patient),
        note=frame.notes(session.note),
    )
    numbers = {
        "resourceType": "Observation",
        "id": identity("Observation", f"session/{session.id}"),
        "partOf": [reference(address(done))],
        "status": frame.status(session.id),
        "category": [SURVEY],
        "code": concept(words["session"]["title"]),
        "subject": reference(frame.patient),
        "effectiveDateTime": began,
        "issued": utc_text(session.entered_at),
        "performer": [reference(frame.patient)],
        "component": list(_components(session, frame)),
    }
    return [done, numbers]


def _components(session: Session, frame: Frame) -> Iterator[Element]:
    words = frame.words["session"]
    for name, counts in (("planned", session.planned), ("done", session.done)):
        for side, count in sorted(counts.items()):
            code = frame.named(side, frame.words["session_side"], words[name])
            yield {"code": code, "valueInteger": count}
    values: dict[str, tuple[str, Any]] = {
        "seconds": ("valueQuantity", seconds_quantity(session.seconds)),
        "pauses": ("valueInteger", session.pauses),
        "level": ("valueInteger", session.level),
        "pain_before": ("valueQuantity", score_quantity(session.pain_before)),
        "pain_after": ("valueQuantity", score_quantity(session.pain_after)),
    }
    for name, (element, value) in values.items():
        if value is not None:
            yield {"code": concept(words[name]), element: value}
