"""What the columns and names of another program's file are here, as the person decides."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum
from typing import ClassVar

from cluneal_tracker.domain.pain import Side, VasScore
from cluneal_tracker.domain.when import Slot


class RoleKind(str, Enum):
    """What a column or a name can be; the value is the word for it in a command."""

    OUT = "leave-out"
    DAY = "date"
    TIME = "time"
    SIDE = "side"
    NOTE = "note"
    SCORE = "score"
    ACTIVITY = "activity"
    SIGN = "sign"
    EXERCISE = "exercise"


# What says when, where and why of a row; the others are what is brought in.
ABOUT_A_ROW = (RoleKind.DAY, RoleKind.TIME, RoleKind.SIDE, RoleKind.NOTE)
_LONGEST_SHOWN = 40
_KEYED = (RoleKind.ACTIVITY, RoleKind.SIGN, RoleKind.EXERCISE)


class DayOrder(str, Enum):
    """How a date in figures such as 03/04/2026 is meant."""

    DAY_FIRST = "day-first"
    MONTH_FIRST = "month-first"


@dataclass(frozen=True, slots=True)
class Role:
    """What one column or name is: `key` says which activity, sign or exercise.

    A score runs from 0 to `top` in the file; `side` is the side it is about, where that is known.
    """

    kind: RoleKind
    key: str = ""
    top: int = 10
    side: Side | None = None

    TOPS: ClassVar[tuple[int, ...]] = (3, 4, 5, 10, 100)
    _SCORE: ClassVar[re.Pattern[str]] = re.compile(r"score 0-(3|4|5|10|100)(?: (left|right|both))?")

    def __post_init__(self) -> None:
        if self.top not in self.TOPS:
            raise ValueError(f"A score runs from 0 to {', '.join(map(str, self.TOPS))}.")
        if (self.kind in _KEYED) != bool(self.key):
            raise ValueError(f"“{self.kind.value}” needs to say which one.")

    @classmethod
    def parse(cls, text: str) -> Role:
        """A role as it is typed: `score 0-10 left`, `activity standing`, `date`."""
        words = " ".join(text.split())
        score = cls._SCORE.fullmatch(words)
        if score:
            top, side = score.groups()
            return cls(RoleKind.SCORE, top=int(top), side=Side(side) if side else None)
        kind, _, key = words.partition(" ")
        try:
            role = cls(RoleKind(kind), key)
        except ValueError:
            role = None
        if role is None or role.kind is RoleKind.SCORE:
            raise ValueError(
                f"“{words}” is not understood. Write score 0-10, score 0-100, activity NAME, "
                "sign NAME, exercise NAME, date, time, side, note or leave-out."
            )
        return role

    def __str__(self) -> str:
        if self.kind is RoleKind.SCORE:
            return " ".join([f"score 0-{self.top}", *([self.side.value] if self.side else [])])
        return f"{self.kind.value} {self.key}".strip()

    def score(self, value: Decimal) -> VasScore:
        """A value of the file's scale on ours, to the nearest mm; halves go up."""
        if not 0 <= value <= self.top:
            raise ValueError(f"{value} is not on the scale from 0 to {self.top}")
        mm = value * VasScore.MAX_MM / self.top
        return VasScore(int(mm.quantize(Decimal(1), ROUND_HALF_UP)))

    def is_exact(self, value: Decimal) -> bool:
        """Whether nothing of a value is lost on our scale."""
        return self.score(value).mm * self.top == value * VasScore.MAX_MM


LEFT_OUT = Role(RoleKind.OUT)
_NUMBER = re.compile(r"-?[0-9]{1,9}(?:[.,][0-9]{1,18})?")
# The end of a scale as it is written in a name: 0-100, 0 to 10, /10, out of 5.
_WRITTEN_TOP = re.compile(
    r"(?:\b0\s*(?:[-–—]|to|bis)|/|\bout of)\s*(3|4|5|10|100)(?![0-9]|[.,][0-9])", re.IGNORECASE
)


def is_number(text: str) -> bool:
    """Whether a text is a number as people and programs write it, not one only Python takes."""
    return bool(_NUMBER.fullmatch(text))


def read_number(text: str) -> Decimal:
    """The number that a text is, with a point or a comma."""
    if not is_number(text):
        clipped = text if len(text) <= _LONGEST_SHOWN else text[:_LONGEST_SHOWN] + "…"
        raise ValueError(f"“{clipped}” is not a number")
    return Decimal(text.replace(",", "."))


def likely_top(name: str, values: Iterable[str]) -> int:
    """Where the scale of a score is likely to end: as its name says, or as its values need."""
    written = _WRITTEN_TOP.search(name)
    if written:
        return int(written[1])
    numbers = (read_number(value) for value in map(str.strip, values) if is_number(value))
    return 100 if any(number > 10 for number in numbers) else 10


@dataclass(frozen=True, slots=True)
class Roles:
    """All that the person decides about a file. A name without a role is left out.

    `side` is that of a score whose column and row name none; `half` is for rows without a time.
    """

    by_name: Mapping[str, Role]
    side: Side
    day_order: DayOrder | None = None
    half: Slot | None = None

    def of(self, name: str) -> Role:
        """What a name is."""
        return self.by_name.get(name, LEFT_OUT)

    def names(self, kind: RoleKind) -> list[str]:
        """The names that have a kind of role."""
        return [name for name, role in self.by_name.items() if role.kind is kind]
