"""What a diary says, as a clinic reads it in a FHIR file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timezone
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from cluneal_tracker import paths
from cluneal_tracker.data import journal, reminder_store
from cluneal_tracker.data.content import Content
from cluneal_tracker.data.database import Database, in_memory
from cluneal_tracker.domain.block_day import moment_of
from cluneal_tracker.domain.body_map import Feel, Spot
from cluneal_tracker.domain.pain import Given, PainEntry, Side
from cluneal_tracker.domain.reminders import Delivery, Outcome
from cluneal_tracker.domain.session import Session
from cluneal_tracker.domain.treatment import Guidance, Nerve, Treatment, TreatmentKind
from cluneal_tracker.domain.weekly import WeeklyAnswer
from cluneal_tracker.render.body_words import area_text
from cluneal_tracker.services.opening import Services
from tests.data.exchange.fhir_reader import CheckIn, Exercise, FhirFile, Treated
from tests.fakes import FakeClock

SIDES = {Side.LEFT: "Left side", Side.RIGHT: "Right side", Side.BOTH: "Both sides"}
NERVES = {
    Nerve.SUPERIOR: ["Superior cluneal nerve"],
    Nerve.MIDDLE: ["Middle cluneal nerve"],
    Nerve.BOTH: ["Superior and middle cluneal nerves"],
    Nerve.UNKNOWN: [],
}
GUIDANCE = {
    Guidance.ULTRASOUND: "Guided by ultrasound",
    Guidance.XRAY: "Guided by X-ray",
    Guidance.TOUCH: "Guided by touch",
    Guidance.UNKNOWN: "",
    None: "",
}
STOPPED = {"pain": "Pain", "tired": "Tired", "time": "No time", "other": "Something else"}


def exported(db: Database, clock: FakeClock | None = None, **asked: Any) -> FhirFile:
    with TemporaryDirectory() as folder:
        file = Path(folder, "clinic.json")
        Services(db, clock or FakeClock()).exchange.export_fhir(file, **asked)
        return FhirFile(file.read_bytes())


def r4_text(text: str) -> str:
    """A text as R4 takes it: of white space only four kinds, and no steering signs."""
    good = [
        letter if letter in " \r\n\t" or not (letter.isspace() or letter < " ") else " "
        for letter in text
    ]
    return "".join(good) if "".join(good).strip() else ""


def named_answers(answers: Mapping[str, bool], names: Mapping[str, str]) -> list[tuple[str, bool]]:
    return sorted((name_or_none(key, names), answer) for key, answer in answers.items())


def name_or_none(key: str, names: Mapping[str, str]) -> str:
    return r4_text(names.get(key, key)).strip() or "No name"


def check_in_of(entry: PainEntry, services: Services) -> CheckIn:
    activities = {one.key: one.name for one in services.content.activities}
    signs = {"night-pain": "Night pain", "numb": "Numb or tingling"}
    signs |= {one.key: one.short for one in services.content.warning_signs}
    on_line = entry.given is Given.LINE
    return CheckIn(
        felt=entry.felt.at,
        entered=entry.entered_at,
        side=SIDES[entry.side],
        points=entry.score.mm / 10 if entry.score else None,
        given=entry.given.value if entry.given else "",
        line_px=entry.line_px if on_line else None,
        activities=named_answers(entry.activities, activities),
        signs=named_answers(entry.signs, signs),
        note=r4_text(entry.note),
    )


def exercise_of(session: Session, services: Services) -> Exercise:
    sides = {"left": "left", "right": "right", "once": "not by side"}
    numbers: dict[str, float | None] = {
        "Time moving or holding": session.seconds,
        "Pauses": session.pauses,
        "Level": session.level,
        "Pain before, 0 to 10": session.pain_before.points if session.pain_before else None,
        "Pain after, 0 to 10": session.pain_after.points if session.pain_after else None,
    }
    counted = [
        (f"Repetitions {what}, {name_or_none(key, sides)}".strip(), count)
        for what, counts in (("planned", session.planned), ("done", session.done))
        for key, count in counts.items()
    ]
    names = {key: one.name for key, one in services.routines.by_key().items()}
    said = [(name, value) for name, value in numbers.items() if value is not None]
    return Exercise(
        began=session.started.at,
        entered=session.entered_at,
        name=name_or_none(session.routine, names),
        numbers=sorted([*counted, *said]),
        status="completed" if session.finished else "stopped",
        reason=STOPPED[session.stopped.value] if session.stopped else "",
        note=r4_text(session.note),
    )


def given_at_of(treatment: Treatment, services: Services) -> datetime | None:
    """One that lasted for days, as no form of the window says, has its days alone."""
    if treatment.given_at is None or treatment.last_day is not None:
        return None
    return moment_of(treatment, services.clock.zone())


def treated_of(treatment: Treatment, services: Services) -> Treated:
    kinds = {one.key: one.name for one in services.content.treatment_kinds}
    medicine = treatment.kind is TreatmentKind.MEDICINE
    side = [SIDES[treatment.side]] if treatment.side else []
    given = given_at_of(treatment, services)
    # A block at night is of the diary day before; a clinic reads the calendar.
    calendar = given.astimezone(services.clock.zone()).date() if given else treatment.first_day
    return Treated(
        kind=kinds[treatment.kind.value],
        first=calendar,
        last=treatment.last_day,
        entered=treatment.entered_at,
        name=name_or_none(treatment.name, {}) if medicine else r4_text(treatment.name),
        dose=r4_text(treatment.dose),
        places=side + (NERVES[treatment.nerve] if treatment.nerve else []),
        note=r4_text(treatment.note),
        given=given,
        guidance=GUIDANCE[treatment.guidance],
        operator=r4_text(treatment.operator),
    )


CONTENT = Content(paths.ASSETS)


def spotted_of(spot: Spot) -> tuple[datetime, str, list[tuple[str, Any]]]:
    words = CONTENT.phrases["body_map"]
    told: list[tuple[str, Any]] = [("Distance from the midline", spot.cm_from_middle)]
    if spot.strength:
        told.append(("Pain severity at this place, 0 to 10", spot.strength.points))
    told += [("Feels", words["feel"][one.value]) for one in Feel if one in spot.feels]
    told += [("Spreads so far", spot.spread / 10)] if spot.spread is not None else []
    told += [("Spreads to", words["way"][spot.towards.value])] if spot.towards else []
    return spot.felt.at, area_text(spot.area, CONTENT.phrases), told


def peg_of(week: WeeklyAnswer) -> dict[str, float]:
    if week.peg is None:
        return {}
    names = ("75893-8", "91145-3", "91146-1", "91147-9")
    return dict(zip(names, (*week.peg.answers, round(sum(week.peg.answers) / 3, 2)), strict=True))


def begun_diary(tmp_path: Path) -> tuple[Services, Database, FakeClock]:
    db, clock = in_memory(), FakeClock()
    return Services(db, clock, tmp_path), db, clock


def fields_of(entry: PainEntry) -> dict[str, Any]:
    return {name: getattr(entry, name) for name in PainEntry.__dataclass_fields__ if name[0] > "Z"}


def told_of(db: Database, day: int, hour: int, outcome: Outcome) -> None:
    at = datetime(2026, 3, day, hour, tzinfo=timezone.utc)
    with journal.step(db, at) as step:
        reminder_store.save(step, Delivery(date(2026, 3, day), time(hour), outcome, at))
