"""Pictures that charts were seen to be right in, and the rule by which a new one is the same.

The rule: a pixel is *off* when none of the nine pixels around its place in the other picture has
its colour, give or take 20 of 255 in each of red, green and blue; looked for in both directions.
Two pictures are the same when they have one size and at most 8 pixels are off.

So the edge of a letter may fall a little otherwise with another version of the font engine, and a
thing may lie up to a pixel aside. A line, a dot or a word that is missing, moved by three pixels
or of another colour is told. `test_goldens.py` holds the rule to that.

After a change that is meant, and after a look at every picture, renew them from the root with
`python -m tests.render.goldens`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache, partial
from itertools import accumulate, product
from pathlib import Path

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.font_manager import get_font
from matplotlib.ft2font import LoadFlags
from matplotlib.patches import PathPatch
from matplotlib.path import Path as Outline
from matplotlib.text import Text
from matplotlib.textpath import TextPath
from numpy.typing import NDArray
from PIL import Image

from cluneal_tracker.render import fonts
from cluneal_tracker.render.chart_panel import Sheet
from cluneal_tracker.render.palette import DARK, LIGHT, Palette
from cluneal_tracker.services.trends import TrendView
from tests.render import diaries
from tests.render.drawn import WIDE, drawn

Pixels = NDArray[np.int16]

FOLDER = Path(__file__).parents[1] / "goldens"
DIARIES: Mapping[str, Callable[[], TrendView]] = {
    "3-days": partial(diaries.few, 3),
    "3-weeks": diaries.three_weeks,
    "12-weeks": diaries.twelve_weeks,
    "2-years": partial(diaries.years, 2),
    "10-years": partial(diaries.years, 10),
    "sparse": diaries.sparse,
    "two-sides": diaries.two_sides,
}
THEMES: Mapping[str, Palette] = {"light": LIGHT, "dark": DARK}
NAMES = [f"{diary}-{theme}" for diary, theme in product(DIARIES, THEMES)]
# As wide as the chart in a window of the usual size, and as tall as ChartView makes it.
_WIDTH, _HEIGHT, _SECOND_SIDE, _A_LANE = 860, 440, 200, 20
_AS_GOOD_AS_SAME, _MOST_OFF = 20, 8


@cache
def view(diary: str) -> TrendView:
    """What Trends show of a diary at first."""
    return DIARIES[diary]().beside()


def draw(shown: TrendView, theme: str) -> Pixels:
    """The chart as the screen has it, its letters as outlines."""
    height = _HEIGHT + _SECOND_SIDE * (len(shown.sides) > 1) + _A_LANE * len(shown.activities)
    figure = drawn(shown, Sheet(_WIDTH, height, WIDE.style), THEMES[theme]).figure
    for text in figure.findobj(Text):
        figure.add_artist(_outlined(text))
        text.remove()
    canvas = FigureCanvasAgg(figure)
    canvas.draw()  # type: ignore[no-untyped-call]
    pixels = np.asarray(canvas.buffer_rgba())  # type: ignore[no-untyped-call]
    return pixels[:, :, :3].astype(np.int16)


def _outlined(text: Text) -> PathPatch:
    """The same letters drawn as shapes, side by side.

    Versions of matplotlib differ in how they paint letters and in how close they set them.
    """
    said, size, prop = text.get_text(), float(text.get_fontsize()), text.get_fontproperties()
    advances = [_advance(letter, text.get_fontweight() == "bold") * size for letter in said]
    left, y = text.get_position()
    left -= (
        sum(advances) * {"left": 0.0, "center": 0.5, "right": 1.0}[text.get_horizontalalignment()]
    )
    # As on the screen, words begin at a whole pixel.
    left, y = round(left), round(y)
    starts = [left, *(left + end for end in accumulate(advances))]
    letters = [
        TextPath((x, y), letter, size=size, prop=prop)
        for x, letter in zip(starts, said, strict=False)
        if letter != " "
    ]
    outline = Outline.make_compound_path(*letters)
    color, order = text.get_color(), text.get_zorder()
    patch = PathPatch(outline, facecolor=color, edgecolor="none", zorder=order)
    patch.set_transform(text.get_transform())
    return patch


@cache
def _advance(letter: str, bold: bool) -> float:
    """How far a letter takes the next one, as a share of its size."""
    face = "Bold" if bold else "Regular"
    font = get_font(str(fonts.FOLDER / f"AtkinsonHyperlegible-{face}.ttf"))
    font.set_size(100, 72)
    glyph = font.load_char(ord(letter), flags=LoadFlags.NO_HINTING)
    return float(glyph.linearHoriAdvance) / 65536 / 100


def draw_named(name: str) -> Pixels:
    """One of `NAMES`."""
    diary, _, theme = name.rpartition("-")
    return draw(view(diary), theme)


def kept(name: str) -> Pixels:
    """The picture that was seen to be right."""
    with Image.open(FOLDER / f"{name}.png") as image:
        return np.asarray(image.convert("RGB")).astype(np.int16)


def save(pixels: Pixels, file: Path) -> None:
    """Write a picture."""
    Image.fromarray(pixels.astype(np.uint8)).save(file, optimize=True)


def same(one: Pixels, other: Pixels) -> bool:
    """Whether two pictures are the same by the rule."""
    return one.shape == other.shape and pixels_off(one, other) <= _MOST_OFF


def pixels_off(one: Pixels, other: Pixels) -> int:
    """How many pixels are off, by the rule; both pictures have one size."""
    return max(_not_found(one, other), _not_found(other, one))


def _not_found(one: Pixels, other: Pixels) -> int:
    high, wide, _ = one.shape
    frame = np.pad(other, ((1, 1), (1, 1), (0, 0)), mode="edge")
    nearest = np.full((high, wide), 255, np.int16)
    for down, across in product(range(3), repeat=2):
        there = frame[down : down + high, across : across + wide]
        np.minimum(nearest, np.abs(one - there).max(axis=2), out=nearest)
    return int((nearest > _AS_GOOD_AS_SAME).sum())


def main() -> None:
    """Draw every picture anew."""
    FOLDER.mkdir(exist_ok=True)
    for name in NAMES:
        save(draw_named(name), FOLDER / f"{name}.png")


if __name__ == "__main__":
    main()
