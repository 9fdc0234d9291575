"""Commands for the risks of the guide that are the person's own."""

from __future__ import annotations

import click

from cluneal_tracker.cli.root import open_diary, root, with_data_dir


@root.group(no_args_is_help=False)
@with_data_dir
def risk() -> None:
    """What can bring the pain back, and what you do about it."""


@risk.command("list")
@with_data_dir
def list_risks() -> None:
    """Show the risks, which are yours, and the habit that answers each."""
    with open_diary() as services:
        for one in services.risks.view():
            mark = "x" if one.ticked else " "
            click.echo(f"[{mark}] {one.risk.key:<12}  {one.risk.name}. {one.risk.does}")
            click.echo(f"{'':18}habit {one.habit.key}")


@risk.command("tick")
@click.argument("key")
@with_data_dir
def tick_risk(key: str) -> None:
    """This one is mine, such as belt: its habit comes into view."""
    with open_diary() as services:
        one = services.risks.tick(key)
    click.echo(f"Saved: {one.risk.key}. “{one.habit.name}” is one of your small habits now.")


@risk.command("untick")
@click.argument("key")
@with_data_dir
def untick_risk(key: str) -> None:
    """This one is not mine: its habit goes out of view, its days stay."""
    with open_diary() as services:
        one = services.risks.untick(key)
    click.echo(f"Saved: not {one.risk.key}. “{one.habit.name}” is out of view.")
