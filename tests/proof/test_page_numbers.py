"""Every figure on the page for the doctor is what an independent script counts from the export."""

from __future__ import annotations

import ast
import re
import shutil
import sys
from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from cluneal_tracker import __version__
from cluneal_tracker.domain.settings import Paper
from cluneal_tracker.render import report
from cluneal_tracker.render.chart import PageChart
from tests.proof import answers, around, blocks, export, recompute, regression, together
from tests.proof.chart_check import check_chart
from tests.proof.lives import Life, live
from tests.proof.written import MONTHS, SIDES, Said, day, name_of, tenth
from tests.render.report_diaries import CONTENT, LONG, PHRASES, TODAY
from tests.render.test_report import check_pages, fonts_inside, squeezed, text

WORDS: Mapping[str, Any] = PHRASES["report"]
NAMES = {one.key: one.name for one in CONTENT.activities} | {
    key: WORDS["marked"][key] for key in ("night-pain", "numb")
}
NAMES |= {key: one.name for key, one in CONTENT.routines.items()}
NAMES |= {key: one.name for key, one in CONTENT.habits.items()}
NERVES = {one.key: one.name for one in CONTENT.nerves} | {"": "", "unknown": ""}
SHEETS = (
    *("Did the treatment help?", "Side effects,"),
    *("Marked in the diary", "Where it hurt", "Questions for today"),
)


def check_numbers(life: Life, found: Mapping[str, Any], drawn: PageChart, pdf: bytes) -> None:
    """The head, the chart and the rest of one page against the script."""
    said = text(pdf)
    caption = WORDS["exercises"]
    head, _, rest = said.partition(caption)
    rest = check_answers(rest, found["answers"])
    lines = ladder_lines(found, life.began)
    [line] = [one for one in lines if rest.startswith(one)] if lines else [""]
    rest = rest[len(line) :]
    starts = [place for one in SHEETS if (place := rest.find(one)) >= 0]
    chart, foot = rest[: min(starts)], rest[min(starts) :]
    check_head(Said(head), found)
    check_chart(life, drawn.svg.decode(), chart, found)
    check_foot(Said(foot), drawn.reading, found, life.questions)


def ladder_lines(found: Mapping[str, Any], began: str) -> list[str]:
    """How long the pain lasts, how many blocks there were, and what the newest few did."""
    onset = onset_told(found["last"], began)
    told, count = [*map(block_told, found["blocks"]["told"])], found["blocks"]["count"]
    if not told:
        return [onset] if onset else []
    ways = []
    for shown in range(1, len(told) + 1):
        joined = "; ".join(told[-shown:])
        newest = ":" if shown == count else ", the newest:"
        ways.append(squeezed(f"{onset} Blocks ({count}){newest} {joined}."))
    return ways


def onset_told(last: date, began: str) -> str:
    if not began:
        return ""
    year, month = map(int, began.split("-"))
    months = (last.year - year) * 12 + last.month - month
    ago = {0: "", 1: " (1 month)"}.get(months, f" ({months} months)")
    return f"Pain since {MONTHS[month - 1]} {year}{ago}." if months >= 0 else ""


def block_told(one: Mapping[str, Any]) -> str:
    most, around = one["most"], one["around"]
    percent = None if most is None else round(most)
    relief = "relief not known"
    if percent is not None:
        relief = f"{percent} % lower in its hours" if percent > 0 else "not lower in its hours"
    return f"{day(one['day'])}: {relief}, {weeks_told(around['lasting'], around['change'])}"


def weeks_told(lasting: Mapping[str, Any], change: Mapping[str, Any]) -> str:
    if "refusal" in lasting:
        return "weeks not known"
    if lasting["weeks"] is None:
        return "scores not 30 % lower"
    if "refusal" in change or change["high"] >= 0:
        return "chance not ruled out"
    weeks = "1 week" if lasting["weeks"] == 1 else f"{lasting['weeks']} weeks"
    return f"still 30 % lower after {weeks}" if lasting["still"] else f"30 % lower for {weeks}"


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


def check_answers(part: str, found: Mapping[str, Any]) -> str:
    """What was answered now and then; gives what follows it."""
    said, words = Said(part), WORDS["weekly"]
    for name, written in (("peg", tenth), ("roland", str), ("sleep", str)):
        ends = found[name]
        if not ends:
            assert words[name][0] not in said.left
            continue
        (began, then), (last, now) = ends[0], ends[-1]
        form = " ".join(words[name if len(ends) > 1 else f"{name}_one"])
        values = {"then": written(then), "now": written(now)}
        said.take(form.format(**values, began=day(began), day=day(last)))
    if found["overall"]:
        last, change = found["overall"]
        same = change == "no-change"
        form = " ".join(words["overall_same" if same else "overall"])
        said.take(form.format(change=words["change"].get(change), day=day(last)))
    return said.left.lstrip(" |")


def check_foot(
    said: Said, reading: Sequence[str], found: Mapping[str, Any], questions: int
) -> None:
    said.take(" ".join([WORDS["reading"]["scale"], *reading]))
    said.take(WORDS["reading"]["missing"])
    made = {"app": "Cluneal Tracker", "version": __version__, "made": day(TODAY)}
    said.take(WORDS["reading"]["method"].format(**made))
    if found["results"]:
        check_results(said, found["results"])
    check_felt(said, found["felt"])
    check_where(said, found["where"])
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


def check_felt(said: Said, lines: list[str]) -> None:
    """A line a treatment; one that is too long for the page says that it was cut."""
    more = re.search(r"Side effects of (\d+) more in the app\.", said.left)
    if more:
        said.take(more[0])
    shown = len(lines) - (int(more[1]) if more else 0)
    assert (shown > 0) == bool(lines)
    for line in map(squeezed, lines[:shown]):
        if line in said.left:
            said.take(line)
            continue
        ends = (squeezed(f"{line[:end].rstrip()}… (cut)") for end in range(len(line), 30, -1))
        said.take(next(end for end in ends if end in said.left))


def check_where(said: Said, found: Mapping[str, Any]) -> None:
    """The map gives way where there is no room; else the first areas stand beside it."""
    if WORDS["map"]["title"] not in said.left:
        return
    said.take(WORDS["map"]["title"])
    rows = [f"{days} of {found['days']} {name}" for name, days in found["areas"]]
    shown = [row for row in rows if squeezed(row) in said.left]
    assert 1 <= len(shown) <= 3
    assert shown == rows[: len(shown)], "the areas that give way are the last ones"
    for row in shown:
        said.take(row)


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
            lasting_cell(one["lasting"], one["change"]),
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


def lasting_cell(lasting: Mapping[str, Any], change: Mapping[str, Any]) -> str:
    words = WORDS["results"]
    if "refusal" in lasting:
        return f"{words['no_change']} {words['refusal'][lasting['refusal']]}"
    if lasting["weeks"] is None:
        return f"{words['never_lower']} {words['no_fall']}"
    if "refusal" in change:
        return f"{words['no_change']} {words['refusal'][change['refusal']]}"
    if change["high"] >= 0:
        return f"{words['no_change']} {words['chance']}"
    weeks = "for 1 week" if lasting["weeks"] == 1 else f"for {lasting['weeks']} weeks"
    return f"{weeks} {words['still_lower' if lasting['still'] else 'came_back']}"


def check_life(seed: int, folder: Path, *, both: bool) -> None:
    life = live(seed, folder)
    found = recompute.figures(life.archive, TODAY, *life.asked_for)
    for paper in Paper if both else (tuple(Paper)[seed % 2],):
        drawn = report.page_chart(life.view, PHRASES, paper)
        pdf = report.page_pdf(life.view, drawn, PHRASES, paper)
        check_pages(life.view, paper, drawn, pdf)
        assert fonts_inside(pdf)
        check_numbers(life, found, drawn, pdf)


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


@pytest.mark.parametrize("part", [recompute, answers, export, around, blocks, together, regression])
def test_the_script_knows_nothing_of_the_app(part: Any) -> None:
    names = set()
    for node in ast.walk(ast.parse(Path(part.__file__).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {one.name for one in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module or "")
    own = {name for name in names if name.startswith("tests.proof")}
    assert {name.partition(".")[0] for name in names - own} <= sys.stdlib_module_names
