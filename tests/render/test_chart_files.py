"""Pictures for the screen and files to keep."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import timedelta
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from matplotlib.ft2font import FT2Font
from pypdf import PdfReader

from cluneal_tracker.render import chart, fonts
from cluneal_tracker.render.palette import DARK, LIGHT
from cluneal_tracker.services.trends import TrendView
from tests.render import diaries
from tests.render.drawn import PHRASES, drawn

SVG = "{http://www.w3.org/2000/svg}"


@cache
def view() -> TrendView:
    return diaries.twelve_weeks()


def pixel(image: chart.ChartImage, x: float, y: float, scale: float) -> str:
    at = 4 * (int(y * scale) * image.width + int(x * scale))
    return "#" + image.rgba[at : at + 3].hex().upper()


@pytest.mark.parametrize(("palette", "scale"), [(LIGHT, 1.0), (DARK, 1.5)])
def test_a_widget_finds_the_block_where_the_picture_has_it(palette: Any, scale: float) -> None:
    image = chart.draw(view(), PHRASES, palette, 800, 500, scale)
    assert (image.width, image.height) == (800 * scale, 500 * scale)
    assert len(image.rgba) == 4 * image.width * image.height
    block = next(one.treatment for one in view().treatments if one.compared)
    (plot,) = image.plots
    near = [image.x(block.first_day) + step / 4 for step in range(-4, 5)]
    assert palette.treatment in {pixel(image, x, plot.y(9.4), scale) for x in near}
    assert pixel(image, 3, 3, scale) == palette.surface


def test_days_and_scores_are_read_back_from_the_picture() -> None:
    image = chart.draw(view(), PHRASES, LIGHT, 800, 500)
    for number in range(view().days):
        day = view().first + timedelta(days=number)
        assert image.day(image.x(day)) == day
    assert image.day(-50) == view().first
    assert image.day(5000) == view().last
    assert image.plots[0].score(image.plots[0].y(6.3)) == pytest.approx(6.3)


def test_the_same_diary_gives_the_same_picture() -> None:
    once, again = (chart.draw(view(), PHRASES, LIGHT, 640, 420) for _ in range(2))
    assert once == again


@pytest.mark.parametrize("suffix", ["png", "svg", "pdf"])
def test_the_same_diary_gives_the_same_file(suffix: chart.Format) -> None:
    assert chart.save(view(), PHRASES, suffix) == chart.save(view(), PHRASES, suffix)


def test_a_png_has_300_dots_an_inch() -> None:
    data = chart.save(view(), PHRASES, "png")
    at = data.index(b"pHYs") + 4
    assert round(int.from_bytes(data[at : at + 4], "big") * 0.0254) == 300


def test_a_pdf_has_its_fonts_inside_and_its_words_can_be_found() -> None:
    (page,) = PdfReader(BytesIO(chart.save(view(), PHRASES, "pdf"))).pages
    text = page.extract_text()
    assert "Nerve block 1, right side, 31 Jan" in text
    assert "Worst pain" in text
    resources: Any = page["/Resources"]
    found = [font.get_object() for font in resources["/Font"].values()]
    assert found
    for font in found:
        below = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
        assert "Atkinson" in below["/BaseFont"]
        assert "/FontFile2" in below["/FontDescriptor"].get_object()


@pytest.mark.parametrize("page", [False, True])
def test_an_svg_keeps_its_words_and_each_name_once(page: bool) -> None:
    data = (
        chart.for_page(view(), PHRASES, 180, 95).svg if page else chart.save(view(), PHRASES, "svg")
    )
    tree = ElementTree.fromstring(data)
    words = ["".join(one.itertext()).strip() for one in tree.iter(f"{SVG}text")]
    assert "Nerve block 1, right side, 31 Jan" in words
    names = [one.get("id") for one in tree.iter() if one.get("id")]
    assert len(names) == len(set(names))
    assert "line-right" in names
    assert b"dc:date" not in data


def test_no_letter_on_the_page_is_smaller_than_8_points() -> None:
    tree = ElementTree.fromstring(chart.for_page(view(), PHRASES, 180, 95).svg)
    styles = [one.get("style") or "" for one in tree.iter(f"{SVG}text")]
    sizes = [
        float(part.split("px")[0]) for style in styles for part in style.split() if "px" in part
    ]
    assert sizes
    assert min(sizes) >= 8


@pytest.mark.parametrize("face", ["Regular", "Bold"])
def test_our_font_has_every_letter_that_charts_use(face: str) -> None:
    letters = FT2Font(str(fonts.FOLDER / f"AtkinsonHyperlegible-{face}.ttf")).get_charmap()
    used = {letter for word in drawn(view()).words() for letter in word}
    told = str([PHRASES[table] for table in ("chart", "summary", "compare")])
    assert {letter for letter in used | set(told) if ord(letter) not in letters} == set()


def run(code: str, cache_home: Path) -> subprocess.CompletedProcess[str]:
    place = {"XDG_CACHE_HOME": str(cache_home), "LOCALAPPDATA": str(cache_home)}
    environment = {k: v for k, v in os.environ.items() if k != "MPLCONFIGDIR"} | place
    return subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )


def test_asking_for_charts_does_not_import_matplotlib(tmp_path: Path) -> None:
    code = "import sys, cluneal_tracker.render.chart; print('matplotlib' in sys.modules)"
    assert run(code, tmp_path).stdout.strip() == "False"


def test_the_first_chart_is_silent_and_keeps_its_cache_in_our_folder(tmp_path: Path) -> None:
    code = (
        "from cluneal_tracker import paths\n"
        "from cluneal_tracker.render import chart\n"
        "chart.warm_up()\n"
        "import matplotlib\n"
        "print(matplotlib.get_cachedir() == str(paths.cache_folder().resolve()))"
    )
    done = run(code, tmp_path)
    assert done.stdout.strip() == "True"
    assert done.stderr == ""
