"""The papers that the program prints beside the fifteen reports, and the one door to a printed file.

To add a paper with a layout of its own: a file here with a function like `write_pdf`, and a line in PAPERS.
Papers made of words are in `letters`.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from app.errors import FileFault
from app.i18n import _
from app.printing.closing import Signing
from app.printing.pdf import Pages, write_pdf
from app.printing.saving import Target
from app.printing.workbook import write_workbook
from app.progress import SILENT, Progress
from app.reports.report import Report


class Writer(Protocol):
    """Writes a report as the pages of a paper."""

    def __call__(
        self, report: Report, target: Target, *, signing: Signing | None, progress: Progress
    ) -> Pages:
        """Write it to a path or an open stream, for these signatures; raises FileFault."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper: the key of the report that it prints, its official name, and what writes it."""

    key: str
    title: str
    write: Writer


PAPERS = (
    Paper("14", "Danh sách chi tiết hộ cận nghèo", write_pdf),
    Paper("15", "Danh sách chi tiết hộ nghèo", write_pdf),
    Paper("to_review", "Danh sách hộ gia đình cần rà soát", write_pdf),
    Paper("posting", "Danh sách niêm yết kết quả rà soát", write_pdf),
    Paper("register", "Sổ theo dõi hộ nghèo, hộ cận nghèo", write_pdf),
)


def render(
    report: Report, path: str | Path, *, signing: Signing | None = None, progress: Progress = SILENT
) -> Pages | None:
    """Write a report to a file whose suffix says how: `.pdf`, or `.xlsx`, which has no pages to return.

    Raises FileFault for another suffix or where it cannot be written; a half-written file never stands there.
    """
    suffix = Path(path).suffix.lower()
    if suffix == ".pdf":
        write = next((paper.write for paper in PAPERS if paper.key == report.key), write_pdf)
        return write(report, path, signing=signing, progress=progress)
    if suffix == ".xlsx":
        write_workbook(report, path, signing=signing, progress=progress)
        return None
    raise FileFault(
        _("Không ghi được tệp “{name}”.").format(name=Path(path).name),
        _("Chương trình chỉ ghi tệp .pdf để in và .xlsx để tính tiếp."),
        _("Hãy đặt tên tệp kết thúc bằng .pdf hoặc .xlsx."),
    )
