"""A person's own picture made ready for a step: small, upright, and nothing but a picture."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QColorSpace, QImage, QImageReader, QImageWriter, QPainter

from cluneal_tracker.domain.errors import DiaryError
from cluneal_tracker.domain.own_routines import PICTURE_BYTES, PICTURE_HEIGHT, PICTURE_WIDTH

_SMALLER = 0.85


def read_picture(file: Path) -> bytes:
    """The picture of a file as PNG within the limits of a step; raises DiaryError.

    It is painted anew, so what a camera writes beside a picture (where, when) is left behind.
    """
    reader = QImageReader(str(file))
    # A photo taken with the camera on its side is turned as it is shown elsewhere.
    reader.setAutoTransform(True)
    reader.setDecideFormatFromContent(True)
    found = reader.read()
    if found.isNull():
        raise DiaryError(f"{file.name} is not a picture that can be read here. Choose another one.")
    size = found.size()
    if size.width() > PICTURE_WIDTH or size.height() > PICTURE_HEIGHT:
        limits = QSize(PICTURE_WIDTH, PICTURE_HEIGHT)
        size = size.scaled(limits, Qt.AspectRatioMode.KeepAspectRatio).expandedTo(QSize(1, 1))
    while True:
        png = _as_png(_painted(found, size))
        if len(png) <= PICTURE_BYTES:
            return png
        size = (size * _SMALLER).expandedTo(QSize(1, 1))


def _painted(found: QImage, size: QSize) -> QImage:
    """The picture alone, at a size: a copy would carry its texts along."""
    if found.colorSpace().isValid():
        found.convertToColorSpace(QColorSpace(QColorSpace.NamedColorSpace.SRgb))
    scaled = found.scaled(
        size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
    alpha = QImage.Format.Format_ARGB32 if found.hasAlphaChannel() else QImage.Format.Format_RGB32
    fresh = QImage(size, alpha)
    fresh.fill(Qt.GlobalColor.transparent)
    painter = QPainter(fresh)
    painter.drawImage(0, 0, scaled)
    painter.end()
    return fresh


def _as_png(image: QImage) -> bytes:
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"PNG")).write(image)
    return bytes(content.data())
