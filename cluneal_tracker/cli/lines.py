"""What the terminal is told, line by line: counted, known by an id, and unable to steer it."""

from __future__ import annotations

import click

with_ids = click.option("--ids", is_flag=True, help="Also show what each is known by.")


def counted(number: int, one: str, more: str = "") -> str:
    """A number of things, such as "1 entry" or "29 entries"; an "s" makes `more` by default."""
    return f"{number} {one if number == 1 else more or one + 's'}"


def known_by(row_id: str, line: str, *, ids: bool) -> str:
    """A line, with what it is known by before it where that is wanted."""
    return f"{row_id}  {line}" if ids else line


def clean(text: str) -> str:
    """A text as one line that cannot steer the terminal."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
