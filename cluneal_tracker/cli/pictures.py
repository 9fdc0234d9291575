"""Commands that draw: the pictures of Trends and of the blocks, and the page for the doctor."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cluneal_tracker.cli.root import open_diary, root, with_data_dir, with_range
from cluneal_tracker.cli.values import FILE, SIDES
from cluneal_tracker.domain.errors import DiaryError
from cluneal_tracker.domain.pain import Side
from cluneal_tracker.services.opening import Services

if TYPE_CHECKING:
    from cluneal_tracker.render.chart import Format
    from cluneal_tracker.services.trends import TrendView

    # Makes a kind of file, with a stamp above the picture where one is given.
    Draw = Callable[[Format, str], bytes]

_LINE, _CALENDAR, _BLOCKS = "line", "calendar", "blocks"


@root.command()
@click.option("--out", type=FILE, required=True, help="A name ending in .png, .svg or .pdf.")
@click.option(
    "--as",
    "shown_as",
    type=click.Choice([_LINE, _CALENDAR, _BLOCKS]),
    default=_LINE,
    show_default=True,
    help="The line of the scores, the calendar, or all nerve blocks side by side.",
)
@click.option("--side", type=SIDES, help="Of the calendar; your usual side by default.")
@with_range
@with_data_dir
def chart(
    out: Path, shown_as: str, side: str | None, first: date | None, last: date | None
) -> None:
    """Save a picture of the scores."""
    kinds: dict[str, Format] = {".png": "png", ".svg": "svg", ".pdf": "pdf"}
    kind = kinds.get(out.suffix.lower())
    if kind is None:
        raise click.UsageError(f"{out.name} has to end in .png, .svg or .pdf.")
    if side and shown_as != _CALENDAR:
        raise click.UsageError("Only --as calendar takes --side.")
    if shown_as == _BLOCKS and (first or last):
        raise click.UsageError("All blocks are shown: leave --from and --to out.")
    with open_diary() as services:
        if shown_as == _BLOCKS:
            draw = _blocks(services)
        else:
            view = services.trends.between(first, last).beside()
            if view.empty:
                raise DiaryError(services.content.phrases["report"]["empty"])
            draw = (
                _calendar(services, view, side) if shown_as == _CALENDAR else _line(services, view)
            )
        _write(out, draw(kind, services.stamp))


def _line(services: Services, view: TrendView) -> Draw:
    from cluneal_tracker.render.chart import save

    return lambda kind, stamp: save(view, services.content.phrases, kind, stamp)


def _calendar(services: Services, view: TrendView, side: str | None) -> Draw:
    from cluneal_tracker.render.calendar_plan import TALLEST, calendar
    from cluneal_tracker.render.picture_file import saved

    phrases = services.content.phrases
    shown = view.of_side(Side(side) if side else services.preferences.current.side)

    return lambda kind, stamp: saved(
        lambda paper: calendar(view, shown, phrases, paper, tallest=TALLEST).picture, kind, stamp
    )


def _blocks(services: Services) -> Draw:
    from cluneal_tracker.render.blocks_plan import blocks_chart, blocks_picture
    from cluneal_tracker.render.picture_file import saved

    view, phrases = services.blocks.view(), services.content.phrases
    if not view.results:
        raise DiaryError(phrases["blocks"]["none"])
    found = blocks_chart(view, phrases)
    return lambda kind, stamp: saved(
        lambda paper: blocks_picture(found, phrases, paper), kind, stamp
    )


@root.command()
@click.option("--out", type=FILE, required=True, help="A name ending in .pdf.")
@click.option("--paper", type=click.Choice(["a4", "letter"]), help="Your setting by default.")
@click.option("--since-visit", is_flag=True, help="Begin with your last visit.")
@click.option("--with-scores", is_flag=True, help="Put a list of the scores behind it.")
@click.option("--with-exercises", is_flag=True, help="Put a list of the exercises behind it.")
@with_range
@with_data_dir
def report(
    out: Path,
    paper: str | None,
    since_visit: bool,
    with_scores: bool,
    with_exercises: bool,
    first: date | None,
    last: date | None,
) -> None:
    """Save the one page for your doctor; lists come behind it only where you ask for them."""
    from cluneal_tracker.domain.settings import Paper
    from cluneal_tracker.render.report import summary_page
    from cluneal_tracker.services.visits import Also

    if out.suffix.lower() != ".pdf":
        raise click.UsageError(f"{out.name} has to end in .pdf.")
    with open_diary() as services:
        if since_visit:
            first = _last_visit(services)
        size = Paper(paper) if paper else services.preferences.current.paper
        also = Also(scores=with_scores, exercises=with_exercises)
        view = services.visits.view(first, last, also)
        _write(out, summary_page(view, services.content.phrases, size))


def _last_visit(services: Services) -> date:
    """The day of the last visit; raises DiaryError where none is noted."""
    visit = services.visit_log.last()
    if visit is None:
        raise DiaryError("No visit is noted yet. Such as: visit add 2026-03-24.")
    return visit.day


def _write(out: Path, content: bytes) -> None:
    from cluneal_tracker.data.exchange.files import write_whole

    write_whole(out, content)
    click.echo(f"Saved: {out}.")
