"""The fields of a row in a file: strict readers that say what is wrong with a value."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Set
from datetime import date, datetime, time, timezone
from enum import Enum
from typing import TypeVar

from cluneal_tracker.domain.pain import VasScore
from cluneal_tracker.domain.text import shown
from cluneal_tracker.domain.when import Slot, When

T = TypeVar("T")
E = TypeVar("E", bound=Enum)

LONGEST_TEXT = 10_000

_ID = re.compile(r"[0-9A-Za-z][0-9A-Za-z-]{0,63}")
_COUNT = re.compile(r"0|[1-9][0-9]{0,8}")
_WHOLE = re.compile(r"-?[1-9][0-9]{0,8}|0")
# Years a person can have lived: a slip of the pen would stretch every chart over centuries.
_DAY = re.compile(r"(?:19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}")
_CLOCK = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]")
_MOMENT = re.compile(
    _DAY.pattern + r"T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{3})?[+-][0-9]{2}:[0-9]{2}(?::[0-9]{2})?"
)


def is_clock(text: object) -> bool:
    """Whether it is a time of the wall clock, hours and minutes."""
    return type(text) is str and bool(_CLOCK.fullmatch(text))


class Number(str):
    """A number as the file spells it: judged by its letters, never by what Python makes of it."""


class Json(str):
    """A cell of a CSV file that holds JSON, for the reader of its field."""


class Kind(Enum):
    """What a field holds, and so how a CSV cell is read: an empty text is "", all else is none."""

    TEXT = "text"
    CODE = "code"
    NUMBER = "number"
    FLAG = "flag"
    ANSWERS = "answers"
    COUNTS = "counts"
    JSON = "json"


class Twice:
    """Stands in for an object of a JSON file in which one name stands twice."""

    def __init__(self, name: str) -> None:
        self.name = name


class Row:
    """One row of a file. Each reader gives a value, or raises ValueError with the reason.

    Fields in `later` may be absent: a file of an earlier version knows nothing of them.
    """

    def __init__(
        self, record: object, fields: Mapping[str, Kind], later: Set[str] = frozenset()
    ) -> None:
        self._record = _object("the row", record)
        if self._record.keys() == fields.keys():
            return
        for name in fields:
            if name not in self._record and name not in later:
                raise ValueError(f"“{name}” is missing")
        for name in self._record:
            if name not in fields:
                raise ValueError(f"{shown(name)} is not a field of this table")

    def __getitem__(self, name: str) -> object:
        return self._record.get(name)

    def maybe(self, read: Callable[[str], T], name: str) -> T | None:
        """What `read` makes of a field, or None where nothing was written."""
        return None if self[name] is None else read(name)

    def text(self, name: str, longest: int = LONGEST_TEXT) -> str:
        """Any text of up to 10,000 letters, or as many as are said."""
        return _text(name, self[name], longest)

    def identity(self, name: str = "id") -> str:
        """The id that a row is known by."""
        text = self.text(name)
        if not _ID.fullmatch(text):
            raise ValueError(f"“{name}” is 1 to 64 plain letters, digits and hyphens")
        return text

    def one_of(self, name: str, kind: type[E]) -> E:
        """One of a fixed set of words."""
        text = self.text(name)
        try:
            return kind(text)
        except ValueError:
            words = ", ".join(one.value for one in kind)
            raise ValueError(f"“{name}” is one of {words}, not {shown(text)}") from None

    def clock(self, name: str) -> time:
        """A time of the wall clock, to the minute."""
        text = self.text(name)
        if not is_clock(text):
            raise ValueError(f"“{name}” is a time such as 08:00, not {shown(text)}")
        return time.fromisoformat(text)

    def day(self, name: str) -> date:
        """A calendar day."""
        text = self.text(name)
        try:
            if _DAY.fullmatch(text):
                return date.fromisoformat(text)
        except ValueError:
            pass
        raise ValueError(f"“{name}” is a day such as 2026-03-12, not {shown(text)}")

    def moment(self, name: str) -> datetime:
        """An instant with its offset from UTC, to the millisecond."""
        text = self.text(name)
        try:
            # Written out in UTC it may be in another century, and has to come back then too.
            if _MOMENT.fullmatch(text) and _is_within_reach(at := datetime.fromisoformat(text)):
                return at
        except ValueError:
            pass
        wanted = "2026-03-12T08:10:00.000+01:00"
        raise ValueError(f"“{name}” is a moment such as {wanted}, not {shown(text)}")

    def when(self, name: str) -> When:
        """A moment with its zone and its half of a diary day."""
        at, day = self.moment(name), self.day("day")
        if abs((at.date() - day).days) > 1:
            raise ValueError(f"“day” and “{name}” are more than a day apart")
        zone = self.text("zone")
        if not zone:
            raise ValueError("“zone” is missing")
        return When(at, zone, day, self.one_of("half", Slot))

    def count(self, name: str) -> int:
        """A whole number, nought or more."""
        return _count(name, self[name])

    def whole(self, name: str) -> int:
        """A whole number, below nought too."""
        number = self[name]
        if not isinstance(number, Number) or not _WHOLE.fullmatch(number):
            told = shown(str(number))
            raise ValueError(f"“{name}” is a whole number such as 12 or -12, not {told}")
        return int(number)

    def score(self, name: str) -> VasScore:
        """A score from 0 to 10 with at most one decimal."""
        number = self[name]
        try:
            if isinstance(number, Number):
                return VasScore.parse(number)
        except ValueError:
            pass
        raise ValueError(
            f"“{name}” is a number from 0 to 10, such as 4.1, not {shown(str(number))}"
        )

    def flag(self, name: str) -> bool:
        """True or false."""
        return _flag(name, self[name])

    def answers(self, name: str) -> dict[str, bool]:
        """What was answered, by key; a key that is absent was not asked."""
        return {
            _text(name, key): _flag(key, value) for key, value in _object(name, self[name]).items()
        }

    def counts(self, name: str) -> dict[str, int]:
        """How many, by key."""
        return {
            _text(name, key): _count(key, value) for key, value in _object(name, self[name]).items()
        }


def _is_within_reach(at: datetime) -> bool:
    return bool(_DAY.fullmatch(at.astimezone(timezone.utc).date().isoformat()))


def _text(name: str, value: object, longest: int = LONGEST_TEXT) -> str:
    if type(value) is not str:
        raise ValueError(f"“{name}” is missing" if value is None else f"“{name}” is not a text")
    if len(value) > longest:
        raise ValueError(f"“{name}” has more than {longest:,} letters")
    if "\0" in value:
        raise ValueError(f"“{name}” holds the letter number 0, which no text can hold")
    if not value.isascii():
        try:
            value.encode()
        except UnicodeEncodeError:
            raise ValueError(f"“{name}” holds half a letter (a lone surrogate)") from None
    return value


def _count(name: str, value: object) -> int:
    if not isinstance(value, Number) or not _COUNT.fullmatch(value):
        raise ValueError(f"{shown(name)} is a whole number such as 12, not {shown(str(value))}")
    return int(value)


def _flag(name: str, value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"{shown(name)} is answered with yes or no, not {shown(str(value))}")
    return value


def _object(name: str, value: object) -> dict[str, object]:
    if isinstance(value, Twice):
        raise ValueError(f"{shown(value.name)} stands twice")
    if not isinstance(value, dict):
        raise ValueError(f"{name} is not an object with named fields")
    return value
