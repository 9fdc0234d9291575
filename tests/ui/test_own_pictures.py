"""A person's own picture: small, upright, not mirrored, and nothing of where it was taken."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QColor, QImage, QImageWriter
from pytestqt.qtbot import QtBot

from cluneal_tracker.data.png import check_png
from cluneal_tracker.domain.errors import DiaryError
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.platform.own_picture import read_picture
from cluneal_tracker.ui.widgets.drawing import Drawing
from tests.data.routines_made_up import png


def jpeg(width: int, height: int, turned: int = 1) -> bytes:
    """A photo whose left half is red, with a place and an orientation in its EXIF part."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.blue)
    for x in range(width // 2):
        for y in range(height):
            image.setPixelColor(x, y, QColor("red"))
    image.setText("Description", "at home, 52.5 north")
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"JPEG")).write(image)
    plain = bytes(content.data())
    place = b"GPS 52.5 13.4 \0"
    entries = struct.pack(">HHII", 0x0112, 3, 1, turned << 16)
    entries += struct.pack(">HHII", 0x010E, 2, len(place), 38)
    exif = b"Exif\0\0MM\0*\0\0\0\x08" + struct.pack(">H", 2) + entries + bytes(4) + place
    return plain[:2] + b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + plain[2:]


def test_what_a_camera_wrote_is_gone(tmp_path: Path) -> None:
    file = tmp_path / "photo.jpg"
    file.write_bytes(jpeg(64, 48))
    assert b"GPS 52.5" in file.read_bytes()
    png = read_picture(file)
    check_png(png)
    for trace in (b"GPS", b"52.5", b"Exif", b"eXIf", b"tEXt", b"home"):
        assert trace not in png


def test_texts_of_a_png_are_gone(tmp_path: Path) -> None:
    image = QImage(20, 20, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.green)
    image.setText("Location", "at home")
    file = tmp_path / "photo.png"
    image.save(str(file))
    assert b"Location" in file.read_bytes()
    png = read_picture(file)
    check_png(png)
    assert b"Location" not in png


def test_a_photo_is_turned_as_its_camera_said(tmp_path: Path) -> None:
    file = tmp_path / "photo.jpg"
    file.write_bytes(jpeg(64, 48, turned=6))
    picture = QImage.fromData(read_picture(file))
    assert picture.size() == QSize(48, 64)
    assert picture.pixelColor(24, 5).red() > 200, "the left half is above"


def test_a_large_one_is_made_small_enough(tmp_path: Path) -> None:
    noise = QImage(1200, 900, QImage.Format.Format_RGB32)
    state = 1
    for y in range(900):
        for x in range(0, 1200, 2):
            state = state * 1103515245 + 12345 & 0x7FFFFFFF
            noise.setPixel(x, y, state)
    file = tmp_path / "noise.png"
    noise.save(str(file))
    png = read_picture(file)
    check_png(png)
    picture = QImage.fromData(png)
    assert abs(picture.width() / picture.height() - 4 / 3) < 0.02


def test_a_very_long_one_keeps_a_width(tmp_path: Path) -> None:
    strip = QImage(3000, 1, QImage.Format.Format_RGB32)
    strip.fill(Qt.GlobalColor.red)
    file = tmp_path / "strip.png"
    strip.save(str(file))
    check_png(read_picture(file))


@pytest.mark.parametrize("content", [b"", b"hello", b"\x89PNG\r\n\x1a\n" + bytes(40)])
def test_what_is_no_picture_is_told(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "x.png"
    file.write_bytes(content)
    with pytest.raises(DiaryError, match="is not a picture that can be read here"):
        read_picture(file)


def test_it_is_drawn_as_it_is_on_either_side(look: Look, tmp_path: Path, qtbot: QtBot) -> None:
    file = tmp_path / "photo.jpg"
    file.write_bytes(jpeg(60, 40))
    png = read_picture(file)
    look.own_picture = {"own:1": png}.get
    drawing = Drawing(look, QSize(180, 120))
    qtbot.addWidget(drawing)
    drawing.resize(180, 120)
    for mirrored in (False, True):
        drawing.show_drawing("own:1", mirrored=mirrored)
        shown = drawing.grab().toImage()
        assert shown.pixelColor(20, 60).red() > 200
        assert shown.pixelColor(160, 60).blue() > 200
    with pytest.raises(FileNotFoundError):
        look.picture("drawings", "own:2", QSize(180, 120))


def test_it_is_read_once_however_often_the_timer_names_it(look: Look, qtbot: QtBot) -> None:
    asked: list[str] = []

    def own_picture(name: str) -> bytes:
        asked.append(name)
        return png(grey=len(asked))

    look.own_picture = own_picture
    drawing = Drawing(look, QSize(180, 120))
    qtbot.addWidget(drawing)
    for name in ("own:1", "own:1", "own:2", "own:2", "hip-clam", "own:2"):
        drawing.show_drawing(name)
    assert asked == ["own:1", "own:2", "own:2"]
