"""What a person made of the exercises, and their own pictures of steps, in the diary."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any

from cluneal_tracker.data import routine_text
from cluneal_tracker.data.database import Database
from cluneal_tracker.data.journal import Keeper, Step
from cluneal_tracker.data.parts import PICTURE, ROUTINE
from cluneal_tracker.data.strict_json import Fields
from cluneal_tracker.data.when_columns import utc_text
from cluneal_tracker.domain.own_routines import Adaptation
from cluneal_tracker.domain.routine import OWN_PICTURE

# What reading a row raises where it makes no sense.
NONSENSE = (ArithmeticError, RecursionError, ValueError)


def save(step: Keeper, adaptation: Adaptation) -> None:
    """Write what is kept of an exercise, new or changed."""
    step.put(ROUTINE, row(adaptation))


def remove(step: Step, key: str) -> None:
    """Forget what is kept of an exercise; the journal keeps it."""
    step.remove(ROUTINE, key)


def find(db: Database, key: str) -> Adaptation | None:
    """What is kept of one exercise; None where it is as it came, or cannot be read."""
    found = db.connection.execute(
        "select id, content, entered_at from routine where id = ?", [key]
    ).fetchone()
    with suppress(*NONSENSE):
        return None if found is None else _adaptation(*found)
    return None


def every(db: Database) -> list[Adaptation]:
    """What is kept of all exercises, oldest first, but for what cannot be read."""
    return _sorted_out(db)[0]


def unreadable(db: Database) -> list[str]:
    """The keys of the exercises of which nothing can be made, though something is kept of them."""
    return _sorted_out(db)[1]


def _sorted_out(db: Database) -> tuple[list[Adaptation], list[str]]:
    rows = db.connection.execute(
        "select id, content, entered_at from routine order by entered_at, id"
    )
    good, bad = [], []
    for key, content, entered_at in rows:
        # One that is spoilt, or of a newer version, does not take the others with it.
        try:
            good.append(_adaptation(key, content, entered_at))
        except NONSENSE:
            bad.append(key)
    return good, bad


def read(found: Mapping[str, Any]) -> Adaptation:
    """The adaptation that a row holds; raises one of `NONSENSE` where nothing can be made of it."""
    return _adaptation(found["id"], found["content"], found["entered_at"])


def row(adaptation: Adaptation) -> dict[str, Any]:
    """The row that holds an adaptation."""
    routine = adaptation.routine
    content = {
        "routine": routine_text.written(routine) if routine else None,
        "level": adaptation.level,
        "hidden": adaptation.hidden,
    }
    return {
        "id": adaptation.key,
        "content": json.dumps(content, ensure_ascii=False, sort_keys=True),
        "entered_at": utc_text(adaptation.entered_at),
    }


def read_content(key: str, record: object, entered_at: datetime) -> Adaptation:
    """What plain values say of an exercise; raises ValueError with the reason."""
    found = Fields("the row", record, ("routine", "level", "hidden"))
    routine = None if found.is_none("routine") else found.plain("routine")
    return Adaptation(
        key=key,
        entered_at=entered_at,
        routine=None if routine is None else routine_text.read_plain(key, routine),
        level=None if found.is_none("level") else found.whole("level"),
        hidden=found.flag("hidden"),
    )


def picture_id(png: bytes) -> str:
    """What a picture is known by: the same picture, the same id."""
    import hashlib

    return hashlib.sha256(png).hexdigest()[:32]


def picture_name(png: bytes) -> str:
    """The name by which a step's drawing calls a picture."""
    return OWN_PICTURE + picture_id(png)


def save_picture(step: Keeper, png: bytes) -> str:
    """Keep a picture; gives its name."""
    content = base64.b64encode(png).decode()
    step.put(PICTURE, {"id": picture_id(png), "content": content, "kind": "png", "words": ""})
    return picture_name(png)


def picture(db: Database, drawing: str) -> bytes | None:
    """The picture that a drawing's name calls, as PNG; None where it is not there."""
    found = db.connection.execute(
        "select content from picture where id = ?", [drawing.removeprefix(OWN_PICTURE)]
    ).fetchone()
    return None if found is None else base64.b64decode(found[0])


def every_picture(db: Database) -> dict[str, bytes]:
    """The pictures by their ids; raises ValueError for one whose id is not that of its content."""
    found = {}
    for identity, content in db.connection.execute("select id, content from picture order by id"):
        png = base64.b64decode(content, validate=True)
        if picture_id(png) != identity:
            raise ValueError("a picture is known by its content")
        found[identity] = png
    return found


def _adaptation(key: str, content: str, entered_at: str) -> Adaptation:
    entered = datetime.fromisoformat(entered_at)
    if entered.tzinfo is None:
        raise ValueError("a moment without a zone")
    return read_content(key, json.loads(content), entered)
