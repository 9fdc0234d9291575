"""The letters of charts: our own two faces, made known to matplotlib once."""

from __future__ import annotations

import logging
import os
from functools import lru_cache
from pathlib import Path

from cluneal_tracker import paths

FAMILY = "Atkinson Hyperlegible"
FOLDER = paths.ASSETS / "fonts"
_REGULAR = FOLDER / "AtkinsonHyperlegible-Regular.ttf"
_BOLD = FOLDER / "AtkinsonHyperlegible-Bold.ttf"
# Comes with matplotlib, for the letters of a name that ours do not have.
_FALLBACK = "DejaVu Sans"
_MEASURED_AT = 100.0
_NO_LETTER = "□"


@lru_cache(maxsize=1)
def ready() -> None:
    """Point matplotlib at our cache and our fonts; call it before anything else of matplotlib."""
    os.environ.setdefault("MPLCONFIGDIR", str(paths.cache_folder()))
    # "Building the font cache" and the like are of no use to the person.
    logging.getLogger("matplotlib").setLevel(logging.ERROR)
    import matplotlib
    from matplotlib import font_manager

    for face in (_REGULAR, _BOLD):
        font_manager.fontManager.addfont(str(face))
    matplotlib.rcParams.update(
        {
            "font.family": [FAMILY, _FALLBACK],
            "text.parse_math": False,
            "text.hinting": "no_hinting",
            "svg.fonttype": "none",
            "svg.hashsalt": paths.APP,
            "pdf.fonttype": 42,
        }
    )


@lru_cache(maxsize=4096)
def _width_at_100(text: str, bold: bool) -> float:
    from matplotlib import font_manager, ft2font

    face = _BOLD if bold else _REGULAR
    font = font_manager.get_font([str(face), str(_fallback_file())])
    font.set_size(_MEASURED_AT, 72)
    font.set_text(readable(text), 0.0, flags=ft2font.LoadFlags.NO_HINTING)
    return float(font.get_width_height()[0]) / 64


@lru_cache(maxsize=1)
def _letters() -> frozenset[int]:
    """Every letter that one of the fonts has."""
    from matplotlib import font_manager

    files = (_REGULAR, _fallback_file())
    return frozenset().union(*(font_manager.get_font(str(file)).get_charmap() for file in files))


def readable(text: str) -> str:
    """The text with an empty box for each letter that no font has."""
    return "".join(letter if ord(letter) in _letters() else _NO_LETTER for letter in text)


@lru_cache(maxsize=1)
def _fallback_file() -> Path:
    from matplotlib import get_data_path

    return Path(get_data_path(), "fonts", "ttf", "DejaVuSans.ttf")


def width(text: str, size: float, bold: bool = False) -> float:
    """How wide a line of text is, in the unit of its size; needs `ready`."""
    return _width_at_100(text, bold) * size / _MEASURED_AT


def shortened(text: str, room: float, size: float, bold: bool = False) -> str:
    """The text, or as much of its beginning as fits into `room`, with an ellipsis."""
    if width(text, size, bold) <= room:
        return text
    kept = text
    while kept and width(kept + "…", size, bold) > room:
        kept = kept[:-1].rstrip()
    return kept + "…"
