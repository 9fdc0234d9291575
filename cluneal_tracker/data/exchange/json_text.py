"""JSON that came in a file: numbers as they are spelled, and a name that stands twice noticed."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import Any

from cluneal_tracker.data.exchange.fields import Number, Twice
from cluneal_tracker.domain.text import shown

# An exercise is nested half as deep, and has no number of this length.
_DEEPEST, _LONGEST_NUMBER = 16, 30
_WHOLE = re.compile(r"-?[0-9]+")


def read(content: bytes, thing: str) -> Any:
    """What the bytes of a file say of a `thing`; raises ValueError with a sentence."""
    try:
        return parse(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise ValueError("The file is not text in UTF-8.") from None
    except json.JSONDecodeError as error:
        raise ValueError(f"At line {error.lineno} it is not JSON.") from None
    except RecursionError:
        raise ValueError(f"It is nested deeper than {thing} is.") from None


def parse(text: str) -> Any:
    """What a text says; raises json.JSONDecodeError, or RecursionError for a deep nest."""
    return json.loads(
        text,
        parse_int=Number,
        parse_float=Number,
        parse_constant=Number,
        object_pairs_hook=_pairs,
    )


def plain(value: object, deep: int = 0) -> object:
    """What was parsed as plain Python values; raises ValueError with the reason."""
    if isinstance(value, Twice):
        raise ValueError(f"{shown(value.name)} stands twice")
    if deep > _DEEPEST:
        raise ValueError("it is nested deeper than an exercise is")
    if isinstance(value, dict):
        return {name: plain(one, deep + 1) for name, one in value.items()}
    if isinstance(value, list):
        return [plain(one, deep + 1) for one in value]
    return _number(value) if isinstance(value, Number) else value


def _number(spelled: Number) -> float:
    if len(spelled) > _LONGEST_NUMBER:
        raise ValueError(f"{shown(spelled)} is no number that an exercise has")
    return int(spelled) if _WHOLE.fullmatch(spelled) else float(spelled)


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any] | Twice:
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    counted = Counter(name for name, _ in pairs)
    return Twice(next(name for name, count in counted.items() if count > 1))
