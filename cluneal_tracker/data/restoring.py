"""Bringing an earlier diary back: into the open one as a step, or in the place of a lost one."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from cluneal_tracker.data import diary_file, journal, seal, table_rows
from cluneal_tracker.data.database import Database
from cluneal_tracker.data.disk import make_folder, sync
from cluneal_tracker.data.journal import Action
from cluneal_tracker.data.locking.converting import pour
from cluneal_tracker.data.locking.keys import Lock
from cluneal_tracker.data.parts import PARTS, SETTING

_BROUGHT_BACK = [part.table for part in PARTS if part.brought_back]


def put_back(
    content: Database, db: Database, now: datetime, apart: Collection[str] = ()
) -> list[journal.Change]:
    """Let the open diary be as `content` is; its own history goes on.

    It is one step that undo takes back. The settings named in `apart` are brought back too, in
    a step of their own that undo passes over. Gives the changes of both.
    """
    made: list[journal.Change] = []
    with db.atomic():
        for action in (Action.NOTE, Action.DO):
            with journal.step(db, now, action) as step:
                for table in _BROUGHT_BACK:
                    then, here = _rows(content, table), _rows(db, table)
                    for row_id in {*then, *here}:
                        is_apart = table == SETTING and row_id in apart
                        if is_apart is (action is Action.NOTE):
                            _bring(step, table, row_id, then.get(row_id))
            made += step.changes
    return made


def _rows(db: Database, table: str) -> dict[str, dict[str, Any]]:
    return {row["id"]: row for row in table_rows.every(db, table)}


def _bring(step: journal.Step, table: str, row_id: str, row: dict[str, Any] | None) -> None:
    if row is None:
        step.remove(table, row_id)
    else:
        step.put(table, row)


def take_place(content: Database, file: Path, mark: str, lock: Lock | None = None) -> Path | None:
    """Let `content` be the diary of `file`, with a lock or without one.

    Gives the new name of what was there, if anything. Where there is no room, nothing is changed.
    A kill in the middle leaves the old diary, the new one, or none with a seal that misses it.
    """
    make_folder(file.parent)
    with diary_file.draft_of(file) as draft:
        diary_file.write_draft(draft, partial(pour, content), lock)
        sync(draft)
        seal.loosen(file)
        kept = diary_file.set_aside(file, mark)
        diary_file.give_name(draft, file)
    seal.write(file, seal.of(content.connection))
    return kept
