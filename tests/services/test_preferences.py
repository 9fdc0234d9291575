from __future__ import annotations

from datetime import time
from pathlib import Path

import pytest

from cluneal_tracker.domain.pain import Side, VasScore
from cluneal_tracker.domain.schedule import Reminder, ReminderKind
from cluneal_tracker.domain.settings import Paper, Settings, Theme
from cluneal_tracker.services.changes import Changed
from cluneal_tracker.services.opening import Services, open_services
from tests.fakes import FakeClock
from tests.steps import parts_of


def test_a_choice_is_there_at_once_told_and_kept(tmp_path: Path) -> None:
    heard: list[Changed] = []
    with open_services(tmp_path, FakeClock()) as services:
        services.changes.subscribe(heard.append)
        assert services.preferences.current == Settings()
        early = (Reminder(ReminderKind.CHECK_IN, time(7, 30)),)
        chosen = services.preferences.choose(reminders=early, theme=Theme.DARK)
        assert chosen == Settings(reminders=early, theme=Theme.DARK)
        assert heard == [Changed.SETTINGS]
    with open_services(tmp_path, FakeClock()) as services:
        assert services.preferences.current == chosen


@pytest.mark.parametrize("wrong", [{"text_size": 110}, {"quiet_hours": (time(9), time(9))}])
def test_a_wrong_choice_changes_nothing(services: Services, wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        services.preferences.choose(**wrong)
    assert services.preferences.current == Settings()
    assert not services.history.can_undo


def test_choices_are_undone_but_not_those_of_the_screen(services: Services) -> None:
    services.preferences.choose(paper=Paper.LETTER)
    services.preferences.choose(theme=Theme.DARK)
    services.preferences.choose(text_size=150)
    services.preferences.choose(side=Side.LEFT)
    services.preferences.choose(sound=False)
    assert parts_of(services.history.undo()) is Changed.SETTINGS
    assert services.preferences.current == Settings(
        theme=Theme.DARK, text_size=150, side=Side.LEFT, sound=False
    )
    assert not services.history.can_undo


def test_a_choice_of_both_kinds_never_bars_the_way_back(services: Services) -> None:
    services.diary.add(VasScore(41))
    services.preferences.choose(reminders_on=False, side=Side.LEFT, welcomed=True)
    services.preferences.choose(side=Side.BOTH)
    assert parts_of(services.history.undo()) is Changed.SETTINGS
    assert services.preferences.current == Settings(side=Side.BOTH, welcomed=True)
    assert parts_of(services.history.undo()) is Changed.PAIN
    assert services.diary.entries() == []
