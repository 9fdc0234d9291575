"""Pain scores: the one measurement every chart, reminder and report is built on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum
from typing import ClassVar

from cluneal_tracker.domain.text import require_text
from cluneal_tracker.domain.when import DaySlot, When


class Side(str, Enum):
    """The side of the body that a score, an exercise or a treatment is about."""

    LEFT = "left"
    RIGHT = "right"
    BOTH = "both"

    @property
    def parts(self) -> tuple[Side, ...]:
        """The single sides this stands for, in the order they are asked."""
        return (Side.LEFT, Side.RIGHT) if self is Side.BOTH else (self,)


class Given(str, Enum):
    """How a score was given; line and number are told apart for good."""

    LINE = "line"
    NUMBER = "number"


@dataclass(frozen=True, slots=True, order=True)
class VasScore:
    """A mark on the 100 mm visual analogue scale, in whole mm so that equal marks compare equal."""

    MAX_MM: ClassVar[int] = 100
    _TEXT: ClassVar[re.Pattern[str]] = re.compile(r"(?:10(?:[.,]0)?|[0-9](?:[.,][0-9])?)")

    mm: int

    def __post_init__(self) -> None:
        if not 0 <= self.mm <= self.MAX_MM:
            raise ValueError(f"a VAS score is 0 to {self.MAX_MM} mm, not {self.mm}")

    @classmethod
    def parse(cls, text: str) -> VasScore:
        """A score as people write it: 0 to 10, at most one decimal, point or comma."""
        if not cls._TEXT.fullmatch(text.strip()):
            raise ValueError(f"A score is a number from 0 to 10, such as 4 or 4.1, not “{text}”.")
        whole, _, tenth = text.strip().replace(",", ".").partition(".")
        return cls(int(whole) * 10 + int(tenth or 0))

    @property
    def points(self) -> float:
        """The score on the 0-10 scale."""
        return self.mm / 10

    def __str__(self) -> str:
        return f"{self.points:.1f}"


class Timeliness(str, Enum):
    """How long after it was something was written down, such as a score after it was felt."""

    ON_TIME = "on_time"
    SAME_DAY = "same_day"
    ADDED_LATER = "added_later"
    RECALLED = "recalled"

    @classmethod
    def of(cls, when: When, entered_at: datetime) -> Timeliness:
        """At once, that day, later, or from memory; `entered_at` is an aware instant."""
        late = entered_at - when.at
        if late <= _ON_TIME:
            return cls.ON_TIME
        if DaySlot.at(entered_at.astimezone(when.at.tzinfo)).day == when.day:
            return cls.SAME_DAY
        return cls.RECALLED if late > RECALLED_AFTER else cls.ADDED_LATER

    @property
    def is_later(self) -> bool:
        """On another day than it was: drawn hollow everywhere."""
        return self in (Timeliness.ADDED_LATER, Timeliness.RECALLED)


_ON_TIME = timedelta(hours=1)
RECALLED_AFTER = timedelta(hours=24)
# The signs that are asked about, by their keys in an entry.
NIGHT_PAIN, NUMB = "night-pain", "numb"


@dataclass(frozen=True, slots=True)
class PainEntry:
    """One check-in: a score (or none), its side, what set it off, signs and a note.

    `activities` and `signs` hold only what was answered: a key that is absent was not asked,
    which is never the same as no.
    """

    id: str
    felt: When
    entered_at: datetime
    side: Side
    score: VasScore | None = None
    given: Given | None = None
    activities: Mapping[str, bool] = field(default_factory=dict)
    signs: Mapping[str, bool] = field(default_factory=dict)
    note: str = ""
    line_px: int | None = None

    AHEAD: ClassVar[timedelta] = timedelta(minutes=1)

    def __post_init__(self) -> None:
        if (self.score is None) != (self.given is None):
            raise ValueError("a score is kept together with how it was given")
        require_text(self.note)
        if self.felt.at > self.entered_at + self.AHEAD:
            raise ValueError(
                "That time has not come yet. A score can be for now or for an earlier time."
            )

    @property
    def is_empty(self) -> bool:
        """Nothing is said in it: no score, no answer, no note."""
        return not (self.score or self.activities or self.signs or self.note)

    @property
    def timeliness(self) -> Timeliness:
        """Whether the score was written down at once, that day, later, or from memory."""
        return Timeliness.of(self.felt, self.entered_at)

    @property
    def added_later(self) -> bool:
        """Written on another day than it was felt: drawn hollow everywhere."""
        return self.timeliness.is_later

    @property
    def counted(self) -> bool:
        """Part of the statistics: scored, and not more than a day from memory."""
        return self.score is not None and self.timeliness is not Timeliness.RECALLED


MOVE_AGAIN_WITHIN = timedelta(minutes=10)


def still_open(
    entries: Iterable[PainEntry], half: DaySlot, now: datetime, since: datetime | None = None
) -> list[PainEntry]:
    """The entries of a half day begun in the last ten minutes: a new mark moves theirs.

    Those begun before `since`, an aware instant, stand for themselves already.
    """
    return [
        entry
        for entry in entries
        if entry.felt.half == half
        and timedelta() <= now - entry.entered_at < MOVE_AGAIN_WITHIN
        and (since is None or entry.entered_at >= since)
    ]


def last_check_in(entries: Sequence[PainEntry]) -> list[PainEntry]:
    """The newest entries made within ten minutes of one another: one check-in, a side or two.

    What set the pain off, signs and note are asked once for all of them, and kept with the first.
    """
    found: list[PainEntry] = []
    for entry in sorted(entries, key=lambda one: one.entered_at, reverse=True):
        if found and found[-1].entered_at - entry.entered_at >= MOVE_AGAIN_WITHIN:
            break
        found.append(entry)
    return found[::-1]
