"""Works out every figure of the page for the doctor once more, from the CSV export alone.

Standard library only, and nothing of the app: what the two agree on was not computed by one piece
of code. `python -m tests.proof.recompute diary.zip TODAY [FIRST LAST]` prints the figures.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from tests.proof.answers import answers
from tests.proof.around import results
from tests.proof.blocks import blocks
from tests.proof.export import DAY, FEWEST, Diary, Row, Score, stretch, values
from tests.proof.felt import felt
from tests.proof.together import standing_out
from tests.proof.where import where


def figures(
    archive: bytes, today: date, first: date | None = None, last: date | None = None
) -> dict[str, Any]:
    """Every figure of the page: what it says of a range of days, by default of all of them."""
    diary = Diary(archive)
    begun, newest = min(one.day for one in diary.scores), max(one.day for one in diary.scores)
    latest = max(today, newest)
    last = last or latest
    first = first or min(begun, last)
    inside = [one for one in diary.scores if first <= one.day <= last]
    sessions = [one for one in diary.sessions if first <= date.fromisoformat(one["day"]) <= last]
    links = _links(diary, inside, first, last)
    return {
        "first": first,
        "last": last,
        "days": (last - first).days + 1,
        "tiles": _tiles(inside, sessions, first, last, begun, today, latest),
        "answers": answers(diary, first, last),
        "results": results(diary, first, last, today),
        "blocks": blocks(diary, last, today),
        "felt": felt(diary, first, last),
        "marked": _marked(diary, inside, links),
        "where": where(diary.spots, first, last),
        "signs": [one for one in (_asked(key, inside) for key in ("night-pain", "numb")) if one],
    }


def _tiles(
    inside: Sequence[Score],
    sessions: Sequence[Row],
    first: date,
    last: date,
    begun: date,
    today: date,
    latest: date,
) -> dict[str, Any]:
    scored = [one for one in inside if one.points is not None]
    start, end = max(first, begun), min(last, latest)
    middles, apart = {}, False
    for side in ("left", "right"):
        if any(side in one.sides for one in scored):
            own = values(scored, {side})
            early = stretch(own, start, min(end, start + 13 * DAY))
            late = stretch(own, max(start, end - 13 * DAY), end)
            whole = stretch(own, start, end)
            middles[side] = (early["middle"], late["middle"], whole["middle"])
            apart = apart or min(early["scored"], late["scored"]) >= FEWEST
    exercised = [date.fromisoformat(one["day"]) for one in sessions]
    asked_from = max(first, min([begun, *exercised]))
    asked = max(1, (min(last, today) - asked_from).days + 1)
    return {
        "middles": middles,
        "apart": apart and (last - first).days + 1 >= 28,
        "scored_days": len({one.day for one in scored}),
        "asked_days": asked,
        "added_later": sum(one.later for one in scored),
        "scores": len(scored),
        "exercises": Fraction(sum(map(_share, sessions)), asked) if sessions else None,
    }


def _share(session: Row) -> Fraction:
    """The part of an exercise that was done."""
    parts = {
        name: sum(int(session[f"{name} {side}"] or 0) for side in ("left", "right", "once"))
        for name in ("planned", "done")
    }
    return Fraction(parts["done"], parts["planned"]) if parts["planned"] else Fraction(0)


def _asked(key: str, inside: Sequence[Score]) -> dict[str, Any] | None:
    """On how many days something was asked, and on how many the answer was yes."""
    answered = _answered(key, inside)
    yes = [day for day, answer in answered.items() if answer]
    if not answered:
        return None
    return {"key": key, "yes": len(yes), "asked": len(answered), "last": max(yes, default=None)}


def _answered(key: str, inside: Sequence[Score]) -> dict[date, bool]:
    found: dict[date, bool] = {}
    for one in inside:
        if key in one.answers:
            found[one.day] = found.get(one.day, False) or one.answers[key]
    return found


def _marked(
    diary: Diary, inside: Sequence[Score], links: Sequence[dict[str, Any]]
) -> list[dict[str, Any]]:
    """The four activities that stand out or were marked most, with what stands out of them."""
    told: dict[str, dict[str, Any]] = {}
    for one in links:
        told.setdefault(one["key"], one)
    rows = [one for one in (_asked(key, inside) for key in diary.activities) if one]
    rows += [
        {"key": key, "yes": one["with"], "asked": one["with"] + one["without"]}
        for key, one in told.items()
        if one["kind"] != "activity"
    ]
    rows.sort(key=lambda one: (one["key"] not in told, -one["yes"]))
    return [one | {"link": told.get(one["key"])} for one in rows if one["yes"]][:4]


def _links(diary: Diary, inside: Sequence[Score], first: date, last: date) -> list[dict[str, Any]]:
    """What stands out and can be changed, the largest difference first."""
    scores = values(inside, {"left", "right"})
    answers: dict[tuple[str, str], dict[date, bool]] = {}
    for key in diary.activities:
        answers["activity", key] = _answered(key, inside)
    answers["night", "night-pain"] = _answered("night-pain", inside)
    done: defaultdict[str, set[date]] = defaultdict(set)
    for one in diary.sessions:
        if (day := date.fromisoformat(one["day"])) <= last:
            done[one["routine"]].add(day)
    for key, days in done.items():
        answers["exercise", key] = {day: day in days for day in scores if day >= min(days)}
    answers |= _ticked(diary, first, last)
    answers["weekday", "weekend"] = {day: day.weekday() >= 5 for day in scores}
    found = standing_out(scores, {key: one for key, one in answers.items() if one})
    return [one for one in found if one["kind"] in ("activity", "exercise", "habit")][:4]


def _ticked(diary: Diary, first: date, last: date) -> dict[tuple[str, str], dict[date, bool]]:
    """A habit was not kept on a day between its first tick and its last if others were ticked."""
    ticked: defaultdict[str, set[date]] = defaultdict(set)
    for one in diary.habits:
        if first <= (day := date.fromisoformat(one["day"])) <= last:
            ticked[one["habit"]].add(day)
    every = sorted(set().union(*ticked.values()))
    return {
        ("habit", key): {day: day in days for day in every if min(days) <= day <= max(days)}
        for key, days in ticked.items()
    }


def _plain(one: object) -> float | str:
    return float(one) if isinstance(one, Fraction) else str(one)


if __name__ == "__main__":
    with open(sys.argv[1], "rb") as file:
        given = [date.fromisoformat(one) for one in sys.argv[2:]]
        print(json.dumps(figures(file.read(), *given), indent=1, default=_plain))
