"""The page for the doctor: always one sheet, whole, tagged, and nothing typed is ever run."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from pathlib import Path
from random import Random

import pytest
from pypdf import PdfReader

from cluneal_tracker import paths
from cluneal_tracker.data import journal, pain_store
from cluneal_tracker.data.content import Content
from cluneal_tracker.data.database import in_memory
from cluneal_tracker.domain.errors import DiaryError
from cluneal_tracker.domain.pain import Given, PainEntry, Side, VasScore
from cluneal_tracker.domain.settings import Paper
from cluneal_tracker.domain.treatment import Nerve, TreatmentKind
from cluneal_tracker.domain.when import When
from cluneal_tracker.render import report
from cluneal_tracker.services.diary import NIGHT_PAIN, NUMB
from cluneal_tracker.services.opening import Services, join_services
from cluneal_tracker.services.visits import NoteLine, VisitView
from tests.fakes import FakeClock

TODAY = date(2026, 3, 12)
MARGIN = 15 / 25.4 * 72
SMALLEST = 8.0
SIZES = {Paper.A4: (595.28, 841.89), Paper.LETTER: (612.0, 792.0)}
PHRASES = Content(paths.ASSETS).phrases
LONG = "Cyclobenzaprine-hydrochloride-extended-release with a name that never ends " * 4
TYPST = "#let x = 1; #panic() *bold* _it_ $x^2$ `raw` <a> @b \\ // c [d] \" #{1+1}"


@dataclass(frozen=True)
class Plan:
    """What a generated diary holds."""

    days: int
    side: Side = Side.RIGHT
    blocks: int = 0
    others: int = 0
    questions: str = ""
    name: str = ""
    chips: bool = True
    share: float = 0.9


def diary(plan: Plan, seed: int = 1) -> Services:
    """A diary with a score for most half days, made in one step."""
    clock, chance = FakeClock("2026-03-12T21:00"), Random(seed)
    services = join_services(db := in_memory(), clock)
    first = TODAY - timedelta(days=plan.days - 1)
    with journal.step(db, clock.now()) as step:
        for back in range(plan.days):
            for hour in (8, 20):
                if back == 0 or chance.random() < plan.share:
                    felt = datetime.combine(first + timedelta(days=back), time(hour))
                    pain_store.save(step, entry(clock, felt, plan, chance))
    add_treatments(services, plan, first, chance)
    services.preferences.choose(questions=plan.questions, name=plan.name)
    return services


def entry(clock: FakeClock, felt: datetime, plan: Plan, chance: Random) -> PainEntry:
    """One score, now and then from memory, with some of the chips answered."""
    chips = [one.key for one in Content(paths.ASSETS).activities] if plan.chips else []
    answers = {key: chance.random() < 0.4 for key in chips if chance.random() < 0.8}
    level = 6 + chance.gauss(0, 1) + (2 if answers.get("sitting") else 0)
    when = When.local(felt, clock.zone())
    return PainEntry(
        id=f"{felt:%Y%m%d%H}",
        felt=when,
        entered_at=when.at + timedelta(hours=chance.choice((0, 0, 0, 0, 14, 40))),
        side=plan.side,
        score=VasScore(min(100, max(0, round(level * 10)))),
        given=Given.NUMBER,
        activities=answers,
        signs={NIGHT_PAIN: chance.random() < 0.3, NUMB: False} if plan.chips else {},
        note=TYPST if chance.random() < 0.1 else "",
    )


def add_treatments(services: Services, plan: Plan, first: date, chance: Random) -> None:
    kinds = (TreatmentKind.BLOCK, TreatmentKind.SURGERY, TreatmentKind.PNS)
    for number in range(plan.blocks):
        day = first + timedelta(days=chance.randrange(plan.days))
        side = chance.choice((None, *Side))
        nerve = chance.choice((None, *Nerve))
        dose = chance.choice(("", "2 mL", LONG))
        services.treatments.add(
            kinds[number % 3], day, side=side, nerve=nerve, name=dose, dose=dose
        )
    for number in range(plan.others):
        day = first + timedelta(days=chance.randrange(plan.days))
        kind = TreatmentKind.PHYSIO if number % 2 else TreatmentKind.MEDICINE
        services.treatments.add(kind, day, name=chance.choice(("Gabapentin", LONG)), dose="300 mg")


def generated(seed: int) -> VisitView:
    """Any diary that could be: short or long, one side or two, bare or full."""
    chance = Random(f"plan {seed}")
    plan = Plan(
        days=chance.choice((1, 2, 5, 7, 13, 27, 28, 29, 60, 90, 200, 400)),
        side=chance.choice(tuple(Side)),
        blocks=chance.choice((0, 1, 2, 3, 5, 9)),
        others=chance.choice((0, 1, 4, 12)),
        questions="\n".join([chance.choice(("Why?", LONG, "x" * 300))] * chance.randrange(12)),
        name=chance.choice(("", "Anna Schmidt", LONG, "Ж日" * 30)),
        chips=chance.random() < 0.7,
        share=chance.choice((0.2, 0.6, 1.0)),
    )
    return diary(plan, seed).visits.view(with_name=True)


@lru_cache(maxsize=1)
def usual() -> VisitView:
    plan = Plan(90, blocks=2, others=3, questions="Can I run again?\nHow long will it last?")
    return diary(plan).visits.view()


def reader(pdf: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(pdf))


def text(pdf: bytes, tmp_path: Path) -> str:
    """The words of the page in reading order, one space apart, without places to break."""
    file = tmp_path / "page.pdf"
    file.write_bytes(pdf)
    found = run("pdftotext", "-raw", str(file), "-")
    return " ".join(found.replace("\N{ZERO WIDTH SPACE}", "").split())


def run(tool: str, *arguments: str) -> str:
    if shutil.which(tool) is None:
        pytest.skip(f"{tool} is not installed")
    return subprocess.run([tool, *arguments], capture_output=True, check=True, text=True).stdout


def check_sheet(pdf: bytes, paper: Paper) -> None:
    """One page of the right size, all text inside the margins, none of it under 8 points."""
    pages = reader(pdf).pages
    assert len(pages) == 1
    width, height = SIZES[paper]
    assert [round(float(one), 1) for one in pages[0].mediabox] == pytest.approx(
        [0, 0, width, height], abs=0.2
    )
    for x, y, size in letters(pdf):
        assert size >= SMALLEST - 0.01, f"{size} points at {x:.0f}, {y:.0f}"
        assert MARGIN - 0.5 <= x <= width - MARGIN + 0.5
        assert MARGIN - 0.5 <= y <= height - MARGIN + 0.5


def letters(pdf: bytes) -> list[tuple[float, float, float]]:
    """Where each run of text on the first page begins, and its size in points."""
    found: list[tuple[float, float, float]] = []

    def visit(
        said: str, whole: list[float], line: list[float], font: Mapping[str, object], size: float
    ) -> None:
        if said.strip():
            scale = abs(line[3] * whole[3] - line[2] * whole[1]) or abs(line[2] * whole[1])
            x = line[4] * whole[0] + line[5] * whole[2] + whole[4]
            y = line[4] * whole[1] + line[5] * whole[3] + whole[5]
            found.append((x, y, size * scale))

    reader(pdf).pages[0].extract_text(visitor_text=visit)
    return found


def test_debug() -> None:
    for one in sorted(letters(report.summary_page(usual(), PHRASES, Paper.A4)), key=lambda t: t[2])[:10]:
        print(one)
    assert 0
