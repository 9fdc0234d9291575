"""What the README promises is there, and what is there is in the README."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import click
import pytest

from cluneal_tracker import cli
from cluneal_tracker.data.content import Content
from cluneal_tracker.domain.settings import Settings
from cluneal_tracker.paths import ASSETS
from cluneal_tracker.ui.places import KEYS

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
# Settings with their names in the table of the README; the others are given elsewhere.
IN_TABLE = {
    "reminders_on": "Reminders",
    "reminders": "Reminders",
    "quiet_hours": "Quiet hours",
    "nudge": "Hourly nudge",
    "nudge_hours": "Hourly nudge",
    "hidden_habits": "Small habits",
    "risks": "My risks",
    "theme": "Colours",
    "text_size": "Text size",
    "side": "My side",
    "sound": "Sound",
    "voice": "Voice",
    "ask_before": "Pain before an exercise",
    "motion": "Drawings",
    "paper": "Paper",
    "second_folder": "Second folder",
    "in_tray": "Keep reminding",
    "emergency_number": "Emergency number",
    "pain_began": "When it began",
}
ELSEWHERE = {"name", "questions", "welcomed", "prompts_put_away", "invented"}


def commands(group: click.Group, before: str = "") -> list[str]:
    """Every command of the program by its full name."""
    found = []
    for name, command in group.commands.items():
        full = f"{before}{name}"
        found += commands(command, f"{full} ") if isinstance(command, click.Group) else [full]
    return found


@pytest.mark.parametrize("command", commands(cli.root))
def test_every_command_is_described(command: str) -> None:
    assert re.search(rf"\| `{re.escape(command)}[ `]", README), command


def test_every_option_is_described() -> None:
    def options(command: click.Command) -> set[str]:
        inner = command.commands.values() if isinstance(command, click.Group) else ()
        own = {name for option in command.params for name in option.opts if name[:2] == "--"}
        return own.union(*map(options, inner))

    missing = {option for option in options(cli.root) if option not in README}
    assert not missing


@pytest.mark.parametrize("key", KEYS.values())
def test_every_key_is_listed(key: str) -> None:
    listed = key in README
    in_range = re.fullmatch(r"Ctrl\+[1-6]", key) and "Ctrl+1 ... Ctrl+6" in README
    assert listed or in_range


def test_every_setting_is_listed() -> None:
    assert {field.name for field in fields(Settings)} == IN_TABLE.keys() | ELSEWHERE
    for name in IN_TABLE.values():
        assert f"| {name} |" in README


def test_every_activity_exercise_and_habit_is_named() -> None:
    content = Content(ASSETS)
    for key in [*content.routines, *content.habits, *(item.key for item in content.activities)]:
        assert key in README


def test_every_picture_and_link_is_there() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        assert (ROOT / target).is_file(), target
