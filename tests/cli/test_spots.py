"""The body map on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from cluneal_tracker.services.opening import open_services
from tests.cli.words import Run, Say

HIP = "On the right, about 7 cm from the middle, on the top edge of the hip bone"


def test_a_spot_is_marked_listed_deleted_and_brought_back(run: Run, home: Path) -> None:
    more = ("--feels", "burning", "--strength", "6", "--spread", "8", "--towards", "down")
    said = run("spot", "add", "hip-bone", "--side", "right", *more)
    assert said == f"Saved: {HIP}, burning, 6.0, about 8 cm down.\n"
    assert run("spot", "list").endswith(f"  {HIP}, burning, 6.0, about 8 cm down\n")
    with open_services(home) as services:
        [spot] = services.body_map.spots()
    assert run("spot", "list", "--ids").startswith(spot.id)
    assert run("delete", spot.id[:8]).startswith(f"Deleted: {HIP}")
    assert run("spot", "list") == ""
    assert run("bring-back", spot.id).startswith(f"Brought back: {HIP}")
    assert "Feels: burning" in run("history", spot.id)
    assert run("undo").startswith(f"Taken back: {HIP}")


def test_a_place_and_an_earlier_day_can_be_named(run: Run) -> None:
    said = run("spot", "add", "--place", "-66", "430", "--on", "2026-01-02")
    assert said == "Saved: On the left, about 7 cm from the middle, on the calf.\n"
    assert run("spot", "list", "--from", "2026-01-02", "--to", "2026-01-02").count("\n") == 1
    assert run("spot", "add", "low-back") == "Saved: In the middle, on the low back.\n"


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ((), "Name an area, or a place"),
        (("calf", "--place", "70", "-28"), "Name an area, or a place"),
        (("calf",), "Say which side: spot add calf --side right."),
        (("--place", "169", "-150"), "is not on the body"),
        (("calf", "--side", "left", "--towards", "up"), "Say how far the pain spreads"),
        (("calf", "--side", "left", "--spread", "41"), "41"),
    ],
)
def test_what_makes_no_sense_is_told(
    run: Run, refused: Run, words: tuple[str, ...], why: str
) -> None:
    assert why in refused("spot", "add", *words)
    assert run("spot", "list") == ""


def test_the_places_of_yesterday_are_marked_again(run: Run, refused: Run, home: Path) -> None:
    assert "no places of the last days" in refused("spot", "same")
    with open_services(home) as services:
        today = services.body_map.day().day
    yesterday = today.fromordinal(today.toordinal() - 1).isoformat()
    run("spot", "add", "hip-bone", "--side", "right", "--strength", "6", "--on", yesterday)
    assert run("spot", "same") == f"Saved: {HIP}.\n"


def test_the_map_is_told_and_saved(run: Run, say: Say, refused: Run, tmp_path: Path) -> None:
    for day in range(1, 13):
        side = "right" if day < 7 else "left"
        run("spot", "add", "hip-bone", "--side", side, "--on", f"2026-01-{day:02}")
    days = ("--from", "2026-01-01", "--to", "2026-01-12")
    out = tmp_path / "map.png"
    said = run("map", *days, "--out", str(out))
    assert said.startswith("You marked where it hurts on 12 of 12 days.")
    assert "hip bone, right: 6 of 12 days (4 of 4 days, then 0 of 4 days)\n" in said
    assert out.read_bytes().startswith(b"\x89PNG")
    halves = run("map", "--from", "2026-01-07", "--to", "2026-01-12", "--with-before")
    assert "The time before has 6 marked days, these days 6." in halves
    assert "has to end in" in refused("map", "--out", str(tmp_path / "map.gif"))
    empty = tmp_path / "none.png"
    words = ("--from", "2020-01-01", "--to", "2020-01-02", "--out", str(empty))
    assert "No file was written." in say("map", *words)[2]
    assert not empty.exists()
