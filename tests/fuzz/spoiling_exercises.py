"""Ways to spoil the file of an exercise: its values, and now and then all else."""

from __future__ import annotations

import json
from random import Random
from typing import Any

from tests.fuzz.spoiling import ODD, spoil_json

_NUMBERS = (0, 1, 2, 5, 9, 10, 11, 100, 101, 600, 3600, 3601, 0.5, 1.5, -1)


def spoil_exercise(content: bytes, chance: Random) -> bytes:
    """Change one value of the exercise for another of its kind, or anything for anything."""
    try:
        whole = json.loads(content)
    except (ValueError, RecursionError):
        return spoil_json(content, chance)
    if chance.random() < 0.5 or not isinstance(whole, dict) or "routine" not in whole:
        return spoil_json(content, chance)
    whole["routine"] = _changed(whole["routine"], chance)
    return json.dumps(whole).encode()


def _changed(tree: Any, chance: Random) -> Any:
    if isinstance(tree, dict) and tree:
        name = chance.choice(list(tree))
        return {**tree, name: _changed(tree[name], chance)}
    if isinstance(tree, list) and tree:
        number = chance.randrange(len(tree))
        twice = [*tree, tree[number]] if chance.random() < 0.2 else list(tree)
        twice[number] = _changed(twice[number], chance)
        return twice
    if isinstance(tree, bool):
        return not tree
    if isinstance(tree, str):
        return chance.choice([*ODD, "core-brace", "move", "hold"])
    return chance.choice(_NUMBERS)
