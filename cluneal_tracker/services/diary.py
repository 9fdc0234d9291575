"""The daily check-in: scores, what set the pain off, signs and notes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, timedelta

from cluneal_tracker.data import journal, pain_store
from cluneal_tracker.data.content import Content
from cluneal_tracker.data.database import Database
from cluneal_tracker.domain.block_day import closed_before, next_opening
from cluneal_tracker.domain.clock import Clock
from cluneal_tracker.domain.errors import DiaryError
from cluneal_tracker.domain.pain import (
    MOVE_AGAIN_WITHIN,
    NIGHT_PAIN,
    NUMB,
    RECALLED_AFTER,
    Given,
    PainEntry,
    Side,
    VasScore,
    last_check_in,
    still_open,
)
from cluneal_tracker.domain.when import ONE_DAY, DaySlot, When
from cluneal_tracker.services.changes import Changed, Changes
from cluneal_tracker.services.followed import followed_now
from cluneal_tracker.services.preferences import Preferences
from cluneal_tracker.services.today_view import WEEK_DAYS, TodayView, check_in_of


class Diary:
    """Pain entries as the person makes them."""

    def __init__(
        self,
        db: Database,
        clock: Clock,
        changes: Changes,
        content: Content,
        preferences: Preferences,
    ) -> None:
        self._db, self._clock, self._changes = db, clock, changes
        self._content, self._preferences = content, preferences

    def today(self, half: DaySlot | None = None) -> TodayView:
        """The check-in of now, or of an earlier half day."""
        now = When.now(self._clock)
        half = half or now.half
        first = min(half.day, now.day - timedelta(days=WEEK_DAYS - 1))
        return check_in_of(
            pain_store.between(self._db, first, now.day),
            half,
            now,
            self._side_asked() if half == now.half else self._preferences.current.side,
            self._content.activities,
            counts=self._counts(half),
            since=self._closed_before(),
            newest_mark=pain_store.newest_mark(self._db),
        )

    def just_marked(self) -> PainEntry | None:
        """The score of the person's side that is ten minutes old at most: it holds for now too.

        None where there is none, or where it is not known which of two sides counts.
        """
        now, day = self._clock.now(), When.now(self._clock).day
        entries = pain_store.between(self._db, day - ONE_DAY, day)
        lately = [
            entry
            for entry in entries
            if entry.score
            and entry.side is self._preferences.current.side
            and timedelta() <= now - entry.felt.utc < MOVE_AGAIN_WITHIN
        ]
        return max(lately, key=lambda entry: entry.felt.utc, default=None)

    def mark(
        self,
        score: VasScore,
        given: Given,
        side: Side | None = None,
        half: DaySlot | None = None,
        line_px: int | None = None,
    ) -> PainEntry:
        """Save a score for now or for an earlier half day.

        Within ten minutes a new mark on the same side moves the old one; later it is a new entry.
        """
        side = side or self._preferences.current.side
        with self._saving() as step:
            entry = self._open_entry(half, side) or self._fresh(half, side)
            marked = replace(entry, score=score, given=given, side=side, line_px=line_px)
            return _keep(step, marked)

    def add(
        self,
        score: VasScore,
        felt: datetime | None = None,
        side: Side | None = None,
        activities: Mapping[str, bool] | None = None,
        note: str = "",
        signs: Mapping[str, bool] | None = None,
    ) -> PainEntry:
        """Save a score felt at a wall-clock time (now by default), as an entry of its own."""
        self._check_activities(activities or {})
        self._check_signs(signs or {})
        with self._saving() as step:
            entry = PainEntry(
                id=self._db.new_id(),
                felt=When.local(felt, self._clock.zone()) if felt else When.now(self._clock),
                entered_at=self._clock.now(),
                side=side or self._preferences.current.side,
                score=score,
                given=Given.NUMBER,
                activities=activities or {},
                signs=signs or {},
                note=note,
            )
            return _keep(step, entry)

    def answer(self, key: str, answer: bool | None, half: DaySlot | None = None) -> PainEntry:
        """Say yes, no or nothing (None) about one activity."""
        return self.answer_all({key: answer}, half)

    def answer_all(
        self, answers: Mapping[str, bool | None], half: DaySlot | None = None
    ) -> PainEntry:
        """Answer several activities as one step."""
        self._check_activities(answers)
        with self._saving() as step:
            entry = self._check_in(half)
            return _keep(step, replace(entry, activities=_merged(entry.activities, answers)))

    def tick_sign(self, key: str, answer: bool | None, half: DaySlot | None = None) -> PainEntry:
        """Say yes, no or nothing about night pain, numbness or a warning sign."""
        with self._saving() as step:
            entry = self._check_in(half)
            return _keep(step, replace(entry, signs=_merged(entry.signs, {key: answer})))

    def untick_sign(self, key: str) -> None:
        """Let a sign not be ticked today; an entry that held nothing else goes with it."""
        today = When.now(self._clock).day
        with self._saving() as step:
            for entry in pain_store.between(self._db, today, today):
                if key not in entry.signs:
                    continue
                left = replace(entry, signs=_merged(entry.signs, {key: None}))
                if left.is_empty:
                    pain_store.remove(step, entry.id)
                else:
                    _keep(step, left)

    def write_note(self, note: str, half: DaySlot | None = None) -> PainEntry:
        """Keep a note with this half day's newest check-in."""
        with self._saving() as step:
            return _keep(step, replace(self._check_in(half), note=note))

    def entries(self, first: date | None = None, last: date | None = None) -> list[PainEntry]:
        """The entries of a range of days, oldest first."""
        return pain_store.between(self._db, first or date.min, last or date.max)

    def ticked_days(self, first: date) -> dict[str, set[date]]:
        """The days from `first` on with a yes to a sign, by the key of the sign."""
        return pain_store.ticked_days(self._db, first)

    def entry_days(self) -> set[date]:
        """All days with a check-in, with or without a score."""
        return pain_store.days(self._db)

    def correct(
        self, entry_id: str, score: VasScore, given: Given, line_px: int | None = None
    ) -> PainEntry:
        """Give a score that was saved wrong another number, whenever that is noticed.

        When it was felt and when it was first written down stay; its history keeps the old one.
        Raises DiaryError where the entry is gone, or never had a score.
        """
        with self._saving() as step:
            entry = pain_store.find(self._db, entry_id)
            if entry is None:
                raise DiaryError("This score is no longer in the diary.")
            if entry.score is None:
                raise DiaryError("There is no score here to correct. Add one for that day.")
            return _keep(step, replace(entry, score=score, given=given, line_px=line_px))

    def delete(self, entry_id: str) -> None:
        """Take an entry out of the diary; undo brings it back. Raises DiaryError when gone."""
        with self._saving() as step:
            pain_store.remove(step, entry_id)
            if not step.changes:
                raise DiaryError("This score is no longer in the diary.")

    def span(self) -> tuple[date, date] | None:
        """The days of the oldest and the newest entry; None for an empty diary."""
        return pain_store.span(self._db)

    def first_day(self) -> date | None:
        """The day of the oldest entry."""
        found = self.span()
        return found[0] if found else None

    @contextmanager
    def _saving(self) -> Iterator[journal.Step]:
        """A step in which what is there is read before it changes, told to everyone when done."""
        with journal.step(self._db, self._clock.now()) as step:
            yield step
        self._changes.publish(Changed.PAIN)

    def _counts(self, half: DaySlot) -> bool:
        """A score given now for a half day would not be from more than a day back."""
        usual = When.usual(half, self._clock.zone())
        return self._clock.now() - usual.at <= RECALLED_AFTER

    def _of_half(self, half: DaySlot) -> list[PainEntry]:
        entries = pain_store.between(self._db, half.day, half.day)
        return [entry for entry in entries if entry.felt.half == half]

    def _still_open(self, half: DaySlot) -> list[PainEntry]:
        return still_open(self._of_half(half), half, self._clock.now(), self._closed_before())

    def _closed_before(self) -> datetime | None:
        """After a block each timed check-in stands for itself, however soon the next one comes."""
        now = self._clock.now()
        closed = (closed_before(one.day.given, now) for one in followed_now(self._db, self._clock))
        return max((moment for moment in closed if moment), default=None)

    def _side_asked(self) -> Side:
        """The person's side, but that of a block while it waits for a check-in."""
        now, side = self._clock.now(), self._preferences.current.side
        asked = [
            one.block.side
            for one in followed_now(self._db, self._clock)
            if one.block.side and one.day.open_check(now) is not None
        ]
        return asked[-1] if asked and not {*asked[-1].parts} <= {*side.parts} else side

    def _open_entry(self, half: DaySlot | None, side: Side) -> PainEntry | None:
        half = half or When.now(self._clock).half
        opened = self._still_open(half)
        fitting = [entry for entry in opened if entry.side is side or entry.score is None]
        return fitting[-1] if fitting else None

    def _check_in(self, half: DaySlot | None) -> PainEntry:
        """The open entry that an answer or a note belongs to; begun here when there is none."""
        half = half or When.now(self._clock).half
        kept = last_check_in(self._still_open(half))
        return kept[0] if kept else self._fresh(half, self._preferences.current.side)

    def _fresh(self, half: DaySlot | None, side: Side) -> PainEntry:
        now = When.now(self._clock)
        if half and half.day > now.day:
            raise DiaryError("That time has not come yet. A score can be for now or earlier.")
        if half and half.day != now.day:
            felt = When.usual(half, self._clock.zone())
        else:
            felt = When.now(self._clock, half)
        return PainEntry(self._db.new_id(), felt, self._clock.now(), side)

    def _check_activities(self, answers: Mapping[str, bool | None]) -> None:
        known = [item.key for item in self._content.activities]
        for key in answers:
            if key not in known:
                raise DiaryError(
                    f"“{key}” is not an activity of this diary. Use one of: {', '.join(known)}."
                )

    def _check_signs(self, answers: Mapping[str, bool]) -> None:
        known = [NIGHT_PAIN, NUMB, *(sign.key for sign in self._content.warning_signs)]
        for key in answers:
            if key not in known:
                raise DiaryError(
                    f"“{key}” is not a sign of this diary. Use one of: {', '.join(known)}."
                )

    def half_now(self) -> DaySlot:
        """The half day of this moment."""
        return When.now(self._clock).half

    def next_change(self, half: DaySlot) -> datetime:
        """When a half day on the screen changes by itself, in UTC.

        The half day of now turns into the next, or a mark can no longer be moved.
        """
        opened = self._still_open(half)
        closing = [entry.entered_at + MOVE_AGAIN_WITHIN for entry in opened]
        now = self._clock.now()
        openings = [
            opening
            for one in followed_now(self._db, self._clock)
            if (opening := next_opening(one.day.given, now))
        ]
        return min([self.half_now().ends(self._clock.zone()), *closing, *openings])


def _keep(step: journal.Step, entry: PainEntry) -> PainEntry:
    pain_store.save(step, entry)
    return entry


def _merged(old: Mapping[str, bool], new: Mapping[str, bool | None]) -> dict[str, bool]:
    both = {**old, **new}
    return {key: answer for key, answer in both.items() if answer is not None}
