"""The day of a block: timed check-ins before it and in the hours after."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from cluneal_tracker.domain.pain import RECALLED_AFTER, PainEntry, Side
from cluneal_tracker.domain.schedule import Reminder, ReminderKind
from cluneal_tracker.domain.treatment import Treatment
from cluneal_tracker.domain.when import ONE_DAY, DaySlot, When

# Minutes after the block at which a check-in is asked for, and how long one still belongs to it.
CHECKS = (5, 15, 30, 60, 120, 180, 240, 360, 1440)
LONGEST = 1440 + 240
_BEFORE = timedelta(hours=24)
_SIX_HOURS, _LOWEST_BASELINE = 360, 2.0
_MINUTE = timedelta(minutes=1)
# A block is known to the minute: what is scored in that minute was scored just before it.
_OWN_MINUTE = 1.0
_IN_TIME = 15.0

# Minutes after a block, and the score then in points.
Check = tuple[float, float]

# A check-in belongs to the time it is nearer to: each begins halfway from the one before it.
_OPENS = {after: (before + after) / 2 for before, after in pairwise((0, *CHECKS))}
_ENDS = dict(zip(CHECKS, [*list(_OPENS.values())[1:], LONGEST], strict=True))


@dataclass(frozen=True, slots=True)
class BlockDay:
    """The scores around a block that was given at the aware instant `given`.

    `baseline` is the last score of the day before it, in points, None where there is none.
    `checks` are minutes after it with their score in points, oldest first. From `until` on another
    block is at work.
    """

    given: datetime
    baseline: float | None
    checks: tuple[Check, ...]
    until: datetime | None = None

    @property
    def best_relief(self) -> float | None:
        """The best relief of the first six hours, in percent of the score before the block.

        Below zero where the pain was always more. None without a score of that time, or with one
        before the block that was under 2: percents mislead there.
        """
        scores = [points for minutes, points in self.checks if minutes <= _SIX_HOURS]
        if self.baseline is None or self.baseline < _LOWEST_BASELINE or not scores:
            return None
        return round(100 * (self.baseline - min(scores)) / self.baseline, 9)

    def open_check(self, now: datetime) -> int | None:
        """The check-in that is asked for at `now`, in minutes after the block.

        None where it is answered, before the block, and when the last one is long over.
        """
        asked = check_at(minutes_between(self.given, now))
        answered = {check_at(minutes) for minutes, _ in self.checks}
        return None if asked in answered or self._is_over(now) else asked

    def missed(self, now: datetime) -> tuple[int, ...]:
        """The check-ins that went by without a score and can still count, in minutes after it.

        0 stands for the score just before the block. What is written down more than a day late
        does not count.
        """
        answered = {check_at(minutes) for minutes, _ in self.checks}
        before = () if self.baseline is not None else (0,)
        asked = (*before, *(after for after in CHECKS if after not in answered))
        return tuple(
            after
            for after in asked
            if now - RECALLED_AFTER <= (moment := self.given + after * _MINUTE) <= now
            and not self._is_over(moment)
        )

    def next_check(self, now: datetime) -> datetime | None:
        """The instant of the next check-in that is still to come; None after the last."""
        moments = (self.given + after * _MINUTE for after in CHECKS)
        coming = next((moment for moment in moments if moment > now), None)
        return None if coming is None or self._is_over(coming) else coming

    def reminders(self, block: Treatment, zone: ZoneInfo, now: datetime) -> list[Reminder]:
        """One for each check-in that is open or still to come; one that is over is let go."""
        found = []
        for after, ends in _ENDS.items():
            moment = self.given + after * _MINUTE
            local = moment.astimezone(zone)
            # Its fold stays: in autumn it tells the second of two like times from the first.
            at = local.time().replace(second=0, microsecond=0)
            if now < self.given + ends * _MINUTE and not self._is_over(moment):
                kind, entered = ReminderKind.BLOCK_DAY, block.entered_at
                one = Reminder(kind, at, about=block.id, set_at=entered, on=local.date())
                found.append(one)
        return found

    def _is_over(self, moment: datetime) -> bool:
        return self.until is not None and moment >= self.until


def block_day(
    given: datetime,
    side: Side | None,
    entries: Iterable[PainEntry],
    until: datetime | None = None,
) -> BlockDay:
    """What `entries` say of a block on a side; without a side it is for both.

    Scores added more than a day later are left out. A score in the block's own minute is one from
    before it. Where both sides are scored, a check-in is the mean of the two, once both are there.
    """
    near = [
        entry
        for entry in sorted(entries, key=lambda one: one.felt.utc)
        if entry.counted
        and given - _BEFORE <= entry.felt.utc <= given + LONGEST * _MINUTE
        and (until is None or entry.felt.utc < until)
    ]
    sides = [
        {minutes_between(given, one.felt.utc): one.score.points for one in some if one.score}
        for part in (side or Side.BOTH).parts
        if (some := [entry for entry in near if entry.score and part in entry.side.parts])
    ]
    before = [_last_before(one) for one in sides]
    known = [points for points in before if points is not None]
    baseline = sum(known) / len(known) if known and len(known) == len(before) else None
    return BlockDay(given, baseline, _checks([*map(_after, sides)]), until)


def _last_before(scores: Mapping[float, float]) -> float | None:
    before = [points for minutes, points in scores.items() if minutes < _OWN_MINUTE]
    return before[-1] if before else None


def _after(scores: Mapping[float, float]) -> list[Check]:
    return [(minutes, points) for minutes, points in scores.items() if minutes >= _OWN_MINUTE]


def _checks(sides: Sequence[Sequence[Check]]) -> tuple[Check, ...]:
    """One side as it is; of two sides the newest scores of each check-in that has both."""
    if len(sides) == 1:
        return tuple(sides[0])
    newest = [{check_at(minutes): (minutes, points) for minutes, points in some} for some in sides]
    found = []
    for check in CHECKS:
        pairs = [one[check] for one in newest if check in one]
        if pairs and len(pairs) == len(newest):
            points = sum(points for _, points in pairs) / len(pairs)
            found.append((max(minutes for minutes, _ in pairs), points))
    return tuple(found)


def zone_of(block: Treatment, entries: Iterable[PainEntry], zone: ZoneInfo) -> ZoneInfo:
    """The zone in which a block was lived: that of the score nearest to it, else the one of now.

    Raises ValueError for a block whose time is not known.
    """
    wall = _wall(block)
    near = [
        (abs(entry.felt.at.replace(tzinfo=None) - wall), entry.felt.zone)
        for entry in entries
        if entry.felt.zone != When.UNSURE
    ]
    close = [one for one in near if one[0] <= _BEFORE]
    return ZoneInfo(min(close)[1]) if close else zone


def moment_of(block: Treatment, zone: ZoneInfo) -> datetime:
    """The instant of a block whose time is known, in UTC; raises ValueError for any other."""
    return When.local(_wall(block), zone).utc


def _wall(block: Treatment) -> datetime:
    if block.given_at is None:
        raise ValueError("the time of this block is not known")
    # A day of the diary lasts until four in the morning.
    wall = datetime.combine(block.first_day, block.given_at)
    return wall if DaySlot.at(wall).day == block.first_day else wall + ONE_DAY


def minutes_between(given: datetime, felt: datetime) -> float:
    """Minutes from one aware instant to another."""
    return (felt - given) / _MINUTE


def check_at(minutes: float) -> int | None:
    """The check-in that a score so many minutes after the block answers; None for none."""
    if not _OPENS[CHECKS[0]] <= minutes <= LONGEST:
        return None
    return max(after for after, opens in _OPENS.items() if opens <= minutes)


def closed_before(given: datetime, now: datetime) -> datetime | None:
    """The instant since which a mark may be moved: what was marked before it stands for itself.

    That is the block itself, then the opening of each check-in. None before the block, and when
    the last check-in is over.
    """
    minutes = minutes_between(given, now)
    if not _OWN_MINUTE <= minutes <= LONGEST:
        return None
    opened = [opens for opens in (_OWN_MINUTE, *_OPENS.values()) if opens <= minutes]
    return given + max(opened) * _MINUTE


def next_opening(given: datetime, now: datetime) -> datetime | None:
    """The instant at which the next check-in opens; None where none will."""
    moments = (given + opens * _MINUTE for opens in (_OWN_MINUTE, *_OPENS.values()))
    return next((moment for moment in moments if moment > now), None)


def in_time(checks: Iterable[Check]) -> list[Check]:
    """The check-ins at the times they were asked for, where they came within a quarter hour.

    The published rules count in whole hours: a few minutes late is no gap. Times that fall together
    stay as they are.
    """
    found: dict[float, float] = {}
    for minutes, points in checks:
        asked = check_at(minutes)
        near = asked is not None and abs(minutes - asked) <= min(_IN_TIME, asked / 2)
        moved = float(asked) if near and asked is not None and asked not in found else minutes
        found[moved if moved not in found else minutes] = points
    return sorted(found.items())
