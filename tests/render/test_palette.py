"""Every colour can be told from its ground: WCAG 2.2 contrast, in all palettes."""

from __future__ import annotations

import pytest

from cluneal_tracker.render.palette import CONTRAST, DARK, LIGHT, Palette

PALETTES = pytest.mark.parametrize(
    "palette", [LIGHT, DARK, CONTRAST], ids=["light", "dark", "high"]
)
GROUNDS = ("bg", "surface", "sunken")
TEXTS = [(text, ground) for text in ("text", "muted", "accent") for ground in GROUNDS]
TEXTS += [("text", "selected"), ("on_accent", "accent"), ("treatment", "surface")]
TEXTS += [("notice", "notice_ground"), ("error", "error_ground"), ("pain", "surface")]
SHAPES = [(shape, "surface") for shape in ("outline", "focus", "pain", "treatment", "neutral")]
SHAPES += [("no_score", "surface"), ("outline", "bg"), ("focus", "bg"), ("focus", "sunken")]


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours (WCAG 2.2, relative luminance)."""

    def luminance(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        red, green, blue = (
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_ruler_is_right() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@PALETTES
def test_text_can_be_read(palette: Palette) -> None:
    faint = {
        pair: round(contrast(getattr(palette, pair[0]), getattr(palette, pair[1])), 2)
        for pair in TEXTS
        if contrast(getattr(palette, pair[0]), getattr(palette, pair[1])) < 4.5
    }
    assert not faint


@PALETTES
def test_shapes_can_be_seen(palette: Palette) -> None:
    faint = {
        pair: round(contrast(getattr(palette, pair[0]), getattr(palette, pair[1])), 2)
        for pair in SHAPES
        if contrast(getattr(palette, pair[0]), getattr(palette, pair[1])) < 3
    }
    assert not faint


@PALETTES
def test_numbers_can_be_read_on_every_step_of_the_ramp(palette: Palette) -> None:
    pairs = zip(palette.on_ramp, palette.ramp, strict=True)
    assert all(contrast(number, ground) >= 4.5 for number, ground in pairs)


@PALETTES
def test_the_steps_of_the_ramp_go_one_way(palette: Palette) -> None:
    against = [contrast(step, palette.surface) for step in palette.ramp]
    assert against == sorted(against)
