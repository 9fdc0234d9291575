"""Spots of the body map as FHIR Observations: where it hurt, how strong, how it felt and spread.

Where it was stands in plain words: the person knows an area of the body, not a term for it.
"""

from __future__ import annotations

from collections.abc import Iterator

from cluneal_tracker.data.exchange.fhir_elements import (
    Element,
    Resource,
    centimetres_quantity,
    concept,
    diary_id,
    filled,
    identity,
    local_time,
    reference,
    score_quantity,
)
from cluneal_tracker.data.exchange.fhir_frame import Frame
from cluneal_tracker.data.exchange.fhir_pain import SURVEY
from cluneal_tracker.data.when_columns import utc_text
from cluneal_tracker.domain.body_areas import NamedArea
from cluneal_tracker.domain.body_map import Feel, Spot

_MM_A_CM = 10


def spot_resource(spot: Spot, frame: Frame) -> Resource:
    """One spot; what was not told of it is not there, never a 0."""
    return filled(
        resourceType="Observation",
        id=identity("Observation", f"spot/{spot.id}"),
        identifier=diary_id(spot.id),
        status=frame.status(spot.id),
        category=[SURVEY],
        code=concept(frame.words["spot"]["title"]),
        subject=reference(frame.patient),
        effectiveDateTime=local_time(spot.felt.at),
        issued=utc_text(spot.entered_at),
        performer=[reference(frame.patient)],
        bodySite=concept(_site(spot.area, frame)),
        component=list(_parts(spot, frame)),
    )


def _parts(spot: Spot, frame: Frame) -> Iterator[Element]:
    words, names = frame.words["spot"], frame.content.phrases["body_map"]
    from_middle = centimetres_quantity(spot.cm_from_middle)
    yield {"code": concept(words["from_middle"]), "valueQuantity": from_middle}
    if spot.strength:
        strength = score_quantity(spot.strength)
        yield {"code": concept(words["strength"]), "valueQuantity": strength}
    for feel in (feel for feel in Feel if feel in spot.feels):
        yield {"code": concept(words["feels"]), "valueString": names["feel"][feel.value]}
    if spot.spread is not None:
        reach = centimetres_quantity(spot.spread / _MM_A_CM)
        yield {"code": concept(words["spread"]), "valueQuantity": reach}
    if spot.towards:
        yield {"code": concept(words["towards"]), "valueString": names["way"][spot.towards.value]}


def _site(area: NamedArea, frame: Frame) -> str:
    words = frame.content.phrases["body_map"]
    name: str = words["area"][area.area.value]
    if area.side is None:
        return f"{name}, {words['middle']}" if area.area.paired else name
    return str(words["of_area"].format(area=name, side=words[area.side.value]))
