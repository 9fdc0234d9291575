"""Where the parts of a chart go: boxes, the time axis, and the dates under it. No matplotlib."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import chain, pairwise

from cluneal_tracker.domain.diary import days_between
from cluneal_tracker.domain.pain import VasScore
from cluneal_tracker.render import fonts
from cluneal_tracker.render.sentences import Phrases, day_text

TOP_SCORE = VasScore.MAX_MM / 10
# A diary day runs from four to four; its middle is where a thing without a time is drawn.
_DAY_BEGINS = time(4, 0)
_A_DAY = timedelta(days=1).total_seconds()
# No date with its gap is narrower than this many letters' heights.
_NARROWEST_DATE = 3


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in points, measured from the lower left corner."""

    left: float
    bottom: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The x of its right edge."""
        return self.left + self.width

    @property
    def top(self) -> float:
        """The y of its upper edge."""
        return self.bottom + self.height

    def meets(self, other: Box, gap: float = 0.0) -> bool:
        """Whether two boxes come closer than `gap`."""
        return (
            self.left < other.right + gap
            and other.left < self.right + gap
            and self.bottom < other.top + gap
            and other.bottom < self.top + gap
        )


@dataclass(frozen=True, slots=True)
class Style:
    """Sizes in points: letters, small letters, and the unit that marks and gaps are made of."""

    text: float
    small: float
    unit: float

    def smaller(self) -> Style:
        """The same a size down."""
        return Style(self.text * 0.9, self.small * 0.9, self.unit * 0.95)

    @property
    def row(self) -> float:
        """The height of one row of text."""
        return self.text * 1.45

    @property
    def small_row(self) -> float:
        """The height of one row of small text."""
        return self.small * 1.4


@dataclass(frozen=True, slots=True)
class TimeAxis:
    """Days as x: real time runs from left to right without a jump."""

    first: date
    last: date
    left: float
    right: float

    @property
    def days(self) -> int:
        """How many days the axis has."""
        return (self.last - self.first).days + 1

    @property
    def day_width(self) -> float:
        """The width of one day."""
        return (self.right - self.left) / self.days

    def of_day(self, day: date, part: float = 0.5) -> float:
        """The x of a day: its beginning (0), middle (0.5) or end (1)."""
        return self.left + ((day - self.first).days + part) * self.day_width

    def of_times(self, times: Iterable[datetime]) -> Iterator[float]:
        """The x of each wall-clock time, held inside the axis."""
        start, a_second = datetime.combine(self.first, _DAY_BEGINS), self.day_width / _A_DAY
        for at in times:
            yield self.clip(self.left + (at - start).total_seconds() * a_second)

    def clip(self, x: float) -> float:
        """An x held inside the axis."""
        return min(max(x, self.left), self.right)


@dataclass(frozen=True, slots=True)
class Panel:
    """The plot of one side: the rows of headings, the field 0-10, and the strip under it."""

    field: Box
    head: Box
    ground: Box
    strip: float

    def y(self, score: float) -> float:
        """The y of a score 0-10."""
        return self.field.bottom + score / TOP_SCORE * self.field.height


@dataclass(frozen=True, slots=True)
class Tick:
    """One date under the axis."""

    day: date
    x: float
    text: str
    strong: bool


def ticks(axis: TimeAxis, room: Box, style: Style, phrases: Phrases) -> list[Tick]:
    """The dates of the finest step whose labels keep apart inside `room`."""
    found: list[Tick] = []
    for days, years in _steps(axis, style, phrases):
        found = [_tick(axis, room, style, day, text, years) for day, text in days]
        if _apart(found, style):
            return found
    return found[:1]


def _steps(
    axis: TimeAxis, style: Style, phrases: Phrases
) -> Iterator[tuple[list[tuple[date, str]], bool]]:
    """Each step from fine to coarse: its days with their labels, and whether years stand out."""
    whole = list(days_between(axis.first, axis.last))
    for step in (1, 2, 7, 14):
        if axis.day_width * step < _NARROWEST_DATE * style.small:
            continue
        # Counted from a Monday, so that the dates stay put while the range moves.
        kept = [day for day in whole if day.toordinal() % step == 1 % step]
        kept = kept or whole[:1]
        yield [(day, day_text(day, phrases)) for day in kept], False
    months: Sequence[str] = phrases["chart"]["months"]
    firsts = [day for day in whole if day.day == 1] or whole[:1]
    for step in (1, 2, 3, 6):
        kept = [day for day in firsts if (day.month - 1) % step == 0] or firsts[:1]
        yield [(day, _month_text(day, months)) for day in kept], True
    for step in (1, 2, 5, 10, 20, 50):
        kept = [day for day in firsts if day.month == 1 and day.year % step == 0] or firsts[:1]
        yield [(day, str(day.year)) for day in kept], False


def _month_text(day: date, months: Sequence[str]) -> str:
    return str(day.year) if day.month == 1 else months[day.month - 1]


def _tick(axis: TimeAxis, room: Box, style: Style, day: date, text: str, years: bool) -> Tick:
    strong = years and day.month == 1
    half = fonts.width(text, style.small, strong) / 2
    x = min(max(axis.of_day(day), room.left + half), room.right - half)
    return Tick(day, x, text, strong)


def _apart(found: Sequence[Tick], style: Style) -> bool:
    gap = style.small * 1.2
    spans = [(one.x, fonts.width(one.text, style.small, one.strong) / 2) for one in found]
    return all(
        right - right_half - (left + left_half) >= gap
        for (left, left_half), (right, right_half) in pairwise(spans)
    )


def runs_of_days(days: Iterable[date]) -> list[tuple[date, date]]:
    """Days in order as stretches of neighbours, each with its first and last day."""
    found: list[tuple[date, date]] = []
    for day in days:
        if found and (day - found[-1][1]).days == 1:
            found[-1] = (found[-1][0], day)
        else:
            found.append((day, day))
    return found


def wrapped(parts: Sequence[str], room: float, size: float) -> list[str]:
    """Short sentences set in lines that fit into `room`; one too long for a line is parted."""
    lines: list[str] = []
    fitting = ([part] if fonts.width(part, size) <= room else part.split() for part in parts)
    for part in chain.from_iterable(fitting):
        if lines and fonts.width(f"{lines[-1]} {part}", size) <= room:
            lines[-1] += f" {part}"
        else:
            lines.append(part)
    return lines
