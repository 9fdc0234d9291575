"""The page for the doctor: always one sheet, whole, tagged, and nothing typed is ever run."""

from __future__ import annotations

import io
import math
import re
import shutil
import subprocess
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from matplotlib.image import imread
from pypdf import PdfReader

from cluneal_tracker.domain.diary import Stretch
from cluneal_tracker.domain.errors import DiaryError
from cluneal_tracker.domain.own_trial import TrialPlan, TrialWords
from cluneal_tracker.domain.pain import Side
from cluneal_tracker.domain.settings import Paper
from cluneal_tracker.domain.side_effect import Strength
from cluneal_tracker.domain.statistics import ReliefDuration, StepChange, StepRefusal
from cluneal_tracker.domain.treatment import TreatmentKind
from cluneal_tracker.domain.trial import Arm
from cluneal_tracker.domain.weekly import OverallChange, Peg
from cluneal_tracker.render import chart_lanes, report, report_words
from cluneal_tracker.render.chart import PageChart
from cluneal_tracker.render.report_results import results_words
from cluneal_tracker.render.sentences import day_text, number_text, summary
from cluneal_tracker.services.opening import Services
from cluneal_tracker.services.results import TreatmentResult
from cluneal_tracker.services.visit_answers import Ticked
from cluneal_tracker.services.visit_lists import Lists, NoteLine
from cluneal_tracker.services.visits import Also, VisitView
from tests.fakes import FakeClock
from tests.render.report_diaries import (
    CONTENT,
    LONG,
    PHRASES,
    TODAY,
    TYPST,
    USUAL,
    Plan,
    diary,
    generated,
    lived,
    planned,
    usual,
)

MARGIN = 15 / 25.4 * 72
SMALLEST = 8.0
SIZES = {Paper.A4: (595.28, 841.89), Paper.LETTER: (612.0, 792.0)}


def page(view: VisitView, paper: Paper = Paper.A4) -> bytes:
    return report.summary_page(view, PHRASES, paper)


def reader(pdf: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(pdf))


def poppler(tool: str, pdf: bytes, *options: str) -> str:
    """What a tool of poppler says about a file."""
    if shutil.which(tool) is None:
        pytest.skip(f"{tool} is not installed")
    done = subprocess.run([tool, *options], input=pdf, capture_output=True, check=True)
    return done.stdout.decode()


def text(pdf: bytes) -> str:
    """The words in reading order, one space apart, without the places to break."""
    return squeezed(poppler("pdftotext", pdf, "-raw", "-", "-"))


def squeezed(said: str) -> str:
    return " ".join(said.replace("\N{ZERO WIDTH SPACE}", "").split())


def sizes(pdf: bytes) -> set[float]:
    """The sizes of all letters of the file in points, those inside the chart among them."""
    found: set[float] = set()

    def visit(said: str, whole: list[float], line: list[float], font: object, size: float) -> None:
        if said.strip():
            found.add(round(size * math.hypot(*line[:2]) * math.hypot(*whole[:2]), 2))

    for one in reader(pdf).pages:
        one.extract_text(visitor_text=visit)
    return found


def check_sheet(view: VisitView, paper: Paper) -> None:
    """The page is a sheet as it has to be."""
    drawn = report.page_chart(view, PHRASES, paper)
    check_pages(view, paper, drawn, report.page_pdf(view, drawn, PHRASES, paper))


def check_pages(view: VisitView, paper: Paper, drawn: PageChart, pdf: bytes) -> None:
    """One sheet of the right size, nothing in its margins, no small letter, no word on another."""
    pages = reader(pdf).pages
    assert len(pages) == 1
    assert [float(one) for one in pages[0].mediabox] == pytest.approx([0, 0, *SIZES[paper]], abs=1)
    assert min(sizes(pdf)) >= SMALLEST
    picture = report.page_png(view, drawn, PHRASES, paper, ppi=72)
    assert ink_in_margins(picture) == 0
    # Where poppler is not installed the tests that are all about its findings say so.
    if shutil.which("pdftotext"):
        assert words_on_words(pdf) == []


def ink_in_margins(png: bytes) -> int:
    """How many pixels of a page at 72 to the inch are not white in the 15 mm at its edge."""
    pixels = imread(io.BytesIO(png), format="png")[:, :, :3].min(axis=2)
    # The rules of a table reach half their own thickness further.
    edge = int(MARGIN) - 1
    pixels[edge:-edge, edge:-edge] = 1.0
    return int((pixels < 0.99).sum())


def words_on_words(pdf: bytes) -> list[tuple[str, str]]:
    """Words whose letters lie on those of another word."""
    found = re.findall(
        r'<word xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*?)</word>',
        poppler("pdftotext", pdf, "-bbox", "-", "-"),
    )
    boxes = [(*map(float, box[:4]), box[4]) for box in found]
    # The box of a line reaches from the tallest ascender to the deepest descender.
    inner = [
        (left + 0.3, top + 0.3 * (bottom - top), right - 0.3, bottom - 0.3 * (bottom - top), word)
        for left, top, right, bottom, word in boxes
    ]
    return [
        (one[4], other[4])
        for number, one in enumerate(inner)
        for other in inner[number + 1 :]
        if one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
    ]


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize(
    "plan",
    [
        Plan(1, chips=False),
        Plan(7, blocks=1, questions="Why?"),
        Plan(84, blocks=1, others=3),
        Plan(400, blocks=9, others=12, questions="\n".join([LONG] * 8), name=LONG),
        Plan(5 * 365, Side.BOTH, blocks=12, others=8),
        Plan(90, blocks=9, others=12, questions="\n".join([LONG] * 8), name=LONG, ticked=19),
    ],
    ids=lambda plan: f"{plan.days} days",
)
def test_one_sheet_however_long_the_diary_is(plan: Plan, paper: Paper) -> None:
    check_sheet(planned(plan), paper)


def test_it_tells_how_to_read_what_is_drawn_and_nothing_else() -> None:
    short, long = text(page(usual())), text(page(planned(Plan(5 * 365))))
    assert "Dot: one score. Line: middle score of the last 7 days. Shade:" in short
    assert "Bar:" not in short
    assert "Bar: lowest to highest score of a month, middle half darker." in long
    assert "7 days" not in long


@pytest.mark.parametrize("seed", range(12))
def test_one_sheet_whatever_the_diary_holds(seed: int) -> None:
    check_sheet(generated(seed), tuple(Paper)[seed % 2])


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(12, 212))
def test_one_sheet_for_many_more_diaries(seed: int) -> None:
    check_sheet(generated(seed), tuple(Paper)[seed % 2])


def fonts_inside(pdf: bytes) -> bool:
    """Two faces or more, all of them embedded."""
    lines = poppler("pdffonts", pdf, "-").splitlines()[2:]
    return len(lines) >= 2 and all(line.split()[-5:-3] == ["yes", "yes"] for line in lines)


def test_all_fonts_are_inside() -> None:
    lines = poppler("pdffonts", page(usual()), "-").splitlines()[2:]
    assert all(re.search(r"AtkinsonHyperlegible-(Regular|Bold)", line) for line in lines)
    assert fonts_inside(page(usual()))


def test_tagged_for_readers_and_archives() -> None:
    pdf = page(usual())
    catalog: Any = reader(pdf).trailer["/Root"]
    assert catalog["/MarkInfo"]["/Marked"].value
    assert catalog["/Lang"] == "en"
    metadata = catalog["/Metadata"].get_data().decode()
    assert "<pdfuaid:part>1<" in metadata
    assert "<pdfaid:part>2<" in metadata
    assert "<pdfaid:conformance>A<" in metadata


def test_chart_is_told_in_words() -> None:
    catalog: Any = reader(page(usual())).trailer["/Root"]
    assert summary(usual().trend, PHRASES) in alternatives(catalog["/StructTreeRoot"])


def alternatives(node: Any) -> list[str]:
    """The alternative texts of a tree of tags."""
    node = node.get_object()
    if isinstance(node, list):
        return [said for one in node for said in alternatives(one)]
    if not isinstance(node, dict):
        return []
    own = [str(node["/Alt"])] if "/Alt" in node else []
    return own + (alternatives(node["/K"]) if "/K" in node else [])


def test_same_diary_gives_the_same_bytes() -> None:
    again = lived()
    assert page(usual()) == page(again)
    later = replace(again, made_at=again.made_at + timedelta(minutes=1))
    assert page(usual()) != page(later)


def test_page_holds_every_number() -> None:
    view = usual()
    said = text(page(view))
    side, answers = view.trend.sides[0], view.answers
    last_days = [one.last_yes for one in answers.signs if one.last_yes]
    expected = [
        f"{written(side.early)}, then {written(side.late)}",
        f"{answers.scored_days} of {answers.asked_days} days with a score",
        f"{answers.added_later} of {answers.scores} scores added later",
        *(f"{one.name} {one.yes_days} of {one.asked_days}" for one in answers.activities),
        *(f"{one.yes_days} of {one.asked_days}" for one in answers.signs),
        *(f"last on {day_text(day, PHRASES, True)}" for day in last_days),
        "1. Can I run again? 2. How long will it last?",
        f"Cluneal Tracker {view.version}, 12 Mar 2026",
        "Written by the patient with Cluneal Tracker. Not a medical device.",
        "A lower score after a treatment does not prove that the treatment caused it.",
    ]
    assert [one.change.refusal for one in view.treated.results] == [None, None]
    for one in view.treated.results:
        expected += result_numbers(one)
    assert [part for part in expected if squeezed(part) not in said] == []


def written(part: Stretch) -> str:
    assert part.middle is not None
    return number_text(part.middle, PHRASES)


def result_numbers(result: TreatmentResult) -> list[str]:
    """The numbers of one row of "Did the treatment help?", as the page writes them."""
    compared, change = result.view.compared, result.change
    assert compared is not None
    assert result.later is not None
    parts = (compared.before, compared.after, result.later)
    found = [written(part) for part in parts]
    found += [f"{part.scored} of {part.days} days" for part in parts]
    assert change.change is not None
    assert change.low is not None
    assert change.high is not None
    ends = [
        ("+" if one > 0 else "−") + number_text(abs(one), PHRASES)
        for one in (change.change, change.low, change.high)
    ]
    return [*found, f"{ends[0]} points {ends[1]} to {ends[2]}"]


def test_typst_code_prints_as_itself() -> None:
    view = replace(
        usual(),
        name=TYPST,
        questions=(TYPST,),
        lists=Lists(notes=(NoteLine(TODAY, f"{TYPST}\n= no heading\n- no list"),)),
    )
    said = text(page(view))
    assert said.count("#panic() *bold* _it_ $x^2$ `raw`") == 3
    assert squeezed(f"{TYPST} = no heading - no list") in said
    assert "#let x = 1; #panic()" in said.partition("Date of birth")[0]


def test_notes_have_pages_of_their_own() -> None:
    notes = tuple(NoteLine(TODAY, f"Note {number}. " + "word " * 300) for number in range(8))
    pdf = page(replace(usual(), lists=Lists(notes=notes)))
    pages = reader(pdf).pages
    assert len(pages) > 1
    assert "Note 0." not in pages[0].extract_text()
    rest = "".join(one.extract_text() for one in pages[1:])
    assert all(f"Note {number}." in rest for number in range(8))
    assert f"Page 2 of {len(pages)}" in pages[1].extract_text()
    ends = re.findall(r'yMax="(.*?)"', poppler("pdftotext", pdf, "-bbox", "-", "-"))
    assert max(map(float, ends)) <= SIZES[Paper.A4][1] - MARGIN


@pytest.mark.parametrize(
    "letters",
    [
        "Ж日本",
        "😀 1\ufe0f\u20e3",
        "\x00\u2028\ue000",
        "a\U0001cf24",
        "עברית",
        "\u202b\U0001f56e\u0963\u031c\u2068",
    ],
)
def test_any_letters_make_a_page(letters: str) -> None:
    """PDF/UA refuses a letter without a shape; the page comes out all the same."""
    view = replace(usual(), name=letters, questions=(letters,))
    assert len(reader(page(view)).pages) == 1


def test_long_question_says_that_it_was_cut() -> None:
    said = text(page(replace(usual(), questions=("word " * 200,) + ("Why?",) * 40)))
    assert "… (cut)" in said
    shown = len(re.findall(r"\d+\. (?:word|Why)", said))
    assert f"And {41 - shown} more in the app." in said


def test_ticked_warning_signs_are_there_with_their_days() -> None:
    ticked = (
        Ticked("Weak leg", (date(2026, 3, 9),)),
        Ticked("Weight loss", tuple(date(2026, 3, day) for day in range(1, 12))),
    )
    said = text(page(replace(usual(), answers=replace(usual().answers, warnings=ticked))))
    assert "Warning signs ticked" in said
    assert "Weak leg 9 Mar 2026" in said
    assert "Weight loss 9 Mar, 10 Mar, 11 Mar 2026; 8 earlier days" in said
    assert "Warning signs" not in text(page(usual()))


def test_of_many_warning_signs_the_most_urgent_are_there_and_the_rest_is_counted() -> None:
    view = planned(Plan(90, blocks=9, others=12, ticked=19))
    said = text(page(view, Paper.LETTER))
    shown = [sign.short in said for sign in CONTENT.warning_signs]
    assert 4 <= sum(shown) < 19
    assert shown == sorted(shown, reverse=True)
    assert f"And {19 - sum(shown)} more in the app" in said


def test_older_treatments_are_counted() -> None:
    view = planned(Plan(400, blocks=9, others=12))
    said = text(page(view, Paper.LETTER))
    table = said[said.index("Did the treatment help?") :]
    days = [one.view.treatment.first_day for one in view.treated.results]
    shown = sum(day_text(day, PHRASES, year=True) in table for day in days)
    assert 1 <= shown < len(days)
    assert all(f"{one.name} {one.yes_days} of" in said for one in view.answers.activities)
    assert f"And {9 - shown} more before these." in said


def test_no_percent_of_a_low_score() -> None:
    cells = results_words(usual().treated, PHRASES)["rows"][0]["cells"]
    assert cells[1]["beside"].endswith(("% lower", "% higher", "same"))
    result = usual().treated.results[0]
    compared = result.view.compared
    assert compared is not None
    low = replace(compared, before=replace(compared.before, middle=1.9))
    first = replace(result, view=replace(result.view, compared=low))
    changed = replace(usual().treated, results=(first,))
    assert results_words(changed, PHRASES)["rows"][0]["cells"][1]["beside"] == ""


def test_weeks_are_told_only_beside_a_fall_that_chance_does_not_explain() -> None:
    found = usual().treated.results[0]
    weeks = ReliefDuration(3.0, censored=False)
    lower = replace(found.change, before_mean=6.0, low=-3.0, high=-1.0, refusal=None)

    def cell(change: StepChange, lasting: ReliefDuration = weeks) -> str:
        told = replace(found, change=change, lasting=lasting)
        words = results_words(replace(usual().treated, results=(told,)), PHRASES)
        last = words["rows"][0]["cells"][-1]
        return "; ".join(filter(None, (last["main"], last["small"], last["beside"])))

    assert cell(lower) == "for 3 weeks; then no longer"
    assert cell(replace(lower, high=1.0)) == "chance not ruled out; cannot tell"
    drifting = replace(lower, refusal=StepRefusal.DRIFTING)
    assert cell(drifting) == "scores drift too much; cannot tell"
    assert cell(drifting, ReliefDuration(0.0)) == "not in 2 weeks; no"


def test_name_stays_off_unless_given() -> None:
    services = diary(Plan(10, name="Anna Schmidt"))
    assert "Anna" not in text(page(services.visits.view()))
    assert "Name Anna Schmidt" in text(page(services.visits.view(also=Also(name=True))))


def test_empty_diary_says_what_to_do(services: Services) -> None:
    with pytest.raises(DiaryError, match="Log your pain"):
        page(services.visits.view())


def test_how_long_and_how_many_blocks_are_told_in_one_line() -> None:
    services = diary(Plan(200, blocks=9, others=12, ticked=19, timed=True, questions=LONG))
    services.preferences.choose(pain_began="2019-07")
    view = services.visits.view(also=Also(name=True))
    assert view.treated.blocks.count == 3
    for paper in Paper:
        check_sheet(view, paper)
    said = poppler("pdftotext", page(view), "-layout", "-", "-")
    [line] = [one for one in said.splitlines() if "Pain since" in one]
    assert line.strip().startswith("Pain since Jul 2019 (80 months). Blocks (3)")
    told = squeezed(line).split(": ", 1)[1]
    newest = view.treated.blocks.results[-1].view.treatment.first_day
    assert f"{day_text(newest, PHRASES, year=True)}: " in told
    assert told.endswith("."), "whole, not cut"


def test_the_page_of_an_invented_diary_says_so() -> None:
    view = planned(Plan(28))
    invented = replace(view, invented=True)
    check_sheet(invented, Paper.LETTER)
    assert "Invented data: no real person." in text(page(invented))
    assert "Invented" not in text(page(view))


def test_of_what_nobody_said_there_is_no_line() -> None:
    view = planned(Plan(28))
    assert report_words.page_words(view, (), PHRASES)["ladder"] == []


def test_preview_has_the_size_of_the_paper() -> None:
    picture = report.summary_picture(usual(), PHRASES, Paper.LETTER, ppi=72)
    assert imread(io.BytesIO(picture), format="png").shape[:2] == (792, 612)


def test_the_peg_now_and_at_the_start_stand_on_the_page() -> None:
    services = diary(Plan(40))
    clock = services.clock
    assert isinstance(clock, FakeClock)
    clock.set_wall("2026-02-10T20:00")
    services.weekly.answer(Peg(7, 8, 8), OverallChange.A_LITTLE_WORSE)
    clock.set_wall("2026-03-03T20:00")
    services.weekly.answer(Peg(4, 5, 6), OverallChange.MUCH_BETTER)
    clock.set_wall("2026-03-12T21:00")
    services.weekly.put_off()
    said = text(page(services.visits.view()))
    assert "0 to 10: 7.7 on 10 Feb 2026, 5.0 on 3 Mar 2026." in said
    assert "in the patient's words: much better than at the start, 3 Mar 2026." in said
    # Of a range with one answer only that one is told.
    late = services.visits.view(date(2026, 3, 1))
    assert "0 to 10: 5.0 on 3 Mar 2026." in text(page(late))


def test_no_change_is_said_as_such() -> None:
    services = diary(Plan(40))
    services.weekly.answer(change=OverallChange.NO_CHANGE)
    assert "no change since the start, 12 Mar 2026." in text(page(services.visits.view()))


def test_without_an_answered_week_the_page_says_nothing_of_it() -> None:
    services = diary(Plan(40))
    services.weekly.put_off()
    assert "PEG" not in text(page(services.visits.view()))


def test_the_statements_now_and_at_the_start_stand_on_the_page() -> None:
    services = diary(Plan(40))
    clock = services.clock
    assert isinstance(clock, FakeClock)
    clock.set_wall("2026-02-10T20:00")
    services.roland.answer(range(1, 16))
    services.weekly.answer(sleep=0)
    clock.set_wall("2026-03-03T20:00")
    services.roland.answer(range(1, 12))
    services.weekly.answer(sleep=7)
    clock.set_wall("2026-03-12T21:00")
    services.roland.put_off()
    said = text(page(services.visits.view()))
    assert "RMDQ 11 of 24 on 3 Mar 2026, 15 at the start, 10 Feb 2026." in said
    assert "Sleep disturbed by pain, 0 to 10: 0 on 10 Feb 2026, 7 on 3 Mar 2026." in said
    # The start is that of the diary, whatever days the page is about; without a score now, none.
    late = text(page(services.visits.view(date(2026, 3, 1))))
    assert "RMDQ 11 of 24 on 3 Mar 2026, 15 at the start, 10 Feb 2026." in late
    assert "0 to 10: 7 on 3 Mar 2026." in late
    assert "RMDQ" not in text(page(services.visits.view(date(2026, 3, 5))))


@pytest.mark.parametrize("paper", Paper)
def test_with_the_weeks_it_is_still_one_sheet(paper: Paper) -> None:
    services = diary(replace(USUAL, blocks=5, questions="\n".join([LONG] * 9), side=Side.BOTH))
    clock = services.clock
    assert isinstance(clock, FakeClock)
    services.weekly.answer(Peg(4, 5, 6), OverallChange.VERY_MUCH_WORSE, 10)
    services.roland.answer(range(1, 25))
    clock.set_wall("2026-02-20T21:00")
    services.weekly.answer(Peg(9, 9, 10), OverallChange.VERY_MUCH_WORSE, 10)
    services.roland.answer(range(2, 25))
    assert len(reader(page(services.visits.view(), paper)).pages) == 1


def test_side_effects_stand_on_the_page_a_line_for_each_treatment() -> None:
    services = diary(replace(USUAL, blocks=0, others=0))
    begun = TODAY - timedelta(days=20)
    heat, pill = (
        services.treatments.add(TreatmentKind.OTHER, begun, name=name) for name in ("Heat", "Pill")
    )
    earlier = services.effects.add(pill.id, "Dizzy", Strength.MILD, begun, last_day=begun)
    services.effects.add(heat.id, "Red skin", Strength.STRONG, begun + timedelta(days=1))
    services.effects.add(pill.id, "Sleepy", Strength.MODERATE, begun + timedelta(days=2))
    said = text(page(services.visits.view()))
    pill_line = (
        "Side effects, Pill: Sleepy, moderate, from 22 Feb 2026, still there; "
        "Dizzy, mild, 20 Feb 2026."
    )
    heat_line = "Side effects, Heat: Red skin, strong, from 21 Feb 2026, still there."
    assert squeezed(pill_line) in said
    assert said.index(squeezed(pill_line)) < said.index(squeezed(heat_line))
    # What was over before the days of the page is not on it.
    said = text(page(services.visits.view(TODAY - timedelta(days=9), TODAY)))
    assert squeezed("Sleepy, moderate") in said
    assert "Dizzy" not in said
    # Nor is what belongs to a treatment that is gone.
    services.treatments.delete(pill.id)
    assert "Pill" not in text(page(services.visits.view()))
    assert earlier.treatment == pill.id


def test_without_a_side_effect_the_page_says_nothing_of_it() -> None:
    assert "Side effect" not in text(page(diary(USUAL).visits.view()))


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("ticked", [0, 19])
def test_with_many_side_effects_it_is_still_one_sheet(paper: Paper, ticked: int) -> None:
    questions = "\n".join([LONG] * 8)
    plan = Plan(90, Side.BOTH, blocks=9, others=12, questions=questions, name=LONG, ticked=ticked)
    services = diary(plan)
    services.weekly.answer(Peg(4, 5, 6), OverallChange.VERY_MUCH_WORSE)
    for treatment in services.treatments.every():
        for what in ("Sleepy", LONG):
            services.effects.add(treatment.id, what, Strength.STRONG, treatment.first_day)
    view = services.visits.view(also=Also(name=True))
    check_sheet(view, paper)
    said = text(page(view, paper))
    assert "Side effects," in said
    count = len(view.treated.effects) - len(re.findall("Side effects,", said))
    assert squeezed(f"Side effects of {count} more in the app.") in said


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize(
    "plan",
    [
        Plan(90, spots=3, questions="Can I run again?\nHow long will it last?"),
        Plan(90, spots=40, blocks=1, questions=LONG),
        Plan(400, spots=40, blocks=9, others=12, ticked=19, questions="\n".join([LONG] * 9)),
        Plan(1, spots=1, chips=False),
    ],
)
def test_with_the_map_it_is_still_one_sheet(plan: Plan, paper: Paper) -> None:
    check_sheet(planned(plan), paper)


@pytest.mark.parametrize("paper", Paper)
def test_the_map_stands_on_the_page_with_its_days_and_is_told_in_words(paper: Paper) -> None:
    view = planned(Plan(90, spots=3, questions="Can I run again?"))
    pdf = page(view, paper)
    said = text(pdf)
    assert "Where it hurt" in said
    assert "90 of 90 Low back, left" in said
    assert "Can I run again?" in said
    catalog: Any = reader(pdf).trailer["/Root"]
    told = " ".join(alternatives(catalog["/StructTreeRoot"]))
    assert "The back of the body, with the places that the patient marked." in told
    assert "You marked where it hurts on 90 of 90 days." in told


def test_without_marks_or_the_tick_there_is_no_map() -> None:
    services = diary(Plan(28, spots=2))
    assert "Where it hurt" in text(page(services.visits.view()))
    assert "Where it hurt" not in text(page(services.visits.view(also=Also(map=False))))
    assert "Where it hurt" not in text(page(planned(Plan(28))))


def test_the_map_gives_way_to_treatments_and_to_the_first_questions() -> None:
    plan = Plan(400, blocks=9, others=4, ticked=19, questions="\n".join([LONG] * 9), spots=5)
    said = text(page(planned(plan), Paper.LETTER))
    assert "Where it hurt" not in said
    assert "Questions for today" in said


LONG_WAYS = TrialWords("", ("with " + LONG)[: TrialWords.LONGEST], ("without " + LONG)[:80])


@pytest.mark.parametrize("paper", Paper)
def test_a_trial_that_ended_is_told_and_it_is_still_one_sheet(paper: Paper) -> None:
    crowded = replace(USUAL, blocks=5, questions="\n".join([LONG] * 9), side=Side.BOTH, ticked=19)
    services = diary(replace(crowded, days=120))
    services.weekly.answer(Peg(4, 5, 6), OverallChange.VERY_MUCH_WORSE)
    clock = services.clock
    assert isinstance(clock, FakeClock)
    clock.set_wall("2026-01-05T08:00")
    services.trials.start(TrialPlan(LONG_WAYS, date(2026, 1, 5), 7, 3, 1, Side.LEFT), Random(1))
    clock.set_wall("2026-02-15T21:00")
    assert services.visits.view().treated.trial is None
    clock.set_wall("2026-03-12T21:00")
    view = services.visits.view()
    check_sheet(view, paper)
    assert "Own trial 5 Jan 2026 to 15 Feb 2026, order drawn by chance." in text(page(view, paper))
    assert services.visits.view(date(2026, 2, 20)).treated.trial is None
    assert services.visits.view(None, date(2026, 2, 14)).treated.trial is None


def test_a_trial_has_a_lane_once_it_is_over() -> None:
    services = diary(Plan(60))
    clock = services.clock
    assert isinstance(clock, FakeClock)
    clock.set_wall("2026-01-20T08:00")
    words = TrialWords("", "With the cushion", "Without it")
    trial = services.trials.start(TrialPlan(words, date(2026, 1, 20), 6, 3, 1, Side.RIGHT))
    clock.set_wall("2026-02-24T21:00")
    assert chart_lanes.lanes(services.trends.between()) == []
    clock.set_wall("2026-03-12T21:00")
    (lane,) = chart_lanes.lanes(services.trends.between())
    assert lane.name == "With the cushion"
    lived = [one for one in trial.periods if one.arm is Arm.A]
    assert [(one.first, one.last) for one in lane.spans] == [
        (one.first_day, one.last_day) for one in lived
    ]
    late = chart_lanes.lanes(services.trends.between(date(2026, 2, 20)))
    assert all(one.last and one.last >= date(2026, 2, 20) for one in late[0].spans)
