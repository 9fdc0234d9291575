"""The 24 statements of Roland and Morris about a day with back pain, and how they are counted.

Roland and Morris, Spine 1983; 8:141-144: the score is how many statements were ticked. One that was
not ticked counts nothing, whether it does not fit or was passed over: the instrument knows no
missing answer.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from cluneal_tracker.domain.when import When

STATEMENTS = 24
# A change that a panel took for worth noting: Ostelo et al., Spine 2008; 33:90-94. Never a verdict.
WORTH_NOTING = 5

A_WHILE = timedelta(days=28)
# So long a diary has been kept before the statements are offered for the first time.
SETTLED_AFTER = timedelta(days=7)


def as_ticked(numbers: object) -> frozenset[int]:
    """The numbers of statements, 1 to 24; raises ValueError for anything else."""
    if not isinstance(numbers, (frozenset, set, list, tuple)):
        raise ValueError("Statements are named by their numbers.")
    for number in numbers:
        if type(number) is not int or not 1 <= number <= STATEMENTS:
            raise ValueError(f"The statements are numbered 1 to {STATEMENTS}, not {number}.")
    return frozenset(numbers)


@dataclass(frozen=True, slots=True)
class RolandText:
    """The words of the authors: what stands above the statements, and the statements in order."""

    intro: tuple[str, ...]
    statements: tuple[str, ...]

    def __post_init__(self) -> None:
        if len(self.statements) != STATEMENTS:
            raise ValueError(f"there are {STATEMENTS} statements, not {len(self.statements)}")


@dataclass(frozen=True, slots=True)
class RolandAnswer:
    """Which statements were ticked on one day; None where they were put off, "not now"."""

    id: str
    given: When
    entered_at: datetime
    ticked: frozenset[int] | None

    def __post_init__(self) -> None:
        if self.ticked is not None:
            object.__setattr__(self, "ticked", as_ticked(self.ticked))

    @property
    def score(self) -> int | None:
        """How many statements were ticked, 0 to 24; None where they were put off."""
        return None if self.ticked is None else len(self.ticked)


@dataclass(frozen=True, slots=True)
class RolandDraft:
    """Statements ticked so far on a diary day; they count for nothing until they are all read."""

    day: date
    ticked: frozenset[int]

    def __post_init__(self) -> None:
        object.__setattr__(self, "ticked", as_ticked(self.ticked))

    def can_go_on(self, today: date) -> bool:
        """Whether it is still the same day: the statements speak of today alone."""
        return self.day == today


def is_offered(last: date | None, today: date, *, settled: bool) -> bool:
    """Whether the statements are offered by themselves on a diary day.

    `last` is the day of the newest answer, or of putting it off; `settled` says that the diary has
    been kept for a week.
    """
    return settled if last is None else today - last >= A_WHILE


def points(answers: Iterable[RolandAnswer]) -> list[tuple[date, float]]:
    """The day and the score, 0 to 24, of each answer; one that was put off is left out."""
    return [(one.given.day, float(one.score)) for one in answers if one.score is not None]
