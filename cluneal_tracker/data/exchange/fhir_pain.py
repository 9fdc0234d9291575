"""Check-ins as FHIR Observations: the score, what set the pain off, and the signs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from cluneal_tracker.data.exchange.fhir_elements import (
    LOINC,
    TERMINOLOGY,
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
)
from cluneal_tracker.data.exchange.fhir_frame import Frame
from cluneal_tracker.data.when_columns import utc_text
from cluneal_tracker.domain.pain import Given, PainEntry
from cluneal_tracker.domain.reminders import Delivery, Outcome
from cluneal_tracker.domain.schedule import ReminderKind
from cluneal_tracker.domain.when import DaySlot

SURVEY = concept("", f"{TERMINOLOGY}observation-category", "survey", "Survey")
# The codes and names are LOINC's; its notice goes with each file.
CODES: Mapping[Given, tuple[str, str]] = {
    Given.LINE: ("38214-3", "Pain severity [Score] Visual analog score"),
    Given.NUMBER: ("72514-3", "Pain severity - 0-10 verbal numeric rating [Score] - Reported"),
}


def check_in(entry: PainEntry, frame: Frame) -> list[Resource]:
    """The resources of one entry: the score, and what was answered beside it."""
    words = frame.words
    activities = {one.key: one.name for one in frame.content.activities}
    signs = words["sign"] | {one.key: one.short for one in frame.content.warning_signs}
    answered = [
        *_answers("activities", words["activities"], entry.activities, activities, entry, frame),
        *_answers("signs", words["signs"], entry.signs, signs, entry, frame),
    ]
    score = filled(
        **_begin("pain", entry, frame),
        identifier=diary_id(entry.id),
        code=_code(entry.given, words["pain"]),
        valueQuantity=score_quantity(entry.score),
        dataAbsentReason=None if entry.score else absent("unknown", words["absent"]["no_score"]),
        bodySite=concept(frame.place(entry.side)[0]),
        method=_method(entry, words),
        note=frame.notes(entry.note),
        hasMember=[reference(address(one)) for one in answered],
    )
    return [score, *answered]


def unanswered(
    deliveries: Iterable[Delivery],
    entries: Iterable[PainEntry],
    now: datetime,
    zone: ZoneInfo,
    frame: Frame,
) -> Iterator[Resource]:
    """The half days that were asked about, are over and have no entry: missing, and said so."""
    given = {entry.felt.half for entry in entries}
    asked: dict[DaySlot, Delivery] = {}
    # An exercise that was asked for is no score that is missing.
    for delivery in (one for one in deliveries if one.kind == ReminderKind.CHECK_IN):
        half = DaySlot.at(datetime.combine(delivery.day, delivery.at))
        is_over = half not in given and half.ends(zone) <= now
        if is_over and (half not in asked or delivery.outcome is Outcome.DECLINED):
            asked[half] = delivery
    for half, delivery in asked.items():
        yield _skipped(half, delivery, frame)


def _skipped(half: DaySlot, delivery: Delivery, frame: Frame) -> Resource:
    words = frame.words
    declined = delivery.outcome is Outcome.DECLINED
    return {
        "resourceType": "Observation",
        "id": identity("Observation", f"{frame.patient}/{half.day}/{half.slot.value}"),
        "status": "final",
        "category": [SURVEY],
        "code": concept(words["pain"]),
        "subject": reference(frame.patient),
        "effectiveDateTime": utc_text(delivery.told_at),
        "issued": utc_text(delivery.told_at),
        "dataAbsentReason": (
            absent("asked-declined", words["absent"]["declined"])
            if declined
            else absent("unknown", words["absent"]["unanswered"])
        ),
    }


def _begin(part: str, entry: PainEntry, frame: Frame) -> Resource:
    """What the observations of one entry have in common."""
    return {
        "resourceType": "Observation",
        "id": identity("Observation", f"{part}/{entry.id}"),
        "status": frame.status(entry.id),
        "category": [SURVEY],
        "subject": reference(frame.patient),
        "effectiveDateTime": local_time(entry.felt.at),
        "issued": utc_text(entry.entered_at),
        "performer": [reference(frame.patient)],
    }


def _answers(
    part: str,
    title: str,
    answers: Mapping[str, bool],
    names: Mapping[str, str],
    entry: PainEntry,
    frame: Frame,
) -> Iterator[Resource]:
    """One observation with a part for each answer; what was not asked has none."""
    if answers:
        components = [
            {"code": frame.named(key, names), "valueBoolean": answer}
            for key, answer in sorted(answers.items())
        ]
        yield {**_begin(part, entry, frame), "code": concept(title), "component": components}


def _code(given: Given | None, text: str) -> Element:
    return concept(text) if given is None else concept(text, LOINC, *CODES[given])


def _method(entry: PainEntry, words: Mapping[str, str]) -> Element | None:
    if entry.given is None:
        return None
    if entry.given is Given.LINE and entry.line_px is not None:
        return concept(words["line_px"].format(pixels=entry.line_px))
    return concept(words[entry.given.value])


def absent(code: str, text: str) -> Element:
    """Why there is no value."""
    return concept(text, f"{TERMINOLOGY}data-absent-reason", code)
