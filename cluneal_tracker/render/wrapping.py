"""Texts in lines that fit a paper."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cluneal_tracker.render.picture import Paper


def wrapped(parts: Sequence[str], paper: Paper) -> Iterator[str]:
    """Small text in lines that fit, parted between words."""
    line = ""
    for word in " ".join(parts).split():
        longer = f"{line} {word}" if line else word
        if line and paper.measure(longer, paper.style.small, False) > paper.width:
            yield line
            longer = word
        line = longer
    if line:
        yield line
