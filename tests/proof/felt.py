"""The lines of side effects, worked out once more from the export: standard library only."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tests.proof.export import Diary, Row

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
KINDS = {
    **{"block": "nerve block", "medicine": "medicine", "physio": "physio", "surgery": "surgery"},
    **{"pns": "nerve stimulator", "other": "something else"},
}


def felt(diary: Diary, first: date, last: date) -> list[str]:
    """A line for each treatment with a side effect in these days, the newest one first."""
    there = [one for one in diary.effects if _is_there(one, first, last)]
    there.sort(key=lambda one: (one["first_day"], one["entered_at"], one["id"]), reverse=True)
    treatments = {one["id"]: one for one in diary.treatments}
    keys = dict.fromkeys(one["treatment"] for one in there if one["treatment"] in treatments)
    return [
        _line(treatments[key], [one for one in there if one["treatment"] == key]) for key in keys
    ]


def _is_there(effect: Row, first: date, last: date) -> bool:
    until = effect["last_day"] or last.isoformat()
    return effect["first_day"] <= last.isoformat() and until >= first.isoformat()


def _line(treatment: Row, effects: Sequence[Row]) -> str:
    name = treatment["name"].strip() or KINDS[treatment["kind"]]
    told = "; ".join(f"{one['what']}, {one['strength']}, {_days(one)}" for one in effects)
    return f"Side effects, {name}: {told}."


def _days(effect: Row) -> str:
    first, last = (_day(effect[name]) for name in ("first_day", "last_day"))
    if not last:
        return f"from {first}, still there"
    return first if first == last else f"{first} to {last}"


def _day(text: str) -> str:
    if not text:
        return ""
    year, month, day = map(int, text.split("-"))
    return f"{day} {MONTHS[month - 1]} {year}"
