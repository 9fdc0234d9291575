"""Made-up entries of a diary for its stores."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from cluneal_tracker.data.database import Database, in_memory
from cluneal_tracker.domain.pain import Given, PainEntry, Side, VasScore
from cluneal_tracker.domain.treatment import Treatment, TreatmentKind
from cluneal_tracker.domain.weekly import OverallChange, Peg
from cluneal_tracker.domain.when import When

whole, changes = st.integers(0, Peg.MOST), st.sampled_from(OverallChange)


NOW = datetime(2026, 3, 12, 7, 10, tzinfo=timezone.utc)
AWKWARD = [
    "",
    " ",
    "\r\n\t",
    "🦵🏽‍♀️",
    "كتف 12",
    "\u202eabc",
    "e\u0301",
    "'; --",
    "\ufeff",
]
ZONES = ["Europe/Berlin", "Asia/Kathmandu", "Australia/Lord_Howe", "America/St_Johns", "UTC"]

# Everything that can be typed; lone surrogates and NUL cannot, and are refused.
letters = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
texts = st.sampled_from(AWKWARD) | st.text(letters, max_size=40)
zones = st.sampled_from(ZONES).map(ZoneInfo)
walls = st.datetimes(
    datetime.fromisoformat("1950-01-01T00:00"), datetime.fromisoformat("2100-01-01T00:00")
).map(lambda wall: wall.replace(microsecond=wall.microsecond // 1000 * 1000))
whens = st.builds(When.local, walls, zones)
answers = st.dictionaries(texts, st.booleans(), max_size=4)
marks = st.integers(0, 100).map(VasScore)


@contextmanager
def open_diary() -> Iterator[Database]:
    db = in_memory()
    yield db
    db.close()


@st.composite
def entries(draw: st.DrawFn) -> PainEntry:
    felt, score = draw(whens), draw(st.none() | marks)
    late = draw(st.integers(0, 10**9))
    return PainEntry(
        id="one",
        felt=felt,
        entered_at=felt.utc + timedelta(milliseconds=late),
        side=draw(st.sampled_from(Side)),
        score=score,
        given=None if score is None else draw(st.sampled_from(Given)),
        activities=draw(answers),
        signs=draw(answers),
        note=draw(texts),
        line_px=draw(st.none() | st.integers(1, 9999)),
    )


def a_block(identity: str, **more: Any) -> Treatment:
    day = date(2026, 3, 12)
    return Treatment(identity, TreatmentKind.BLOCK, day, **{"entered_at": NOW, **more})


HALF = When.local(datetime.fromisoformat("2026-03-12T08:00"), ZoneInfo("UTC")).half


def an_entry(identity: str, felt: str) -> PainEntry:
    when = When.local(datetime.fromisoformat(felt), ZoneInfo("Europe/Berlin"))
    return PainEntry(identity, when, when.utc, Side.LEFT)
