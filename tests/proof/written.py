"""How the page writes what was counted, and a page from which it is taken out piece by piece."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from math import floor

from tests.render.report_diaries import CONTENT, PHRASES
from tests.render.test_report import squeezed

MONTHS: list[str] = PHRASES["chart"]["months"]
KINDS = {one.key: one.name for one in CONTENT.treatment_kinds}
SIDES = {"": "", "left": ", left side", "right": ", right side", "both": ", both sides"}


class Said:
    """A part of the page from which what is accounted for is taken out."""

    def __init__(self, part: str) -> None:
        self.left = part

    def take(self, wanted: str) -> None:
        """Take out what has to be there."""
        wanted = squeezed(wanted)
        assert wanted in self.left, f"“{wanted}” is not in “{self.left}”"
        self.left = self.left.replace(wanted, " | ", 1)

    def nothing_more(self) -> None:
        """No figure is left that nobody has counted."""
        assert not re.search(r"\d", self.left), self.left


def day(one: date) -> str:
    return f"{one.day} {MONTHS[one.month - 1]} {one.year}"


def tenth(value: Fraction | float) -> str:
    """One decimal; halves go up, reckoned exactly."""
    exact = value if isinstance(value, Fraction) else Fraction(value).limit_denominator(10**9)
    return f"{floor(exact * 10 + Fraction(1, 2)) / 10:.1f}"


def name_of(row: Mapping[str, str], number: int) -> str:
    kind = row["kind"]
    return f"{KINDS[kind]} {number}" if kind == "block" or number > 1 else KINDS[kind]
