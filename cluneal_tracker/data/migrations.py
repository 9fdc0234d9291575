"""The diary's tables, version by version; a step that was released is never edited again."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from cluneal_tracker.data import chain
from cluneal_tracker.data.fifth_step import FIFTH

# "CLNL": tells a diary from any other SQLite file.
APPLICATION_ID = 0x434C4E4C

_FIRST = """
create table pain (
    id          text primary key not null,
    felt_at     text not null,
    zone        text not null,
    utc_offset  integer not null,
    day         text not null check (day glob '????-??-??'),
    slot        text not null check (slot in ('morning', 'evening')),
    entered_at  text not null,
    side        text not null check (side in ('left', 'right', 'both')),
    mm          integer check (mm between 0 and 100),
    given       text check (given in ('line', 'number')),
    activities  text not null check (json_valid(activities)),
    signs       text not null check (json_valid(signs)),
    note        text not null,
    line_px     integer check (line_px > 0),
    check ((mm is null) = (given is null))
) strict;
create index pain_day on pain (day);
create index pain_felt_at on pain (felt_at);

create table session (
    id          text primary key not null,
    routine     text not null,
    felt_at     text not null,
    zone        text not null,
    utc_offset  integer not null,
    day         text not null check (day glob '????-??-??'),
    slot        text not null check (slot in ('morning', 'evening')),
    entered_at  text not null,
    seconds     integer not null check (seconds >= 0),
    planned     text not null check (json_valid(planned)),
    done        text not null check (json_valid(done)),
    mm_before   integer check (mm_before between 0 and 100),
    mm_after    integer check (mm_after between 0 and 100),
    pauses      integer not null check (pauses >= 0),
    note        text not null
) strict;
create index session_day on session (day);

create table treatment (
    id          text primary key not null,
    kind        text not null
                check (kind in ('block', 'medicine', 'physio', 'surgery', 'pns', 'other')),
    first_day   text not null check (first_day glob '????-??-??'),
    last_day    text check (last_day glob '????-??-??'),
    entered_at  text not null,
    side        text check (side in ('left', 'right', 'both')),
    nerve       text check (nerve in ('superior', 'middle', 'both', 'unknown')),
    name        text not null,
    dose        text not null,
    note        text not null
) strict;

create table setting (
    id          text primary key not null,
    value       text not null check (json_valid(value))
) strict;

create table reminder (
    id          text primary key not null,
    day         text not null check (day glob '????-??-??'),
    time        text not null check (time glob '??:??'),
    outcome     text not null check (outcome in ('told', 'answered', 'snoozed', 'declined')),
    told_at     text not null,
    again_at    text
) strict;
create index reminder_day on reminder (day);

create table journal (
    sequence    integer primary key,
    id          text not null unique,
    step        text not null,
    action      text not null check (action in ('do', 'undo', 'redo', 'note')),
    undoes      text,
    made_at     text not null,
    row_table   text not null,
    row_id      text not null,
    before      text,
    after       text,
    hash        text not null
) strict;
create index journal_step on journal (step);
create index journal_row on journal (row_table, row_id);
"""


def _second(connection: sqlite3.Connection) -> None:
    """From here on a row is as its latest change says, so that two diaries can be joined.

    Until now it was as its last change says. The two differ where the clock was set back between
    two changes of a row: the last is told once more, a moment after the latest.
    """
    import hashlib

    connection.execute("drop index journal_row")
    connection.execute("create index journal_row on journal (row_table, row_id, made_at, id)")
    astray = connection.execute(
        "select row_table, row_id, after, (select max(made_at) from journal as each where"
        " (each.row_table, each.row_id) = (last.row_table, last.row_id)) from journal as last"
        " where not exists (select 1 from journal as later where later.sequence > last.sequence"
        "  and (later.row_table, later.row_id) = (last.row_table, last.row_id))"
        " and exists (select 1 from journal as other"
        "  where (other.row_table, other.row_id) = (last.row_table, last.row_id)"
        "  and (other.made_at, other.id) > (last.made_at, last.id)) order by sequence"
    ).fetchall()
    last = chain.head(connection)
    for table, row_id, after, latest in astray:
        # The same on every computer that has a copy of this diary.
        identity = hashlib.sha256(f"{table} {row_id} {last[1]}".encode()).hexdigest()[:32]
        content = [
            identity,
            identity,
            "note",
            None,
            just_after(latest),
            table,
            row_id,
            after,
            after,
        ]
        last = chain.append(connection, last, content)


def just_after(made_at: str) -> str:
    """The next moment that the journal can tell from this one."""
    moment = datetime.fromisoformat(made_at) + timedelta(milliseconds=1)
    return moment.isoformat(timespec="milliseconds")


# The journal's eleven columns are no other table's: salvage knows a change by them.
_THIRD = """
alter table session add column level integer check (level > 0);
alter table session add column stopped text
    check (stopped in ('pain', 'tired', 'time', 'other'));

create table routine (
    id          text primary key not null,
    content     text not null check (json_valid(content)),
    entered_at  text not null
) strict;

create table picture (
    id          text primary key not null,
    content     text not null,
    kind        text not null default 'png' check (kind = 'png'),
    words       text not null default ''
) strict;

create table habit (
    id          text primary key not null,
    habit       text not null,
    felt_at     text not null,
    zone        text not null,
    utc_offset  integer not null,
    day         text not null check (day glob '????-??-??'),
    slot        text not null check (slot in ('morning', 'evening')),
    entered_at  text not null
) strict;
create index habit_day on habit (day);

create table under_way (
    id          text primary key not null,
    routine     text not null,
    started_at  text not null,
    kept_at     text not null,
    content     text not null check (json_valid(content))
) strict;
"""

# Twelve and thirteen columns now; eleven would be taken for a row of the journal.
_FOURTH = """
alter table reminder add column kind text not null default 'check-in';
alter table reminder add column about text not null default '';
alter table reminder add column due_at text;
alter table reminder add column asked integer not null default 1 check (asked > 0);
alter table reminder add column done_at text;
alter table reminder add column reason text
    check (reason in ('pain', 'tired', 'time', 'away'));
alter table treatment add column given_at text check (given_at glob '??:??');
alter table treatment add column guidance text
    check (guidance in ('ultrasound', 'x-ray', 'touch', 'unknown'));
alter table treatment add column operator text not null default '';

create table weekly (
    id          text primary key not null,
    felt_at     text not null,
    zone        text not null,
    utc_offset  integer not null,
    day         text not null check (day glob '????-??-??'),
    slot        text not null check (slot in ('morning', 'evening')),
    entered_at  text not null,
    peg         text check (peg is null or json_valid(peg)),
    change      text check (change in ('very-much-better', 'much-better', 'a-little-better',
                'no-change', 'a-little-worse', 'much-worse', 'very-much-worse'))
) strict;
create index weekly_day on weekly (day);
"""

Migration = str | Callable[[sqlite3.Connection], None]
STEPS: tuple[Migration, ...] = (_FIRST, _second, _THIRD, _FOURTH, FIFTH)
VERSION = len(STEPS)


def migrate(
    connection: sqlite3.Connection, version: int, steps: Sequence[Migration] | None = None
) -> None:
    """Bring a diary of an older version (0: a new, empty file) up to date, whole or not at all.

    With `steps`, only as far as these go, which are the first of all.
    """
    steps = STEPS if steps is None else steps
    for number, step in enumerate(steps[version:], version + 1):
        connection.execute("begin immediate")
        # Another program may have taken this step since `version` was read.
        if int(connection.execute("pragma user_version").fetchone()[0]) < number:
            _take(connection, step)
            connection.execute(f"pragma application_id = {APPLICATION_ID}")
            connection.execute(f"pragma user_version = {number}")
        connection.execute("commit")


def _take(connection: sqlite3.Connection, step: Migration) -> None:
    if not isinstance(step, str):
        step(connection)
        return
    # Not with `executescript`, which would commit first and so let go of the turn to write.
    statement = ""
    for piece in step.split(";"):
        statement += f"{piece};"
        if sqlite3.complete_statement(statement):
            connection.execute(statement)
            statement = ""
