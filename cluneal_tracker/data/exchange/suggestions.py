"""What a name of another program's file is likely to be here; the person decides."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from cluneal_tracker.data.exchange.foreign import ForeignTable, Named, Program
from cluneal_tracker.data.exchange.foreign_values import is_unsaid, read_answer
from cluneal_tracker.domain.column_roles import (
    LEFT_OUT,
    Role,
    RoleKind,
    is_number,
    likely_top,
)
from cluneal_tracker.domain.pain import Side

_ABOUT = {
    RoleKind.DAY: re.compile(
        r"(?:start )?(?:date|day|datum|timestamp|when)(?:[ /&]*time)?|datetime"
    ),
    RoleKind.TIME: re.compile(r"(?:start )?(?:time|hour|uhrzeit)|(?:time|part) of (?:the )?day"),
    RoleKind.SIDE: re.compile(r"(?:body )?side|seite"),
    RoleKind.NOTE: re.compile(r"notes?|comments?|notiz(?:en)?|journal|description"),
}
_PAIN = re.compile(r"pain|ache|hurt|schmerz|severity|\bvas\b|\bnrs\b")
_ALIKE = 4


def suggest(
    table: ForeignTable, activities: Iterable[str], routines: Iterable[str]
) -> dict[str, Role]:
    """A role for each name, by its words and its first values."""
    activities, routines = list(activities), list(routines)
    taken: set[RoleKind] = set()
    roles: dict[str, Role] = {}
    for named in table.names:
        role = _about(named, taken) if table.columns else None
        roles[named.name] = role or _thing(table.program, named, activities, routines)
        if role and role.kind is not RoleKind.NOTE:
            taken.add(role.kind)
    return roles


def _about(named: Named, taken: set[RoleKind]) -> Role | None:
    for kind, pattern in _ABOUT.items():
        if kind not in taken and pattern.fullmatch(named.name.lower()):
            return Role(kind)
    return None


def _thing(
    program: Program, named: Named, activities: Iterable[str], routines: Iterable[str]
) -> Role:
    words = named.name.lower()
    key = _alike(words, routines)
    if key and _all(named, read_answer):
        return Role(RoleKind.EXERCISE, key)
    if _PAIN.search(words) and _mostly_numbers(named):
        return Role(RoleKind.SCORE, top=_top(program, named), side=_side(words))
    key = _alike(words, activities)
    if key and _all(named, read_answer):
        return Role(RoleKind.ACTIVITY, key)
    return LEFT_OUT


def _side(words: str) -> Side | None:
    named = [side for side in (Side.LEFT, Side.RIGHT) if side.value in words]
    return named[0] if len(named) == 1 else None


def _alike(words: str, keys: Iterable[str]) -> str:
    """The first key whose beginning is in the words."""
    return next((key for key in keys if key[:_ALIKE] in words and "else" not in key), "")


def _all(named: Named, read: Callable[[str], object]) -> bool:
    try:
        for value in _said(named):
            read(value)
    except ValueError:
        return False
    return bool(_said(named))


def _mostly_numbers(named: Named) -> bool:
    """Whether more values are numbers than not, so that a slip of the pen does not count."""
    said = _said(named)
    return 2 * sum(map(is_number, said)) > len(said)


def _said(named: Named) -> list[str]:
    return [value.strip() for value in named.samples if not is_unsaid(value.strip())]


def _top(program: Program, named: Named) -> int:
    # Bearable's symptoms run from 0 to 4.
    if program is Program.BEARABLE:
        return 4
    return likely_top(named.name, _said(named))
