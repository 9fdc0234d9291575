"""A file of another program, as one neutral table of readings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum

MOST_NAMES = 500
_SAMPLES = 4


class Program(str, Enum):
    """The programs whose files are known by what is in them."""

    TRACK_AND_GRAPH = "Track & Graph"
    LOOP = "Loop Habit Tracker"
    BEARABLE = "Bearable"
    OTHER = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """A row as it is written. `values` holds one cell, or each cell of a table, by name.

    A table of an unknown program says with its roles which cells are the day, time, note and side.
    """

    place: str
    values: Mapping[str, str]
    day: str = ""
    time: str = ""
    note: str = ""
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Named:
    """A name of the file, how many values it has, and the first different ones."""

    name: str
    count: int
    samples: tuple[str, ...]


@dataclass(frozen=True)
class ForeignTable:
    """All readings of a file; `columns` is empty where each reading has its own name."""

    program: Program
    readings: Sequence[Reading]
    columns: Sequence[str] = ()
    names: Sequence[Named] = field(init=False)

    def __post_init__(self) -> None:
        counts: defaultdict[str, int] = defaultdict(int)
        samples: dict[str, dict[str, None]] = {column: {} for column in self.columns}
        for reading in self.readings:
            for name, value in reading.values.items():
                found = samples.setdefault(name, {})
                if value:
                    counts[name] += 1
                    if len(found) < _SAMPLES:
                        found[value] = None
        if len(samples) > MOST_NAMES:
            raise ValueError(f"It holds {len(samples):,} names. It can have up to {MOST_NAMES}.")
        named = [Named(name, counts[name], tuple(found)) for name, found in samples.items()]
        object.__setattr__(self, "names", named)
