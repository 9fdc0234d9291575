"""Objects that came as JSON, read strictly: each value is of its kind, or the reason is told."""

from __future__ import annotations

import math
from collections.abc import Sequence
from enum import Enum
from typing import TypeVar

from cluneal_tracker.domain.text import shown

E = TypeVar("E", bound=Enum)


class Misfit(ValueError):
    """Something is not as it is written here: a reason to go on another sentence with."""


class Fields:
    """An object with just the named fields; `place` says where it stands, for the reason.

    Each reader raises Misfit for a value of another kind. True is no number here, and 1 is no
    answer.
    """

    def __init__(self, place: str, record: object, names: Sequence[str]) -> None:
        if not isinstance(record, dict):
            raise Misfit(f"{place} is not an object with named fields")
        for name in names:
            if name not in record:
                raise Misfit(f"“{name}” of {place} is missing")
        for name in record:
            if name not in names:
                raise Misfit(f"{shown(str(name))} is not a field of {place}")
        self.place, self._record = place, record

    def is_none(self, name: str) -> bool:
        """Whether nothing was written."""
        return self._record[name] is None

    def plain(self, name: str) -> object:
        """The value as it stands, for a reader of its own."""
        return self._record[name]

    def text(self, name: str) -> str:
        """Any text."""
        value = self._record[name]
        if type(value) is not str:
            raise self._wrong(name, "a text")
        return value

    def flag(self, name: str) -> bool:
        """True or false."""
        value = self._record[name]
        if type(value) is not bool:
            raise self._wrong(name, "true or false")
        return value

    def whole(self, name: str) -> int:
        """A whole number."""
        value = self._record[name]
        if type(value) is not int:
            raise self._wrong(name, "a whole number")
        return value

    def number(self, name: str) -> float:
        """A number that is not infinite."""
        value = self._record[name]
        # A type of its own is told apart: True is an int to isinstance.
        if type(value) is int or (type(value) is float and math.isfinite(value)):
            return value
        raise self._wrong(name, "a number")

    def wholes(self, name: str) -> list[int]:
        """A list of whole numbers."""
        value = self._record[name]
        if type(value) is not list or any(type(one) is not int for one in value):
            raise self._wrong(name, "a list of whole numbers")
        return value

    def one_of(self, name: str, kind: type[E]) -> E:
        """One of a fixed set of words."""
        try:
            return kind(self.text(name))
        except ValueError:
            words = ", ".join(one.value for one in kind)
            raise self._wrong(name, f"one of {words}") from None

    def named(self, name: str) -> dict[str, object]:
        """An object with names that are not known beforehand."""
        value = self._record[name]
        if not isinstance(value, dict):
            raise self._wrong(name, "an object with named fields")
        return value

    def each(self, name: str, names: Sequence[str], most: int) -> list[Fields]:
        """The objects of a list of up to `most`; each is called by its number, such as "step 2"."""
        value = self._record[name]
        if not isinstance(value, list):
            raise self._wrong(name, "a list")
        if len(value) > most:
            raise Misfit(f"{self.place} has more than {most} {name}")
        called = name.removesuffix("s")
        return [
            Fields(f"{called} {number} of {self.place}", record, names)
            for number, record in enumerate(value, 1)
        ]

    def _wrong(self, name: str, wanted: str) -> Misfit:
        return Misfit(f"“{name}” of {self.place} is not {wanted}")
