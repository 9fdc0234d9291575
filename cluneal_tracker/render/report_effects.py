"""Side effects on the page for the doctor: a line for each treatment that had any."""

from __future__ import annotations

from typing import Any

from cluneal_tracker.render import effect_words
from cluneal_tracker.render.report_text import one_line
from cluneal_tracker.render.sentences import Phrases
from cluneal_tracker.services.effects import EffectsOf
from cluneal_tracker.services.visit_treatments import Treated


def effects_words(treated: Treated, phrases: Phrases) -> dict[str, Any]:
    """The lines, the treatment with the newest side effect first, and how to count the rest."""
    words = phrases["report"]["effects"]
    return {"rows": [_line(one, phrases) for one in treated.effects], "more": words["more"]}


def _line(of: EffectsOf, phrases: Phrases) -> str:
    """The newest side effect first: where the line is full, the older ones are cut."""
    told = "; ".join(effect_words.told(one, phrases) for one in reversed(of.effects))
    name = one_line(of.treatment.name) or phrases["compare"]["kinds"][of.treatment.kind.value]
    return one_line(phrases["report"]["effects"]["line"].format(name=name, told=told))
