"""The import command with other programs' files: what is in them, what is asked, what comes in."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.words import Say
from tests.data.exchange.foreign_files import FILES, loop_database


def test_a_foreign_file_says_what_is_in_it_and_what_to_type(say: Say) -> None:
    code, out, err = say("import", str(FILES / "track_and_graph.csv"))
    assert code == 1
    assert out.splitlines()[:2] == [
        "A file of Track & Graph.",
        "  Back pain: 3 values, such as 4.0, 6.25, 0.0 -> score 0-10",
    ]
    assert "--map 'Left hip pain=score 0-100 left'" in err
    assert "Mood" not in err
    assert say("list")[1] == "There are no scores yet.\n"


def test_a_dry_run_shows_what_the_suggestions_would_do(say: Say) -> None:
    code, out, err = say("import", str(FILES / "track_and_graph.csv"), "--dry-run")
    assert (code, err) == (0, "")
    assert out.splitlines()[-5:] == [
        "Days: 2026-03-01 to 2026-03-03.",
        "Scores rounded to one decimal: 1.",
        "Left out: Nerve glides, 1 (not done).",
        "Left out: Mood, 1 (you leave it out).",
        "Would bring in: 7 new rows. 0 were there already.",
    ]
    assert say("list")[1] == "There are no scores yet.\n"


def test_what_is_mapped_comes_in_and_the_rest_is_counted(say: Say) -> None:
    table = str(FILES / "manage_my_pain.csv")
    maps = ["--map", "Notes=leave-out"]
    code, _, err = say("import", table, *maps)
    assert code == 1
    assert "Add --dates day-first or --dates month-first." in err
    code, out, _ = say("import", table, *maps, "--dates", "day-first", "--side", "left")
    assert code == 0
    assert "Dates were read day-first." in out
    assert "Left out: Notes, 1 (you leave it out)." in out
    assert out.splitlines()[-1] == "Brought in: 2 new rows. 0 were there already."
    assert say("list")[1].splitlines()[0].split()[:4] == ["2026-04-03", "08:15", "6.0", "left"]


def test_a_map_changes_what_it_names_and_leaves_the_other_suggestions(
    say: Say, tmp_path: Path
) -> None:
    file = tmp_path / "sheet.csv"
    file.write_text("Date,Time,Pain (0-100),Note\n2026-03-04,08:00,40,Stiff\n")
    code, out, _ = say("import", str(file), "--map", "Pain (0-100)=score 0-100 left")
    assert (code, out.splitlines()[-1]) == (0, "Brought in: 1 new row. 0 were there already.")
    assert say("list")[1].split() == ["2026-03-04", "08:00", "4.0", "left", "Stiff"]


def test_a_column_said_to_be_the_date_takes_the_place_of_the_suggested_one(
    say: Say, tmp_path: Path
) -> None:
    file = tmp_path / "sheet.csv"
    file.write_text("Date,Felt,Pain\n2026-03-05,2026-03-04 08:00,4\n")
    assert say("import", str(file), "--map", "Felt=date")[0] == 0
    assert say("list")[1].startswith("2026-03-04 08:00")


def test_refused_rows_can_be_mended_or_their_column_left_out(say: Say, tmp_path: Path) -> None:
    file = tmp_path / "sheet.csv"
    rows = "31/03/2026 08:00,40,3\n30/03/2026 08:00,abc,4\nsoon,35,5\n"
    file.write_text("Date,Pain (0-100),Back pain\n" + rows)
    code, _, err = say("import", str(file), "--dry-run")
    assert code == 1
    assert err.splitlines() == [
        "line 3: “abc” is not a number, in “Pain (0-100)”",
        "line 4: “soon” is not a day such as 31/12/2026",
        f"Mend these rows in {file}, then bring it in again. "
        "Or leave a column out: --map 'NAME=leave-out'.",
    ]
    file.write_text(file.read_text().replace("soon", "29/03/2026 08:00"))
    code, out, _ = say("import", str(file), "--map", "Pain (0-100)=leave-out")
    assert (code, out.splitlines()[-1]) == (0, "Brought in: 3 new rows. 0 were there already.")


def test_a_row_without_a_time_needs_an_option(say: Say, tmp_path: Path) -> None:
    file = str(loop_database(tmp_path))
    walk = ["--map", "Walk, long=activity walking"]
    walk += ["--map", "Heat and stretch=leave-out", "--map", "Back pain today=leave-out"]
    assert "Add --no-time morning or --no-time evening." in say("import", file, *walk)[2]
    code, out, _ = say("import", file, *walk, "--no-time", "evening")
    assert (code, out.splitlines()[-1]) == (0, "Brought in: 2 new rows. 0 were there already.")


def test_each_bad_row_is_named_on_standard_error(say: Say) -> None:
    words = ["--map", "Back pain=score 0-3"]
    code, _, err = say("import", str(FILES / "track_and_graph.csv"), *words, "--dry-run")
    assert code == 1
    assert err.splitlines()[:2] == [
        "line 2: 4.0 is not on the scale from 0 to 3, in “Back pain”",
        "line 3: 6.25 is not on the scale from 0 to 3, in “Back pain”",
    ]


@pytest.mark.parametrize(
    ("words", "code", "reason"),
    [
        (["--map", "Back pain"], 2, "has no equals sign"),
        (["--map", "Back pain=pain"], 2, "is not understood"),
        (["--map", "Sleep=score 0-10"], 1, "“Sleep” is not in"),
        (["--map", "Walking=activity flying"], 1, "Use one of: standing"),
        (["--dates", "ymd"], 2, "--dates"),
    ],
)
def test_a_word_that_is_not_known_is_a_sentence(
    say: Say, words: list[str], code: int, reason: str
) -> None:
    found, _, err = say("import", str(FILES / "track_and_graph.csv"), *words)
    assert found == code
    assert reason in err
    assert err.count("\n") == 1


def test_a_name_of_a_file_cannot_steer_the_terminal(say: Say, tmp_path: Path) -> None:
    (tmp_path / "bad.csv").write_text("date,\x1b[31mpain\n2026-03-04,\x1b]0;x\x07\n")
    _, out, err = say("import", str(tmp_path / "bad.csv"))
    assert "\x1b" not in out + err
