"""The settings of an exported diary."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import time
from typing import Any

from cluneal_tracker.data import setting_store
from cluneal_tracker.data.database import Database
from cluneal_tracker.data.exchange.fields import Kind, Number, Row, is_clock
from cluneal_tracker.data.exchange.table import Record, Table, of_no_day
from cluneal_tracker.data.journal import Keeper
from cluneal_tracker.data.parts import SETTING
from cluneal_tracker.domain.pain import Side
from cluneal_tracker.domain.settings import Paper, Settings, Theme
from cluneal_tracker.domain.text import shown

Setting = tuple[str, Any]


def _settings(db: Database) -> list[Setting]:
    """The settings that were changed; one that this version cannot read stays at home."""
    rows = db.tables.table(SETTING).rows_where(order_by="id")
    found = [(row["id"], json.loads(row["value"])) for row in rows]
    return [(name, value) for name, value in found if _readable(name, value)]


def _readable(name: str, value: object) -> bool:
    spelled = Number(value) if type(value) is int else value
    try:
        _read_setting(Row({"id": name, "value": spelled}, SETTINGS.fields))
    except ValueError:
        return False
    return True


def _keep_setting(step: Keeper, setting: Setting) -> None:
    name, value = setting
    step.put(SETTING, {"id": name, "value": json.dumps(value, ensure_ascii=False)})


def _write_setting(setting: Setting) -> Record:
    return {"id": setting[0], "value": setting[1]}


def _read_setting(row: Row) -> Setting:
    name = row.text("id")
    if name not in READ_SETTING:
        raise ValueError(f"{shown(name)} is not a setting of this version")
    return name, READ_SETTING[name](row)


def _size(row: Row) -> int:
    size = row.count("value")
    Settings(text_size=size)
    return size


def _times(row: Row) -> list[str]:
    times = row["value"]
    if not isinstance(times, list) or not all(map(is_clock, times)):
        raise ValueError('reminder times are a list such as ["08:00", "20:00"]')
    if times != sorted(set(times)):
        raise ValueError("reminder times are kept in order, each once")
    return times


def _hours(row: Row) -> list[str]:
    hours = row["value"]
    if not isinstance(hours, list) or not all(map(is_clock, hours)):
        raise ValueError('the hours of the nudge are a list such as ["09:00", "18:00"]')
    Settings(nudge_hours=tuple(map(time.fromisoformat, hours)))
    return hours


def _habits(row: Row) -> list[str]:
    keys = _texts(row, 'habits out of view are a list such as ["soft-waistband"]')
    Settings(hidden_habits=tuple(keys))
    return keys


def _risks(row: Row) -> list[str]:
    keys = _texts(row, 'risks are a list such as ["belt"]')
    Settings(risks=tuple(keys))
    return keys


def _put_away(row: Row) -> list[str]:
    texts = _texts(row, 'prompts that were put away are a list such as ["SP2 2026-03-12"]')
    Settings(prompts_put_away=tuple(texts))
    return texts


def _texts(row: Row, wanted: str) -> list[str]:
    texts = row["value"]
    if not isinstance(texts, list) or not all(type(text) is str for text in texts):
        raise ValueError(wanted)
    return texts


def _phone(row: Row) -> str:
    return Settings(emergency_number=row.text("value")).emergency_number


def _month(row: Row) -> str:
    return Settings(pain_began=row.text("value")).pain_began


def _quiet(row: Row) -> list[str]:
    hours = row["value"]
    if not isinstance(hours, list) or not all(map(is_clock, hours)):
        raise ValueError('quiet hours are a list such as ["22:00", "07:00"], or an empty one')
    Settings(quiet_hours=tuple(map(time.fromisoformat, hours)))
    return hours


def _reminders(row: Row) -> list[dict[str, Any]]:
    rows = row["value"]
    try:
        if not isinstance(rows, list):
            raise TypeError("reminders are a list")
        read = tuple(map(setting_store.read_reminder, rows))
        if list(map(setting_store.reminder_row, read)) != rows:
            raise ValueError("a reminder that would be written in another way")
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise ValueError("reminders are a list as the documents describe it") from error
    Settings(reminders=read)
    return rows


READ_SETTING: Mapping[str, Callable[[Row], Any]] = {
    "side": lambda row: row.one_of("value", Side).value,
    "reminders_on": lambda row: row.flag("value"),
    "reminder_times": _times,
    "reminders": _reminders,
    "quiet_hours": _quiet,
    "theme": lambda row: row.one_of("value", Theme).value,
    "text_size": _size,
    "sound": lambda row: row.flag("value"),
    "voice": lambda row: row.flag("value"),
    "motion": lambda row: row.flag("value"),
    "ask_before": lambda row: row.flag("value"),
    "nudge": lambda row: row.flag("value"),
    "nudge_hours": _hours,
    "hidden_habits": _habits,
    "risks": _risks,
    "paper": lambda row: row.one_of("value", Paper).value,
    "name": lambda row: row.text("value"),
    "questions": lambda row: row.text("value"),
    "welcomed": lambda row: row.flag("value"),
    "emergency_number": _phone,
    "pain_began": _month,
    "prompts_put_away": _put_away,
}

SETTINGS = Table(
    "settings",
    {"id": Kind.CODE, "value": Kind.TEXT},
    _settings,
    _keep_setting,
    _write_setting,
    _read_setting,
    of_no_day,
    lambda setting: setting[0],
)
