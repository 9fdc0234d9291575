"""Hypothesis strategies for exercises, and a small picture."""

from __future__ import annotations

import struct
import zlib
from dataclasses import replace

from hypothesis import strategies as st

from cluneal_tracker.domain.routine import Level, Part, Routine, Step, StepKind

letters = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
texts = st.text(letters, max_size=30)
names = texts.filter(lambda text: bool(text.strip()))
drawings = st.from_regex(r"(own:[0-9a-f]{1,32}|[a-z0-9-]{1,30})?", fullmatch=True)
seconds = st.integers(1, 3600) | st.floats(1, 3600)
steps = st.builds(
    Step,
    key=texts,
    say=names,
    short=texts,
    kind=st.sampled_from(StepKind),
    seconds=st.none() | seconds,
    from_guide=st.booleans(),
    drawing=drawings,
    times=st.integers(1, 100),
    swing=drawings,
)
parts = st.builds(
    Part,
    each_side=st.booleans(),
    repetitions=st.integers(1, 100),
    steps=st.lists(steps, min_size=1, max_size=3).map(tuple),
    from_guide=st.booleans(),
    sets=st.integers(1, 10),
    rest_seconds=st.integers(0, 600),
)
some_parts = st.lists(parts, min_size=1, max_size=2).map(tuple)
plain = st.builds(
    Routine,
    key=st.just(""),
    name=names,
    summary=texts,
    caution=texts,
    per_day=st.integers(1, 10),
    ready_seconds=st.floats(1, 120),
    swap_seconds=st.floats(1, 120),
    parts=some_parts,
    by_leg=st.booleans(),
    per_day_from_guide=st.booleans(),
)
levels = st.lists(st.builds(Level, name=texts, parts=some_parts), min_size=1, max_size=3)
graded = st.builds(
    lambda routine, levels, number: replace(
        routine,
        levels=tuple(levels),
        parts=levels[number % len(levels)].parts,
        level=number % len(levels) + 1,
    ),
    plain,
    levels,
    st.integers(0, 5),
)
routines = plain | graded


def png(width: int = 3, height: int = 2, *more: tuple[bytes, bytes], grey: int = 128) -> bytes:
    """A grey picture; `more` are further parts before its end."""
    rows = (b"\0" + bytes([grey]) * width) * height
    parts = [
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)),
        (b"IDAT", zlib.compress(rows)),
        *more,
        (b"IEND", b""),
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(part(kind, data) for kind, data in parts)


def part(kind: bytes, data: bytes) -> bytes:
    """A part of a PNG with its length and checksum."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def bridge(**changed: object) -> Routine:
    """An exercise of one step."""
    step = Step("step-1", "Lift your bottom", "lift", StepKind.HOLD, 5, False, "core-brace")
    routine = Routine("", "Bridge", "On your back.", "", 2, 5, 10, (Part(False, 10, (step,)),))
    return replace(routine, **changed)  # type: ignore[arg-type]


def showing(drawing: str, **changed: object) -> Routine:
    """An exercise whose step shows a drawing."""
    routine = bridge(**changed)
    (step,) = routine.parts[0].steps
    return replace(
        routine, parts=(replace(routine.parts[0], steps=(replace(step, drawing=drawing),)),)
    )
