from __future__ import annotations

import json
import re
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest

from cluneal_tracker.data.database import in_memory
from cluneal_tracker.data.exchange import fields as exchange_fields
from cluneal_tracker.data.exchange import json_document
from cluneal_tracker.data.exchange.comparison import compare
from cluneal_tracker.data.exchange.pain_table import PAIN
from cluneal_tracker.data.exchange.picture_table import LONGEST_BASE64
from cluneal_tracker.data.exchange.table import Table
from cluneal_tracker.data.exchange.tables import DIARY_TABLES
from cluneal_tracker.domain.pain import Given, Side
from cluneal_tracker.domain.reminders import Outcome, Reason
from cluneal_tracker.domain.routine import Part, Routine
from cluneal_tracker.domain.schedule import Reminder, ReminderKind
from cluneal_tracker.domain.session import StopReason
from cluneal_tracker.domain.settings import Paper, Settings, Theme
from cluneal_tracker.domain.treatment import Nerve, TreatmentKind
from cluneal_tracker.domain.when import Slot
from tests.data.exchange.made_up import Life, kept
from tests.data.routines_made_up import bridge

DOCS = Path(__file__).resolve().parents[3] / "docs"


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    return dict(json.loads((DOCS / "diary.schema.json").read_text(encoding="utf-8")))


@pytest.mark.parametrize("table", DIARY_TABLES, ids=lambda table: table.name)
def test_the_schema_has_the_fields_of_each_table(schema: dict[str, Any], table: Table[Any]) -> None:
    described = schema["$defs"][table.name]
    assert list(described["properties"]) == list(table.fields)
    always = [name for name in table.fields if name not in table.later]
    assert described["required"] == always
    assert described["additionalProperties"] is False


def test_the_schema_has_the_names_of_a_file(schema: dict[str, Any]) -> None:
    empty: dict[str, list[Any]] = {table.name: [] for table in DIARY_TABLES}
    written = json.loads(json_document.write_json({**empty, "settings": []}, ""))
    assert list(schema["properties"]) == list(written)
    # What is of one computer does not travel.
    stays = {"second_folder", "in_tray", "invented"}
    names = [one.name for one in fields(Settings) if one.name not in stays]
    # What a file of an earlier version has of the reminders is described too.
    described = [name for name in schema["$defs"]["settings"]["properties"]]
    assert [name for name in described if name != "reminder_times"] == names
    assert set(described) == {*names, "reminder_times"}


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        (("half",), Slot),
        (("side",), Side),
        (("pain", "properties", "given"), Given),
        (("treatments", "properties", "kind"), TreatmentKind),
        (("treatments", "properties", "nerve"), Nerve),
        (("treatments", "properties", "side"), Side),
        (("sessions", "properties", "stopped"), StopReason),
        (("reminders", "properties", "outcome"), Outcome),
        (("reminders", "properties", "kind"), ReminderKind),
        (("reminders", "properties", "reason"), Reason),
        (("reminder", "properties", "kind"), ReminderKind),
        (("settings", "properties", "theme"), Theme),
        (("settings", "properties", "paper"), Paper),
    ],
)
def test_the_schema_has_the_words_of_each_choice(
    schema: dict[str, Any], path: tuple[str, ...], kind: type[Side]
) -> None:
    found = schema["$defs"]
    for name in path:
        found = found[name]
    assert [word for word in found["enum"] if word] == [one.value for one in kind]


def test_the_schema_has_the_limits_of_the_reader(schema: dict[str, Any]) -> None:
    shared = schema["$defs"]
    assert shared["text"]["maxLength"] == exchange_fields.LONGEST_TEXT
    assert shared["settings"]["properties"]["reminders"]["maxItems"] == Settings.MOST_REMINDERS
    assert shared["reminder"]["properties"]["about"]["maxLength"] == Reminder.LONGEST_ABOUT
    assert shared["reminders"]["properties"]["about"]["maxLength"] == Reminder.LONGEST_ABOUT
    assert shared["settings"]["properties"]["text_size"]["enum"] == list(Settings.TEXT_SIZES)
    for good in ("2026-03-12T08:10:00.000+01:00", "1999-12-31T23:59:59-00:30:15"):
        assert re.search(shared["moment"]["pattern"], good)
    assert not re.search(shared["moment"]["pattern"], "2026-03-12T08:10:00.0001+01:00")
    assert shared["pictures"]["properties"]["png"]["maxLength"] == LONGEST_BASE64


def test_the_schema_has_the_limits_of_an_exercise(schema: dict[str, Any]) -> None:
    shared = schema["$defs"]
    step, part = bridge().parts[0].steps[0], shared["part"]["properties"]
    assert part["steps"]["maxItems"] == Part.MOST_STEPS
    assert shared["parts"]["maxItems"] == Routine.MOST_PARTS
    assert shared["routine"]["properties"]["levels"]["maxItems"] == Routine.MOST_LEVELS
    for name in ("", "hip-clam-2", "own:0a", "own:", "own:x", "Hip", "../add", "a b"):
        try:
            replace(step, drawing=name)
            taken = True
        except ValueError:
            taken = False
        assert bool(re.search(shared["drawing"]["pattern"], name)) is taken, name


@pytest.mark.parametrize("table", DIARY_TABLES, ids=lambda table: table.name)
def test_the_document_names_every_field(table: Table[Any]) -> None:
    text = (DOCS / "formats.md").read_text(encoding="utf-8")
    section = text.split(f"### {table.name}\n")[1].split("\n#")[0]
    assert all(f"`{name}`" in section for name in table.fields)


def test_the_example_in_the_document_can_be_brought_in() -> None:
    text = (DOCS / "formats.md").read_text(encoding="utf-8")
    example = text.split("```json\n")[1].split("```")[0]
    document = json_document.read_json(example.encode())
    (row,) = document["pain"]
    entry = PAIN.read(exchange_fields.Row(row.record, PAIN.fields))
    assert str(entry.score) == "4.1"
    assert PAIN.every(kept(Life([entry], [], []))) == [entry]
    assert not compare(in_memory(), document).refused
