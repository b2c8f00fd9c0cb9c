"""From pages on the screen to paper or a file: the dialogs of the system, and the work behind them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from app.errors import FileFault
from app.i18n import _
from app.ui.desk import Desk
from app.ui.screens import reports_work
from app.ui.screens.reports_work import Paged
from app.ui.widgets.pages_pane import PagesPane, lies

KINDS = {".pdf": "PDF (*.pdf)", ".xlsx": "Excel (*.xlsx)", ".docx": "Word (*.docx)"}


def feed(desk: Desk, pane: PagesPane) -> None:
    """Have the pages of a pane drawn in the store's thread, when they are seen."""

    def draw(pdf: bytes, page: int, scale: float) -> None:
        do = partial(reports_work.drawn, pdf=pdf, page=page, scale=scale)
        desk.runner.ask(do, pane.put)

    pane.picture_wanted.connect(draw)


def ask_printer(desk: Desk, screen: QWidget, pages: int, then: Callable[[Any], object]) -> None:
    """Ask the system how to print so many pages, then hand over the printer."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo

    if not QPrinterInfo.availablePrinterNames():
        why, todo = _("Máy này chưa cài máy in nào."), _("Hãy lưu PDF rồi in ở máy khác, hoặc cài máy in.")
        desk.tell.fault(FileFault(_("Không in được."), why, todo))
        return
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    dialog = QPrintDialog(printer, screen)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setMinMax(1, pages)
    dialog.accepted.connect(lambda: then(printer))
    QDialog.open(dialog)


def print_on(desk: Desk, printer: Any, paged: Paged, name: str) -> None:
    """Print pages on a printer, as they lie."""
    from PySide6.QtGui import QPageLayout

    ways = QPageLayout.Orientation
    printer.setPageOrientation(ways.Landscape if lies(paged.sizes[0]) else ways.Portrait)
    printer.setFullPage(True)
    printer.setDocName(name)
    do = partial(reports_work.print_pages, paged=paged, printer=printer)

    def printed(pages: int) -> None:
        desk.tell.done(_("Đã gửi {n} trang tới máy in.").format(n=pages))

    desk.runner.work(do, printed, _("In"))


def ask_file(screen: QWidget, title: str, stem: str, suffixes: Sequence[str]) -> Path | None:
    """Where to save, with a suffix that the file may have; None where the officer thought better of it."""
    proposed = str(documents() / f"{stem}{suffixes[0]}")
    kinds = ";;".join(KINDS[suffix] for suffix in suffixes)
    name, _kind = QFileDialog.getSaveFileName(screen, title, proposed, kinds)
    if not name:
        return None
    path = Path(name)
    return path if path.suffix else path.with_suffix(suffixes[0])


def documents() -> Path:
    """Where officers keep their files."""
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
