"""The 24 statements: whether they are offered, how far they are read, and what was answered."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from cluneal_tracker.data import journal, pain_store, roland_draft_store, roland_store
from cluneal_tracker.data.database import Database
from cluneal_tracker.domain.clock import Clock
from cluneal_tracker.domain.errors import DiaryError
from cluneal_tracker.domain.roland import (
    SETTLED_AFTER,
    RolandAnswer,
    RolandDraft,
    as_ticked,
    is_offered,
)
from cluneal_tracker.domain.when import ONE_DAY, When
from cluneal_tracker.services.changes import Changed, Changes


@dataclass(frozen=True, slots=True)
class RolandView:
    """Where the statements stand today.

    `ticked` are those ticked so far: of the draft, or of today's answer; `begun` says that a draft
    waits. `today` is today's answer, `last` the newest one before it; neither is one put off.
    """

    offered: bool
    begun: bool
    ticked: frozenset[int]
    today: RolandAnswer | None
    last: RolandAnswer | None


class Roland:
    """The questionnaire of Roland and Morris, on request."""

    def __init__(self, db: Database, clock: Clock, changes: Changes) -> None:
        self._db, self._clock, self._changes = db, clock, changes

    def view(self) -> RolandView:
        """Where the statements stand now; a draft of another day is as if it were not there."""
        day = When.now(self._clock).day
        answers = [one for one in roland_store.every(self._db) if one.ticked is not None]
        today = next((one for one in answers if one.given.day == day), None)
        before = [one for one in answers if one.given.day != day]
        draft = self._waiting(day, today)
        given = today.ticked if today else None
        return RolandView(
            offered=self.offered(),
            begun=draft is not None,
            ticked=draft.ticked if draft else given or frozenset(),
            today=today,
            last=before[-1] if before else None,
        )

    def offered(self) -> bool:
        """Whether they are offered by themselves, at most every four weeks."""
        day, newest = When.now(self._clock).day, roland_store.newest(self._db)
        settled = pain_store.begun_before(self._db, day - SETTLED_AFTER + ONE_DAY)
        return is_offered(newest.given.day if newest else None, day, settled=settled)

    def waiting(self) -> tuple[bool, bool]:
        """Whether ticks of today wait to be gone on with, and whether the statements are offered.

        Cheaper than `view`: Today asks with each refresh.
        """
        day, newest = When.now(self._clock).day, roland_store.newest(self._db)
        today = newest if newest and newest.given.day == day else None
        return self._waiting(day, today) is not None, self.offered()

    def every(self) -> list[RolandAnswer]:
        """All answers, oldest first; those that were put off too."""
        return roland_store.every(self._db)

    def between(self, first: date, last: date) -> list[RolandAnswer]:
        """The answers of the diary days from `first` to `last`, oldest first."""
        return roland_store.between(self._db, first, last)

    def first(self) -> RolandAnswer | None:
        """The first answer that was not put off."""
        return next((one for one in self.every() if one.ticked is not None), None)

    def tick(self, ticked: Collection[int]) -> None:
        """Keep which statements are ticked so far; nothing of it is an answer yet."""
        day, before = When.now(self._clock).day, self.view()
        draft = RolandDraft(day, as_ticked(list(ticked)))
        if draft.ticked or before.today:
            roland_draft_store.keep(self._db, draft, self._clock.now())
        else:
            roland_draft_store.clear(self._db)
        if before.begun is not self.view().begun:
            self._changes.publish(Changed.ROLAND)

    def answer(self, ticked: Collection[int]) -> RolandAnswer:
        """Save which statements describe today: all are read. One of the same day is corrected.

        Raises ValueError for a number that no statement has.
        """
        return self._save(as_ticked(list(ticked)))

    def put_off(self) -> None:
        """Not now: it counts as none of the answers, and they are offered again in four weeks."""
        if self.view().today is None:
            self._save(None)

    def delete(self, answer_id: str) -> None:
        """Take an answer out; raises DiaryError when it is gone already."""
        if all(one.id != answer_id for one in self.every()):
            raise DiaryError("This answer is not in your diary any more.")
        with journal.step(self._db, self._clock.now()) as step:
            roland_store.remove(step, answer_id)
        self._changes.publish(Changed.ROLAND)

    def _save(self, ticked: frozenset[int] | None) -> RolandAnswer:
        given, now = When.now(self._clock), self._clock.now()
        newest = roland_store.newest(self._db)
        of_today = newest if newest and newest.given.day == given.day else None
        found = of_today or RolandAnswer(self._db.new_id(), given, now, None)
        answer = replace(found, given=given, entered_at=now, ticked=ticked)
        with journal.step(self._db, now) as step:
            roland_store.save(step, answer)
        if ticked is not None and self._draft(given.day) is not None:
            # It stays for the day: where the answer is taken back, the ticks are there again.
            roland_draft_store.keep(self._db, RolandDraft(given.day, ticked), now)
        self._changes.publish(Changed.ROLAND)
        return answer

    def _waiting(self, day: date, today: RolandAnswer | None) -> RolandDraft | None:
        """The draft of a day, unless today's answer says the same."""
        draft = self._draft(day)
        said = today.ticked if today else None
        return None if draft and said is not None and draft.ticked == said else draft

    def _draft(self, day: date) -> RolandDraft | None:
        draft = roland_draft_store.find(self._db)
        return draft if draft and draft.can_go_on(day) else None
