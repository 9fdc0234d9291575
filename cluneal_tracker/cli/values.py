"""What the words of the command line stand for."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import click

from cluneal_tracker.domain.pain import Side, VasScore
from cluneal_tracker.domain.when import require_within_reach

_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2})?")


class Read(click.ParamType[Any]):
    """A word of the command line read by a function that says, in ValueError, what is wrong."""

    def __init__(self, name: str, read: Callable[[str], Any]) -> None:
        self.name, self._read = name, read

    def convert(self, value: Any, param: Any, ctx: Any) -> Any:
        """The value that a word stands for."""
        try:
            return self._read(str(value))
        except ValueError as error:
            self.fail(str(error), param, ctx)


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"“{text}” is not a day such as 2026-03-12.") from None
    require_within_reach(day)
    return day


def _moment(text: str) -> datetime:
    # By pattern: a day alone would pass for its midnight, and newer Pythons let more pass.
    if _MOMENT.fullmatch(text):
        with suppress(ValueError):
            return datetime.fromisoformat(text)
    raise ValueError(f"“{text}” is not a local time such as 2026-03-12T08:10.")


def read_time(text: str) -> time:
    """A time of the wall clock, to the minute; raises ValueError."""
    try:
        at = time.fromisoformat(text)
    except ValueError:
        at = None
    # Newer Pythons read more than this.
    if at is None or f"{at:%H:%M}" != text:
        raise ValueError(f"“{text}” is not a time such as 08:00.")
    return at


def _answer(text: str) -> tuple[str, bool]:
    key, _, answer = text.partition("=")
    if answer not in ("yes", "no"):
        raise ValueError(f"“{text}” is not an answer such as standing=yes.")
    return key, answer == "yes"


SCORE, DAY = Read("score", VasScore.parse), Read("day", _day)
TIME = Read("clock time", read_time)
MOMENT, ANSWER = Read("time", _moment), Read("activity=yes|no", _answer)
# A file that may not be read is told in our words, not in those of click.
FILE = click.Path(path_type=Path, dir_okay=False, readable=False)
SIDES = click.Choice([side.value for side in Side])
