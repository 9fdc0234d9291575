"""Every picture that can be saved, as PNG, SVG and PDF, read back by programs that are not ours."""

from __future__ import annotations

import shutil
import struct
import subprocess
from collections.abc import Callable, Mapping
from functools import cache
from io import BytesIO
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest
from PIL import Image
from pypdf import PdfReader

from cluneal_tracker.domain.block_day import BlockDay
from cluneal_tracker.domain.pain import Side
from cluneal_tracker.domain.weekly import Peg, peg_points
from cluneal_tracker.domain.when_it_hurts import when_it_hurts
from cluneal_tracker.render import chart
from cluneal_tracker.render.calendar_plan import calendar
from cluneal_tracker.render.chart_layout import Style
from cluneal_tracker.render.chart_panel import Sheet
from cluneal_tracker.render.curve_plan import Curve, curve_picture
from cluneal_tracker.render.curve_words import PointsScale, block_curve, points_curve
from cluneal_tracker.render.palette import DARK, LIGHT
from cluneal_tracker.render.pattern_sentences import when_chart
from cluneal_tracker.render.period_words import period_chart
from cluneal_tracker.render.picture import Paper, Picture
from cluneal_tracker.render.picture_file import saved
from cluneal_tracker.render.spread_plan import spread_picture
from cluneal_tracker.services.trends import TrendView
from tests.render import diaries
from tests.render.drawn import PHRASES, drawn

KINDS: tuple[chart.Format, ...] = ("png", "svg", "pdf")
SVG = "{http://www.w3.org/2000/svg}"
Made = Callable[[chart.Format], bytes]


@cache
def shown() -> TrendView:
    return diaries.twelve_weeks().beside()


def laid_out(lay_out: Callable[[Paper], Picture]) -> Made:
    return lambda kind: saved(lay_out, kind)


def as_calendar() -> Made:
    side = shown().sides[0]
    return laid_out(lambda paper: calendar(shown(), side, PHRASES, paper, 1).picture)


def as_when() -> Made:
    side = shown().sides[0]
    found = when_chart(side, when_it_hurts(side.halves, side.values), PHRASES)
    return laid_out(lambda paper: spread_picture(found, PHRASES, paper))


def as_periods() -> Made:
    home, clock = diaries.house(diaries.FIRST)
    diaries.live(home, clock, 60, lambda _: 5.0)
    view = home.periods.compare(*home.periods.lately(28), Side.RIGHT)
    found = period_chart(view, PHRASES)
    return laid_out(lambda paper: spread_picture(found, PHRASES, paper))


def curve(found: Curve) -> Made:
    return laid_out(lambda paper: curve_picture(found, paper, whole=True).picture)


def as_block() -> Made:
    checks = ((5.0, 5.8), (30.0, 1.4), (60.0, 0.9), (240.0, 2.8), (1440.0, 3.6))
    _, clock = diaries.house(diaries.FIRST)
    hours = BlockDay(clock.now(), 7.4, checks)
    return curve(block_curve("Nerve block 1, right side, 27 Jan 2026", hours, 7.4, PHRASES))


def as_weeks() -> Made:
    home, clock = diaries.house(diaries.FIRST)
    for peg in (Peg(6, 7, 7), Peg(3, 2, 4), Peg(0, 0, 0)):
        home.weekly.answer(peg)
        clock.move(hours=24 * 7)
    first, last = diaries.FIRST, clock.now().date()
    points, scale = (
        peg_points(home.weekly.between(first, last)),
        PointsScale("Your weeks", Peg.MOST),
    )
    found = points_curve(points, first, last, scale, PHRASES)
    assert found is not None
    return curve(found)


# What makes each picture, and words that stand in it.
PICTURES: Mapping[str, tuple[Callable[[], Made], tuple[str, ...]]] = {
    "line": (
        lambda: lambda kind: chart.save(shown(), PHRASES, kind),
        ("10  Worst pain", "Lower is better", "Gabapentin", "Sitting or driving", "Exercises"),
    ),
    "calendar": (as_calendar, ("Jan", "Mon", "Added later")),
    "when": (as_when, ("Mornings", "Evenings", "Monday", "Mark: middle score.")),
    "periods": (as_periods, ("0  No pain", "Bar: middle half of the scores.")),
    "block": (as_block, ("Nerve block 1, right side, 27 Jan 2026", "7.4", "0.9", "1 h", "later")),
    "weeks": (as_weeks, ("Your weeks", "6.7", "3.0", "0.0", "18 Dec 2024")),
}


@cache
def file(name: str, kind: chart.Format) -> bytes:
    make, _ = PICTURES[name]
    return make()(kind)


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("name", PICTURES)
def test_a_png_is_whole_has_300_dots_an_inch_and_light_colours(name: str) -> None:
    data = file(name, "png")
    with Image.open(BytesIO(data)) as image:
        image.load()
        assert image.convert("RGB").getpixel((2, 2)) == tuple(bytes.fromhex(LIGHT.surface[1:]))
        assert image.width > 2000
        colors = np.unique(np.asarray(image.convert("RGB")).reshape(-1, 3), axis=0)
    found = {"#" + bytes(color).hex().upper() for color in colors}
    assert LIGHT.pain in found
    assert not found & {DARK.surface, DARK.pain, DARK.treatment}
    dots = struct.unpack(">I", data[data.index(b"pHYs") + 4 :][:4])[0]
    assert round(dots * 0.0254) == 300


@pytest.mark.parametrize("name", PICTURES)
def test_an_svg_is_xml_with_its_words_as_words(name: str) -> None:
    tree = ElementTree.fromstring(file(name, "svg"))
    assert tree.tag == f"{SVG}svg"
    assert tree.get("viewBox")
    words = ["".join(one.itertext()).strip() for one in tree.iter(f"{SVG}text")]
    for wanted in PICTURES[name][1]:
        assert any(wanted in word for word in words), wanted
    names = [one.get("id") for one in tree.iter() if one.get("id")]
    assert len(names) == len(set(names))
    text = file(name, "svg").decode().upper()
    assert not any(color in text for color in (DARK.surface, DARK.pain, DARK.treatment))


@pytest.mark.parametrize("name", PICTURES)
def test_a_pdf_has_one_page_with_words_that_can_be_selected(name: str) -> None:
    (page,) = PdfReader(BytesIO(file(name, "pdf"))).pages
    text = squeezed(page.extract_text())
    for wanted in PICTURES[name][1]:
        assert squeezed(wanted) in text, wanted
    resources: Any = page["/Resources"]
    fonts = [font.get_object() for font in resources["/Font"].values()]
    assert all("Type3" not in str(font["/Subtype"]) for font in fonts)


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="no pdftotext on this computer")
@pytest.mark.parametrize("name", PICTURES)
def test_a_reader_of_pdf_files_finds_the_words(name: str) -> None:
    command = ["pdftotext", "-layout", "-", "-"]
    done = subprocess.run(command, input=file(name, "pdf"), capture_output=True, check=True)
    assert done.stderr == b""
    text = squeezed(done.stdout.decode())
    for wanted in PICTURES[name][1]:
        assert squeezed(wanted) in text, wanted


def test_svg_and_pdf_say_all_that_is_drawn() -> None:
    words = drawn(shown(), Sheet(760, 470 + 3 * 10.5 * 1.45, Style(10.5, 9.2, 0.75))).words()
    tree = ElementTree.fromstring(file("line", "svg"))
    there = ["".join(one.itertext()).strip() for one in tree.iter(f"{SVG}text")]
    assert sorted(there) == sorted(words)
    (page,) = PdfReader(BytesIO(file("line", "pdf"))).pages
    text = squeezed(page.extract_text())
    assert all(squeezed(word) in text for word in words)
