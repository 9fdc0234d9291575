"""Two threads on one diary: a write waits while another thread reads undisturbed."""

from __future__ import annotations

import threading
from datetime import datetime, timezone

from cluneal_tracker.data import journal
from cluneal_tracker.data.database import Database

NOW = datetime(2026, 3, 12, 7, 10, tzinfo=timezone.utc)


def test_a_write_waits_for_a_reader_and_is_whole(db: Database) -> None:
    reading, told = threading.Event(), threading.Event()
    seen: list[int] = []

    def read() -> None:
        with db.undisturbed():
            reading.set()
            told.wait(0.2)
            seen.append(db.connection.execute("select count(*) from setting").fetchone()[0])

    reader = threading.Thread(target=read)
    reader.start()
    reading.wait()
    with journal.step(db, NOW) as step:
        step.put("setting", {"id": "side", "value": '"left"'})
    told.set()
    reader.join()
    assert seen == [0]
    assert db.connection.execute("select count(*) from setting").fetchone()[0] == 1


def test_a_transaction_is_joined_by_its_own_thread_alone(db: Database) -> None:
    order: list[str] = []

    def write() -> None:
        with db.atomic():
            order.append("other")

    with db.atomic():
        other = threading.Thread(target=write)
        other.start()
        with db.atomic():
            order.append("inner")
        order.append("outer")
    other.join()
    assert order == ["inner", "outer", "other"]
