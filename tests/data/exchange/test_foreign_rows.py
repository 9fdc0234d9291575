"""What each row of another program's file becomes, by the roles that were given."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from cluneal_tracker.domain.column_roles import DayOrder
from cluneal_tracker.domain.pain import PainEntry, Side
from cluneal_tracker.domain.when import Slot, When
from cluneal_tracker.services.exchange import ImportReport
from cluneal_tracker.services.incoming import LeftOut, Question, Why
from cluneal_tracker.services.opening import Services
from tests.data.exchange.foreign_files import LATER, house, roles

SCORED = {"day": "date", "pain": "score 0-10"}


def _looked(
    folder: Path,
    text: str,
    names: Mapping[str, str],
    *,
    order: DayOrder | None = None,
    half: Slot | None = None,
) -> tuple[Services, ImportReport]:
    """A table, brought in where nothing speaks against it; and what was told of it before."""
    services, file = house(), folder / "table"
    file.write_text(text, "utf-8")
    incoming, chosen = services.exchange.read(file), roles(names, order=order, half=half)
    report = services.exchange.preview(incoming, chosen)
    if not report.refused and not report.questions:
        services.exchange.bring_in(incoming, chosen)
    return services, report


def _felt(services: Services) -> list[str]:
    return [f"{entry.felt.at:%Y-%m-%d %H:%M}" for entry in services.diary.entries()]


def test_the_order_of_a_date_is_asked_only_where_it_leaves_a_question(tmp_path: Path) -> None:
    text = "day,pain\n04/03/2026 08:10,5\n13/04/2026 08:10,6\n"
    services, report = _looked(tmp_path, text, SCORED)
    assert report.day_order is DayOrder.DAY_FIRST
    assert report.days == (date(2026, 3, 4), date(2026, 4, 13))
    assert _felt(services) == ["2026-03-04 08:10", "2026-04-13 08:10"]
    _, wrong = _looked(tmp_path, text, SCORED, order=DayOrder.MONTH_FIRST)
    assert [note.place for note in wrong.refused] == ["line 3"]
    _, plain = _looked(
        tmp_path, "day,pain\n2026-03-04 08:10,5\n", SCORED, order=DayOrder.MONTH_FIRST
    )
    assert (plain.day_order, plain.total_added) == (None, 1)


def test_with_a_question_open_nothing_is_told_of_rows(tmp_path: Path) -> None:
    text = "day,pain,walk\n2026-03-03 08:10,4,\n2026-03-04,5,\n2026-03-05,6,\n"
    _, report = _looked(tmp_path, text, SCORED)
    assert report.questions == (Question.HALF,)
    assert (report.total_added, report.days, report.refused) == (0, None, ())
    _, report = _looked(tmp_path, "day,pain,walk\n04/03/2026,5,yes\n", SCORED)
    assert report.questions == (Question.DAY_ORDER,)
    assert report.left_out == ()


def test_a_day_a_time_and_a_note_may_stand_in_several_columns(tmp_path: Path) -> None:
    text = (
        "day,clock,half,pain,what,why\n2026-03-04,8:10,pm, 5 ,one,two\n2026-03-05,9:00,am,6,,two\n"
    )
    names = SCORED | {"clock": "time", "half": "time", "what": "note", "why": "note"}
    services, _ = _looked(tmp_path, text, names)
    assert _felt(services) == ["2026-03-04 20:10", "2026-03-05 09:00"]
    assert [entry.note for entry in services.diary.entries()] == ["one\ntwo", "two"]
    services, _ = _looked(tmp_path, text, names | {"clock": "date", "half": "leave-out"})
    assert _felt(services) == ["2026-03-04 08:10", "2026-03-05 09:00"]


def test_each_row_names_its_side_in_its_own_way(tmp_path: Path) -> None:
    rows = "".join(
        f"2026-03-{day:02}T08:10,5,{side}\n"
        for day, side in enumerate(["Left", " l ", "RIGHT", "r", "both", "B", ""], 1)
    )
    names = SCORED | {"side": "side"}
    services, _ = _looked(tmp_path, "day,pain,side\n" + rows, names)
    left, right, both = Side.LEFT, Side.RIGHT, Side.BOTH
    sides = [entry.side for entry in services.diary.entries()]
    assert sides == [left, left, right, right, both, both, right]
    _, report = _looked(tmp_path, "day,pain,side\n2026-03-01T08:10,5,middle\n", names)
    assert [str(note) for note in report.refused] == ["line 2: “middle” is not left, right or both"]
    text = "day,pain,side,body\n2026-03-01T08:10,5,left,right\n"
    _, report = _looked(tmp_path, text, names | {"body": "side"})
    assert "“left right”" in str(report.refused[0])


def test_a_note_alone_is_a_check_in_and_with_an_exercise_it_is_its_note(tmp_path: Path) -> None:
    text = (
        "day,pain,glide,what\n2026-03-03T08:10,,,only\n2026-03-04T08:10,,yes,hard\n"
        "2026-03-05T08:10, ,,\n2026-03-06T08:10,,3,\n"
    )
    names = SCORED | {"glide": "exercise nerve-glide", "what": "note"}
    services, report = _looked(tmp_path, text, names)
    (entry,) = services.diary.entries()
    assert (entry.score, entry.note, entry.felt.day) == (None, "only", date(2026, 3, 3))
    sessions = services.exercises.sessions()
    assert [(one.note, one.pauses) for one in sessions] == [("hard", 0), ("3", 0)]
    assert set(report.left_out) == {LeftOut("pain", Why.EMPTY, 4), LeftOut("glide", Why.EMPTY, 2)}


@pytest.mark.parametrize(
    ("first", "second", "walked"),
    [("yes", "no", True), ("no", "yes", True), ("no", "no", False), ("no", "", False)],
)
def test_yes_in_one_of_two_columns_is_yes(
    tmp_path: Path, first: str, second: str, walked: bool
) -> None:
    names = {"day": "date", "a": "activity walking", "b": "activity walking"}
    services, _ = _looked(tmp_path, f"day,a,b\n2026-03-04T08:10,{first},{second}\n", names)
    (entry,) = services.diary.entries()
    assert dict(entry.activities) == {"walking": walked}


def test_a_reading_that_tells_its_offset_keeps_it(tmp_path: Path) -> None:
    text = (
        "FeatureName,Timestamp,Value,Note\nPain,2026-03-01T08:10+09:00,5,wet\n"
        "Mood,2026-03-01T09:00+09:00,low,tired\n"
    )
    services, _ = _looked(tmp_path, text, {"Pain": "score 0-10", "Mood": "note"})
    entry, mood = services.diary.entries()
    assert entry.felt.at.isoformat() == "2026-03-01T08:10:00+09:00"
    assert entry.felt.zone == When.UNSURE
    assert (entry.note, mood.note, mood.score) == ("wet", "tired\nlow", None)


@pytest.mark.parametrize(
    ("later", "comes"),
    [
        (timedelta(), True),
        (PainEntry.AHEAD, True),
        (PainEntry.AHEAD + timedelta(milliseconds=1), False),
        (timedelta(hours=4), False),
    ],
)
def test_a_time_on_the_clock_has_to_have_come(
    tmp_path: Path, later: timedelta, comes: bool
) -> None:
    at = datetime.fromisoformat(LATER) + later
    _, report = _looked(tmp_path, f"day,pain\n{at:%Y-%m-%dT%H:%M:%S.%f},5\n", SCORED)
    assert (report.total_added, len(report.refused)) == ((1, 0) if comes else (0, 1))


def test_a_part_of_today_may_still_be_to_come(tmp_path: Path) -> None:
    names = SCORED | {"when": "time"}
    _, report = _looked(tmp_path, f"day,when,pain\n{LATER[:10]},evening,5\n", names)
    assert report.total_added == 1


def test_the_same_row_with_another_answer_is_a_difference_and_its_id_never_changes(
    tmp_path: Path,
) -> None:
    names = {"day": "date", "sat": "activity sitting"}
    services, _ = _looked(tmp_path, "day,sat\n2026-03-04,yes\n", names, half=Slot.MORNING)
    assert [entry.id for entry in services.diary.entries()] == ["e7ac0e5e8d89fd353df756c0219b56bb"]
    (tmp_path / "table").write_text("day,sat\n2026-03-04,no\n")
    incoming = services.exchange.read(tmp_path / "table")
    report = services.exchange.preview(incoming, roles(names, half=Slot.MORNING))
    assert (report.total_added, len(report.conflicts)) == (0, 1)


def test_a_score_that_is_exact_is_not_called_rounded(tmp_path: Path) -> None:
    text = "day,pain\n2026-03-04 08:10,5\n2026-03-05 08:10,5.55\n2026-03-06 08:10,6\n"
    _, report = _looked(tmp_path, text, SCORED)
    assert (report.rounded, report.total_added) == (1, 3)


def test_an_exercise_that_was_not_done_adds_nothing(tmp_path: Path) -> None:
    text = "day,glide\n2026-03-04 08:10,no\n2026-03-05 08:10,yes\n"
    services, report = _looked(tmp_path, text, {"day": "date", "glide": "exercise nerve-glide"})
    assert report.total_added == 1
    assert services.diary.entries() == []
