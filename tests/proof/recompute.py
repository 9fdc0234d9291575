"""Works out every figure of the page for the doctor once more, from the CSV export alone.

Standard library only, and nothing of the app: what the two agree on was not computed by one piece
of code. `python -m tests.proof.recompute diary.zip TODAY [FIRST LAST]` prints the figures.
"""

from __future__ import annotations

import csv
import io
import json
import sys
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any

from tests.proof import regression

DAY = timedelta(days=1)
GIVEN_ONCE = ("block", "surgery", "pns")
FEWEST = 7
Row = Mapping[str, str]
Values = Mapping[date, Fraction]


@dataclass(frozen=True)
class Score:
    """A check-in, with what follows from when it was felt and when it was written down."""

    day: date
    points: Fraction | None
    sides: frozenset[str]
    later: bool
    counted: bool
    answers: Mapping[str, bool]


class Diary:
    """The tables of an export."""

    def __init__(self, archive: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(archive)) as files:
            self._text = {one: files.read(one).decode("utf-8-sig") for one in files.namelist()}
        self.scores = [_score(row) for row in self._rows("pain.csv")]
        self.treatments = self._rows("treatments.csv")
        self.sessions = self._rows("sessions.csv")
        self.habits = self._rows("habits.csv")
        labels = next(csv.reader(io.StringIO(self._text["pain.csv"])))
        self.activities = [one[9:] for one in labels if one.startswith("activity ")]

    def _rows(self, name: str) -> list[Row]:
        return list(csv.DictReader(io.StringIO(self._text.get(name, ""), newline="")))


def _score(row: Row) -> Score:
    felt = datetime.fromisoformat(row["felt_at"])
    entered = datetime.fromisoformat(row["entered_at"])
    late, day = entered - felt, date.fromisoformat(row["day"])
    # The diary's day turns at four in the morning.
    written = (entered.astimezone(felt.tzinfo) - timedelta(hours=4)).date()
    later = late > timedelta(hours=1) and written != day
    answers = {
        label.partition(" ")[2]: cell == "yes"
        for label, cell in row.items()
        if label.startswith(("activity ", "sign ")) and cell
    }
    return Score(
        day=day,
        points=Fraction(row["score"]) if row["score"] else None,
        sides=_sides(row["side"]),
        later=later,
        counted=bool(row["score"]) and not (later and late > timedelta(hours=24)),
        answers=answers,
    )


def _sides(side: str) -> frozenset[str]:
    """An empty side, of a treatment, is for both."""
    return frozenset({side} if side in ("left", "right") else {"left", "right"})


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
        "results": _results(diary, first, last, today),
        "marked": _marked(diary, inside, links),
        "signs": [one for one in (_asked(key, inside) for key in ("night-pain", "numb")) if one],
    }


def _values(scores: Iterable[Score], sides: Iterable[str]) -> dict[date, Fraction]:
    """The mean of each day's counted scores that touch one of the sides."""
    by_day = defaultdict(list)
    for one in scores:
        if one.counted and one.points is not None and one.sides & {*sides}:
            by_day[one.day].append(one.points)
    return {day: Fraction(sum(found), len(found)) for day, found in sorted(by_day.items())}


def _median(values: Sequence[Fraction]) -> Fraction | None:
    if not values:
        return None
    ordered, half = sorted(values), len(values) // 2
    return ordered[half] if len(values) % 2 else (ordered[half - 1] + ordered[half]) / 2


def _stretch(values: Values, first: date, last: date) -> dict[str, Any]:
    found = [value for day, value in values.items() if first <= day <= last]
    return {"scored": len(found), "days": (last - first).days + 1, "middle": _median(found)}


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
            values = _values(scored, {side})
            early = _stretch(values, start, min(end, start + 13 * DAY))
            late = _stretch(values, max(start, end - 13 * DAY), end)
            whole = _stretch(values, start, end)
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


def _results(diary: Diary, first: date, last: date, today: date) -> list[dict[str, Any]]:
    """What the scores did around each treatment that is given once, newest first."""
    numbers: defaultdict[str, int] = defaultdict(int)
    found = []
    for row in diary.treatments:
        numbers[row["kind"]] += 1
        given = date.fromisoformat(row["first_day"])
        ended = date.fromisoformat(row["last_day"]) if row["last_day"] else None
        # One without a last day, and not given once, still goes on.
        inside = first <= given <= last or (given < first and ended is not None and ended >= first)
        if row["kind"] in GIVEN_ONCE and inside:
            found.append(
                {"number": numbers[row["kind"]], "row": row}
                | _around(diary, row, given, min(last, today), today)
            )
    return found[::-1]


def _around(diary: Diary, row: Row, given: date, until: date, today: date) -> dict[str, Any]:
    sides = _sides(row["side"])
    alike = [one for one in diary.treatments if _sides(one["side"]) & sides]
    turns = [date.fromisoformat(one["first_day"]) for one in alike if one["kind"] in GIVEN_ONCE]
    end = min([until, *(day - DAY for day in turns if day > given)])
    values = _values(diary.scores, sides)
    near = {day: value for day, value in values.items() if given - 28 * DAY <= day <= end}
    later = given + 15 * DAY
    on_its_day = [
        one.points for one in diary.scores if one.day == given and one.counted and one.sides & sides
    ]
    return {
        "before": _stretch(values, given - 14 * DAY, given - DAY),
        "after": _stretch(values, given + DAY, given + 14 * DAY),
        "to_come": max(0, (given + 14 * DAY - today).days),
        "later": _stretch(near, later, min(end, given + 42 * DAY)) if later <= end else None,
        "on_its_day": [one for one in on_its_day if one is not None] if given <= end else [],
        "change": _change(near, given, _others(diary, row, alike, given)),
        "lasting": _lasting(near, given),
    }


def _others(diary: Diary, row: Row, alike: Sequence[Row], given: date) -> list[date]:
    """When other treatments near this one began or ended; of a run of visits the first counts."""
    visits = [one for one in diary.treatments if one["kind"] == "physio"]
    others = [one for one in alike if one is not row and one not in visits[1:]]
    near = []
    for one in others:
        days = [date.fromisoformat(one[key]) for key in ("first_day", "last_day") if one[key]]
        if any(abs((day - given).days) <= 14 for day in days):
            near += days
    return near


def _change(near: Values, given: date, others: Sequence[date]) -> dict[str, Any]:
    """The step from the two weeks before to the two weeks after, or why none is told."""
    start = given + DAY
    before = [day for day in near if given - 14 * DAY <= day < given]
    after = [day for day in near if given < day <= given + 14 * DAY]
    if min(len(before), len(after)) < FEWEST:
        more = FEWEST - len(after) if len(before) >= FEWEST else None
        return {"refusal": "too_few_days", "more": more}
    spans = (start - before[0]).days, (after[-1] - start).days + 1
    if any(1 - len(one) / span > 0.4 for one, span in zip((before, after), spans, strict=True)):
        return {"refusal": "too_many_missing"}
    if any(abs((day - start).days) <= 14 for day in others):
        return {"refusal": "another_treatment"}
    days = [*before, *after]
    step = [float(day >= start) for day in days]
    numbers = [day.toordinal() for day in days]
    found = regression.fit(numbers, [float(near[day]) for day in days], [[1.0] * len(days), step])
    if found is None:
        return {"refusal": "no_spread"}
    if found.phi >= 0.95:
        return {"refusal": "drifting"}
    df = max(1.0, len(days) * (1 - found.phi) / (1 + found.phi) - 2)
    change, margin = found.coefficients[1], regression.t_quantile(df) * found.errors[1]
    return {"change": change, "low": change - margin, "high": change + margin}


def _lasting(near: Values, given: date) -> dict[str, Any]:
    """For how many weeks the mean of seven days stayed under 70 % of the scores before."""
    before = [day for day in near if given - 28 * DAY <= day < given]
    if len(before) < 7 or min(before) > given - 14 * DAY:
        return {"refusal": "too_little_before"}
    baseline = Fraction(sum(near[day] for day in before), len(before))
    if baseline < 2:
        return {"refusal": "baseline_too_low"}
    means = {}
    for number in range(3, (max(near) - given).days + 1):
        week = range(max(3, number - 6), number + 1)
        scored = [near[given + one * DAY] for one in week if given + one * DAY in near]
        if len(scored) >= 4:
            means[number] = Fraction(sum(scored), len(scored))
    early = {number: mean for number, mean in means.items() if number <= 14}
    if not early:
        return {"refusal": "too_little_after"}
    limit = baseline * Fraction(7, 10)
    best = min(early, key=lambda number: early[number])
    if early[best] > limit:
        return {"weeks": None}
    back = [number for number, mean in means.items() if number > best and mean > limit]
    days = back[0] if back else max(means)
    return {"weeks": max(1, round(Fraction(days, 7))), "still": not back}


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
    from tests.proof.together import standing_out

    values = _values(inside, {"left", "right"})
    answers: dict[tuple[str, str], dict[date, bool]] = {}
    for key in diary.activities:
        answers["activity", key] = _answered(key, inside)
    answers["night", "night-pain"] = _answered("night-pain", inside)
    done: defaultdict[str, set[date]] = defaultdict(set)
    for one in diary.sessions:
        if (day := date.fromisoformat(one["day"])) <= last:
            done[one["routine"]].add(day)
    for key, days in done.items():
        answers["exercise", key] = {day: day in days for day in values if day >= min(days)}
    answers |= _ticked(diary, first, last)
    answers["weekday", "weekend"] = {day: day.weekday() >= 5 for day in values}
    found = standing_out(values, {key: one for key, one in answers.items() if one})
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


if __name__ == "__main__":
    with open(sys.argv[1], "rb") as file:
        given = [date.fromisoformat(one) for one in sys.argv[2:]]
        print(json.dumps(figures(file.read(), *given), indent=1, default=str))
