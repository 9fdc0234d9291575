"""What a table of an exported diary is: its fields, and the way to a row and back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import Any, Generic, TypeVar

from cluneal_tracker.data.database import Database
from cluneal_tracker.data.exchange.fields import Kind, Row
from cluneal_tracker.data.journal import Keeper
from cluneal_tracker.domain.pain import VasScore
from cluneal_tracker.domain.when import When

T = TypeVar("T")
Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Table(Generic[T]):
    """One table: its fields in order, and the way from the diary to a row and back.

    `day` is the diary day that a value belongs to, None for what is of no day.

    Fields in `later` came with a later version: a file of an earlier one has none of them.
    """

    name: str
    fields: Mapping[str, Kind]
    every: Callable[[Database], list[T]]
    save: Callable[[Keeper, T], None]
    write: Callable[[T], Record]
    read: Callable[[Row], T]
    day: Callable[[T], date | None]
    # What a row is known by.
    identity: Callable[[T], str] = attrgetter("id")
    later: frozenset[str] = frozenset()


def of_no_day(value: object) -> None:
    """The day of a value that has none, such as a setting."""


def reason(error: ValueError) -> str:
    """What is wrong, told elsewhere as a sentence of its own, so that it goes on another one."""
    told = str(error).rstrip(".")
    return told[:1].lower() + told[1:]


def write_half(when: When) -> Record:
    """The diary day, and the half of it."""
    return {"day": when.day.isoformat(), "half": when.slot.value}


def write_moment(name: str, when: When) -> Record:
    """The moment as it was lived, and the zone."""
    return {name: when.at.isoformat(timespec="milliseconds"), "zone": when.zone}


def write_score(score: VasScore | None) -> float | None:
    """The score in points."""
    return None if score is None else score.points
