"""Commands for the body map: where it hurts, and what the spots of many days say together."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import click

from cluneal_tracker.cli.lines import with_ids
from cluneal_tracker.cli.root import open_diary, root, with_data_dir, with_range
from cluneal_tracker.cli.values import DAY, FILE, SCORE
from cluneal_tracker.data.exchange.files import write_whole
from cluneal_tracker.domain.body_areas import Area, NamedArea
from cluneal_tracker.domain.body_map import Feel, Spot, Towards
from cluneal_tracker.domain.errors import DiaryError
from cluneal_tracker.domain.pain import Side, VasScore
from cluneal_tracker.domain.periods import Period
from cluneal_tracker.domain.when import ONE_DAY, DaySlot, Slot, When
from cluneal_tracker.render.sentences import Phrases
from cluneal_tracker.services.opening import Services

_MM_A_CM = 10
_FEELS = click.Choice([feel.value for feel in Feel])
_TOWARDS = click.Choice([way.value for way in Towards])
_KINDS = (".png", ".svg", ".pdf")


@root.group()
@with_data_dir
def spot() -> None:
    """Spots on the body: where it hurts."""


@spot.command("add")
@click.argument("area", required=False, type=click.Choice([area.value for area in Area]))
@click.option("--side", type=click.Choice(["left", "right"]), help="For an area on both sides.")
@click.option("--place", type=(int, int), help="Instead of an area: mm to the right, mm down.")
@click.option("--feels", type=_FEELS, multiple=True, help="How it feels; more than once if so.")
@click.option("--strength", type=SCORE, help="How strong it is there, 0 to 10.")
@click.option("--spread", type=click.IntRange(0, 40), help="How far it spreads, in cm.")
@click.option("--towards", type=_TOWARDS, help="Where it spreads to.")
@click.option("--on", "day", type=DAY, help="The day; today by default.")
@with_data_dir
def add_spot(
    area: str | None,
    side: str | None,
    place: tuple[int, int] | None,
    feels: tuple[str, ...],
    strength: VasScore | None,
    spread: int | None,
    towards: str | None,
    day: date | None,
) -> None:
    """Mark a spot by the name of its area, or by its place."""
    told: dict[str, Any] = {
        "feels": frozenset(Feel(feel) for feel in feels),
        "strength": strength,
        "spread": None if spread is None else spread * _MM_A_CM,
        "towards": Towards(towards) if towards else None,
    }
    x, y = _place_of(area, side, place)
    with open_diary() as services:
        half = DaySlot(day, Slot.EVENING) if day and day != _today(services) else None
        click.echo(f"Saved: {_line(services.body_map.mark(x, y, half, **told), services)}.")


@spot.command("same")
@with_data_dir
def same_places() -> None:
    """Mark the places of the last marked day again, without a strength."""
    with open_diary() as services:
        for one in services.body_map.mark_same_places():
            click.echo(f"Saved: {_line(one, services)}.")


@spot.command("list")
@with_ids
@with_range
@with_data_dir
def list_spots(ids: bool, first: date | None, last: date | None) -> None:
    """Show the spots, the oldest first."""
    with open_diary() as services:
        for one in services.body_map.spots(first, last):
            line = f"{one.felt.day.isoformat()}  {_line(one, services)}"
            click.echo(f"{one.id}  {line}" if ids else line)


@root.command("map")
@click.option("--out", type=FILE, help="Save it too: a name ending in .png, .svg or .pdf.")
@click.option("--with-before", is_flag=True, help="Compare with as many days before.")
@with_range
@with_data_dir
def tell_map(out: Path | None, with_before: bool, first: date | None, last: date | None) -> None:
    """Tell where it hurt over the days, and what changed."""
    from cluneal_tracker.render.map_words import map_rows, map_summary

    if out is not None and out.suffix.lower() not in _KINDS:
        raise click.UsageError(f"{out.name} has to end in .png, .svg or .pdf.")
    with open_diary() as services:
        phrases = services.content.phrases
        period = _period(services, first, last)
        start, length = period.first, timedelta(days=period.days)
        before = Period(start - length, start - ONE_DAY) if with_before else None
        view = services.body_map.over(period, before)
        click.echo(map_summary(view, phrases))
        for row in map_rows(view, phrases):
            compared = f" ({row.earlier}, then {row.later})" if row.earlier else ""
            click.echo(f"{row.area}: {row.days}{compared}")
        if out is not None and view.empty:
            raise DiaryError("There is nothing to draw. No file was written.")
        if out is not None:
            from cluneal_tracker.render.map_plan import map_picture
            from cluneal_tracker.render.picture_file import saved

            kind: Any = out.suffix.lower().removeprefix(".")
            write_whole(out, saved(lambda paper: map_picture(view, phrases, paper), kind))
            click.echo(f"Saved: {out}.")


def _place_of(area: str | None, side: str | None, place: tuple[int, int] | None) -> tuple[int, int]:
    if (area is None) == (place is None):
        raise click.UsageError("Name an area, or a place: spot add hip-bone --side right.")
    if place is not None:
        return place
    named = Area(area)
    if named.paired and side is None and named is not Area.LOW_BACK:
        raise click.UsageError(f"Say which side: spot add {area} --side right.")
    return NamedArea(named, Side(side) if side and named.paired else None).place


def _period(services: Services, first: date | None, last: date | None) -> Period:
    days = [one.felt.day for one in services.body_map.spots()]
    last = last or _today(services)
    return Period(first or min([*days, last]), last)


def _today(services: Services) -> date:
    return When.now(services.clock).day


def _line(one: Spot, services: Services) -> str:
    from cluneal_tracker.render.body_words import feels_text, reach_text, spot_text

    phrases: Phrases = services.content.phrases
    strength = str(one.strength) if one.strength else ""
    reach = reach_text(one, phrases)
    parts = (spot_text(one, phrases), feels_text(one.feels, phrases), strength, reach)
    return ", ".join(filter(None, parts))
