"""The answers of the week of an exported diary."""

from __future__ import annotations

from operator import attrgetter

from cluneal_tracker.data import weekly_store
from cluneal_tracker.data.exchange.fields import Kind, Row
from cluneal_tracker.data.exchange.table import Record, Table, reason, write_half, write_moment
from cluneal_tracker.data.when_columns import utc_text
from cluneal_tracker.domain.weekly import OverallChange, Peg, WeeklyAnswer


def _write_answer(answer: WeeklyAnswer) -> Record:
    peg = answer.peg
    return {
        **write_half(answer.given),
        "pain": peg.pain if peg else None,
        "enjoyment": peg.enjoyment if peg else None,
        "activity": peg.activity if peg else None,
        "change": answer.change.value if answer.change else None,
        "sleep": answer.sleep,
        **write_moment("answered_at", answer.given),
        "entered_at": utc_text(answer.entered_at),
        "id": answer.id,
    }


def _read_answer(row: Row) -> WeeklyAnswer:
    return WeeklyAnswer(
        id=row.identity(),
        given=row.when("answered_at"),
        entered_at=row.moment("entered_at"),
        peg=_read_peg(row),
        change=row.maybe(lambda name: row.one_of(name, OverallChange), "change"),
        sleep=_read_sleep(row),
    )


def _read_sleep(row: Row) -> int | None:
    sleep = row.maybe(row.count, "sleep")
    if sleep is not None and sleep > WeeklyAnswer.MOST_DISTURBED:
        raise ValueError(f"“sleep” is a whole number from 0 to 10, not {sleep}")
    return sleep


def _read_peg(row: Row) -> Peg | None:
    pain, enjoyment, activity = (
        row.maybe(row.count, name) for name in ("pain", "enjoyment", "activity")
    )
    try:
        return Peg.of(pain, enjoyment, activity)
    except ValueError as error:
        raise ValueError(reason(error)) from None


WEEKLY = Table(
    "weekly",
    {
        "day": Kind.CODE,
        "half": Kind.CODE,
        "pain": Kind.NUMBER,
        "enjoyment": Kind.NUMBER,
        "activity": Kind.NUMBER,
        "change": Kind.CODE,
        "sleep": Kind.NUMBER,
        "answered_at": Kind.CODE,
        "zone": Kind.CODE,
        "entered_at": Kind.CODE,
        "id": Kind.CODE,
    },
    weekly_store.every,
    weekly_store.save,
    _write_answer,
    _read_answer,
    attrgetter("given.day"),
    later=frozenset({"sleep"}),
)
