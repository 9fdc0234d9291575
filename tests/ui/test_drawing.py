"""The drawings of the exercises, and how one gently becomes the next."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from itertools import pairwise
from string import Template

import pytest
from PySide6.QtCore import QBuffer, QIODevice, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage
from pytestqt.qtbot import QtBot

from cluneal_tracker import paths
from cluneal_tracker.domain.settings import Theme
from cluneal_tracker.render.palette import LIGHT
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.platform.stillness import wants_stillness
from cluneal_tracker.ui.widgets.drawing import Drawing
from cluneal_tracker.ui.widgets.tween import SWING_SECONDS, Course, tween

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

FOLDER = paths.ASSETS / "drawings"
# Everything that a routine may name; the body map and the app's own signs are no exercise.
NOT_STEPS = {"app-icon", "body-map", "tray-due", "tray-normal", "tray-paused"}
STEPS = sorted({file.stem for file in FOLDER.glob("*.svg")} - NOT_STEPS)
SWINGS = [(name.removesuffix("-2"), name) for name in STEPS if name.endswith("-2")]
GLIDE = [f"glide-{step}" for step in ("knee-to-chest", "hold", "leg-up", "toes", "lower")]
GLIDE += ["glide-knee-to-chest"]
WAYS = [*pairwise(GLIDE)]
WAYS += [("glute-cross", "glute-pull"), ("fascia-kneel", "fascia-reach")]
LARGEST_BYTES = 8_000


def svg(name: str) -> str:
    return (FOLDER / f"{name}.svg").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", STEPS)
def test_a_drawing_is_small_and_takes_its_colours_from_the_palette(name: str) -> None:
    text = svg(name)
    assert len(text.encode()) <= LARGEST_BYTES
    colours = set(re.findall(r'(?:fill|stroke)="([^"]+)"', text)) - {"none"}
    assert {colour[0] for colour in colours} == {"$"}, colours
    assert {colour[1:] for colour in colours} <= set(LIGHT.tokens())
    assert "style=" not in text
    assert 'viewBox="0 0 480 320"' in text
    assert "$" not in Template(text).safe_substitute(LIGHT.tokens())


def test_every_step_of_a_routine_is_drawn() -> None:
    with (paths.ASSETS / "content" / "en" / "routines.toml").open("rb") as file:
        routines = tomllib.load(file)["routine"]
    graded = [each for one in routines for each in one.get("level", [one])]
    steps = [step for one in graded for part in one["part"] for step in part["step"]]
    named = {step.get(key, "") for step in steps for key in ("drawing", "swing")} - {""}
    assert named | {"done", "swap-sides", "rest"} <= set(STEPS)


def test_the_movements_to_and_fro_have_both_ends() -> None:
    assert len(SWINGS) == 7
    assert {first for first, _ in SWINGS} <= set(STEPS)


@pytest.mark.parametrize(("here", "there"), WAYS + SWINGS)
def test_a_limb_travels_between_drawings_of_one_family(here: str, there: str) -> None:
    half = tween(svg(here), svg(there), 0.5)
    assert half not in (None, svg(here), svg(there))
    assert tween(svg(here), svg(there), 0) == svg(here)
    assert tween(svg(here), svg(there), 1) == svg(there)


@pytest.mark.parametrize(("here", "there"), WAYS + SWINGS)
def test_no_joint_goes_the_long_way_round(here: str, there: str) -> None:
    turns = re.compile(r"rotate\((-?[\d.]+)\)")
    pairs = zip(turns.findall(svg(here)), turns.findall(svg(there)), strict=True)
    assert max(abs(float(one) - float(other)) for one, other in pairs) <= 180


def test_numbers_go_half_way_and_everything_else_stays() -> None:
    assert tween('<g a="rotate(-90 1)"/>', '<g a="rotate(10 1)"/>', 0.5) == (
        '<g a="rotate(-40.00 1)"/>'
    )
    assert tween("<g/>", "<g></g>", 0.5) is None
    assert tween('fill="$text" r="1"', 'fill="$muted" r="2"', 0.5) is None


def test_a_course_goes_there_then_to_and_fro() -> None:
    course = Course("r1", "r2", "r3", way_seconds=1.0)
    seen = [course.at(moment) for moment in (0, 0.5, 1, 1 + SWING_SECONDS / 2, 1 + SWING_SECONDS)]
    assert seen == ["r1", "r1.50", "r2", "r3", "r2"]
    assert not course.rests(100)
    assert not Course("r1", "r2", way_seconds=1).rests(0.9)
    assert Course("r1", "r2", way_seconds=1).rests(1)
    assert Course("r1", "other", way_seconds=1).at(0) == "other"


class Page:
    """A drawing in a window of its own, in which frames come only when they are asked for."""

    def __init__(self, look: Look, qtbot: QtBot, *, still: bool = False) -> None:
        self.drawing = Drawing(look, QSize(480, 320), still=lambda: still)
        qtbot.addWidget(self.drawing)
        self.drawing.resize(480, 320)
        self.drawing.show()

    def picture(self) -> QImage:
        return self.drawing.grab().toImage()


@pytest.fixture
def page(look: Look, qtbot: QtBot) -> Iterator[Page]:
    page = Page(look, qtbot)
    yield page
    page.drawing.hide()


def painted(look: Look, name: str) -> QImage:
    """What a drawing looks like on the ground of a window."""
    still = Drawing(look, QSize(480, 320), still=lambda: True)
    still.resize(480, 320)
    still.show_drawing(name)
    return still.grab().toImage()


def test_it_goes_from_one_drawing_to_the_next_and_rests_there(look: Look, page: Page) -> None:
    page.drawing.show_drawing("glide-hold")
    assert not page.drawing.is_running()
    page.drawing.show_drawing("glide-leg-up", seconds=1)
    assert page.drawing.is_running()
    assert page.picture() == painted(look, "glide-hold")
    page.drawing.advance(0.5)
    assert page.picture() not in (painted(look, "glide-hold"), painted(look, "glide-leg-up"))
    page.drawing.advance(0.6)
    assert page.picture() == painted(look, "glide-leg-up")
    assert not page.drawing.is_running()


def test_being_told_the_same_again_does_not_begin_anew(page: Page) -> None:
    page.drawing.show_drawing("hip-clam", swing="hip-clam-2")
    page.drawing.advance(1)
    before = page.picture()
    page.drawing.show_drawing("hip-clam", swing="hip-clam-2")
    assert page.picture() == before


def test_a_swing_goes_to_the_other_end_and_back(look: Look, page: Page) -> None:
    page.drawing.show_drawing("hip-clam", swing="hip-clam-2")
    assert page.picture() == painted(look, "hip-clam")
    page.drawing.advance(SWING_SECONDS / 2)
    assert page.picture() == painted(look, "hip-clam-2")
    page.drawing.advance(SWING_SECONDS / 2)
    assert page.picture() == painted(look, "hip-clam")
    assert page.drawing.is_running()


def test_a_pause_stands_still_where_it_is_and_goes_on_from_there(page: Page) -> None:
    page.drawing.show_drawing("hip-clam", swing="hip-clam-2")
    page.drawing.advance(0.7)
    before = page.picture()
    page.drawing.show_drawing("hip-clam", swing="hip-clam-2", moving=False)
    assert not page.drawing.is_running()
    assert page.picture() == before
    page.drawing.show_drawing("hip-clam", swing="hip-clam-2", moving=True)
    assert page.drawing.is_running()
    assert page.picture() == before


def test_a_step_skipped_to_in_a_pause_is_there_at_once(look: Look, page: Page) -> None:
    page.drawing.show_drawing("glide-hold")
    page.drawing.show_drawing("glide-leg-up", moving=False)
    assert page.picture() == painted(look, "glide-leg-up")


def test_nobody_who_asks_for_stillness_sees_movement(look: Look, qtbot: QtBot) -> None:
    page = Page(look, qtbot, still=True)
    page.drawing.show_drawing("glide-hold")
    page.drawing.show_drawing("hip-clam", swing="hip-clam-2")
    assert page.picture() == painted(look, "hip-clam")
    assert not page.drawing.is_running()


def test_hidden_it_draws_no_frames(page: Page) -> None:
    page.drawing.show_drawing("hip-clam", swing="hip-clam-2")
    page.drawing.hide()
    assert not page.drawing.is_running()
    page.drawing.show()
    assert page.drawing.is_running()


def test_the_left_side_is_the_mirror_image(look: Look, page: Page) -> None:
    page.drawing.show_drawing("glide-leg-up", mirrored=True)
    turned = page.picture().flipped(Qt.Orientation.Horizontal)
    assert difference(turned, painted(look, "glide-leg-up")) < 1
    assert difference(page.picture(), painted(look, "glide-leg-up")) > 3


def test_changing_sides_is_no_journey(page: Page) -> None:
    page.drawing.show_drawing("glide-lower")
    page.drawing.show_drawing("glide-knee-to-chest", mirrored=True)
    assert not page.drawing.is_running()


def test_a_new_theme_is_taken_on(look: Look, page: Page) -> None:
    page.drawing.show_drawing("rest")
    before = page.picture()
    look.choose(Theme.DARK, 100, system_dark=False)
    assert page.picture() != before


def test_a_persons_own_picture_takes_the_place(look: Look, page: Page) -> None:
    page.drawing.show_drawing("hip-clam", swing="hip-clam-2")
    page.drawing.show_picture(red_png())
    assert not page.drawing.is_running()
    assert page.picture().pixelColor(240, 160) == QColor("red")
    assert page.picture().pixelColor(20, 160) != QColor("red")
    page.drawing.show_drawing("hip-clam")
    assert page.picture() == painted(look, "hip-clam")


def test_a_picture_that_cannot_be_read_leaves_the_place_empty(page: Page) -> None:
    empty = page.picture()
    page.drawing.show_picture(b"not a picture")
    assert page.picture() == empty


def test_a_drawing_that_cannot_be_had_leaves_the_place_empty(page: Page) -> None:
    empty = page.picture()
    # Not there, and too long for a name of a file.
    for name in ("from-the-future", "x" * 300):
        page.drawing.show_drawing(name)
        assert page.picture() == empty


def test_a_desktop_that_says_nothing_may_be_moved_on() -> None:
    assert not wants_stillness()


def test_a_desktop_that_wants_less_movement_is_heard(monkeypatch: pytest.MonkeyPatch) -> None:
    class Reduced:
        name = "ReducedMotion"

    class Hints:
        def accessibility(self) -> Hints:
            return self

        def motionPreference(self) -> Reduced:
            return Reduced()

    monkeypatch.setattr(QGuiApplication, "styleHints", lambda: Hints())
    assert wants_stillness()


def red_png() -> bytes:
    image = QImage(100, 100, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())


def difference(one: QImage, other: QImage) -> float:
    """The mean difference of grey, 0 to 255."""
    spots = [(x, y) for x in range(0, one.width(), 4) for y in range(0, one.height(), 4)]
    grey = [abs(one.pixelColor(*s).value() - other.pixelColor(*s).value()) for s in spots]
    return sum(grey) / len(grey)
