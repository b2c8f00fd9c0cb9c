"""What stands below the table: notes, the date line, signatures and who receives the paper."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from app.i18n import VIETNAMESE, in_use
from app.printing import fonts
from app.printing.block import LEADING, Block, beside, gap, over, paragraph
from app.reports.report import Report

SIZE = 13.0  # 13-14 pt
NOTE_SIZE = 11.0
SPACE_TO_SIGN = 58.0  # points: four to five lines, for the signature and the seal


@dataclass(frozen=True, slots=True)
class Signing:
    """How a paper is signed.

    Attributes:
        day: the date of the date line; None leaves dots to fill in by hand.
        titles: over the signatures, instead of those of the report: `("KT. CHỦ TỊCH\\nPHÓ CHỦ TỊCH",)`.
        names: under the signatures, in the order of the titles.
        receivers: the lines of "Nơi nhận".
        number: number and sign of the paper: `Số: 12/BC-UBND`.
    """

    day: date | None = None
    titles: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    receivers: tuple[str, ...] = ()
    number: str = ""


def date_line(where: str, year: int, day: date | None) -> str:
    """`Nà Mây, ngày 05 tháng 12 năm 2026`; single figures of days, and of months 1 and 2, take a nought."""
    if day is None:
        return f"{where}, ngày … tháng … năm {year}"
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    return f"{where}, ngày {day.day:02} tháng {month} năm {day.year}"


def note_lines(report: Report, substituted: Sequence[str]) -> tuple[str, ...]:
    """Every sentence below the table: notes, why it is a draft, which letters could not be printed."""
    notes = [f"- {note}" for note in report.notes]
    if report.is_draft:
        notes += _draft_lines(report.draft)
    if substituted:
        listed = ", ".join(substituted)
        notes.append(f"Dấu {fonts.SUBSTITUTE} đứng thay ký tự mà phông chữ in không có: {listed}.")
    return ("Ghi chú:", *notes) if report.notes else tuple(notes)


def _draft_lines(reasons: Sequence[str]) -> list[str]:
    """Why it is a draft: on paper only in Vietnamese, as all that stands there."""
    if in_use() != VIETNAMESE:
        return ["Bản in này là dự thảo."]
    return ["Bản in này là dự thảo vì:", *(f"- {reason}" for reason in reasons)]


def notes(report: Report, substituted: Sequence[str], width: float) -> Iterator[Block]:
    """The sentences below the table, each a block that may go to the next page."""
    for index, line in enumerate(note_lines(report, substituted)):
        face = fonts.REGULAR if line.startswith(("-", "Dấu")) else fonts.BOLD_ITALIC
        block = paragraph(line, face, NOTE_SIZE, width)
        yield block.moved(0.0, 6.0) if index == 0 else block


def signatures(report: Report, signing: Signing, width: float) -> Block | None:
    """Date line, titles, names and receivers as one block; None for a paper that nobody signs."""
    titles = signing.titles or report.signers
    if not titles and not signing.receivers:
        return None
    left = bool(signing.receivers) or len(titles) == 1
    share = width / (len(titles) + left) if len(titles) + left > 1 else width
    columns = [
        (share * (index + left), _signature(title, name, share, report.is_draft))
        for index, (title, name) in enumerate(zip(titles, _padded(signing.names, len(titles)), strict=True))
    ]
    parts = [gap(12)]
    if titles:
        line = paragraph(
            date_line(report.where, report.dated or report.year, signing.day),
            fonts.ITALIC,
            SIZE,
            share,
            "center",
        )
        parts.append(line.moved(width - share))
    if signing.receivers:
        columns.insert(0, (0.0, _receivers(signing.receivers, share)))
    return over((*parts, beside(*columns)))


def _padded(names: Sequence[str], length: int) -> tuple[str, ...]:
    return (*names, *("" for _more in range(length - len(names))))[:length]


def _signature(title: str, name: str, width: float, draft: bool) -> Block:
    """Title, space to sign and name; a draft is not signed and so leaves no space."""
    head = paragraph(title, fonts.BOLD, SIZE, width, "center")
    if draft and not name:
        return head
    under = paragraph(name, fonts.BOLD, SIZE, width, "center") if name else gap(SIZE * LEADING)
    return over((head, gap(SPACE_TO_SIGN), under))


def _receivers(receivers: Sequence[str], width: float) -> Block:
    lines = [f"- {line}{'.' if line == receivers[-1] else ';'}" for line in receivers]
    return over(
        (
            paragraph("Nơi nhận:", fonts.BOLD_ITALIC, 12.0, width),
            *(paragraph(line, fonts.REGULAR, NOTE_SIZE, width) for line in lines),
        )
    )
