"""A month of the calendar, for what is not known to the day."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from cluneal_tracker.domain.when import require_within_reach

_WRITTEN = re.compile(r"([0-9]{4})-([0-9]{2})")
_MONTHS = 12


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A month of a year; written as "2024-03"."""

    year: int
    month: int

    def __post_init__(self) -> None:
        if not 1 <= self.month <= _MONTHS:
            raise ValueError("A month is a number from 1 to 12.")
        require_within_reach(date(max(1, self.year), self.month, 1))

    def __str__(self) -> str:
        return f"{self.year:04}-{self.month:02}"

    @classmethod
    def parse(cls, text: str) -> Month:
        """Read "2024-03"; raises ValueError for anything else."""
        found = _WRITTEN.fullmatch(text)
        if found is None:
            raise ValueError("A month is written as year and month, such as 2024-03.")
        return cls(int(found[1]), int(found[2]))

    @classmethod
    def of(cls, day: date) -> Month:
        """The month that a day lies in."""
        return cls(day.year, day.month)

    def until(self, later: Month) -> int:
        """How many months it is to a later one; below zero to an earlier one."""
        return (later.year - self.year) * _MONTHS + later.month - self.month
