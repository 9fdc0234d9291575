"""The day of a block: timed check-ins before it and in the hours after."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from cluneal_tracker.domain.pain import PainEntry, Side
from cluneal_tracker.domain.schedule import Reminder, ReminderKind
from cluneal_tracker.domain.treatment import Treatment
from cluneal_tracker.domain.when import When

# Minutes after the block at which a check-in is asked for, and how long one still belongs to it.
CHECKS = (5, 15, 30, 60, 120, 180, 240, 360, 1440)
LONGEST = 1440 + 240
_BEFORE = timedelta(hours=24)
_SIX_HOURS, _LOWEST_BASELINE = 360, 2.0
_MINUTE = timedelta(minutes=1)

# A check-in belongs to the time it is nearer to: each begins halfway from the one before it.
_OPENS = {after: (before + after) / 2 for before, after in pairwise((0, *CHECKS))}
_ENDS = dict(zip(CHECKS, [*list(_OPENS.values())[1:], LONGEST], strict=True))


@dataclass(frozen=True, slots=True)
class BlockDay:
    """The scores around a block that was given at the aware instant `given`.

    `baseline` is the last score of the day before it, in points, None where there is none.
    `checks` are minutes after it with their score in points, oldest first.
    """

    given: datetime
    baseline: float | None
    checks: tuple[tuple[float, float], ...]

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
        if asked is None:
            return None
        answered = {check_at(minutes) for minutes, _ in self.checks}
        return None if asked in answered else asked

    def next_check(self, now: datetime) -> datetime | None:
        """The instant of the next check-in that is still to come; None after the last."""
        moments = (self.given + after * _MINUTE for after in CHECKS)
        return next((moment for moment in moments if moment > now), None)


def block_day(given: datetime, side: Side | None, entries: Iterable[PainEntry]) -> BlockDay:
    """What `entries` say of a block on a side; without a side it is for both.

    Scores added more than a day later are left out. Of several at one instant, as with two sides,
    the mean counts.
    """
    fitting = [
        (entry.felt.utc, entry.score.points)
        for entry in entries
        if entry.counted and entry.score and _concerns(entry, side)
    ]
    before = [one for one in fitting if given - _BEFORE <= one[0] <= given]
    at: defaultdict[float, list[float]] = defaultdict(list)
    for felt, points in fitting:
        minutes = minutes_between(given, felt)
        if 0 < minutes <= LONGEST:
            at[minutes].append(points)
    newest = max((felt for felt, _ in before), default=None)
    last = [points for felt, points in before if felt == newest]
    return BlockDay(
        given,
        sum(last) / len(last) if last else None,
        tuple((minutes, sum(some) / len(some)) for minutes, some in sorted(at.items())),
    )


def moment_of(block: Treatment, zone: ZoneInfo) -> datetime:
    """The instant of a block whose time is known, in UTC; raises ValueError for any other."""
    if block.given_at is None:
        raise ValueError("the time of this block is not known")
    return When.local(datetime.combine(block.first_day, block.given_at), zone).utc


def check_reminders(blocks: Iterable[Treatment], zone: ZoneInfo, now: datetime) -> list[Reminder]:
    """A reminder for each check-in that is open or still to come; one that is over is let go."""
    found = []
    for block in blocks:
        given = moment_of(block, zone)
        for after, ends in _ENDS.items():
            local = (given + after * _MINUTE).astimezone(zone)
            at = local.time().replace(second=0, microsecond=0)
            if now < given + ends * _MINUTE:
                found.append(
                    Reminder(
                        ReminderKind.BLOCK_DAY,
                        at,
                        about=block.id,
                        set_at=block.entered_at,
                        on=local.date(),
                    )
                )
    return found


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
    if not 0 <= minutes <= LONGEST:
        return None
    opened = [opens for opens in (0.0, *_OPENS.values()) if opens <= minutes]
    return given + max(opened) * _MINUTE


def next_opening(given: datetime, now: datetime) -> datetime | None:
    """The instant at which the next check-in opens; None where none will."""
    moments = (given + opens * _MINUTE for opens in (0.0, *_OPENS.values()))
    return next((moment for moment in moments if moment > now), None)


def _concerns(entry: PainEntry, side: Side | None) -> bool:
    sides = (side or Side.BOTH).parts
    return any(part in entry.side.parts for part in sides)
