"""The papers of the procedure that are not tables, and the one door to a file of each.

To add one: its data in `reports.papers_data`, a file here that makes it, and a line in LETTERS.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.errors import FileFault, InputFault
from app.i18n import _
from app.printing import certificate, decision, minutes, notice, quick_screen, request, summary, survey_form
from app.printing.document import Document
from app.printing.letter import write_letter
from app.printing.papers import render
from app.printing.pdf import Pages, write_pdf
from app.printing.saving import Target
from app.printing.templates import Template, chosen
from app.printing.word import write_word
from app.progress import SILENT, Progress

Make = Callable[[Any, Template], Document]
Write = Callable[[Any, Any, Target, Progress], Pages | None]
PDF, WORD, WORKBOOK = ".pdf", ".docx", ".xlsx"


@dataclass(frozen=True, slots=True)
class Letter:
    """A paper.

    Attributes:
        key: as typed on the command line.
        title: its official name.
        text: the key of its template; empty where nothing of it is anybody's own.
        make: makes a document of it, to be set as PDF or .docx; None where it has a drawing of its own.
        write: draws it; None where `make` does.
        more: kinds of files beside PDF that `write` makes.
    """

    key: str
    title: str
    text: str = ""
    make: Make | None = None
    write: Write | None = None
    more: tuple[str, ...] = ()

    @property
    def suffixes(self) -> tuple[str, ...]:
        """The kinds of files that it may become."""
        return (PDF, WORD) if self.make else (PDF, *self.more)


def _certificates(data: Any, text: Template, target: Target, progress: Progress) -> Pages:
    return certificate.write_certificates(data, text, target, progress=progress)


def _register(data: Any, _text: Template | None, target: Target, progress: Progress) -> Pages | None:
    if isinstance(target, Path):
        return render(data, target, progress=progress)
    return write_pdf(data, target, progress=progress)


def _screen(data: Any, text: Template, target: Target, progress: Progress) -> Pages:
    return quick_screen.write_quick_screen(data, text, target, progress=progress)


def _forms(data: Any, _text: Template | None, target: Target, progress: Progress) -> Pages:
    return survey_form.write_survey_forms(data, target, progress=progress)


LETTERS = (
    Letter("mau-01", "Mẫu 01: giấy đề nghị rà soát", "mau-01", request.document),
    Letter("mau-02", "Mẫu 02: quyết định công nhận", "mau-02", decision.document),
    Letter("mau-03", "Mẫu 03: giấy chứng nhận", "mau-03", write=_certificates),
    Letter("mau-04", "Mẫu 04: giấy đề nghị công nhận thoát nghèo", "mau-04", request.document),
    Letter("bien-ban", "Biên bản họp dân", "bien-ban-hop-dan", minutes.document),
    Letter("niem-yet", "Thông báo niêm yết", "thong-bao-niem-yet", notice.document),
    Letter("phieu-a", "Phiếu A: nhận dạng nhanh", "phieu-a", write=_screen),
    Letter("phieu-b", "Phiếu B: phiếu rà soát", write=_forms),
    Letter("tong-hop", "Báo cáo tổng hợp của xã", "bao-cao-tong-hop", summary.document),
    Letter("so-theo-doi", "Sổ theo dõi hộ nghèo, hộ cận nghèo", write=_register, more=(WORKBOOK,)),
)


def letter(key: str) -> Letter:
    """The paper of a key; InputFault for a key that none has."""
    for one in LETTERS:
        if one.key == key:
            return one
    raise InputFault(
        _("Không có giấy tờ “{key}”.").format(key=key),
        todo=_("Các giấy tờ có: {keys}.").format(keys=", ".join(one.key for one in LETTERS)),
    )


def write(
    key: str, data: Any, own: Mapping[str, str], path: str | Path, *, progress: Progress = SILENT
) -> Pages | None:
    """Write a paper to a file whose suffix says how: `.pdf`, or `.docx`, which has no pages to return.

    Args:
        data: what `reports.papers_catalogue.read` returns for the key.
        own: the place's own texts, by key of the template; see `services.paper_texts`.

    Raises:
        FileFault: the paper does not become such a file, or it cannot be written.
    """
    path, one = Path(path), letter(key)
    suffix = path.suffix.lower()
    if suffix not in one.suffixes:
        raise _no_such_file(one, path)
    if suffix == PDF or one.write:
        return write_pages(key, data, own, path, progress=progress)
    write_word(_document(one, data, own), path)
    return None


def write_pages(
    key: str, data: Any, own: Mapping[str, str], target: Target, *, progress: Progress = SILENT
) -> Pages | None:
    """Write a paper to a path or, as PDF, to an open stream; see `write`."""
    one = letter(key)
    if one.write:
        return one.write(data, chosen(one.text, own) if one.text else None, target, progress)
    return write_letter(_document(one, data, own), target, progress=progress)


def _document(one: Letter, data: Any, own: Mapping[str, str]) -> Document:
    assert one.make is not None and one.text, "a paper of words has a template"
    return one.make(data, chosen(one.text, own))


def _no_such_file(one: Letter, path: Path) -> FileFault:
    suffixes = _(" hoặc ").join(one.suffixes)
    return FileFault(
        _("Không ghi được tệp “{name}”.").format(name=path.name),
        _("{title} chỉ ghi được thành tệp {suffixes}.").format(title=one.title, suffixes=suffixes),
        _("Hãy đặt tên tệp kết thúc bằng {suffixes}.").format(suffixes=suffixes),
    )
