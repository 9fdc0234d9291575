"""The page for the doctor: one sheet of paper, as PDF or as a picture of it."""

from __future__ import annotations

import json
from datetime import timezone
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from cluneal_tracker import paths
from cluneal_tracker.domain.errors import DiaryError
from cluneal_tracker.domain.settings import Paper
from cluneal_tracker.render import chart, fonts
from cluneal_tracker.render.chart import PageChart
from cluneal_tracker.render.report_text import in_our_letters
from cluneal_tracker.render.report_words import page_words
from cluneal_tracker.render.sentences import Phrases
from cluneal_tracker.services.visits import VisitView

if TYPE_CHECKING:
    import typst

_TEMPLATE = paths.ASSETS / "report" / "summary.typ"
_MARGIN = 15
# The width and height of the paper, in mm, and the name typst has for it.
_PAPERS = {Paper.A4: (210.0, 297.0, "a4"), Paper.LETTER: (215.9, 279.4, "us-letter")}
# The chart's share of the height with no, one and several treatments to report on below it.
_CHART_SHARES = (0.40, 0.35, 0.33)
# What a map below it takes of that.
_MAP_SHARE = 0.06
# PDF/UA-1 and PDF/A-2a: readable aloud, and by machines for good.
_STANDARDS = ["ua-1", "a-2a"]
_PIXELS_AN_INCH = 110.0
_NO_GLYPH = "could not be displayed with font"


def summary_page(view: VisitView, phrases: Phrases, paper: Paper) -> bytes:
    """The page as PDF, its chart included; raises DiaryError when there is no score to show."""
    return page_pdf(view, page_chart(view, phrases, paper), phrases, paper)


def summary_picture(
    view: VisitView, phrases: Phrases, paper: Paper, ppi: float = _PIXELS_AN_INCH
) -> bytes:
    """The page as PNG, its chart included; raises DiaryError when there is no score to show."""
    return page_png(view, page_chart(view, phrases, paper), phrases, paper, ppi)


def summary_pictures(
    view: VisitView, phrases: Phrases, paper: Paper, ppi: float
) -> tuple[bytes, ...]:
    """All pages as PNG, those of the notes among them; raises DiaryError as the others do."""
    data = _data(view, page_chart(view, phrases, paper), phrases, paper)
    return _compiled(data, format="png", ppi=ppi)


def page_chart(view: VisitView, phrases: Phrases, paper: Paper) -> PageChart:
    """The chart in the size the page has for it."""
    return chart.for_page(view.trend, phrases, *_chart_size(view, paper))


def page_pdf(view: VisitView, drawn: PageChart, phrases: Phrases, paper: Paper) -> bytes:
    """The page as tagged PDF with its fonts inside; the same view gives the same bytes."""
    data = _data(view, drawn, phrases, paper)
    [pdf] = _compiled(
        data,
        format="pdf",
        pdf_standards=_STANDARDS,
        timestamp=view.made_at.astimezone(timezone.utc),
    )
    return pdf


def page_png(
    view: VisitView, drawn: PageChart, phrases: Phrases, paper: Paper, ppi: float = _PIXELS_AN_INCH
) -> bytes:
    """The first page as PNG, to be looked at before it is saved."""
    return _compiled(_data(view, drawn, phrases, paper), format="png", ppi=ppi)[0]


def _chart_size(view: VisitView, paper: Paper) -> tuple[float, float]:
    """Width and height in mm."""
    width, height, _ = _PAPERS[paper]
    share = _CHART_SHARES[min(len(view.treated.results), len(_CHART_SHARES) - 1)]
    # Two sides need all of it, or their letters would shrink; then the map is the smaller one.
    if view.map is not None and len(view.trend.sides) == 1:
        share -= _MAP_SHARE
    return width - 2 * _MARGIN, round(height * share)


def _data(view: VisitView, drawn: PageChart, phrases: Phrases, paper: Paper) -> str:
    if view.trend.empty:
        raise DiaryError(phrases["report"]["empty"])
    width, height = _chart_size(view, paper)
    words = page_words(view, drawn.reading, phrases)
    words["paper"] = _PAPERS[paper][2]
    words["font"] = fonts.FAMILY
    words["chart"] |= {"svg": drawn.svg.decode(), "width": width, "height": height}
    return json.dumps(words, ensure_ascii=False)


def _compiled(data: str, **options: Any) -> tuple[bytes, ...]:
    """What typst makes of the page: one file, or a picture of each sheet.

    PDF/UA refuses a letter that no font has: then the system is asked for one. What is in no font
    there either becomes a question mark, so that there always is a page.
    """
    import typst

    for written, from_system in ((str, False), (str, True), (in_our_letters, False)):
        try:
            made = typst.compile(
                _TEMPLATE,
                sys_inputs={"data": written(data)},
                font_paths=_fonts(from_system),
                **options,
            )
        except typst.TypstError as error:
            if _NO_GLYPH not in error.message:
                raise
        else:
            return (made,) if isinstance(made, bytes) else tuple(made)
    raise AssertionError("our own letters are all in our fonts")


@lru_cache(maxsize=2)
def _fonts(from_system: bool) -> typst.Fonts:
    import typst

    return typst.Fonts(include_system_fonts=from_system, font_paths=[fonts.FOLDER])
