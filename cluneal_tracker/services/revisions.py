"""Looking back: how one entry came to be as it is, and what was deleted lately."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from cluneal_tracker.data import journal, revisions
from cluneal_tracker.data.database import Database
from cluneal_tracker.data.journal import Action
from cluneal_tracker.data.revisions import State, Value
from cluneal_tracker.domain.clock import Clock
from cluneal_tracker.domain.errors import DiaryError
from cluneal_tracker.services.changes import OF_TABLE, Changed, Changes

LISTED_DAYS = 30


class Happened(Enum):
    """What a version came from."""

    ADDED = "added"
    CHANGED = "changed"
    DELETED = "deleted"
    TAKEN_BACK = "taken_back"
    DONE_AGAIN = "done_again"
    BROUGHT_BACK = "brought_back"


@dataclass(frozen=True, slots=True)
class Version:
    """An entry, a treatment, an exercise done or written, as it was from one moment on.

    `made_at` is the wall clock of this computer's zone. `value` is None where it was gone;
    `before` is what it last was, None for the first version. `stands` marks the one of now;
    one that differs from it `can_come_back`.
    """

    number: int
    change: str
    made_at: datetime
    happened: Happened
    value: Value | None
    before: Value | None
    stands: bool
    can_come_back: bool


@dataclass(frozen=True, slots=True)
class Deleted:
    """What is gone, and since when; `taken_back` says that undo took it out."""

    value: Value
    made_at: datetime
    taken_back: bool


class Revisions:
    """Reads the journal for the person and brings back what they choose; nothing is ever lost."""

    def __init__(self, db: Database, clock: Clock, changes: Changes) -> None:
        self._db, self._clock, self._changes = db, clock, changes

    def history(self, row_id: str) -> list[Version]:
        """The versions of one entry, exercise or treatment, newest first; raises DiaryError."""
        states = revisions.states(self._db, row_id)
        if not states:
            raise DiaryError("There is nothing with this id in the diary.")
        found: list[Version] = []
        before, was_there = None, False
        for number, state in enumerate(states, 1):
            found.append(
                Version(
                    number=number,
                    change=state.change,
                    made_at=self._local(state.made_at),
                    happened=_happened(state, first=before is None, was_there=was_there),
                    value=state.value,
                    before=before,
                    stands=number == len(states),
                    can_come_back=state.value not in (None, states[-1].value),
                )
            )
            before, was_there = state.value or before, state.value is not None
        return found[::-1]

    def deleted(self) -> list[Deleted]:
        """What was taken out in the last 30 days and is still gone, the last one first."""
        since = self._clock.now() - timedelta(days=LISTED_DAYS)
        return [
            Deleted(one.value, self._local(one.made_at), one.action is Action.UNDO)
            for one in revisions.gone_since(self._db, since)
        ]

    def bring_back(self, change: str) -> None:
        """Make a version the one of now, as one step; raises DiaryError when it is that already."""
        self._put_back([change], "This version is the one in your diary already.")

    def bring_back_deleted(self, row_ids: Collection[str]) -> None:
        """Bring back what is gone, all of it as one step.

        Raises DiaryError when all of it is there again already.
        """
        with self._db.atomic():
            last = [_last_with_value(self.history(row_id)) for row_id in row_ids]
            # What is there is as it last was, so putting it back changes nothing.
            changes = [version.change for version in last]
            self._put_back(changes, "This is in your diary already.")

    def find(self, beginning: str) -> str:
        """The one id that begins so; raises DiaryError when there is none, or more than one."""
        found = revisions.ids_beginning(self._db, beginning)
        if len(found) > 1 and beginning not in found:
            raise DiaryError(f"More than one id begins with “{beginning}”. Type more of it.")
        if not found:
            raise DiaryError(f"There is nothing with the id “{beginning}” in the diary.")
        return beginning if beginning in found else found[0]

    def _put_back(self, changes: Iterable[str], already: str) -> None:
        with journal.step(self._db, self._clock.now()) as step:
            for change in changes:
                revisions.put_back(self._db, step, change)
            if not step.changes:
                raise DiaryError(already)
        changed = Changed(0)
        for one in step.changes:
            changed |= OF_TABLE[one.table]
        self._changes.publish(changed)

    def _local(self, moment: datetime) -> datetime:
        return moment.astimezone(self._clock.zone())


def _happened(state: State, *, first: bool, was_there: bool) -> Happened:
    if first:
        return Happened.ADDED
    if state.value is None:
        return Happened.TAKEN_BACK if state.action is Action.UNDO else Happened.DELETED
    if not was_there:
        return Happened.BROUGHT_BACK
    again = {Action.UNDO: Happened.TAKEN_BACK, Action.REDO: Happened.DONE_AGAIN}
    return again.get(state.action, Happened.CHANGED)


def _last_with_value(versions: list[Version]) -> Version:
    return next(version for version in versions if version.value is not None)
