"""From another program's readings to rows of a diary, by the roles that the person gave."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time
from enum import Enum
from typing import TypeVar
from zoneinfo import ZoneInfo

from cluneal_tracker.data.exchange.document import Document, Placed
from cluneal_tracker.data.exchange.fields import Number
from cluneal_tracker.data.exchange.foreign import ForeignTable, Reading
from cluneal_tracker.data.exchange.foreign_records import (
    Identities,
    moment_key,
    pain_record,
    session_record,
)
from cluneal_tracker.data.exchange.foreign_values import (
    Instant,
    is_count,
    is_unsaid,
    local,
    possible_orders,
    read_answer,
    read_instant,
    read_seconds,
)
from cluneal_tracker.data.exchange.pain_table import PAIN
from cluneal_tracker.data.exchange.session_table import SESSIONS
from cluneal_tracker.data.exchange.table import Record
from cluneal_tracker.domain.column_roles import (
    ABOUT_A_ROW,
    DayOrder,
    Role,
    RoleKind,
    Roles,
    read_number,
)
from cluneal_tracker.domain.pain import Given, PainEntry, Side
from cluneal_tracker.domain.routine import Routine
from cluneal_tracker.domain.text import shown
from cluneal_tracker.domain.when import DaySlot, When

_SIDES = {"left": Side.LEFT, "l": Side.LEFT, "right": Side.RIGHT, "r": Side.RIGHT}
_SIDES |= {"both": Side.BOTH, "b": Side.BOTH}
_BROUGHT_IN = (RoleKind.SCORE, RoleKind.ACTIVITY, RoleKind.SIGN, RoleKind.EXERCISE, RoleKind.NOTE)
_TICKED = {RoleKind.ACTIVITY: "activities", RoleKind.SIGN: "signs"}

T = TypeVar("T")
# A name of the file, what it is here, and its value.
Said = tuple[str, Role, str]


class Question(str, Enum):
    """What the file does not tell and nobody may guess."""

    DAY_COLUMN = "day_column"
    NOTHING_CHOSEN = "nothing_chosen"
    DAY_ORDER = "day_order"
    HALF = "half"


class Why(str, Enum):
    """Why a value is not brought in, though nothing is wrong with it."""

    CHOSEN = "chosen"
    EMPTY = "empty"
    NOT_DONE = "not_done"
    UNSAID = "unsaid"


@dataclass
class Converted:
    """The rows that a file gives. With a question open there are none.

    `left_out` counts values by name and reason; `rounded` those that lost a part of a mm.
    """

    document: Document = field(default_factory=dict)
    left_out: Counter[tuple[str, Why]] = field(default_factory=Counter)
    rounded: int = 0
    day_order: DayOrder | None = None
    questions: list[Question] = field(default_factory=list)


@dataclass(frozen=True)
class Setting:
    """Where and when a file is read, and the exercises there are."""

    zone: ZoneInfo
    now: datetime
    routines: Mapping[str, Routine]


def to_document(table: ForeignTable, roles: Roles, setting: Setting) -> Converted:
    """The rows of a diary that a file's readings are; each bad reading is a row with its fault."""
    found = Converted()
    orders = possible_orders(_day_text(reading, roles) for reading in table.readings)
    # Where only one order makes every date a day, there is nothing to ask.
    only = orders[0] if orders and len(orders) == 1 else None
    found.day_order = (roles.day_order or only) if orders is not None else None
    if table.columns and not roles.names(RoleKind.DAY):
        found.questions.append(Question.DAY_COLUMN)
    if not any(roles.names(kind) for kind in _BROUGHT_IN):
        found.questions.append(Question.NOTHING_CHOSEN)
    if orders is not None and found.day_order is None:
        found.questions.append(Question.DAY_ORDER)
    if not found.questions:
        _Writer(table, roles, setting, found).write_all()
    if found.questions:
        found.document.clear()
    return found


def _day_text(reading: Reading, roles: Roles) -> str:
    return reading.day or _cells(reading, roles, RoleKind.DAY, " ")


def _cells(reading: Reading, roles: Roles, kind: RoleKind, between: str) -> str:
    cells = (reading.values.get(name, "") for name in roles.names(kind))
    return between.join(cell for cell in cells if cell)


class _Writer:
    """Writes one reading after the other into a document."""

    def __init__(
        self, table: ForeignTable, roles: Roles, setting: Setting, found: Converted
    ) -> None:
        self._table, self._roles, self._setting, self._found = table, roles, setting, found
        self._id = Identities(table.program).identity
        self._today = DaySlot.at(setting.now.astimezone(setting.zone)).day
        self._pain: list[Placed] = []
        self._sessions: list[Placed] = []

    def write_all(self) -> None:
        """Fill the document; a reading that cannot be read stands in it as a fault."""
        for reading in self._table.readings:
            try:
                self._write(reading)
            except ValueError as error:
                self._pain.append(Placed(reading.place, None, str(error)))
        self._found.document |= {PAIN.name: self._pain, SESSIONS.name: self._sessions}

    def _write(self, reading: Reading) -> None:
        if reading.fault:
            raise ValueError(reading.fault)
        said = list(self._said(reading))
        own_note = _cells(reading, self._roles, RoleKind.NOTE, "\n")
        if not said and not own_note:
            return
        instant = read_instant(
            _day_text(reading, self._roles), self._time_text(reading), self._found.day_order
        )
        if instant.at is None and self._roles.half is None:
            if Question.HALF not in self._found.questions:
                self._found.questions.append(Question.HALF)
            return
        when, key = self._when(instant), moment_key(instant)
        side = self._side(reading)
        scores = [row for one in said if (row := self._score(one, when, key, side))]
        sessions = [row for one in said if (row := self._session(one, when, key))]
        ticks = self._ticks(said)
        if not scores and (ticks or (own_note and not sessions)):
            scores = [self._tick_row(said, when, key, side)]
        for field_, answers in ticks.items():
            scores[0][field_] = answers
        for row in [*scores, *sessions][:1]:
            row["note"] = "\n".join(filter(None, [reading.note, own_note, row["note"]]))
        self._pain += [Placed(reading.place, row) for row in scores]
        self._sessions += [Placed(reading.place, row) for row in sessions]

    def _said(self, reading: Reading) -> Iterator[Said]:
        """What is brought in of a reading; what is not is counted."""
        for name, cell in reading.values.items():
            role, value = self._roles.of(name), cell.strip()
            if role.kind in ABOUT_A_ROW:
                continue
            if role.kind is RoleKind.OUT:
                self._found.left_out[name, Why.CHOSEN] += bool(value)
            elif not value:
                self._found.left_out[name, Why.EMPTY] += 1
            elif is_unsaid(value):
                self._found.left_out[name, Why.UNSAID] += 1
            else:
                yield name, role, value

    def _time_text(self, reading: Reading) -> str:
        return reading.time or _cells(reading, self._roles, RoleKind.TIME, " ")

    def _side(self, reading: Reading) -> Side | None:
        text = _cells(reading, self._roles, RoleKind.SIDE, " ").strip().lower()
        if text and text not in _SIDES:
            raise ValueError(f"{shown(text)} is not left, right or both")
        return _SIDES.get(text)

    def _when(self, instant: Instant) -> When:
        zone, half = self._setting.zone, self._roles.half
        if instant.at is None and half is not None:
            when = When.usual(DaySlot(instant.day, half), zone)
        elif instant.offset is None:
            when = When.local(datetime.combine(instant.day, instant.at or time()), zone)
        else:
            at = local(instant.day, instant.at or time(), instant.offset)
            part = DaySlot.at(at)
            when = When(at, When.UNSURE, part.day, part.slot)
        # The usual hour of a part of today may be still to come; a time on the clock may not.
        roughly = instant.at is None or instant.is_part
        if when.day > self._today or (
            not roughly and when.at > self._setting.now + PainEntry.AHEAD
        ):
            raise ValueError("its time has not come yet")
        return when

    def _score(self, said: Said, when: When, key: str, side: Side | None) -> Record | None:
        name, role, value = said
        if role.kind is not RoleKind.SCORE:
            return None
        number = _of_cell(said, read_number)
        score = _of_cell(said, lambda _: role.score(number))
        self._found.rounded += not role.is_exact(number)
        found = side or role.side or self._roles.side
        row = pain_record(self._id(name, key, value), when, found)
        return row | {"score": Number(score), "given": Given.NUMBER.value}

    def _ticks(self, said: Sequence[Said]) -> dict[str, dict[str, bool]]:
        ticks: dict[str, dict[str, bool]] = {}
        for one in said:
            _, role, _ = one
            if role.kind not in _TICKED:
                continue
            answers = ticks.setdefault(_TICKED[role.kind], {})
            # Two columns may be one thing here: yes in one of them is yes.
            answers[role.key] = _of_cell(one, read_answer) or answers.get(role.key, False)
        return ticks

    def _tick_row(self, said: Sequence[Said], when: When, key: str, side: Side | None) -> Record:
        alone = not self._table.columns and said
        name, value = (said[0][0], said[0][2]) if alone else ("", "")
        return pain_record(self._id(name, key, value), when, side or self._roles.side)

    def _session(self, said: Said, when: When, key: str) -> Record | None:
        name, role, value = said
        if role.kind is not RoleKind.EXERCISE:
            return None
        if not _of_cell(said, read_answer):
            self._found.left_out[name, Why.NOT_DONE] += 1
            return None
        routine, seconds = self._setting.routines[role.key], _of_cell(said, read_seconds)
        row = session_record(self._id(name, key, value), when, routine, seconds)
        # How often or how many is not a number of whole exercises, so it is kept in words.
        return row | {"note": value if is_count(value) else ""}


def _of_cell(said: Said, read: Callable[[str], T]) -> T:
    """What is read of a value; a row has many, so the reason against one says whose it is."""
    name, _, value = said
    try:
        return read(value)
    except ValueError as error:
        raise ValueError(f"{error}, in {shown(name)}") from None
