"""The kinds of spreadsheet that the program reads, and the choice among them.

To add one: a file beside this one with KIND, `recognise` and `read`, and its line in FORMATS.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from app.errors import InputFault
from app.exchange.kinds import (
    b1_table,
    beneficiary_list,
    budget_plan,
    commune_book,
    control_totals,
    member_list,
    national_export,
    poor_list,
    survey_book,
)
from app.exchange.lines import Reading
from app.exchange.sheets.envelope import open_envelope
from app.exchange.sheets.headers import ColumnMapping
from app.exchange.sheets.reading import Book, read_book
from app.i18n import _

_SURE_ENOUGH = 0.5
_TOO_CLOSE = 0.1
_LOOKED_AT = 6  # sheets that tell what a book of fifty villages is; all of them only where these do not


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of spreadsheet: its key, its name for the officer, how it is recognised (0 to 1) and read."""

    kind: str
    named: Callable[[], str]
    recognise: Callable[[Book], float]
    read: Callable[[Book, ColumnMapping | None, date], Reading]

    @property
    def title(self) -> str:
        """Its name in the language in use."""
        return self.named()


FORMATS = (
    Format(
        commune_book.KIND,
        lambda: _("Sổ rà soát của xã, mỗi thôn một trang"),
        commune_book.recognise,
        commune_book.read,
    ),
    Format(
        national_export.KIND,
        lambda: _("Tệp xuất từ phần mềm quốc gia"),
        national_export.recognise,
        national_export.read,
    ),
    Format(
        member_list.KIND,
        lambda: _("Danh sách thành viên (Phụ lục 2.3)"),
        member_list.recognise,
        member_list.read,
    ),
    Format(
        poor_list.KIND,
        lambda: _("Danh sách hộ nghèo đơn giản"),
        poor_list.recognise,
        poor_list.read,
    ),
    Format(
        survey_book.KIND,
        lambda: _("Phiếu rà soát của cả xã, trang Hộ và trang Thành viên"),
        survey_book.recognise,
        survey_book.read,
    ),
    Format(budget_plan.KIND, lambda: _("Kế hoạch vốn"), budget_plan.recognise, budget_plan.read),
    Format(
        control_totals.KIND,
        lambda: _("Số liệu đối chiếu theo thôn, bản"),
        control_totals.recognise,
        control_totals.read,
    ),
    Format(
        beneficiary_list.KIND,
        lambda: _("Danh sách đối tượng thụ hưởng, cấp phát"),
        beneficiary_list.recognise,
        beneficiary_list.read,
    ),
    Format(b1_table.KIND, lambda: _("Bảng điểm B1"), b1_table.recognise, b1_table.read),
)


def read_file(
    path: Path, kind: str | None = None, mapping: ColumnMapping | None = None, on: date | None = None
) -> Reading:
    """All that a file says, as the kind given or recognised.

    Args:
        path: of the spreadsheet.
        kind: a key of FORMATS; None = recognise it.
        mapping: which column holds what, kept from an earlier time; None = by the words of the head.
        on: the day of reading; None = today.

    Raises:
        FileFault: the file cannot be read.
        InputFault: its kind is unknown, or may be one of several.
    """
    return read_as(read_book(path), kind, mapping, on)


def digest(path: Path) -> str:
    """SHA-256 of the file in hexadecimal: the same file is known again; FileFault if it cannot be read."""
    return open_envelope(path).digest


def read_as(
    book: Book, kind: str | None = None, mapping: ColumnMapping | None = None, on: date | None = None
) -> Reading:
    """`read_file` for a book that was read already."""
    return format_of(book, kind or (mapping.kind if mapping else None)).read(
        book, mapping, on or date.today()
    )


def format_of(book: Book, kind: str | None = None) -> Format:
    """The format of that key, or the one that the book is recognised as; InputFault if none or several."""
    if kind is not None:
        for known in FORMATS:
            if known.kind == kind:
                return known
        raise InputFault(_("Không có loại tệp “{kind}”.").format(kind=kind), todo=_kinds())
    sure = _ranked(replace(book, sheets=book.sheets[:_LOOKED_AT]))
    if sure[0][0] < _SURE_ENOUGH:
        sure = _ranked(book)
    best = FORMATS[sure[0][1]]
    if sure[0][0] < _SURE_ENOUGH:
        raise InputFault(
            _("Không nhận ra tệp “{name}” là loại bảng nào.").format(name=book.path.name),
            _("Không tìm thấy dòng tiêu đề quen thuộc."),
            _kinds(),
        )
    if sure[0][0] - sure[1][0] < _TOO_CLOSE:
        raise InputFault(
            _("Tệp “{name}” có thể là hai loại bảng.").format(name=book.path.name),
            _("Đó là “{one}” hoặc “{two}”.").format(one=best.title, two=FORMATS[sure[1][1]].title),
            _kinds(),
        )
    return best


def _ranked(book: Book) -> list[tuple[float, int]]:
    """How sure each format is of the book, with its place among FORMATS; the surest first."""
    return sorted(((each.recognise(book), place) for place, each in enumerate(FORMATS)), reverse=True)


def _kinds() -> str:
    listed = "; ".join(f"{each.title} ({each.kind})" for each in FORMATS)
    return _("Hãy chọn một trong các loại: {listed}.").format(listed=listed)
