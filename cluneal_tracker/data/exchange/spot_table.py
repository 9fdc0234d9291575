"""The spots of the body map of an exported diary."""

from __future__ import annotations

from operator import attrgetter

from cluneal_tracker.data import spot_store
from cluneal_tracker.data.exchange.fields import Kind, Row
from cluneal_tracker.data.exchange.table import (
    Record,
    Table,
    reason,
    write_half,
    write_moment,
    write_score,
)
from cluneal_tracker.data.when_columns import utc_text
from cluneal_tracker.domain.body_map import Feel, Spot, Towards
from cluneal_tracker.domain.text import shown


def _write_spot(spot: Spot) -> Record:
    feels = " ".join(feel.value for feel in Feel if feel in spot.feels)
    return {
        **write_half(spot.felt),
        "x_mm": spot.x,
        "y_mm": spot.y,
        "feels": feels or None,
        "strength": write_score(spot.strength),
        "spread_mm": spot.spread,
        "towards": spot.towards.value if spot.towards else None,
        **write_moment("marked_at", spot.felt),
        "entered_at": utc_text(spot.entered_at),
        "id": spot.id,
    }


def _read_spot(row: Row) -> Spot:
    try:
        return Spot(
            id=row.identity(),
            felt=row.when("marked_at"),
            entered_at=row.moment("entered_at"),
            x=row.whole("x_mm"),
            y=row.whole("y_mm"),
            feels=row.maybe(lambda name: _read_feels(row.text(name)), "feels") or frozenset(),
            strength=row.maybe(row.score, "strength"),
            spread=row.maybe(row.count, "spread_mm"),
            towards=row.maybe(lambda name: row.one_of(name, Towards), "towards"),
        )
    except ValueError as error:
        raise ValueError(reason(error)) from None


def _read_feels(text: str) -> frozenset[Feel]:
    words = [feel.value for feel in Feel]
    for word in text.split():
        if word not in words:
            known = ", ".join(words)
            raise ValueError(f"“feels” holds any of {known}, not {shown(word)}")
    return frozenset(Feel(word) for word in text.split())


SPOTS = Table(
    "spots",
    {
        "day": Kind.CODE,
        "half": Kind.CODE,
        "x_mm": Kind.NUMBER,
        "y_mm": Kind.NUMBER,
        "feels": Kind.CODE,
        "strength": Kind.NUMBER,
        "spread_mm": Kind.NUMBER,
        "towards": Kind.CODE,
        "marked_at": Kind.CODE,
        "zone": Kind.CODE,
        "entered_at": Kind.CODE,
        "id": Kind.CODE,
    },
    spot_store.every,
    spot_store.save,
    _write_spot,
    _read_spot,
    attrgetter("felt.day"),
)
