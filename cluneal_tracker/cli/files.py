"""Commands that write a file or bring one in."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from cluneal_tracker.cli.root import open_diary, root, with_data_dir, with_range
from cluneal_tracker.cli.values import FILE
from cluneal_tracker.domain.errors import DiaryError


@root.command()
@click.option("--out", type=FILE, required=True, help="A name ending in .png, .svg or .pdf.")
@with_range
@with_data_dir
def chart(out: Path, first: date | None, last: date | None) -> None:
    """Save the chart as a picture."""
    from cluneal_tracker.render.chart import Format, save

    kinds: dict[str, Format] = {".png": "png", ".svg": "svg", ".pdf": "pdf"}
    kind = kinds.get(out.suffix.lower())
    if kind is None:
        raise click.UsageError(f"{out.name} has to end in .png, .svg or .pdf.")
    with open_diary() as services:
        view = services.trends.between(first, last)
        if view.empty:
            raise DiaryError(services.content.phrases["report"]["empty"])
        _write(out, save(view, services.content.phrases, kind))


@root.command()
@click.option("--out", type=FILE, required=True, help="A name ending in .pdf.")
@click.option("--paper", type=click.Choice(["a4", "letter"]), help="Your setting by default.")
@with_range
@with_data_dir
def report(out: Path, paper: str | None, first: date | None, last: date | None) -> None:
    """Save the one page for your doctor."""
    from cluneal_tracker.domain.settings import Paper
    from cluneal_tracker.render.report import summary_page

    if out.suffix.lower() != ".pdf":
        raise click.UsageError(f"{out.name} has to end in .pdf.")
    with open_diary() as services:
        size = Paper(paper) if paper else services.preferences.current.paper
        view = services.visits.view(first, last)
        _write(out, summary_page(view, services.content.phrases, size))


def _write(out: Path, content: bytes) -> None:
    from cluneal_tracker.data.exchange.files import write_whole

    write_whole(out, content)
    click.echo(f"Saved: {out}.")


@root.command()
@click.argument("kind", type=click.Choice(["csv", "json"]))
@click.option("--out", type=FILE, required=True)
@with_data_dir
def export(kind: Any, out: Path) -> None:
    """Save the diary to a file."""
    with open_diary() as services:
        rows = services.exchange.export(kind, out)
    click.echo(f"Saved: {_count(rows, 'row')} in {out}.")


@root.command("import")
@click.argument("file", type=FILE)
@click.option("--dry-run", is_flag=True, help="Say what would happen; change nothing.")
@with_data_dir
def bring_in(file: Path, dry_run: bool) -> None:
    """Bring in a file that was exported."""
    with open_diary() as services:
        report = services.exchange.preview(file) if dry_run else services.exchange.bring_in(file)
    for note in (*report.refused, *report.conflicts):
        click.echo(str(note), err=True)
    if report.refused:
        raise DiaryError(f"{file} cannot be brought in until these rows are corrected.")
    verb = "Would bring in" if dry_run else "Brought in"
    added = _count(report.total_added, "new row")
    click.echo(f"{verb}: {added}. {report.already_there} were there already.")


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
