"""When the things that reminders ask for were done, as the diary tells it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from cluneal_tracker.data import pain_store, session_store, weekly_store
from cluneal_tracker.data.database import Database
from cluneal_tracker.domain.block_day import check_at, minutes_between
from cluneal_tracker.domain.pain import Side
from cluneal_tracker.domain.reminders import Key, instant
from cluneal_tracker.domain.schedule import Reminder, ReminderKind
from cluneal_tracker.domain.weekly import SOON_AGAIN
from cluneal_tracker.domain.when import ONE_DAY, DaySlot
from cluneal_tracker.services.followed import TWO_DAYS, followed


class Answers:
    """What was scored, exercised and answered from one diary day to another, read once."""

    def __init__(
        self,
        db: Database,
        first: date,
        last: date,
        schedule: Sequence[Reminder],
        zone: ZoneInfo,
    ) -> None:
        self._zone = zone
        known = followed(db, first - TWO_DAYS, last, zone)
        self._blocks = {one.block.id: one for one in known}
        self._entries = pain_store.between(db, first, last) if known else []
        self._exercises = [one for one in schedule if one.kind is ReminderKind.ROUTINE]
        self._weeks = weekly_store.between(db, first - SOON_AGAIN, last)
        self._scored = pain_store.first_scored(db, first, last)
        self._finished: dict[tuple[str, date], list[datetime]] = defaultdict(list)
        for session in session_store.between(db, first, last):
            if session.finished:
                self._finished[session.routine, session.started.day].append(session.entered_at)

    def scored(self, half: DaySlot) -> datetime | None:
        """When the first score of a half day was written down, an aware instant."""
        return self._scored.get(half)

    def knows(self, block_id: str) -> bool:
        """Whether a block is still in the diary and followed."""
        return block_id in self._blocks

    def done(self, key: Key) -> datetime | None:
        """When what a reminder asks for was done: a score, the exercise as often as asked, or
        the questions of the week, which may also have been put off. A word asks for nothing.
        """
        kind, about, day, at = key
        half = DaySlot.at(datetime.combine(day, at))
        if ReminderKind(kind).only_tells:
            return None
        if kind == ReminderKind.CHECK_IN:
            return self.scored(half)
        if kind == ReminderKind.PEG_WEEK:
            near = (week for week in self._weeks if abs(week.given.day - half.day) < SOON_AGAIN)
            return min((week.entered_at for week in near), default=None)
        if kind == ReminderKind.BLOCK_DAY:
            return self._checked(about, instant(day, at, self._zone))
        wanted = self._asked_before(about, half.day, datetime.combine(day, at))
        times = sorted(self._finished.get((about, half.day), ()))
        return times[wanted] if wanted < len(times) else None

    def _asked_before(self, routine: str, day: date, local: datetime) -> int:
        """How often an exercise is asked for on a diary day before a time of the wall clock.

        The hours after midnight belong to the diary day before: what comes in them comes last.
        """
        moments = (
            datetime.combine(calendar_day, one.at)
            for one in self._exercises
            if one.about == routine
            for calendar_day in (day, day + ONE_DAY)
            if one.comes_on(calendar_day)
        )
        return sum(moment < local and DaySlot.at(moment).day == day for moment in moments)

    def _checked(self, block_id: str, moment: datetime) -> datetime | None:
        """When the check-in after a block that was due at an instant was made."""
        found = self._blocks.get(block_id)
        if found is None:
            return None
        given = found.day.given
        wanted = check_at(minutes_between(given, moment))
        answered = {check_at(minutes) for minutes, _ in found.day.checks}
        if wanted is None or wanted not in answered:
            return None
        sides = (found.block.side or Side.BOTH).parts
        times = (
            entry.entered_at
            for entry in self._entries
            if entry.score
            and any(part in entry.side.parts for part in sides)
            and check_at(minutes_between(given, entry.felt.utc)) == wanted
        )
        return max(times, default=None)
