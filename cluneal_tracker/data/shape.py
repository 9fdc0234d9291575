"""The shape of a diary: the tables and indexes that one of its version has, and nothing else."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from functools import cache

from cluneal_tracker.data import migrations
from cluneal_tracker.data.connecting import connect_in_memory

# In one statement: between two, another program could bring the diary up to date.
# What SQLite keeps for itself, such as counts that make it faster, tells nothing.
_READ = (
    "select user_version, name, sql from pragma_user_version"
    " left join sqlite_master on substr(name, 1, 7) != 'sqlite_'"
)
_Objects = frozenset[tuple[str, str]]


def holds(connection: sqlite3.Connection) -> bool:
    """Whether a diary has just what one of its version has.

    A table that is missing could take no row, and one that was added, or a trigger, comes from
    elsewhere and may do anything to what is saved.
    """
    rows = connection.execute(_READ).fetchall()
    version = rows[0][0]
    if not 0 <= version <= migrations.VERSION:
        return False
    found = frozenset((name, sql) for _, name, sql in rows if name is not None)
    return found == _made_by(migrations.STEPS[:version])


@cache
def _made_by(steps: tuple[migrations.Migration, ...]) -> _Objects:
    with closing(connect_in_memory()) as fresh:
        migrations.migrate(fresh, 0, steps)
        return frozenset(
            fresh.execute(
                "select name, sql from sqlite_master where substr(name, 1, 7) != 'sqlite_'"
            )
        )
