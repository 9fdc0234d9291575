"""The body of the map as lines in mm: the drawing of assets/, without the nerves on it.

Marks are made on a body that suggests nothing; the nerves are on the drawing that Learn shows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from xml.etree.ElementTree import Element, fromstring

from cluneal_tracker import paths

Point = tuple[float, float]

_DRAWING = paths.ASSETS / "drawings" / "body-map.svg"
_PARTS = re.compile(r"[MCLVZ]|-?[\d.]+")
# In so many straight pieces a curve is drawn.
_PIECES = 8
_NERVES = ("$pain", "$treatment")
_MIRRORED = "scale(-1 1)"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the drawing: its points, the colour it has by its token, its width in mm."""

    points: tuple[Point, ...]
    token: str
    width: float


@lru_cache(maxsize=1)
def body_lines() -> tuple[Line, ...]:
    """Every line, those of the left half too."""
    return tuple(_lines(fromstring(_DRAWING.read_text(encoding="utf-8")), mirrored=False))


def _lines(element: Element, *, mirrored: bool) -> Iterator[Line]:
    mirrored = mirrored or element.get("transform") == _MIRRORED
    stroke = element.get("stroke", "none")
    if stroke != "none" and stroke not in _NERVES:
        width = float(element.get("stroke-width", "1"))
        for run in _runs(element):
            points = tuple((-x, y) for x, y in run) if mirrored else tuple(run)
            yield Line(points, stroke.removeprefix("$"), width)
    for child in element:
        yield from _lines(child, mirrored=mirrored)


def _runs(element: Element) -> Iterator[list[Point]]:
    """The points of what an element draws, each line by itself."""
    kind = element.tag.rpartition("}")[2]
    if kind == "path":
        dashes = element.get("stroke-dasharray")
        for run in _of_path(element.get("d", "")):
            yield from _dashed(run) if dashes else [run]
    elif kind == "rect":
        x, y, wide, high = (float(element.get(name, "0")) for name in ("x", "y", "width", "height"))
        yield [(x, y), (x + wide, y), (x + wide, y + high), (x, y + high), (x, y)]
    elif kind == "circle":
        x, y, radius = (float(element.get(name, "0")) for name in ("cx", "cy", "r"))
        d, away = radius * 0.707, radius
        eight = [(0, -away), (d, -d), (away, 0), (d, d), (0, away), (-d, d), (-away, 0), (-d, -d)]
        yield [(x + a, y + b) for a, b in (*eight, eight[0])]


def _of_path(d: str) -> Iterator[list[Point]]:
    """The lines of a path that is made of M, L, V, C and Z, all in whole places."""
    parts = _PARTS.findall(d)
    run: list[Point] = []
    command, at = "", 0
    while at < len(parts):
        if parts[at].isalpha():
            command, at = parts[at], at + 1
        if command == "Z":
            run.append(run[0])
            continue
        count = {"M": 2, "L": 2, "V": 1, "C": 6}[command]
        numbers = [float(part) for part in parts[at : at + count]]
        at += count
        if command == "M":
            if run:
                yield run
            run = [(numbers[0], numbers[1])]
        elif command == "V":
            run.append((run[-1][0], numbers[0]))
        elif command == "L":
            run.append((numbers[0], numbers[1]))
        else:
            run += _curve(run[-1], numbers)
    yield run


def _curve(start: Point, numbers: list[float]) -> Iterator[Point]:
    """A cubic Bezier curve in straight pieces."""
    corners = [start, *zip(numbers[::2], numbers[1::2], strict=True)]
    for piece in range(1, _PIECES + 1):
        t = piece / _PIECES
        weights = ((1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t**2, t**3)
        pairs = list(zip(weights, corners, strict=True))
        yield sum(w * x for w, (x, _) in pairs), sum(w * y for w, (_, y) in pairs)


def _dashed(run: list[Point], long: float = 5.0) -> Iterator[list[Point]]:
    """Pieces of a line with as long gaps between them, in mm."""
    drawn, left = True, long
    piece = [run[0]]
    for (ax, ay), (bx, by) in pairwise(run):
        length = ((bx - ax) ** 2 + (by - ay) ** 2) ** 0.5
        gone = 0.0
        while length - gone > left:
            gone += left
            share = gone / length
            piece.append((ax + share * (bx - ax), ay + share * (by - ay)))
            if drawn:
                yield piece
            piece, drawn, left = [piece[-1]], not drawn, long
        left -= length - gone
        piece.append((bx, by))
    if drawn and len(piece) > 1:
        yield piece
