"""The tables of an exported diary: how each row is written out, read back and kept."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, Generic, TypeVar

from cluneal_tracker.data import pain_store, session_store, setting_store, treatment_store
from cluneal_tracker.data.database import Database
from cluneal_tracker.data.exchange.fields import Kind, Number, Row, shown
from cluneal_tracker.data.journal import Keeper
from cluneal_tracker.data.when_columns import utc_text
from cluneal_tracker.domain.pain import Given, PainEntry, Side, VasScore
from cluneal_tracker.domain.session import Session
from cluneal_tracker.domain.settings import Paper, Settings, Theme
from cluneal_tracker.domain.treatment import Nerve, Treatment, TreatmentKind
from cluneal_tracker.domain.when import When

T = TypeVar("T")
Record = dict[str, Any]
Setting = tuple[str, Any]


@dataclass(frozen=True, slots=True)
class Table(Generic[T]):
    """One table: its fields in order, and the way from the diary to a row and back."""

    name: str
    fields: Mapping[str, Kind]
    every: Callable[[Database], list[T]]
    save: Callable[[Keeper, T], None]
    write: Callable[[T], Record]
    read: Callable[[Row], T]
    # What a row is known by.
    identity: Callable[[T], str] = attrgetter("id")


def _half(when: When) -> Record:
    return {"day": when.day.isoformat(), "half": when.slot.value}


def _moment(name: str, when: When) -> Record:
    return {name: when.at.isoformat(timespec="milliseconds"), "zone": when.zone}


def _points(score: VasScore | None) -> float | None:
    return None if score is None else score.points


def _write_pain(entry: PainEntry) -> Record:
    return {
        **_half(entry.felt),
        "score": _points(entry.score),
        "side": entry.side.value,
        "activities": dict(sorted(entry.activities.items())),
        "signs": dict(sorted(entry.signs.items())),
        "note": entry.note,
        **_moment("felt_at", entry.felt),
        "entered_at": utc_text(entry.entered_at),
        "given": entry.given.value if entry.given else None,
        "line_px": entry.line_px,
        "id": entry.id,
    }


def _read_pain(row: Row) -> PainEntry:
    line_px = row.maybe(row.count, "line_px")
    if line_px == 0:
        raise ValueError("“line_px” is the length of a line, so it is more than 0")
    return PainEntry(
        id=row.identity(),
        felt=row.when("felt_at"),
        entered_at=row.moment("entered_at"),
        side=row.one_of("side", Side),
        score=row.maybe(row.score, "score"),
        given=row.maybe(lambda name: row.one_of(name, Given), "given"),
        activities=row.answers("activities"),
        signs=row.answers("signs"),
        note=row.text("note"),
        line_px=line_px,
    )


def _write_session(session: Session) -> Record:
    return {
        **_half(session.started),
        "routine": session.routine,
        "seconds": session.seconds,
        "planned": dict(sorted(session.planned.items())),
        "done": dict(sorted(session.done.items())),
        "pauses": session.pauses,
        "pain_before": _points(session.pain_before),
        "pain_after": _points(session.pain_after),
        "note": session.note,
        **_moment("started_at", session.started),
        "entered_at": utc_text(session.entered_at),
        "id": session.id,
    }


def _read_session(row: Row) -> Session:
    return Session(
        id=row.identity(),
        routine=row.text("routine"),
        started=row.when("started_at"),
        entered_at=row.moment("entered_at"),
        seconds=row.count("seconds"),
        planned=row.counts("planned"),
        done=row.counts("done"),
        pain_before=row.maybe(row.score, "pain_before"),
        pain_after=row.maybe(row.score, "pain_after"),
        pauses=row.count("pauses"),
        note=row.text("note"),
    )


def _write_treatment(treatment: Treatment) -> Record:
    return {
        "kind": treatment.kind.value,
        "first_day": treatment.first_day.isoformat(),
        "last_day": treatment.last_day.isoformat() if treatment.last_day else None,
        "name": treatment.name,
        "dose": treatment.dose,
        "side": treatment.side.value if treatment.side else None,
        "nerve": treatment.nerve.value if treatment.nerve else None,
        "note": treatment.note,
        "entered_at": utc_text(treatment.entered_at),
        "id": treatment.id,
    }


def _read_treatment(row: Row) -> Treatment:
    return Treatment(
        id=row.identity(),
        kind=row.one_of("kind", TreatmentKind),
        first_day=row.day("first_day"),
        entered_at=row.moment("entered_at"),
        last_day=row.maybe(row.day, "last_day"),
        side=row.maybe(lambda name: row.one_of(name, Side), "side"),
        nerve=row.maybe(lambda name: row.one_of(name, Nerve), "nerve"),
        name=row.text("name"),
        dose=row.text("dose"),
        note=row.text("note"),
    )


def _settings(db: Database) -> list[Setting]:
    """The settings that were changed; one that this version cannot read stays at home."""
    rows = db.tables.table(setting_store.SETTING).rows_where(order_by="id")
    found = [(row["id"], json.loads(row["value"])) for row in rows]
    return [(name, value) for name, value in found if _readable(name, value)]


def _readable(name: str, value: object) -> bool:
    spelled = Number(value) if type(value) is int else value
    try:
        _read_setting(Row({"id": name, "value": spelled}, SETTINGS.fields))
    except ValueError:
        return False
    return True


def _keep_setting(step: Keeper, setting: Setting) -> None:
    name, value = setting
    step.put(setting_store.SETTING, {"id": name, "value": json.dumps(value, ensure_ascii=False)})


def _write_setting(setting: Setting) -> Record:
    return {"id": setting[0], "value": setting[1]}


def _read_setting(row: Row) -> Setting:
    name = row.text("id")
    if name not in READ_SETTING:
        raise ValueError(f"{shown(name)} is not a setting of this version")
    return name, READ_SETTING[name](row)


def _size(row: Row) -> int:
    size = row.count("value")
    Settings(text_size=size)
    return size


def _times(row: Row) -> list[str]:
    times = row["value"]
    if not isinstance(times, list) or not all(map(_is_time, times)):
        raise ValueError('reminder times are a list such as ["08:00", "20:00"]')
    if times != sorted(set(times)):
        raise ValueError("reminder times are kept in order, each once")
    return times


def _is_time(text: object) -> bool:
    return type(text) is str and bool(re.fullmatch(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]", text))


READ_SETTING: Mapping[str, Callable[[Row], Any]] = {
    "side": lambda row: row.one_of("value", Side).value,
    "reminders_on": lambda row: row.flag("value"),
    "reminder_times": _times,
    "theme": lambda row: row.one_of("value", Theme).value,
    "text_size": _size,
    "sound": lambda row: row.flag("value"),
    "paper": lambda row: row.one_of("value", Paper).value,
    "name": lambda row: row.text("value"),
    "questions": lambda row: row.text("value"),
    "welcomed": lambda row: row.flag("value"),
}

PAIN = Table(
    "pain",
    {
        "day": Kind.CODE,
        "half": Kind.CODE,
        "score": Kind.NUMBER,
        "side": Kind.CODE,
        "activities": Kind.ANSWERS,
        "signs": Kind.ANSWERS,
        "note": Kind.TEXT,
        "felt_at": Kind.CODE,
        "zone": Kind.CODE,
        "entered_at": Kind.CODE,
        "given": Kind.CODE,
        "line_px": Kind.NUMBER,
        "id": Kind.CODE,
    },
    pain_store.every,
    pain_store.save,
    _write_pain,
    _read_pain,
)
SESSIONS = Table(
    "sessions",
    {
        "day": Kind.CODE,
        "half": Kind.CODE,
        "routine": Kind.TEXT,
        "seconds": Kind.NUMBER,
        "planned": Kind.COUNTS,
        "done": Kind.COUNTS,
        "pauses": Kind.NUMBER,
        "pain_before": Kind.NUMBER,
        "pain_after": Kind.NUMBER,
        "note": Kind.TEXT,
        "started_at": Kind.CODE,
        "zone": Kind.CODE,
        "entered_at": Kind.CODE,
        "id": Kind.CODE,
    },
    session_store.every,
    session_store.save,
    _write_session,
    _read_session,
)
TREATMENTS = Table(
    "treatments",
    {
        "kind": Kind.CODE,
        "first_day": Kind.CODE,
        "last_day": Kind.CODE,
        "name": Kind.TEXT,
        "dose": Kind.TEXT,
        "side": Kind.CODE,
        "nerve": Kind.CODE,
        "note": Kind.TEXT,
        "entered_at": Kind.CODE,
        "id": Kind.CODE,
    },
    treatment_store.every,
    treatment_store.save,
    _write_treatment,
    _read_treatment,
)
SETTINGS = Table(
    "settings",
    {"id": Kind.CODE, "value": Kind.TEXT},
    _settings,
    _keep_setting,
    _write_setting,
    _read_setting,
    lambda setting: setting[0],
)

# In the order they are written; a CSV export leaves the settings out.
DIARY_TABLES: tuple[Table[Any], ...] = (PAIN, SESSIONS, TREATMENTS)
TABLES: tuple[Table[Any], ...] = (*DIARY_TABLES, SETTINGS)
