"""The command that tells what went together with more or less pain."""

from __future__ import annotations

import click

from cluneal_tracker.cli.lines import clean
from cluneal_tracker.cli.root import open_diary, root, with_data_dir


@root.command()
@click.option("--days", type=click.IntRange(1), help="Only the last days; else all of them.")
@with_data_dir
def together(days: int | None) -> None:
    """Tell what went together with more or less pain, with chance allowed for."""
    from cluneal_tracker.render.together_words import TogetherWords

    with open_diary() as services:
        view = services.together.between() if days is None else services.together.recent(days)
        words = TogetherWords(services.content.phrases)
        click.echo(words.summary(view))
        for link in view.links:
            if link.found.difference is not None:
                click.echo(f"{clean(words.title(link))}: {words.said(link)}")
        for line in filter(None, [*words.too_few(view), words.left_out(view)]):
            click.echo(clean(line))
        if view.links:
            click.echo(words.caution)
