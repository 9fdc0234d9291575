"""The small map on the page for the doctor: a drawing, its key figures, its words for readers."""

from __future__ import annotations

from typing import Any

from cluneal_tracker.render.body_words import area_text
from cluneal_tracker.render.map_svg import map_svg
from cluneal_tracker.render.map_words import map_summary
from cluneal_tracker.render.sentences import Phrases
from cluneal_tracker.services.visits import VisitView

# In mm, whatever part of the body is drawn.
_HEIGHT = 31.0
_MOST_AREAS = 3


def map_words(view: VisitView, phrases: Phrases) -> dict[str, Any] | None:
    """What stands on the page of the map; None where it has none."""
    if view.map is None:
        return None
    words, of = phrases["report"]["map"], phrases["report"]["of"]
    svg, tall = map_svg(view.map.whole)
    marked = view.map.whole.days
    areas = [one for one in view.map.areas if one.days][:_MOST_AREAS]
    return {
        "title": words["title"],
        "svg": svg,
        "height": _HEIGHT,
        "width": _HEIGHT / tall,
        "alt": f"{words['alt']} {map_summary(view.map, phrases)}",
        "rows": [
            [area_text(one.area, phrases), of.format(part=one.days, whole=marked)] for one in areas
        ],
        "about": words["about"],
        "sides": [words["left"], words["right"]],
    }
