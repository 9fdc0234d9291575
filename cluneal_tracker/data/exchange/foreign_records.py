"""The records that a diary gets of another program's readings, and what each is known by."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from datetime import time

from cluneal_tracker.data.exchange.fields import Number
from cluneal_tracker.data.exchange.foreign import Program
from cluneal_tracker.data.exchange.foreign_values import Instant, canonical, local
from cluneal_tracker.data.exchange.table import Record
from cluneal_tracker.data.when_columns import utc_text
from cluneal_tracker.domain.pain import Side
from cluneal_tracker.domain.phases import phases, repetitions, run_seconds
from cluneal_tracker.domain.routine import Routine
from cluneal_tracker.domain.when import When


class Identities:
    """Names the rows of one file of a program."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._seen: Counter[tuple[str, str, str]] = Counter()

    def identity(self, name: str, key: str, value: str) -> str:
        """The same row of the same program has the same id, in this file and in a longer one."""
        what = (name, key, canonical(value))
        self._seen[what] += 1
        text = json.dumps([self._program.value, *what, self._seen[what]])
        return hashlib.sha256(text.encode()).hexdigest()[:32]


def moment_key(instant: Instant) -> str:
    """The moment as the file tells it, whatever the zone or the half that was chosen here."""
    at = instant.at.isoformat() if instant.at else ""
    if instant.offset is None:
        return f"{instant.day} {at}".strip()
    return utc_text(local(instant.day, instant.at or time(), instant.offset))


def pain_record(identity: str, when: When, side: Side) -> Record:
    """An entry without a score, an answer or a note."""
    return {
        **_half(when),
        "score": None,
        "side": side.value,
        "activities": {},
        "signs": {},
        "note": "",
        **_moment("felt_at", when),
        "given": None,
        "line_px": None,
        "id": identity,
    }


def session_record(identity: str, when: When, routine: Routine, seconds: int | None) -> Record:
    """A whole exercise without a note, in `seconds` or, where None, in the time it takes."""
    counts = {side: Number(count) for side, count in repetitions(phases(routine)).items()}
    return {
        **_half(when),
        "routine": routine.key,
        "seconds": Number(round(run_seconds(routine)) if seconds is None else seconds),
        "planned": counts,
        "done": counts,
        "pauses": Number(0),
        "pain_before": None,
        "pain_after": None,
        "note": "",
        **_moment("started_at", when),
        "id": identity,
    }


def _half(when: When) -> Record:
    return {"day": when.day.isoformat(), "half": when.slot.value}


def _moment(name: str, when: When) -> Record:
    # Nobody knows when it was written down: as good as at once, as the other program has it.
    at = when.at.isoformat(timespec="milliseconds")
    return {name: at, "zone": when.zone, "entered_at": at}
