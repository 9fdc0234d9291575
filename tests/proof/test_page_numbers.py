"""Every figure on the page for the doctor is what an independent script counts from the export."""

from __future__ import annotations

import ast
import re
import shutil
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from fractions import Fraction
from html import unescape
from math import floor
from pathlib import Path
from typing import Any

import pytest

from cluneal_tracker import __version__
from cluneal_tracker.domain.settings import Paper
from cluneal_tracker.render import report
from tests.proof import recompute, regression, together
from tests.proof.lives import Life, live
from tests.render.report_diaries import CONTENT, LONG, PHRASES, TODAY
from tests.render.test_report import check_pages, fonts_inside, squeezed, text

WORDS: Mapping[str, Any] = PHRASES["report"]
MONTHS: list[str] = PHRASES["chart"]["months"]
NAMES = {one.key: one.name for one in CONTENT.activities} | {
    key: WORDS["marked"][key] for key in ("night-pain", "numb")
}
NAMES |= {key: one.name for key, one in CONTENT.routines.items()}
NAMES |= {key: one.name for key, one in CONTENT.habits.items()}
KINDS = {one.key: one.name for one in CONTENT.treatment_kinds}
NERVES = {one.key: one.name for one in CONTENT.nerves} | {"": "", "unknown": ""}
SIDES = {"": "", "left": ", left side", "right": ", right side", "both": ", both sides"}
SHEETS = ("Did the treatment help?", "Marked in the diary", "Questions for today")


class Said:
    """A part of the page from which what is accounted for is taken out."""

    def __init__(self, part: str) -> None:
        self.left = part

    def take(self, wanted: str) -> None:
        """Take out what has to be there."""
        wanted = squeezed(wanted)
        assert wanted in self.left, f"“{wanted}” is not in “{self.left}”"
        self.left = self.left.replace(wanted, " | ", 1)

    def nothing_more(self) -> None:
        """No figure is left that nobody has counted."""
        assert not re.search(r"\d", self.left), self.left


def check_numbers(life: Life, found: Mapping[str, Any], svg: bytes, pdf: bytes) -> None:
    """The head, the chart and the rest of one page against the script."""
    said = text(pdf)
    caption = WORDS["exercises"]
    head, _, rest = said.partition(caption)
    starts = [place for one in SHEETS if (place := rest.find(one)) >= 0]
    chart, foot = rest[: min(starts)], rest[min(starts) :]
    check_head(Said(head), found)
    check_chart(life, svg.decode(), chart, found)
    check_foot(Said(foot), found, life.questions)


def day(one: date) -> str:
    return f"{one.day} {MONTHS[one.month - 1]} {one.year}"


def tenth(value: Fraction | float) -> str:
    """One decimal; halves go up, reckoned exactly."""
    exact = value if isinstance(value, Fraction) else Fraction(value).limit_denominator(10**9)
    return f"{floor(exact * 10 + Fraction(1, 2)) / 10:.1f}"


def check_head(said: Said, found: Mapping[str, Any]) -> None:
    tiles = found["tiles"]
    sides = list(tiles["middles"])
    side = WORDS["side"][sides[0] if len(sides) == 1 else "both"]
    if found["days"] == 1:
        said.take(f"{day(found['first'])}, one day. {side}.")
    else:
        said.take(f"{day(found['first'])} to {day(found['last'])}, {found['days']} days. {side}.")
    for name, (early, late, whole) in tiles["middles"].items():
        ends = [WORDS["no_middle"] if one is None else tenth(one) for one in (early, late, whole)]
        figure = f"{ends[0]}, then {ends[1]}" if tiles["apart"] else ends[2]
        said.take(f"{WORDS['side'][name]}: {figure}" if len(sides) > 1 else figure)
    said.take(WORDS["middle_weeks" if tiles["apart"] else "middle"])
    said.take(f"{tiles['scored_days']} of {tiles['asked_days']} {WORDS['days_scored']}")
    said.take(f"{tiles['added_later']} of {tiles['scores']} {WORDS['added_later']}")
    exercises = tiles["exercises"]
    said.take(WORDS["no_exercises"] if exercises is None else tenth(exercises))
    said.nothing_more()


def check_foot(said: Said, found: Mapping[str, Any], questions: int) -> None:
    for line in ("scale", "missing"):
        said.take(WORDS["reading"][line])
    made = {"app": "Cluneal Tracker", "version": __version__, "made": day(TODAY)}
    said.take(WORDS["reading"]["method"].format(**made))
    if found["results"]:
        check_results(said, found["results"])
    shown = [row for row in found["marked"] if NAMES[row["key"]] in said.left]
    assert shown == found["marked"][: len(shown)], "the activities that give way are the last ones"
    for row in (*shown, *found["signs"]):
        said.take(marked_row(row))
    more = re.search(r"And (\d+) more in the app\.", said.left)
    if more:
        said.take(more[0])
    for number in range(questions - (int(more[1]) if more else 0)):
        said.take(f" {number + 1}. ")
    said.nothing_more()


def marked_row(row: Mapping[str, Any]) -> str:
    beside = ""
    if row["key"] in ("night-pain", "numb") and row["last"]:
        beside = f"last on {day(row['last'])}"
    if link := row.get("link"):
        kind = "more" if link["points"] > 0 else "less"
        when = "next" if link["lag"] else "that"
        low, high = sorted(abs(link[end]) for end in ("low", "high"))
        points = tenth(abs(link["points"]))
        beside = f"{points} {kind} pain {when} day ({tenth(low)} to {tenth(high)})"
    return f"{NAMES[row['key']]} {row['yes']} of {row['asked']} {beside}"


def check_results(said: Said, results: list[Mapping[str, Any]]) -> None:
    for head in WORDS["results"]["heads"]:
        said.take(head)
    more = re.search(r"And (\d+) more before these\.", said.left)
    if more:
        said.take(more[0])
    shown = len(results) - (int(more[1]) if more else 0)
    assert 1 <= shown <= 3
    for one in results[:shown]:
        said.take(name_of(one["row"], one["number"]) + SIDES[one["row"]["side"]])
        said.take(details(one))
        if len(one["on_its_day"]) > 1:
            lowest = tenth(min(one["on_its_day"]))
            said.take(f"Lowest of {len(one['on_its_day'])} scores that day: {lowest}")
        said.take(cells(one))


def name_of(row: Mapping[str, str], number: int) -> str:
    kind = row["kind"]
    return f"{KINDS[kind]} {number}" if kind == "block" or number > 1 else KINDS[kind]


def details(one: Mapping[str, Any]) -> str:
    row = one["row"]
    first = day(date.fromisoformat(row["first_day"]))
    typed = [row["name"].strip(), row["dose"].strip()]
    # What is long is cut; it has no figures.
    typed = [] if LONG.strip() in typed else typed
    return ", ".join(filter(None, (first, NERVES[row["nerve"]], *typed)))


def cells(one: Mapping[str, Any]) -> str:
    """The five cells of a row, read from left to right."""
    before = one["before"]
    return " ".join(
        [
            stretch_cell(before, None),
            stretch_cell(one["after"], before),
            stretch_cell(one["later"], before) if one["later"] else WORDS["results"]["not_yet"],
            change_cell(one["change"], one["to_come"]),
            lasting_cell(one["lasting"]),
        ]
    )


def stretch_cell(part: Mapping[str, Any], before: Mapping[str, Any] | None) -> str:
    scored = f"{part['scored']} of {part['days']} days"
    if part["scored"] < 7:
        return f"{WORDS['results']['too_few']} {scored}"
    share = ""
    if before and before["scored"] >= 7 and float(tenth(before["middle"])) >= 2:
        # The percent is of the tenths that are printed.
        was, now = (Fraction(tenth(one["middle"])) for one in (before, part))
        percent = round(100 * abs(now - was) / was)
        share = f"{percent} % {'lower' if now < was else 'higher'}" if percent else "the same"
    return f"{tenth(part['middle'])} {share} {scored}"


def change_cell(change: Mapping[str, Any], to_come: int) -> str:
    words = WORDS["results"]
    if "refusal" not in change:
        ends = [signed(change[end]) for end in ("change", "low", "high")]
        return f"{ends[0]} points {ends[1]} to {ends[2]}"
    more = change.get("more") or 0
    if 0 < more <= to_come:
        needed = "1 more day needed" if more == 1 else f"{more} more days needed"
        return f"{words['no_change']} {needed}"
    return f"{words['no_change']} {words['refusal'][change['refusal']]}"


def signed(value: float) -> str:
    sign = "" if tenth(abs(value)) == "0.0" else "+" if value > 0 else "\N{MINUS SIGN}"
    return sign + tenth(abs(value))


def lasting_cell(lasting: Mapping[str, Any]) -> str:
    words = WORDS["results"]
    if "refusal" in lasting:
        return f"{words['no_change']} {words['refusal'][lasting['refusal']]}"
    if lasting["weeks"] is None:
        return f"{words['never_lower']} {words['no_fall']}"
    weeks = "for 1 week" if lasting["weeks"] == 1 else f"for {lasting['weeks']} weeks"
    return f"{weeks} {words['still_lower' if lasting['still'] else 'came_back']}"


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
        one["kind"] not in recompute.GIVEN_ONCE for one in recompute.Diary(life.archive).treatments
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
    for row in recompute.Diary(life.archive).sessions:
        done[row["day"]] += 1
    return max((done[str(one)] for one in days), default=0)


def check_life(seed: int, folder: Path, *, both: bool) -> None:
    life = live(seed, folder)
    found = recompute.figures(life.archive, TODAY, *life.asked_for)
    for paper in Paper if both else (tuple(Paper)[seed % 2],):
        svg = report.chart_svg(life.view, PHRASES, paper)
        pdf = report.page_pdf(life.view, svg, PHRASES, paper)
        check_pages(life.view, paper, svg, pdf)
        assert fonts_inside(pdf)
        check_numbers(life, found, svg, pdf)


needs_poppler = pytest.mark.skipif(
    not (shutil.which("pdftotext") and shutil.which("pdffonts")),
    reason="poppler, which reads the page, is not installed",
)


@needs_poppler
@pytest.mark.parametrize("seed", range(24))
def test_every_figure_is_what_the_script_counts(seed: int, tmp_path: Path) -> None:
    check_life(seed, tmp_path, both=False)


@needs_poppler
@pytest.mark.slow
@pytest.mark.parametrize("seed", range(24, 344))
def test_every_figure_of_many_more_diaries(seed: int, tmp_path: Path) -> None:
    check_life(seed, tmp_path, both=True)


@pytest.mark.parametrize("part", [recompute, regression, together])
def test_the_script_knows_nothing_of_the_app(part: Any) -> None:
    names = set()
    for node in ast.walk(ast.parse(Path(part.__file__).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {one.name for one in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module or "")
    own = {name for name in names if name.startswith("tests.proof")}
    assert {name.partition(".")[0] for name in names - own} <= sys.stdlib_module_names
