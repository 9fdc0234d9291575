"""Commands for looking around: the invented diary, the tour of the screens."""

from __future__ import annotations

import tempfile
from pathlib import Path

import click

from cluneal_tracker.cli.root import named_folder, root, with_data_dir


@root.command()
@click.option("--make-only", is_flag=True, help="Write the diary; open no window.")
@click.option("--seed", default=1, show_default=True, help="Another number, another diary.")
@with_data_dir
def demo(make_only: bool, seed: int) -> None:
    """Look at the app with an invented diary of twelve weeks."""
    from cluneal_tracker.data.system_clock import SystemClock
    from cluneal_tracker.services.demo import write_demo

    clock = SystemClock()
    today = clock.now().astimezone(clock.zone()).date()
    chosen = named_folder()
    if make_only and chosen is None:
        raise click.UsageError("Say where to write the diary: --data-dir DIR.")
    with tempfile.TemporaryDirectory(prefix="cluneal-demo-") as temporary:
        folder = Path(chosen or temporary)
        write_demo(folder, today, seed, zone=clock.zone())
        if make_only:
            click.echo(f"Saved: an invented diary in {folder}.")
            return
        from cluneal_tracker import app

        code = app.run(folder, invented=True)
    click.get_current_context().exit(code)


@root.command()
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), required=True)
@click.option("--theme", type=click.Choice(["light", "dark", "contrast"]), default="light")
@click.option("--size", default="1180x780", show_default=True, help="Width x height.")
@click.option("--text-size", type=int, default=100, show_default=True, help="100 to 200.")
@with_data_dir
def tour(out: Path, theme: str, size: str, text_size: int) -> None:
    """Draw every screen to PNG files; needs no display."""
    from cluneal_tracker import tour as drawing

    width, _, height = size.partition("x")
    if not (width.isdigit() and height.isdigit()):
        raise click.UsageError(f"“{size}” is not a size such as 1180x780.")
    for file in drawing.draw(out, theme, (int(width), int(height)), text_size):
        click.echo(file)
