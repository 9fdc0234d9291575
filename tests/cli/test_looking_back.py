from __future__ import annotations

import json
from pathlib import Path

from cluneal_tracker.services.opening import open_services
from tests.cli.words import Run


def _score(run: Run, score: str, note: str = "") -> str:
    """Save a score; the id of the newest."""
    run("score", score, "--side", "left", "--at", "2026-03-01T08:10", "--note", note)
    return str(json.loads(run("list", "--json"))[-1]["id"])


TITLE = "Score 4.1, left side, 1 Mar 2026, 08:10"


def test_a_score_is_deleted_listed_and_brought_back(run: Run) -> None:
    row_id = _score(run, "4.1")
    assert run("deleted") == "Nothing was deleted in the last 30 days.\n"
    assert run("delete", row_id) == f"Deleted: {TITLE}.\n"
    assert run("list") == "There are no scores yet.\n"
    (line,) = run("deleted").splitlines()
    assert line.startswith(f"{row_id}  deleted 20")
    assert line.endswith(TITLE)
    # A few letters are enough.
    assert run("bring-back", row_id[:12]) == f"Brought back: {TITLE}.\n"
    assert json.loads(run("list", "--json"))[0]["id"] == row_id


def test_the_history_goes_from_the_newest_version_to_the_first(run: Run) -> None:
    row_id = _score(run, "4.1", note="one\ntwo\x1b[31m")
    run("delete", row_id)
    run("bring-back", row_id)
    title, *versions = run("history", row_id).splitlines()
    assert title == TITLE
    assert [version.split(None, 3)[0] for version in versions] == ["3", "2", "1"]
    assert [version.split(None, 3)[3] for version in versions] == [
        "Brought back",
        "Deleted",
        "Added; Score: 4.1; Side: left side; Time: 1 Mar 2026, 08:10; Given by: number;"
        " Note: “one two [31m”",
    ]


def test_a_version_is_brought_back_by_its_number(run: Run, refused: Run) -> None:
    row_id = _score(run, "4.1")
    run("delete", row_id)
    assert "no version 2 to bring back" in refused("bring-back", row_id, "--version", "2")
    assert "no version 9 to bring back" in refused("bring-back", row_id, "--version", "9")
    assert run("bring-back", row_id, "--version", "1") == f"Brought back: {TITLE}.\n"
    said = refused("bring-back", row_id, "--version", "1")
    assert said == "This version is the one in your diary already.\n"


def test_exercises_and_treatments_too(run: Run, home: Path) -> None:
    run("treatment", "add", "medicine", "--on", "2026-01-05", "--name", "Gabapentin")
    run("session", "add", "nerve-glide", "--at", "2026-03-01T09:00")
    medicine, rest = run("treatment", "list", "--ids").split("  ", 1)
    assert rest == "2026-01-05  medicine  Gabapentin\n"
    with open_services(home) as services:
        (session,) = services.exercises.sessions()
    assert run("delete", medicine) == "Deleted: Gabapentin, from 5 Jan 2026.\n"
    assert run("delete", session.id) == "Deleted: Nerve glide, 1 Mar 2026, 09:00.\n"
    assert run("treatment", "list") == ""
    assert run("bring-back", session.id, medicine) == (
        "Brought back: Nerve glide, 1 Mar 2026, 09:00.\n"
        "Brought back: Gabapentin, from 5 Jan 2026.\n"
    )
    with open_services(home) as services:
        assert services.exercises.sessions() == [session]
        assert [one.id for one in services.treatments.every()] == [medicine]


def test_the_answers_of_a_week_and_a_visit_too(run: Run) -> None:
    run("peg", "4", "5", "6")
    week = run("peg", "--ids").split()[0]
    assert run("delete", week).startswith("Deleted: Questions of the week, ")
    assert run("peg") == "No week is answered yet. Such as: peg 4 5 6.\n"
    assert run("bring-back", week).startswith("Brought back: Questions of the week, ")
    assert run("peg").endswith("5.0 (pain 4, enjoyment 5, activity 6)\n")
    run("visit", "add", "2026-02-03")
    visit = run("visit", "list").split()[1]
    assert run("delete", visit).startswith("Deleted: ")
    assert visit in run("deleted")


def test_scores_are_listed_with_their_ids(run: Run) -> None:
    row_id = _score(run, "4.1")
    assert run("list", "--ids") == f"{row_id}  {run('list')}"


def test_what_cannot_be_done_is_one_sentence(run: Run, refused: Run) -> None:
    row_id = _score(run, "4.1")
    assert refused("history", "zz") == "There is nothing with the id “zz” in the diary.\n"
    assert refused("bring-back", row_id) == "This is in your diary already.\n"
    assert "name one ID" in refused("bring-back", row_id, row_id, "--version", "1")
    run("delete", row_id)
    assert refused("delete", row_id) == "This score is no longer in the diary.\n"


def test_undo_takes_the_newest_change_back_and_redo_brings_it_again(run: Run, refused: Run) -> None:
    assert refused("undo") == "There is nothing to undo.\n"
    row_id = _score(run, "4.1")
    assert refused("redo") == "There is nothing to redo.\n"
    run("delete", row_id)
    assert run("undo") == f"Brought back: {TITLE}. `redo` deletes it again.\n"
    assert json.loads(run("list", "--json"))[0]["id"] == row_id
    assert run("undo") == f"Taken back: {TITLE}. `redo` brings it back.\n"
    assert run("list") == "There are no scores yet.\n"
    assert refused("undo") == "There is nothing to undo.\n"
    assert run("redo") == f"Brought back: {TITLE}.\n"
    assert json.loads(run("list", "--json"))[0]["id"] == row_id


def test_undo_takes_all_of_an_import_back(run: Run, tmp_path: Path) -> None:
    _score(run, "4.1")
    run("session", "add", "nerve-glide", "--at", "2026-03-01T09:00")
    run("treatment", "add", "medicine", "--on", "2026-01-05", "--name", "Gabapentin")
    file, other = str(tmp_path / "diary.json"), ["--data-dir", str(tmp_path / "other")]
    run("export", "json", "--out", file)
    run("score", "2", "--at", "2026-03-02T08:10", *other)
    before = run("list", "--ids", *other)
    assert run("import", file, *other) == "Brought in: 3 new rows. 0 were there already.\n"
    said = run("undo", *other)
    assert said.startswith("Taken back: a change to scores, exercises done, treatments. ")
    assert run("list", "--ids", *other) == before
    assert run("treatment", "list", *other) == ""
    assert run("import", file, "--dry-run", *other).startswith("Would bring in: 3 new rows.")


def test_undo_takes_a_restore_back(run: Run) -> None:
    _score(run, "4.1")
    run("backup")
    backup = run("backups").split()[0]
    _score(run, "7")
    before = run("list", "--ids")
    assert "Undo takes it back." in run("restore", backup)
    assert run("list", "--ids") != before
    assert run("undo").startswith("Brought back: Score 7.0, ")
    assert run("list", "--ids") == before
