"""Paper: the choice of a printer, and pages that are drawn on it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QRectF, Qt
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtWidgets import QDialog, QWidget

from cluneal_tracker.domain.settings import Paper

if TYPE_CHECKING:
    # Loaded when something is printed: it looks for the printers of the network.
    from PySide6.QtPrintSupport import QPrinter

# Finer than this the eye sees no difference on paper, and the pictures get large.
_FINEST = 300
SIZES = {Paper.A4: QPageSize.PageSizeId.A4, Paper.LETTER: QPageSize.PageSizeId.Letter}


def new_printer(paper: Paper, title: str) -> QPrinter:
    """The usual printer with the paper of the page; raises ImportError where Qt cannot print."""
    from PySide6.QtPrintSupport import QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    upright, edge = QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0)
    printer.setPageLayout(QPageLayout(QPageSize(SIZES[paper]), upright, edge))
    # The page brings its own margins.
    printer.setFullPage(True)
    return printer


def choose_printer(printer: QPrinter, parent: QWidget) -> bool:
    """Let the person choose where it is printed; False when they think better of it."""
    from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog

    dialog = QPrintDialog(printer, parent)
    # Its buttons are laid out for narrower ones than ours.
    dialog.setStyleSheet("QPushButton { padding: 0 4px; }")
    dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintPageRange, False)
    return bool(dialog.exec() == QDialog.DialogCode.Accepted)


def dots_an_inch(printer: QPrinter) -> int:
    """How fine the pictures of the pages are to be."""
    return min(printer.resolution(), _FINEST)


def print_pages(pages: Sequence[bytes], printer: QPrinter) -> bool:
    """Draw pictures of pages, each on a sheet, as large as fits; whether the printer took them."""
    painter = QPainter()
    if not painter.begin(printer):
        return False
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    taken = True
    for number, page in enumerate(pages):
        if number:
            taken = printer.newPage() and taken
        picture = QImage.fromData(page)
        sheet = QRectF(painter.viewport())
        size = picture.size().toSizeF().scaled(sheet.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRectF(0, 0, size.width(), size.height())
        place.moveCenter(sheet.center())
        painter.drawImage(place, picture)
    return painter.end() and taken
