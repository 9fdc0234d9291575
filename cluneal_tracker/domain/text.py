"""What a person may write: any letters there are, up to a length that files can carry."""

from __future__ import annotations

LIMIT = 10_000
_SHOWN = 40


def require_text(*texts: str) -> None:
    """Refuse, with a ValueError, a text that is too long or holds what no file can keep."""
    for text in texts:
        if len(text) > LIMIT:
            raise ValueError(f"A text can have up to {LIMIT:,} letters.")
        # NUL ends a text for many programs; half of a surrogate pair is not a letter at all.
        if "\0" in text or any("\ud800" <= letter <= "\udfff" for letter in text):
            raise ValueError("The text holds a sign that cannot be kept. Take it out.")


def shown(text: str) -> str:
    """A piece of a file, fit for a sentence: short, and without letters that cannot be shown."""
    clipped = text if len(text) <= _SHOWN else text[:_SHOWN] + "…"
    return "“" + "".join(letter if letter.isprintable() else "?" for letter in clipped) + "”"
