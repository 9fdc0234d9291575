"""Whatever is in another program's file: all of a good one comes in, nothing of a bad one."""

from __future__ import annotations

import csv
import io
from datetime import datetime, timedelta, timezone
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cluneal_tracker.domain.column_roles import Roles
from cluneal_tracker.domain.errors import DiaryError
from cluneal_tracker.domain.pain import Side
from cluneal_tracker.domain.when import Slot
from cluneal_tracker.services.exchange import ImportReport
from cluneal_tracker.services.opening import Services
from tests.data.exchange.foreign_files import FILES, house, loop_database, loop_zip, roles
from tests.data.exchange.made_up import AWKWARD, letters, rows_of

texts = st.text(letters, max_size=20) | st.sampled_from(AWKWARD)
moments = st.integers(0, 800 * 86_400_000).map(
    lambda milliseconds: (
        datetime(2024, 1, 1, tzinfo=timezone.utc) + timedelta(milliseconds=milliseconds)
    )
)
readings = st.lists(st.tuples(moments, st.integers(0, 100), texts), min_size=1, max_size=6)


def _bring_in(services: Services, content: bytes, chosen: Roles) -> ImportReport:
    with TemporaryDirectory() as folder:
        Path(folder, "file").write_bytes(content)
        incoming = services.exchange.read(Path(folder, "file"))
    told = services.exchange.preview(incoming, chosen)
    if told.refused or told.questions:
        with pytest.raises(DiaryError):
            services.exchange.bring_in(incoming, chosen)
        assert not any(rows_of(services.exchange._db).values())
        return told
    assert services.exchange.bring_in(incoming, chosen) == told
    return told


def _csv(*rows: tuple[object, ...], delimiter: str = ",") -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue().encode()


@settings(max_examples=60, deadline=None)
@given(readings)
def test_each_reading_of_track_and_graph_comes_in_as_it_was(
    found: list[tuple[datetime, int, str]],
) -> None:
    rows = [("Pain", at.isoformat(), mm / 10, "", note) for at, mm, note in found]
    head = ("FeatureName", "Timestamp", "Value", "Label", "Note")
    content, chosen = _csv(head, *rows), roles({"Pain": "score 0-10"})
    services = house("2026-05-12T08:10")
    report = _bring_in(services, content, chosen)
    assert (report.total_added, report.rounded) == (len(found), 0)
    entries = services.diary.entries()
    assert sorted((one.felt.at, one.score.mm, one.note) for one in entries if one.score) == sorted(
        (at, mm, note.strip()) for at, mm, note in found
    )
    assert _bring_in(services, content, chosen).already_there == len(found)


@settings(max_examples=60, deadline=None)
@given(readings, st.sampled_from(",;\t"), st.sampled_from(Side))
def test_each_row_of_a_table_comes_in_as_it_was(
    found: list[tuple[datetime, int, str]], delimiter: str, side: Side
) -> None:
    minutes = [(at.replace(second=0, microsecond=0, tzinfo=None), mm, n) for at, mm, n in found]
    rows = [(f"{at:%Y-%m-%d}", f"{at:%H:%M}", mm, side.value, note) for at, mm, note in minutes]
    content = _csv(("day", "hour", "vas", "side", "what"), *rows, delimiter=delimiter)
    names = {"day": "date", "hour": "time", "vas": "score 0-100", "side": "side", "what": "note"}
    services = house("2026-05-12T08:10")
    assert _bring_in(services, content, roles(names)).total_added == len(found)
    entries = services.diary.entries()
    assert {one.side for one in entries} == {side}
    assert sorted((one.score.mm, one.note) for one in entries if one.score) == sorted(
        (mm, note) for _, mm, note in minutes
    )


NAMES = {
    "track_and_graph.csv": {"Back pain": "score 0-10", "Walking": "activity walking"},
    "bearable.csv": {"Symptom: Back (lower) pain": "score 0-4"},
    "manage_my_pain.csv": {"Date": "date", "Time": "time", "Severity": "score 0-10"},
}
BAD = ["1_0", "٤", "nan", "-1", "1e3", "99", "soon", "x" * 10_001, "2026-13-01", "25:61", '"', "\0"]


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=80, deadline=None)
@given(data=st.data())
def test_a_spoilt_file_adds_all_it_announced_or_nothing(name: str, data: st.DataObject) -> None:
    text = (FILES / name).read_text("utf-8")
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 12)))
    spoilt = text[:start] + data.draw(st.sampled_from(BAD) | texts) + text[end:]
    services = house()
    with TemporaryDirectory() as folder:
        Path(folder, "file").write_bytes(spoilt.encode())
        try:
            incoming = services.exchange.read(Path(folder, "file"))
        except DiaryError:
            return
    known = {named.name for named in incoming.names}
    chosen = {one: role for one, role in NAMES[name].items() if one in known}
    told = services.exchange.preview(incoming, roles(chosen, half=Slot.EVENING))
    if told.refused or told.questions:
        with pytest.raises(DiaryError):
            services.exchange.bring_in(incoming, roles(chosen, half=Slot.EVENING))
        assert not any(rows_of(services.exchange._db).values())
    else:
        assert services.exchange.bring_in(incoming, roles(chosen, half=Slot.EVENING)) == told
        assert len(rows_of(services.exchange._db)["pain"]) == told.added["pain"]


@settings(max_examples=60, deadline=None)
@given(data=st.data(), packed=st.booleans())
def test_a_spoilt_file_of_loop_is_read_or_refused_in_a_sentence(
    data: st.DataObject, packed: bool
) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        file = loop_zip(folder) if packed else loop_database(folder)
        content = bytearray(file.read_bytes())
        for _ in range(data.draw(st.integers(1, 4))):
            content[data.draw(st.integers(16, len(content) - 1))] = data.draw(st.integers(0, 255))
        file.write_bytes(content)
        services = house()
        try:
            incoming = services.exchange.read(file)
        except DiaryError as error:
            assert "Your diary is as it was" in str(error)  # noqa: PT017  either outcome is right
            return
    suggested = incoming.suggested(Side.RIGHT)
    chosen = Roles(suggested.by_name, Side.RIGHT, half=Slot.EVENING)
    report = services.exchange.preview(incoming, chosen)
    assert report.total_added <= 9


@settings(max_examples=150, deadline=None)
@given(st.text(st.sampled_from('ab,;\t"\n\r=4/:. é'), max_size=60))
def test_any_text_is_read_or_refused_in_a_sentence(text: str) -> None:
    with TemporaryDirectory() as folder:
        Path(folder, "file").write_text(text, "utf-8")
        services = house()
        try:
            incoming = services.exchange.read(Path(folder, "file"))
        except DiaryError as error:
            assert "Your diary is as it was" in str(error)  # noqa: PT017  either outcome is right
            return
    names = {named.name: "score 0-10" for named in incoming.names}
    assert services.exchange.preview(incoming, roles(names)).total_added == 0
