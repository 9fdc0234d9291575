"""The calendar shows each half day once, with its own score or with none."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import cache
from io import BytesIO
from xml.etree import ElementTree

import pytest
from matplotlib.image import imread
from pypdf import PdfReader

from cluneal_tracker.domain.pain import Side
from cluneal_tracker.domain.when import DaySlot, Slot
from cluneal_tracker.render import fonts
from cluneal_tracker.render.calendar_cells import step_of
from cluneal_tracker.render.calendar_plan import Calendar, calendar
from cluneal_tracker.render.chart_layout import Box, Style
from cluneal_tracker.render.palette import LIGHT
from cluneal_tracker.render.pattern_sentences import calendar_summary
from cluneal_tracker.render.picture import Paper, Picture
from cluneal_tracker.render.picture_file import MARGIN, saved
from cluneal_tracker.render.sentences import number_text
from cluneal_tracker.services.trends import SideTrend, TrendView
from tests.render import diaries
from tests.render.drawn import PHRASES

SCREEN = Style(16, 14, 1.0)
PAPERS = [
    Paper(wide, Style(16 * scale, 14 * scale, scale), fonts.width)
    for wide, scale in ((850, 1.0), (560, 1.0), (760, 2.0), (440, 2.0))
]
SVG = "{http://www.w3.org/2000/svg}"


@cache
def lived(name: str) -> TrendView:
    views: dict[str, Callable[[], TrendView]] = {
        "three": lambda: diaries.few(3),
        "weeks": diaries.twelve_weeks,
        "sparse": diaries.sparse,
        "years": lambda: diaries.years(2),
    }
    return views[name]()


def laid_out(view: TrendView, paper: Paper = PAPERS[0], first_weekday: int = 1) -> Calendar:
    return calendar(view, view.of_side(Side.RIGHT), PHRASES, paper, first_weekday)


def side_of(view: TrendView) -> SideTrend:
    side = view.of_side(Side.RIGHT)
    assert side is not None
    return side


def words_in(found: Calendar, box: Box) -> list[str]:
    return [
        one.text
        for one in found.picture.words
        if box.left < one.x < box.right and box.bottom < one.middle < box.top
    ]


@pytest.mark.parametrize("name", ["three", "weeks", "sparse", "years"])
def test_each_day_has_its_number_and_the_scores_of_its_halves(name: str) -> None:
    view = lived(name)
    side, found = side_of(view), laid_out(view)
    assert (found.first, found.last) == (side.whole.first, side.whole.last)
    assert len(found.days) == side.whole.days
    for day, box in found.days.items():
        scores = [side.halves.get(DaySlot(day, slot)) for slot in Slot]
        numbers = [number_text(one.points, PHRASES).replace("10.0", "10") for one in scores if one]
        assert words_in(found, box) == [str(day.day), *numbers]


@pytest.mark.parametrize("name", ["weeks", "sparse"])
def test_a_half_day_without_a_score_is_an_outline_and_never_a_step_of_the_ramp(name: str) -> None:
    view = lived(name)
    side, found = side_of(view), laid_out(view)
    blank = filled = 0
    for box in found.days.values():
        for block in found.picture.blocks:
            inside = box.left <= block.box.left < box.right and box.bottom <= block.box.bottom
            if inside and block.box.top <= box.top:
                blank += block.look.edge == "no_score"
                filled += block.look.fill.startswith("ramp:")
    assert filled == len(side.halves)
    assert blank == 2 * side.whole.days - len(side.halves) > 0


def test_the_steps_are_two_points_wide_and_the_key_says_so() -> None:
    assert [step_of(points) for points in (0, 1.9, 2, 3.9, 4, 6, 8, 10)] == [0, 0, 1, 1, 2, 3, 4, 4]
    assert PHRASES["calendar"]["steps"][0] == "0 to 1.9"
    assert len(PHRASES["calendar"]["steps"]) == len(LIGHT.ramp)


def test_every_score_added_later_has_a_cut_corner_and_no_other() -> None:
    view = lived("weeks")
    side, found = side_of(view), laid_out(view)
    later = {half for half, score in side.halves.items() if score.added_later}
    assert later
    # One more explains it in the key.
    assert len(found.picture.shapes) == len(later) + 1
    for half in later:
        box = found.days[half.day]
        middle = box.left + box.width / 2
        corners = [shape.points[1] for shape in found.picture.shapes]
        inside = [x for x, y in corners if box.left < x <= box.right and box.bottom < y < box.top]
        assert any((x > middle + 1) == (half.slot is Slot.EVENING) for x in inside)


@pytest.mark.parametrize(("first_weekday", "name"), [(1, "Mon"), (7, "Sun"), (6, "Sat")])
def test_a_week_begins_where_the_locale_says(first_weekday: int, name: str) -> None:
    found = laid_out(lived("weeks"), first_weekday=first_weekday)
    names = [one for one in found.picture.words if one.text in PHRASES["chart"]["weekdays"]]
    assert min(names, key=lambda one: one.x).text == name
    lefts = {box.left: day.isoweekday() for day, box in found.days.items()}
    assert lefts[min(lefts)] == first_weekday
    for day, box in found.days.items():
        assert lefts[box.left] == day.isoweekday()


def test_each_month_is_named_at_its_first_week() -> None:
    found = laid_out(lived("weeks"))
    named = [one for one in found.picture.words if one.text in PHRASES["chart"]["months"]]
    assert [one.text for one in named] == ["Dec", "Jan", "Feb", "Mar"]
    for one in named[1:]:
        month = PHRASES["chart"]["months"].index(one.text) + 1
        box = next(box for day, box in found.days.items() if (day.day, day.month) == (1, month))
        assert box.bottom < one.middle < box.top


@pytest.mark.parametrize("paper", PAPERS)
def test_nothing_sticks_out_and_no_number_leaves_its_cell(paper: Paper) -> None:
    found = laid_out(lived("weeks"), paper)
    for block in found.picture.blocks:
        assert block.box.left >= 0
        assert block.box.right <= paper.width + 0.01
        assert 0 <= block.box.bottom < block.box.top <= found.picture.height
    for one in found.picture.words:
        wide = paper.measure(one.text, one.size, one.bold)
        share = {"left": 0.0, "center": 0.5, "right": 1.0}[one.align]
        left = one.x - wide * share
        assert left >= 0
        assert left + wide <= paper.width + 0.01
    day = next(iter(found.days.values()))
    number = next(one for one in found.picture.words if one.text == "8.8" or "." in one.text[1:2])
    assert paper.measure(number.text, number.size, False) <= day.width / 2


def test_a_long_calendar_goes_on_beside_itself() -> None:
    view = lived("years")
    tall = laid_out(view)
    parted = calendar(view, view.of_side(Side.RIGHT), PHRASES, PAPERS[0], 1, tallest=40)
    weeks = len({box.top for box in parted.days.values()})
    assert weeks <= 40 < len({box.top for box in tall.days.values()})
    assert parted.days.keys() == tall.days.keys()
    boxes = [(box.left, box.bottom) for box in parted.days.values()]
    assert len(set(boxes)) == len(boxes)
    assert max(box.right for box in parted.days.values()) <= parted.picture.width
    heads = [one.text for one in parted.picture.words if one.text == "Wed"]
    assert len(heads) == 3


def test_days_before_the_diary_began_are_left_out() -> None:
    view = lived("three")
    longer = replace(view, first=view.first - timedelta(days=80))
    assert laid_out(longer).days.keys() == laid_out(view).days.keys()


def test_the_summary_counts_mornings_evenings_and_late_ones() -> None:
    view = lived("weeks")
    side = side_of(view)
    mornings = sum(half.slot is Slot.MORNING for half in side.halves)
    later = sum(score.added_later for score in side.halves.values())
    middle = number_text(side.whole.middle or 0, PHRASES)
    assert calendar_summary(side, PHRASES, several=False) == (
        f"Your middle score was {middle}. Of 84 days, {mornings} mornings and "
        f"{len(side.halves) - mornings} evenings have a score. Added later: {later}."
    )
    assert calendar_summary(side, PHRASES, several=True).startswith("Right side: your middle")
    assert calendar_summary(None, PHRASES, several=False) == "These days have no score."


def test_a_calendar_is_saved_with_words_that_can_be_selected() -> None:
    view = lived("weeks")

    def make(paper: Paper) -> Picture:
        return laid_out(view, paper).picture

    svg = ElementTree.fromstring(saved(make, "svg"))
    texts = ["".join(one.itertext()).strip() for one in svg.iter(f"{SVG}text")]
    assert {"Mon", "Mar", "Added later", "No score"} <= set(texts)
    page = PdfReader(BytesIO(saved(make, "pdf"))).pages[0].extract_text()
    assert "Added later" in page
    assert saved(make, "svg") == saved(make, "svg")


def test_a_saved_calendar_has_the_light_colours_where_the_scores_are() -> None:
    view = lived("weeks")
    picture: list[Calendar] = []

    def make(paper: Paper) -> Picture:
        found = laid_out(view, paper)
        picture.append(found)
        return found.picture

    image = imread(BytesIO(saved(make, "png")))
    (found,) = picture
    scale = image.shape[1] / (found.picture.width + 2 * MARGIN)
    side = side_of(view)
    for block in found.picture.blocks:
        if not block.look.fill.startswith("ramp:"):
            continue
        x = int((MARGIN + block.box.left + 1.5) * scale)
        y = int((MARGIN + found.picture.height - block.box.bottom - 1.5) * scale)
        red, green, blue = (round(255 * part) for part in image[y, x, :3])
        step = int(block.look.fill.removeprefix("ramp:"))
        assert f"#{red:02X}{green:02X}{blue:02X}" == LIGHT.ramp[step]
    assert len(side.halves) > 50


@pytest.mark.slow
def test_ten_years_can_be_saved() -> None:
    view = diaries.years(10)
    image = imread(BytesIO(saved(lambda paper: laid_out(view, paper).picture, "png")))
    assert image.shape[0] * image.shape[1] < 31e6


def test_nothing_of_matplotlib_is_loaded_to_lay_a_calendar_out() -> None:
    code = (
        "import sys, cluneal_tracker.render.calendar_plan, cluneal_tracker.render.picture_file;"
        "sys.exit('matplotlib' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
