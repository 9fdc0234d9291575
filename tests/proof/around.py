"""What the scores did around each treatment, worked out once more: standard library only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence, Set
from datetime import date
from fractions import Fraction
from typing import Any

from tests.proof import regression
from tests.proof.export import DAY, FEWEST, GIVEN_ONCE, Diary, Row, Values, sides, stretch, values


def results(diary: Diary, first: date, last: date, today: date) -> list[dict[str, Any]]:
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
                | around(diary, row, given, min(last, today), today)
            )
    return found[::-1]


def around(diary: Diary, row: Row, given: date, until: date, today: date) -> dict[str, Any]:
    """What the scores did around one treatment."""
    treated = sides(row["side"])
    alike = [one for one in diary.treatments if sides(one["side"]) & treated]
    turns = [date.fromisoformat(one["first_day"]) for one in alike if one["kind"] in GIVEN_ONCE]
    end = min([until, *(day - DAY for day in turns if day > given)])
    every = values(diary.scores, treated)
    near = {day: value for day, value in every.items() if given - 28 * DAY <= day <= end}
    later = given + 15 * DAY
    # A block hurts and numbs for two days; of the others their own day is left out.
    settled = given + (3 if row["kind"] == "block" else 1) * DAY
    on_its_day = [
        one.points
        for one in diary.scores
        if one.day == given and one.counted and one.sides & treated
    ]
    return {
        "before": stretch(every, given - 14 * DAY, given - DAY),
        "after": stretch(every, given + DAY, given + 14 * DAY),
        "to_come": max(0, (given + 14 * DAY - today).days),
        "later": stretch(near, later, min(end, given + 42 * DAY)) if later <= end else None,
        "on_its_day": [one for one in on_its_day if one is not None] if given <= end else [],
        "change": _change(near, given, settled, _others(diary, row, alike, given)),
        "lasting": _lasting(near, given),
    }


def _others(diary: Diary, row: Row, alike: Sequence[Row], given: date) -> list[date]:
    """When other treatments near this one began or ended; of a run of visits the first counts."""
    visits = {
        date.fromisoformat(one["first_day"]) for one in diary.treatments if one["kind"] == "physio"
    }
    others = [one for one in alike if one is not row and not _goes_on(one, visits)]
    near = []
    for one in others:
        days = [date.fromisoformat(one[key]) for key in ("first_day", "last_day") if one[key]]
        if any(abs((day - given).days) <= 14 for day in days):
            near += days
    return near


def _goes_on(row: Row, visits: Set[date]) -> bool:
    """Whether it is a visit with another one in the two weeks before it."""
    day = date.fromisoformat(row["first_day"])
    return row["kind"] == "physio" and any(0 < (day - one).days <= 14 for one in visits)


def _change(near: Values, given: date, start: date, others: Sequence[date]) -> dict[str, Any]:
    """The step from the two weeks before to the two weeks after, or why none is told."""
    before = [day for day in near if given - 14 * DAY <= day < given]
    after = [day for day in near if start <= day <= given + 14 * DAY]
    if min(len(before), len(after)) < FEWEST:
        more = FEWEST - len(after) if len(before) >= FEWEST else None
        return {"refusal": "too_few_days", "more": more}
    spans = (given - before[0]).days, (after[-1] - start).days + 1
    if any(1 - len(one) / span > 0.4 for one, span in zip((before, after), spans, strict=True)):
        return {"refusal": "too_many_missing"}
    if any(abs((day - given).days) <= 14 for day in others):
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
