"""Text typed by a person, made fit for type: no character without a shape, no word without end."""

from __future__ import annotations

import unicodedata

from cluneal_tracker.render import fonts

_LINE_LIMIT = 600
_LONG_WORD = 24
_REGULAR = "AtkinsonHyperlegible-Regular.ttf"
_BREAK = "\N{ZERO WIDTH SPACE}"
# Characters no font draws; PDF/A also refuses those of private use.
# Signs that only turn the direction of writing; some mixtures of them make typst give up.
_TURNS = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
_NOT_TEXT = {"Cc", "Cn", "Co", "Cs", "Me", "Zl", "Zp"}


def one_line(text: str) -> str:
    """A text typed by the person as one line, with places to break in a word without end."""
    line = " ".join(_printable(text).split())[:_LINE_LIMIT]
    return " ".join(_breakable(word) for word in line.split(" "))


def paragraphs(text: str) -> str:
    """A longer text with its own line ends."""
    lines = (_printable(line).split(" ") for line in text.strip().splitlines())
    return "\n".join(" ".join(map(_breakable, words)) for words in lines)


def in_our_letters(text: str) -> str:
    """The text with a question mark for every letter that our own font does not have."""
    from matplotlib.ft2font import FT2Font

    known = {*FT2Font(str(fonts.FOLDER / _REGULAR)).get_charmap(), ord(_BREAK)}
    return "".join(c if ord(c) in known else "?" for c in text)


def _printable(text: str) -> str:
    shown = (c for c in text if unicodedata.bidirectional(c) not in _TURNS)
    return "".join(" " if unicodedata.category(c) in _NOT_TEXT else c for c in shown)


def _breakable(word: str) -> str:
    parts = (word[i : i + _LONG_WORD] for i in range(0, len(word), _LONG_WORD))
    return _BREAK.join(parts)
