"""A sheet of paper with a recovery code on it, to be put away."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF, Qt
from PySide6.QtGui import QFont, QImage, QImageWriter, QPageSize, QPainter

from cluneal_tracker.domain.settings import Paper
from cluneal_tracker.ui.platform.printing import SIZES

_MARGIN, _GAP = 0.8, 0.25
# In points: the code is copied by hand, letter by letter.
_TITLE, _CODE, _TEXT = 20, 18, 12
_POINTS_AN_INCH = 72


def code_sheet(words: tuple[str, str, str], family: str, paper: Paper, dots: int) -> bytes:
    """A PNG of the sheet with so many dots to an inch: a title, the code, what it is good for.

    `family` is the name of the typeface.
    """
    title, code, use = words
    picture = QImage(QPageSize(SIZES[paper]).sizePixels(dots), QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.white)
    edge = _MARGIN * dots
    room = QRectF(picture.rect()).marginsRemoved(QMarginsF(edge, edge, edge, edge))
    painter = QPainter(picture)
    painter.setPen(Qt.GlobalColor.black)
    for text, points, bold in ((title, _TITLE, True), (code, _CODE, True), (use, _TEXT, False)):
        font = QFont(family)
        font.setPixelSize(round(points * dots / _POINTS_AN_INCH))
        font.setBold(bold)
        painter.setFont(font)
        wraps = Qt.TextFlag.TextWordWrap
        taken = painter.boundingRect(room, wraps, text)
        painter.drawText(room, wraps, text)
        room.setTop(taken.bottom() + _GAP * dots)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"PNG")).write(picture)
    return bytes(buffer.data().data())
