"""Printing a page that is made beside the window's thread, and saying how it went."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from cluneal_tracker.domain.errors import DiaryError
from cluneal_tracker.domain.settings import Paper
from cluneal_tracker.ui.joins.desk import Desk
from cluneal_tracker.ui.platform import printing
from cluneal_tracker.ui.platform.background import Background

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

# Lets the person choose a printer; False when they think better of it.
Choose = Callable[["QPrinter", QWidget], bool]


class Printing(QObject):
    """Asks for a printer, then makes the page as fine as that prints.

    `not_printed` carries a sentence.
    """

    not_printed = Signal(str)

    def __init__(self, desk: Desk, choose: Choose | None = None) -> None:
        super().__init__()
        self._desk, self._choose = desk, choose or printing.choose_printer
        self._printer: QPrinter | None = None
        self.making = Background()
        self.making.done.connect(self._print)
        self.making.failed.connect(self._explain)

    def begin(
        self, make: Callable[[int], Sequence[bytes]], title: str, paper: Paper, parent: QWidget
    ) -> None:
        """Print what `make` gives: pictures of pages, so many dots to an inch."""
        try:
            printer = printing.new_printer(paper, title)
        except ImportError:
            self.not_printed.emit(self._no_printing())
            return
        if self._choose(printer, parent):
            self._printer = printer
            dots = printing.dots_an_inch(printer)
            self.making.ask(lambda: make(dots))

    def _print(self, pages: Sequence[bytes]) -> None:
        printer, self._printer = self._printer, None
        if printer is not None and printing.print_pages(pages, printer):
            self._desk.say(self.tr("The page is on its way to the printer."))
        else:
            self.not_printed.emit(self._no_printing())

    def _explain(self, error: BaseException) -> None:
        self.not_printed.emit(str(error) if isinstance(error, DiaryError) else self._no_printing())

    def _no_printing(self) -> str:
        return self.tr("The page was not printed. Save it, then print the file.")
