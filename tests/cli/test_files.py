"""Files from the command line: exports, charts, pages, and an invented diary."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from cluneal_tracker.cli import main
from cluneal_tracker.data.diary_file import open_database
from cluneal_tracker.services.opening import open_services
from tests.cli.words import Run


def _entries(run: Run, *words: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run("list", "--json", *words))
    return found


@pytest.mark.parametrize("kind", ["csv", "json"])
def test_what_is_exported_comes_back_elsewhere(run: Run, tmp_path: Path, kind: str) -> None:
    run("score", "4.1", "--at", "2026-03-12T08:10", "--note", "=1+1 “quoted”, é")
    run("treatment", "add", "block", "--on", "2026-03-01")
    run("session", "add", "nerve-glide", "--at", "2026-03-12T09:00")
    # A name ending in .csv would hold the scores alone.
    file = str(tmp_path / f"out.{kind}".replace("csv", "zip"))
    assert run("export", kind, "--out", file) == f"Saved: 3 rows in {file}.\n"
    there = ("--data-dir", str(tmp_path / "there"))
    dry = run("import", file, "--dry-run", *there)
    assert dry == "Would bring in: 3 new rows. 0 were there already.\n"
    assert run("list", "--json", *there) == "[]\n"
    assert run("import", file, *there) == "Brought in: 3 new rows. 0 were there already.\n"
    assert run("import", file, *there) == "Brought in: 0 new rows. 3 were there already.\n"
    assert _entries(run, *there) == _entries(run)
    assert run("treatment", "list", *there) == run("treatment", "list")


def test_an_invented_diary_is_written_and_nothing_is_opened(run: Run, home: Path) -> None:
    assert run("demo", "--make-only") == f"Saved: an invented diary in {home}.\n"
    assert len(_entries(run)) > 100
    with closing(open_database(home / "diary.db")) as db, open_services(home) as services:
        assert services.history.damage() is None
        assert db.connection.execute("pragma quick_check").fetchone()[0] == "ok"


def test_the_chart_and_the_page_are_written(run: Run, tmp_path: Path) -> None:
    run("score", "4.1", "--at", "2026-03-12T08:10")
    for command, name, begins in (
        ("chart", "chart.svg", b"<?xml"),
        ("report", "page.pdf", b"%PDF"),
    ):
        file = tmp_path / name
        assert run(command, "--out", str(file)) == f"Saved: {file}.\n"
        assert file.read_bytes().startswith(begins)


def test_an_invented_diary_needs_a_place_and_takes_no_other_diary(
    run: Run, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["demo", "--make-only"]) == 2
    assert capsys.readouterr().err == "Say where to write the diary: --data-dir DIR.\n"
    run("score", "4")
    before = (home / "diary.db").read_bytes()
    assert main(["--data-dir", str(home), "demo", "--make-only"]) == 1
    assert "holds a diary already" in capsys.readouterr().err
    assert (home / "diary.db").read_bytes() == before


def test_a_file_for_a_clinic_has_notes_and_name_only_when_asked(
    run: Run, home: Path, tmp_path: Path
) -> None:
    run("score", "4.1", "--at", "2026-03-12T08:10", "--note", "SECRET")
    run("treatment", "add", "medicine", "--on", "2026-03-01", "--name", "patch")
    with open_services(home) as services:
        services.preferences.choose(name="Nora")
    file = tmp_path / "clinic.json"
    assert run("export", "fhir", "--out", str(file)) == f"Saved: 2 rows in {file}.\n"
    bundle = json.loads(file.read_bytes())
    assert (bundle["resourceType"], bundle["type"]) == ("Bundle", "collection")
    values = [one["resource"].get("valueQuantity", {}).get("value") for one in bundle["entry"]]
    assert 4.1 in values
    for word, option in (("SECRET", "--with-notes"), ("Nora", "--with-name")):
        assert word not in file.read_text("utf-8")
        run("export", "fhir", option, "--out", str(file))
        assert word in file.read_text("utf-8")
        run("export", "fhir", "--out", str(file))


def test_a_file_for_a_clinic_is_never_written_over_the_diary(
    run: Run, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run("score", "4.1")
    for name in ("diary.db", "diary.seal"):
        before = (home / name).read_bytes()
        code = main(["--data-dir", str(home), "export", "fhir", "--out", str(home / name)])
        assert (code, (home / name).read_bytes()) == (1, before)
        assert "maybe your diary" in capsys.readouterr().err
