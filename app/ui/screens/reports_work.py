"""Báo cáo, in ấn, what is done in the store's thread: pages are made, drawn, printed and written there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from app.errors import FileFault
from app.i18n import _
from app.progress import Progress
from app.store.store import Store
from app.ui.founding import file_name
from app.ui.widgets.pages_pane import Drawn

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from app.printing.closing import Signing
    from app.printing.preview import Preview
    from app.reports.behind import Behind
    from app.reports.scope import Scope

SHARP = 300  # dots an inch: enough for a laser printer, and a page stays under 40 MB
POINTS = 72  # in an inch


@dataclass(frozen=True, slots=True)
class Offered:
    """A report that may be chosen: official ones have a number as their key."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What the officer asks for: which report, of what, and how it is signed."""

    key: str
    place: bytes
    year: int
    standard: str
    kind: str
    title: str = ""
    name: str = ""
    day: date | None = None

    @property
    def scope(self) -> Scope:
        """Of what it speaks."""
        from app.reports.scope import Scope

        return Scope(self.place, self.year, self.standard, self.kind)

    @property
    def signing(self) -> Signing:
        """How it is signed."""
        from app.printing.closing import Signing

        titles, names = ((one,) if one else () for one in (self.title, self.name))
        return Signing(day=self.day, titles=titles, names=names)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A report ready to be looked at, with the households behind it."""

    asked: Asked
    preview: Preview
    behind: Behind


def offered(_store: Store) -> list[Offered]:
    """The reports and lists, in their order."""
    from app.reports.catalogue import REPORTS

    return [Offered(one.key, one.name()) for one in REPORTS]


def prepare(store: Store, progress: Progress, asked: Asked) -> Prepared:
    """Count a report and lay out its pages."""
    from app.printing.preview import preview
    from app.reports.behind import behind
    from app.reports.catalogue import entry
    from app.reports.frame import Frame

    progress.step(0, 1, _("đang lập biểu"))
    with store.session() as session:
        frame = Frame(session, asked.scope)
        report = entry(asked.key).make(frame)
        households = behind(frame, asked.key)
    return Prepared(asked, preview(report, asked.signing, progress), households)


def drawn(_store: Store, pdf: bytes, page: int, scale: float) -> Drawn:
    """A page as a picture."""
    return Drawn(pdf, page, scale, _picture(pdf, page, scale))


def _picture(pdf: bytes, page: int, scale: float) -> QImage:
    from app.printing.preview import picture

    made = picture(pdf, page, scale)
    return QImage(made.pixels, made.width, made.height, made.stride, QImage.Format.Format_RGB32).copy()


def save(_store: Store, progress: Progress, prepared: Prepared, path: Path) -> Path:
    """Write the report to a file, as its suffix says."""
    from app.printing.papers import render

    render(prepared.preview.report, path, signing=prepared.asked.signing, progress=progress)
    return path


def save_all(store: Store, progress: Progress, asked: Asked, folder: Path) -> tuple[int, Path]:
    """Write the fifteen official reports into a folder as PDF; returns how many, and where."""
    from app.printing.papers import render
    from app.reports.catalogue import make_all

    count = 0
    with store.session() as session:
        for report in make_all(session, asked.scope, progress=progress):
            name = stem(report.key, report.title, report.unit[1], report.year)
            render(report, folder / f"{name}.pdf", signing=asked.signing)
            count += 1
    return count, folder


def unbalanced(store: Store, progress: Progress, asked: Asked) -> tuple[str, ...]:
    """The keys of the official reports that do not balance."""
    from app.reports.catalogue import make_all

    with store.session() as session:
        reports = make_all(session, asked.scope, progress=progress)
        return tuple(one.key for one in reports if not all(holds for _said, holds in one.checks))


def stem(key: str, title: str, place: str, year: int) -> str:
    """The name of a file: `bieu-02-tong-hop-dien-bien-ho-ngheo-xa-na-may-2026`."""
    what = f"bieu-{int(key):02}" if key.isdigit() else ""
    words = "-".join(file_name(title).split("-")[:8])
    return "-".join(part for part in (what, words, file_name(place), str(year)) if part)


class Paged(Protocol):
    """Pages of a PDF, with their sizes in points."""

    @property
    def pdf(self) -> bytes:
        """The file."""

    @property
    def sizes(self) -> tuple[tuple[float, float], ...]:
        """Width and height of each page."""


def print_pages(_store: Store, progress: Progress, paged: Paged, printer: QPrinter) -> int:
    """Paint the pages onto a printer, those that its dialog asked for; returns how many."""
    pdf, sizes = paged.pdf, paged.sizes
    first = max(printer.fromPage(), 1)
    last = printer.toPage() or len(sizes)
    numbers = range(first - 1, min(last, len(sizes)))
    painter = QPainter()
    if not painter.begin(printer):
        raise FileFault(
            _("Không in được."),
            _("Máy in không nhận lệnh in."),
            _("Hãy xem máy in đã bật và còn giấy, rồi in lại."),
        )
    try:
        for done, number in enumerate(numbers):
            progress.step(done, len(numbers), _("in trang"))
            if done:
                printer.newPage()
            _paint(painter, printer, pdf, number, sizes[number])
    finally:
        painter.end()
    return len(numbers)


def _paint(painter: QPainter, printer: QPrinter, pdf: bytes, number: int, size: tuple[float, float]) -> None:
    """A page in the middle of its sheet, as large as it is, or as fits."""
    picture = _picture(pdf, number, min(printer.resolution(), SHARP) / POINTS)
    sheet = QRectF(printer.pageLayout().fullRectPixels(printer.resolution()))
    width, height = (side / POINTS * printer.resolution() for side in size)
    scale = min(sheet.width() / width, sheet.height() / height, 1.0)
    target = QRectF(0, 0, width * scale, height * scale)
    target.moveCenter(sheet.center())
    painter.drawImage(target, picture)
