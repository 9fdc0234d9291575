"""Treatments: what was tried, when it began and ended, and on which side."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import Enum

from cluneal_tracker.domain.pain import Side
from cluneal_tracker.domain.text import require_text
from cluneal_tracker.domain.when import require_within_reach


class TreatmentKind(str, Enum):
    """The steps of the treatment ladder that a diary can hold."""

    BLOCK = "block"
    MEDICINE = "medicine"
    PHYSIO = "physio"
    SURGERY = "surgery"
    PNS = "pns"
    OTHER = "other"

    @property
    def is_turning_point(self) -> bool:
        """Given once, at one moment, so that scores before and after can be set side by side."""
        return self in (TreatmentKind.BLOCK, TreatmentKind.SURGERY, TreatmentKind.PNS)

    @property
    def may_be_needed(self) -> bool:
        """Can be taken whenever it hurts: a medicine, and heat, a patch or a stretch."""
        return self in (TreatmentKind.MEDICINE, TreatmentKind.OTHER)


class Nerve(str, Enum):
    """The nerve a block or an operation was aimed at."""

    SUPERIOR = "superior"
    MIDDLE = "middle"
    BOTH = "both"
    UNKNOWN = "unknown"


class Guidance(str, Enum):
    """How the needle of a block was guided."""

    ULTRASOUND = "ultrasound"
    XRAY = "x-ray"
    TOUCH = "touch"
    UNKNOWN = "unknown"

    @property
    def is_image(self) -> bool:
        """The needle was seen on its way."""
        return self in (Guidance.ULTRASOUND, Guidance.XRAY)


# A visit to the physio so soon after another one goes on with it; later it is a new course.
SAME_COURSE_DAYS = 14


@dataclass(frozen=True, slots=True)
class Treatment:
    """One block, medicine, visit or operation; a medicine without `last_day` is still taken.

    `given_at` is the wall-clock time of a block, to the minute, and `operator` who gave it.
    `when_needed` tells what is taken when it hurts from what is taken every day.
    """

    id: str
    kind: TreatmentKind
    first_day: date
    entered_at: datetime
    last_day: date | None = None
    side: Side | None = None
    nerve: Nerve | None = None
    name: str = ""
    dose: str = ""
    note: str = ""
    given_at: time | None = None
    guidance: Guidance | None = None
    operator: str = ""
    when_needed: bool = False

    def __post_init__(self) -> None:
        for day in (self.first_day, self.last_day or self.first_day):
            require_within_reach(day)
        if self.last_day is not None and self.last_day < self.first_day:
            raise ValueError("The last day comes before the first day.")
        require_text(self.name, self.dose, self.note, self.operator)
        if self.kind is TreatmentKind.MEDICINE and not self.name.strip():
            raise ValueError("A medicine needs its name.")
        if self.when_needed and not self.kind.may_be_needed:
            raise ValueError("Only a medicine or something else is taken when it hurts.")
        if self.when_needed and not self.name.strip():
            raise ValueError("What you take when it hurts needs its name.")
        if self.kind is not TreatmentKind.BLOCK and (
            self.given_at or self.guidance or self.operator
        ):
            raise ValueError("Only a block has a time of day, guidance and who gave it.")
        if self.given_at and self.given_at != time(self.given_at.hour, self.given_at.minute):
            raise ValueError("A block is given at a whole minute of the wall clock.")

    @property
    def goes_on(self) -> bool:
        """Whether it is taken until a last day is known, so that without one it still is."""
        return self.kind is TreatmentKind.MEDICINE or self.when_needed

    def shares_side(self, other: Treatment) -> bool:
        """Whether both were for one side; one without a side is for both."""
        first, second = ((one.side or Side.BOTH).parts for one in (self, other))
        return bool({*first} & {*second})

    def touches(self, first: date, last: date) -> bool:
        """Whether it was going on between two days; a medicine without an end still is."""
        still_taken = self.goes_on and self.last_day is None
        end = date.max if still_taken else (self.last_day or self.first_day)
        return self.first_day <= last and end >= first

    def continues(self, other: Treatment) -> bool:
        """Whether this is a visit to the physio in a course that the other one belongs to."""
        return (
            self.kind is other.kind is TreatmentKind.PHYSIO
            and 0 < (self.first_day - other.first_day).days <= SAME_COURSE_DAYS
        )
