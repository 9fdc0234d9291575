"""The person's own pictures of steps, in an exported diary."""

from __future__ import annotations

import base64

from cluneal_tracker.data import routine_store
from cluneal_tracker.data.database import Database
from cluneal_tracker.data.exchange.fields import Kind, Row
from cluneal_tracker.data.exchange.table import Record, Table, of_no_day, reason
from cluneal_tracker.data.journal import Keeper
from cluneal_tracker.data.png import check_png
from cluneal_tracker.domain.own_routines import PICTURE_BYTES

# Four letters carry three bytes.
LONGEST_BASE64 = -(-PICTURE_BYTES // 3) * 4


def _every(db: Database) -> list[bytes]:
    return list(routine_store.every_picture(db).values())


def _keep(step: Keeper, png: bytes) -> None:
    routine_store.save_picture(step, png)


def _write_picture(png: bytes) -> Record:
    return {"id": routine_store.picture_id(png), "png": base64.b64encode(png).decode()}


def _read_picture(row: Row) -> bytes:
    text = row.text("png", LONGEST_BASE64)
    try:
        png = base64.b64decode(text, validate=True)
    except ValueError:
        raise ValueError("“png” is not a picture in base64") from None
    try:
        check_png(png)
    except ValueError as error:
        raise ValueError(f"“png”: {reason(error)}") from None
    if row.identity() != routine_store.picture_id(png):
        raise ValueError("“id” belongs to another picture")
    return png


PICTURES = Table(
    "pictures",
    {"id": Kind.CODE, "png": Kind.CODE},
    _every,
    _keep,
    _write_picture,
    _read_picture,
    of_no_day,
    routine_store.picture_id,
)
