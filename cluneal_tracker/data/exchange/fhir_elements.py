"""The small parts that FHIR R4 resources are made of, as plain dicts.

What FHIR asks of them stands at http://hl7.org/fhir/R4/datatypes.html.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone
from typing import Any
from uuid import UUID, uuid5

from cluneal_tracker.data.when_columns import utc_text
from cluneal_tracker.domain.pain import VasScore

Element = dict[str, Any]
Resource = dict[str, Any]

LOINC = "http://loinc.org"
TERMINOLOGY = "http://terminology.hl7.org/CodeSystem/"

_UNITS = "http://unitsofmeasure.org"
# Of this program: ids of the same row are the same in every file, and in no other program's.
_NAMESPACE = UUID("2dc09cea-2531-41a8-b8ac-1bb718c31622")
# White space other than this, and steering signs, are in no text of R4.
_NOT_IN_TEXT = re.compile(r"[^\S \r\n\t]|[\x00-\x08\x0e-\x1f]")
_FARTHEST = timedelta(hours=14)
_MINUTE = timedelta(minutes=1)
_MISSING: tuple[object, ...] = (None, "", [], {})


def filled(**elements: Any) -> Element:
    """The elements that say something: FHIR has no empty ones. A nought and a no stay."""
    return {name: value for name, value in elements.items() if value not in _MISSING}


def identity(kind: str, key: str) -> str:
    """The id of the resource that stands for a row of the diary."""
    return str(uuid5(_NAMESPACE, f"{kind}/{key}"))


def address(resource: Resource) -> str:
    """Where other resources of the file find this one."""
    return f"urn:uuid:{resource['id']}"


def reference(to: str) -> Element:
    """A pointer to an address."""
    return {"reference": to}


def diary_id(key: str) -> list[Element]:
    """What the row is known by in the diary and its other files."""
    return [{"system": f"urn:uuid:{_NAMESPACE}", "value": key}]


def plain(text: str) -> str:
    """A text as FHIR takes it: a sign that it has no room for becomes a blank."""
    cleaned = _NOT_IN_TEXT.sub(" ", text)
    return cleaned if cleaned.strip() else ""


def concept(text: str, system: str = "", code: str = "", display: str = "") -> Element:
    """What something is, in words, and in a code where one is given."""
    coding = filled(system=system, code=code, display=display)
    return filled(coding=[coding] if code else [], text=plain(text))


def note_of(text: str) -> list[Element]:
    """A note, where there is one."""
    return [{"text": plain(text)}] if plain(text) else []


def score_quantity(score: VasScore | None) -> Element | None:
    """A score from 0 to 10; nothing where there is none."""
    return None if score is None else points_quantity(score.points)


def points_quantity(points: float) -> Element:
    """Points of a scale."""
    return _quantity(points, "{score}")


def seconds_quantity(seconds: int) -> Element:
    """A length of time."""
    return _quantity(seconds, "s")


def centimetres_quantity(length: float) -> Element:
    """A length."""
    return _quantity(length, "cm")


def _quantity(value: float, unit: str) -> Element:
    return {"value": value, "unit": unit, "system": _UNITS, "code": unit}


def local_time(at: datetime) -> str:
    """A moment as it was lived, to the millisecond.

    FHIR knows offsets in whole minutes and up to 14 hours. The instant stays exact.
    """
    offset = round((at.utcoffset() or timedelta()) / _MINUTE) * _MINUTE
    if abs(offset) > _FARTHEST:
        return utc_text(at)
    return at.astimezone(timezone(offset)).isoformat(timespec="milliseconds")
