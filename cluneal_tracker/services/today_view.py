"""The check-in of a half day as it is shown: what was marked, answered and noted, and the week."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from cluneal_tracker.data.content import Named
from cluneal_tracker.domain.pain import (
    NIGHT_PAIN,
    NUMB,
    PainEntry,
    Side,
    VasScore,
    last_check_in,
    still_open,
)
from cluneal_tracker.domain.when import DaySlot, Slot, When

WEEK_DAYS = 7


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing that can be answered yes or no; None is "not asked"."""

    key: str
    name: str
    answer: bool | None


@dataclass(frozen=True, slots=True)
class HalfDay:
    """One cell of the week strip: the mean score of a half day, or None."""

    half: DaySlot
    score: float | None
    added_later: bool


@dataclass(frozen=True, slots=True)
class TodayView:
    """Everything the Today screen shows.

    `marks` holds the open mark of each line that is shown (None: not marked yet). `scored` are the
    entries of this half day with a score, oldest first. `saved` is the open one that was marked
    last, and `undone_next` says that undo would take back just that mark: nothing was changed
    since. `counts` tells whether a score given now for this half day is
    part of the middle scores. `week` runs from the oldest of seven days, morning first.
    """

    half: DaySlot
    today: date
    earlier: bool
    counts: bool
    side: Side
    marks: Mapping[Side, VasScore | None]
    scored: tuple[PainEntry, ...]
    saved: PainEntry | None
    undone_next: bool
    activities: tuple[Asked, ...]
    signs: Mapping[str, bool | None]
    note: str
    week: tuple[HalfDay, ...]
    scored_today: bool

    @property
    def last(self) -> PainEntry | None:
        """The newest entry of this half day with a score."""
        return self.scored[-1] if self.scored else None


def check_in_of(
    entries: Sequence[PainEntry],
    half: DaySlot,
    now: When,
    side: Side,
    activities: Sequence[Named],
    *,
    counts: bool,
    since: datetime | None = None,
    newest_mark: str | None = None,
) -> TodayView:
    """The check-in of a half day, from the entries of its day and of the week that ends `now`.

    `side` is the person's, `counts` as the view has it. What was marked before `since` is closed.
    `newest_mark` is the id of the entry that undo would take the score of.
    """
    here = [entry for entry in entries if entry.felt.half == half]
    opened = still_open(here, half, now.utc, since)
    kept = next(iter(last_check_in(opened)), None)
    answers = kept.activities if kept else {}
    scored = tuple(entry for entry in here if entry.score)
    saved = _marked_last(opened, side, newest_mark)
    return TodayView(
        half=half,
        today=now.day,
        earlier=half.day != now.day,
        counts=counts,
        side=side,
        marks={part: _mark(opened, part) for part in side.parts},
        scored=scored,
        saved=saved,
        undone_next=saved is not None and saved.id == newest_mark,
        activities=tuple(_asked(item, answers) for item in activities),
        signs={key: (kept.signs.get(key) if kept else None) for key in (NIGHT_PAIN, NUMB)},
        note=kept.note if kept else "",
        week=_week(entries, now.day),
        scored_today=any(entry.score and entry.felt.day == now.day for entry in entries),
    )


def _mark(opened: list[PainEntry], side: Side) -> VasScore | None:
    marks = [entry.score for entry in opened if entry.score and side in entry.side.parts]
    return marks[-1] if marks else None


def _marked_last(opened: list[PainEntry], side: Side, newest_mark: str | None) -> PainEntry | None:
    """Of two sides one may have been begun first and moved last."""
    shown = [one for one in opened if one.score and {*one.side.parts} & {*side.parts}]
    return max(shown, key=lambda one: (one.id == newest_mark, one.entered_at), default=None)


def _asked(item: Named, answers: Mapping[str, bool]) -> Asked:
    return Asked(item.key, item.name, answers.get(item.key))


def _week(entries: Sequence[PainEntry], today: date) -> tuple[HalfDay, ...]:
    days = [today - timedelta(days=back) for back in reversed(range(WEEK_DAYS))]
    return tuple(_half_day(entries, DaySlot(day, slot)) for day in days for slot in Slot)


def _half_day(entries: Sequence[PainEntry], half: DaySlot) -> HalfDay:
    scored = [entry for entry in entries if entry.felt.half == half and entry.score]
    scores = [entry.score.points for entry in scored if entry.score]
    mean = sum(scores) / len(scores) if scores else None
    return HalfDay(half, mean, bool(scored) and all(entry.added_later for entry in scored))
