"""The answers to the 24 statements as FHIR QuestionnaireResponses, with the score as one item.

They have no code of LOINC that is known for sure, so the words of the authors stand alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from cluneal_tracker.data.exchange.fhir_elements import (
    Element,
    Resource,
    concept,
    diary_id,
    identity,
    local_time,
    reference,
)
from cluneal_tracker.data.exchange.fhir_frame import Frame
from cluneal_tracker.data.exchange.fhir_pain import SURVEY, absent
from cluneal_tracker.data.when_columns import utc_text
from cluneal_tracker.domain.roland import RolandAnswer


def roland_resource(answer: RolandAnswer, frame: Frame) -> Resource:
    """The answers of one day; statements that were put off are declined, never none of 24."""
    if answer.ticked is None:
        return _declined(answer, frame)
    return {
        "resourceType": "QuestionnaireResponse",
        "id": identity("QuestionnaireResponse", answer.id),
        "identifier": diary_id(answer.id)[0],
        "status": "amended" if frame.status(answer.id) == "amended" else "completed",
        "subject": reference(frame.patient),
        "authored": local_time(answer.given.at),
        "author": reference(frame.patient),
        "source": reference(frame.patient),
        "item": [
            {
                "linkId": "rmdq",
                "text": frame.words["roland"],
                "item": list(_items(answer.ticked, frame)),
            }
        ],
    }


def _items(ticked: frozenset[int], frame: Frame) -> Iterator[Element]:
    for number, text in enumerate(frame.content.roland.statements, 1):
        yield {
            "linkId": f"rmdq-{number}",
            "text": text,
            "answer": [{"valueBoolean": number in ticked}],
        }
    yield {
        "linkId": "rmdq-score",
        "text": frame.words["roland_score"],
        "answer": [{"valueInteger": len(ticked)}],
    }


def _declined(answer: RolandAnswer, frame: Frame) -> Resource:
    return {
        "resourceType": "Observation",
        "id": identity("Observation", f"roland/{answer.id}"),
        "status": frame.status(answer.id),
        "category": [SURVEY],
        "code": concept(frame.words["roland"]),
        "subject": reference(frame.patient),
        "effectiveDateTime": local_time(answer.given.at),
        "issued": utc_text(answer.entered_at),
        "performer": [reference(frame.patient)],
        "dataAbsentReason": absent("asked-declined", frame.words["roland_absent"]),
    }
