"""Commands that lay treatments side by side: the guide's ladder, and all blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from cluneal_tracker.cli.lines import clean
from cluneal_tracker.cli.root import open_diary, root, with_data_dir

if TYPE_CHECKING:
    from cluneal_tracker.render.ladder_words import RungWords
    from cluneal_tracker.render.sentences import Phrases


@root.command()
@click.option("--began", help="The month in which the pain began, such as 2024-03; '' forgets it.")
@with_data_dir
def ladder(began: str | None) -> None:
    """Show the guide's ladder of treatments, and what of it is in the diary."""
    from cluneal_tracker.render.ladder_words import ladder_words

    with open_diary() as services:
        if began is not None:
            services.preferences.choose(pain_began=began)
        phrases = services.content.phrases
        words = ladder_words(services.ladder.view(), phrases)
        click.echo(words.intro)
        click.echo(words.onset)
        for step in words.steps:
            click.echo(f"\n{step.title}")
            for rung in step.rungs:
                _tell(rung, words.nothing, phrases)
        if words.others is not None:
            click.echo("")
            _tell(words.others, words.nothing, phrases)


@root.command()
@with_data_dir
def blocks() -> None:
    """Show all nerve blocks side by side."""
    from cluneal_tracker.render.blocks_words import block_heads, block_rows, blocks_summary

    with open_diary() as services:
        view, phrases = services.blocks.view(), services.content.phrases
        click.echo(blocks_summary(view, phrases))
        heads = block_heads(phrases)
        for row in block_rows(view, phrases):
            click.echo(f"\n{clean(row.cells['block'])}")
            for key, head in list(heads.items())[1:]:
                if row.cells[key]:
                    click.echo(f"  {head}: {clean(row.cells[key])}")


def _tell(rung: RungWords, nothing: str, phrases: Phrases) -> None:
    click.echo(f"  {rung.name}")
    for fact in rung.guide:
        click.echo(f"    {fact.says} {phrases['ladder']['grades'][fact.grade.value]}")
    for one in rung.held:
        click.echo(f"    * {clean(one.title)}: {clean(' '.join(one.lines))}")
    if not rung.held:
        click.echo(f"    * {nothing}")
    if rung.more:
        click.echo(f"    * {rung.more}")
