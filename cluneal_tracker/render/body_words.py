"""What a spot of the body map is called: its side, its place, how it feels and spreads."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from cluneal_tracker.domain.body_areas import MIDDLE, NamedArea, area_at, side_of
from cluneal_tracker.domain.body_map import Feel, Spot
from cluneal_tracker.domain.pain import Side
from cluneal_tracker.render.sentences import Phrases

_MM_A_CM = 10


def marked_text(spot: Spot, phrases: Phrases) -> str:
    """The sentence that a screen reader says of a new spot."""
    words = phrases["body_map"]
    return str(words["marked"].format(where=_where(spot.x, phrases), area=_at(spot.area, phrases)))


def spot_text(spot: Spot, phrases: Phrases) -> str:
    """A spot in a line: "On the right, about 7 cm from the middle, on the top edge of ..."."""
    return place_text(spot.x, spot.y, phrases)


def place_text(x: int, y: int, phrases: Phrases) -> str:
    """A place on the body in a line, in mm from the midline and down."""
    words = phrases["body_map"]
    text = words["spot"].format(where=_where(x, phrases), area=_at(area_at(x, y), phrases))
    return _begun(str(text))


def area_text(area: NamedArea, phrases: Phrases) -> str:
    """A named area with its side, such as "Top edge of the hip bone, right"."""
    words = phrases["body_map"]
    name: str = words["area"][area.area.value]
    if area.side is None:
        return name if not area.area.paired else f"{name}, {words['middle']}"
    return str(words["of_area"].format(area=name, side=words[area.side.value]))


def feels_text(feels: Collection[Feel], phrases: Phrases) -> str:
    """How it feels, such as "stabbing and burning"; empty where nothing was told."""
    words = phrases["body_map"]
    return listed([words["feel"][feel.value] for feel in Feel if feel in feels], phrases)


def reach_text(spot: Spot, phrases: Phrases) -> str:
    """How far it spreads and where to; empty where nothing was told."""
    words = phrases["body_map"]
    if spot.spread is None:
        return ""
    if not spot.spread:
        return str(words["stays"])
    cm = round(spot.spread / _MM_A_CM)
    if spot.towards is None:
        return str(words["reach"].format(cm=cm))
    return str(words["reach_to"].format(cm=cm, way=words["way"][spot.towards.value]))


def listed(names: Sequence[str], phrases: Phrases) -> str:
    """Names in a row, the last one after an "and"."""
    if len(names) < 2:
        return "".join(names)
    most, last = ", ".join(names[:-1]), names[-1]
    return str(phrases["body_map"]["and"].format(most=most, last=last))


def _where(x: int, phrases: Phrases) -> str:
    words = phrases["body_map"]
    if abs(x) <= MIDDLE:
        return str(words["middle"])
    side = words["on_right" if side_of(x) is Side.RIGHT else "on_left"]
    return str(words["about"].format(side=side, cm=(abs(x) + _MM_A_CM // 2) // _MM_A_CM))


def _at(area: NamedArea, phrases: Phrases) -> str:
    return str(phrases["body_map"]["at"][area.area.value])


def _begun(text: str) -> str:
    return text[:1].upper() + text[1:]
