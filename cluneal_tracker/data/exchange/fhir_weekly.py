"""The answers of a week as FHIR Observations: the PEG with its parts, sleep, the overall change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from cluneal_tracker.data.exchange.fhir_elements import (
    LOINC,
    Element,
    Resource,
    concept,
    diary_id,
    filled,
    identity,
    local_time,
    points_quantity,
    reference,
)
from cluneal_tracker.data.exchange.fhir_frame import Frame
from cluneal_tracker.data.exchange.fhir_pain import SURVEY, absent
from cluneal_tracker.data.when_columns import utc_text
from cluneal_tracker.domain.weekly import Peg, WeeklyAnswer

# The codes and names are LOINC's; its notice goes with each file.
PEG_CODES: Mapping[str, tuple[str, str]] = {
    "panel": (
        "91148-7",
        "Pain intensity, Enjoyment of life, General activity (PEG) 3 item pain scale",
    ),
    "pain": ("75893-8", "What number best describes your pain on average in the past week?"),
    "enjoyment": (
        "91145-3",
        "What number best describes how, during the past week, pain has interfered with your "
        "enjoyment of life?",
    ),
    "activity": (
        "91146-1",
        "What number best describes how, during the past week, pain has interfered with your "
        "general activity?",
    ),
    "mean": ("91147-9", "Mean score [PEG]"),
}


def week_resources(answer: WeeklyAnswer, frame: Frame) -> Iterator[Resource]:
    """What was answered in a week; one that was put off is a PEG that was declined, never a 0."""
    words = frame.words
    if answer.peg or answer.put_off:
        yield filled(
            **_begin("peg", answer, frame),
            identifier=diary_id(answer.id),
            code=_code("panel"),
            component=list(_parts(answer.peg)) if answer.peg else [],
            dataAbsentReason=None
            if answer.peg
            else absent("asked-declined", words["absent"]["declined"]),
        )
    if answer.sleep is not None:
        yield {
            **_begin("sleep", answer, frame),
            "code": concept(words["sleep"]),
            "valueQuantity": points_quantity(answer.sleep),
        }
    if answer.change:
        yield {
            **_begin("change", answer, frame),
            "code": concept(words["overall"]),
            "valueString": words["change"][answer.change.value],
        }


def _parts(peg: Peg) -> Iterator[Element]:
    answers = {"pain": peg.pain, "enjoyment": peg.enjoyment, "activity": peg.activity}
    for part, points in {**answers, "mean": round(peg.mean, 2)}.items():
        yield {"code": _code(part), "valueQuantity": points_quantity(points)}


def _begin(part: str, answer: WeeklyAnswer, frame: Frame) -> Resource:
    return {
        "resourceType": "Observation",
        "id": identity("Observation", f"{part}/{answer.id}"),
        "status": frame.status(answer.id),
        "category": [SURVEY],
        "subject": reference(frame.patient),
        "effectiveDateTime": local_time(answer.given.at),
        "issued": utc_text(answer.entered_at),
        "performer": [reference(frame.patient)],
    }


def _code(part: str) -> Element:
    code, display = PEG_CODES[part]
    return concept(display, LOINC, code, display)
