"""The line about a trial on the page says what an independent script counts from the export."""

from __future__ import annotations

import ast
import sys
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from cluneal_tracker.domain.own_trial import TrialPlan, TrialWords
from cluneal_tracker.domain.pain import Side
from cluneal_tracker.domain.settings import Paper
from cluneal_tracker.services.opening import Services
from tests.fakes import FakeClock
from tests.proof import trial
from tests.proof.written import day, tenth
from tests.render.report_diaries import TODAY, Plan, diary
from tests.render.test_report import page, text


def had_trial(services: Services, plan: TrialPlan, seed: int, stopped_after: int | None) -> None:
    """Draw a trial on the day it began, then be today again."""
    clock = services.clock
    assert isinstance(clock, FakeClock)
    clock.set_wall(f"{plan.first_day}T07:00")
    services.trials.start(plan, Random(seed))
    if stopped_after is not None:
        clock.set_wall(f"{plan.first_day + timedelta(days=stopped_after)}T12:00")
        services.trials.stop()
    clock.set_wall("2026-03-12T21:00")


@pytest.mark.parametrize("seed", range(12))
def test_the_line_says_what_the_script_counts(seed: int, tmp_path: Path) -> None:
    chance = Random(f"trial {seed}")
    side = chance.choice(tuple(Side))
    life = Plan(120, side, blocks=1, share=chance.choice((0.4, 0.7, 0.95)), mixed=seed % 2 == 0)
    services = diary(life, seed)
    pairs, period = chance.choice((6, 7, 9)), chance.choice((2, 3, 5))
    plan = TrialPlan(
        TrialWords("", "With it", "Without"),
        TODAY - timedelta(days=2 * pairs * period + chance.randrange(1, 9)),
        *(pairs, period, chance.randrange(period)),
        chance.choice(tuple(Side)),
    )
    stopped_after = chance.choice((None, None, 2 * pairs * period // 2))
    had_trial(services, plan, seed, stopped_after)
    file = tmp_path / "diary.zip"
    services.exchange.export("csv", file)
    found = trial.figures(file.read_bytes())
    said = text(page(services.visits.view(), tuple(Paper)[seed % 2]))
    assert f"Own trial {day(plan.first_day)} to {day(found['last'])}, order drawn" in said
    if found["pairs"] < 2:
        assert "“With it”: too few scores to compare." in said
        return
    assert f"“With it” {tenth(found['a'])}, “Without” {tenth(found['b'])}." in said
    p = f"{float(found['p']):.3f}" if found["p"] >= 0.001 else "under 0.001"
    assert f"{found['pairs']} pairs, randomisation test p {p}." in said
    assert ("Stopped early." in said) is (stopped_after is not None)


def test_the_script_knows_nothing_of_the_app() -> None:
    tree = ast.parse(Path(trial.__file__).read_text(encoding="utf-8"))
    names = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    names |= {
        one.name for node in ast.walk(tree) if isinstance(node, ast.Import) for one in node.names
    }
    own = {name for name in names if name.startswith("tests.proof")}
    assert {name.partition(".")[0] for name in names - own} <= sys.stdlib_module_names
