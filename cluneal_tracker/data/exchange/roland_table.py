"""The answers to the 24 statements of an exported diary."""

from __future__ import annotations

from operator import attrgetter

from cluneal_tracker.data import roland_store
from cluneal_tracker.data.exchange.fields import Kind, Row
from cluneal_tracker.data.exchange.table import Record, Table, reason, write_half, write_moment
from cluneal_tracker.data.when_columns import utc_text
from cluneal_tracker.domain.roland import RolandAnswer, as_ticked


def _write_answer(answer: RolandAnswer) -> Record:
    ticked = answer.ticked
    return {
        **write_half(answer.given),
        "score": answer.score,
        "ticked": None if ticked is None else " ".join(map(str, sorted(ticked))),
        **write_moment("answered_at", answer.given),
        "entered_at": utc_text(answer.entered_at),
        "id": answer.id,
    }


def _read_answer(row: Row) -> RolandAnswer:
    return RolandAnswer(
        id=row.identity(),
        given=row.when("answered_at"),
        entered_at=row.moment("entered_at"),
        ticked=_read_ticked(row),
    )


def _read_ticked(row: Row) -> frozenset[int] | None:
    """The statements by their numbers; the score beside them has to be their count."""
    score = row.maybe(row.count, "score")
    # A CSV file has nothing in a cell where no statement was ticked.
    text = row.maybe(row.text, "ticked") or ""
    if score is None and not text:
        return None
    try:
        numbers = [_number(number) for number in text.split()]
        ticked = as_ticked(numbers)
    except ValueError as error:
        raise ValueError(f"“ticked” is numbers such as 2 11 24: {reason(error)}") from None
    if len(ticked) != len(numbers):
        raise ValueError("“ticked” names a statement twice")
    if len(ticked) != score:
        raise ValueError("“score” is how many statements “ticked” names")
    return ticked


def _number(text: str) -> int:
    # Python also takes “1_0” and the digits of other scripts, which the format does not.
    if not (text.isascii() and text.isdigit()):
        raise ValueError(f"“{text}” is not a number")
    return int(text)


ROLAND = Table(
    "roland",
    {
        "day": Kind.CODE,
        "half": Kind.CODE,
        "score": Kind.NUMBER,
        "ticked": Kind.CODE,
        "answered_at": Kind.CODE,
        "zone": Kind.CODE,
        "entered_at": Kind.CODE,
        "id": Kind.CODE,
    },
    roland_store.every,
    roland_store.save,
    _write_answer,
    _read_answer,
    attrgetter("given.day"),
)
