"""The recovery code: a random secret written so that a person can copy it from paper.

Seven groups of five letters and digits (Crockford's base 32, which has no I, L, O and U). Four of
a group are random, 140 bits in all; the fifth is a check. It tells every single slip, every swap
of two signs and every group in the wrong place, and in which group to look.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Sequence

from cluneal_tracker.domain.errors import DiaryError

_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LOOKALIKES = str.maketrans("OIL", "011")
_GROUPS = 7
_RANDOM = 4
_GROUP = _RANDOM + 1
_LENGTH = _GROUPS * _GROUP
# x^5 + x^2 + 1, which makes the 32 signs a field.
_FIELD = 0b100101


def new_code() -> str:
    """A fresh code as it is printed, with a hyphen between the groups."""
    return "-".join(_group(number) for number in range(1, _GROUPS + 1))


def read_code(text: str) -> str:
    """The signs of a code as they count, however it was typed.

    Raises DiaryError that says in which group to look.
    """
    plain = unicodedata.normalize("NFKC", text).upper().translate(_LOOKALIKES)
    signs = "".join(sign for sign in plain if sign.isalnum())
    groups = [signs[start : start + _GROUP] for start in range(0, len(signs), _GROUP)]
    slips = [number for number, group in enumerate(groups, 1) if not _holds(group, number)]
    if len(signs) != _LENGTH:
        where = f" Look at group {slips[0]}." if slips and slips[0] <= _GROUPS else ""
        raise DiaryError(
            f"The code has {_LENGTH} letters and digits. This one has {len(signs)}.{where}"
        )
    if len(slips) == 1:
        raise DiaryError(f"The code has a slip in group {slips[0]}.")
    if slips:
        *first, last = map(str, slips)
        raise DiaryError(f"The code has slips in groups {', '.join(first)} and {last}.")
    return signs


def _group(number: int) -> str:
    values = [byte % len(_SIGNS) for byte in os.urandom(_RANDOM)]
    return "".join(_SIGNS[value] for value in [*values, _check(values, number)])


def _holds(group: str, number: int) -> bool:
    values = [_SIGNS.find(sign) for sign in group]
    return len(values) == _GROUP and -1 not in values and _check(values[:-1], number) == values[-1]


def _check(values: Sequence[int], number: int) -> int:
    """Each place weighs another power of two, counted in the field; the group's number counts."""
    check = 0
    for value in values:
        check = (check ^ value) << 1
        if check >= len(_SIGNS):
            check ^= _FIELD
    return check ^ number
