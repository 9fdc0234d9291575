"""Every figure in the chart of the page against what the script counts from the export."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from html import unescape
from typing import Any

from tests.proof import export
from tests.proof.lives import Life
from tests.proof.written import MONTHS, SIDES, day, name_of, tenth
from tests.render.test_report import squeezed


def chart_texts(svg: str) -> Iterator[tuple[str, str]]:
    """What is written into a chart: what each text is for, and its letters."""
    for gid, inside in re.findall(r'<g id="([a-z-]+?)(?:-\d+)?">\s*(<text.*?)</g>', svg, re.DOTALL):
        for letters in re.findall(r"<text[^>]*>(.*?)</text>", inside, re.DOTALL):
            yield gid, unescape(re.sub(r"<[^>]*>", "", letters))


def check_chart(life: Life, svg: str, said: str, found: Mapping[str, Any]) -> None:
    """The words of the chart are on the page, and each of its figures was counted."""
    texts = list(chart_texts(svg))
    wanted = Counter(squeezed(" ".join(letters for _, letters in texts)).split())
    assert Counter(said.split()) == wanted
    explained = chart_figures(life, found)
    for number, (gid, letters) in enumerate(texts):
        if not re.search(r"\d", letters):
            continue
        if gid == "middle-number":
            assert texts[number + 1][0] == "middle-caption"
            letters = f"{letters} {texts[number + 1][1]}"
        if gid != "middle-caption":
            assert squeezed(letters) in explained[gid], (gid, letters)


def chart_figures(life: Life, found: Mapping[str, Any]) -> dict[str, set[str]]:
    """All that a chart of these days may say with a figure in it."""
    first, last = found["first"], found["last"]
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    turns, middles, names = set(), set(), set()
    for one in found["results"]:
        given, name = (
            date.fromisoformat(one["row"]["first_day"]),
            name_of(one["row"], one["number"]),
        )
        when = day(given) if (last - first).days > 366 else f"{given.day} {MONTHS[given.month - 1]}"
        full = f"{name}{SIDES[one['row']['side']]}, {when}"
        turns |= {full, name, str(one["number"])}
        # What was done on a side without a score has a row under the chart.
        names.add(name)
        if min(one["before"]["scored"], one["after"]["scored"]) >= 7:
            before, after = tenth(one["before"]["middle"]), tenth(one["after"]["middle"])
            turns.add(f"{full}: {before} before, {after} after")
            middles |= {f"{before} 2 weeks before", f"{after} 2 weeks after"}
    lanes = sum(
        one["kind"] not in export.GIVEN_ONCE for one in export.Diary(life.archive).treatments
    )
    return {
        "scale": {"0", "2.5", "5", "7.5", "10", "0 No pain", "10 Worst pain"},
        "date": {f"{one.day} {MONTHS[one.month - 1]}" for one in days}
        | {str(one.year) for one in days},
        "turn-name": turns,
        "lane-name": names,
        "middle-number": middles,
        "exercise-scale": {str(one) for one in range(most_exercises(life, days) + 1)},
        "more": {f"More treatments: {one}" for one in range(1, lanes + 1)},
    }


def most_exercises(life: Life, days: list[date]) -> int:
    done: Counter[str] = Counter()
    for row in export.Diary(life.archive).sessions:
        done[row["day"]] += 1
    return max((done[str(one)] for one in days), default=0)
