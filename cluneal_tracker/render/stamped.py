"""Writes a figure to a file, with a line above it where its numbers are invented."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

from cluneal_tracker.render import fonts
from cluneal_tracker.render.palette import LIGHT

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_STRIP_INCHES, _POINTS = 0.3, 11


def written(figure: Figure, stamp: str, **options: Any) -> bytes:
    """The file; `stamp` stands in a strip of its own above the picture, empty for none."""
    stream = BytesIO()
    if stamp:
        options["bbox_inches"] = _with_strip(figure, stamp)
    figure.savefig(stream, **options)
    return stream.getvalue()


def _with_strip(figure: Figure, stamp: str) -> Any:
    """Put the words above the figure; the box that holds both, in inches."""
    from matplotlib.patches import Rectangle
    from matplotlib.transforms import Bbox

    width, height = figure.get_size_inches()
    strip = _STRIP_INCHES / height
    ground = Rectangle(
        (0, 1), 1, strip, transform=figure.transFigure, color=LIGHT.notice_ground, clip_on=False
    )
    figure.add_artist(ground)
    figure.text(
        0.5,
        1 + strip / 2,
        stamp,
        horizontalalignment="center",
        verticalalignment="center_baseline",
        family=fonts.FAMILY,
        size=_POINTS,
        weight="bold",
        color=LIGHT.notice,
        gid="invented",
        parse_math=False,
    )
    return Bbox.from_extents(0, 0, width, height + _STRIP_INCHES)
