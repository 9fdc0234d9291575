"""The command that lays the treatments of the diary beside the guide."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from cluneal_tracker.cli.entries import clean
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
