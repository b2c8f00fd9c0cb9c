"""The verb that prints papers: of the procedure, as PDF or .docx to go on writing; lists of support."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.proceedings import maybe_day
from app.cli.speaking import Json, StoreFile, opened, say, say_json, today
from app.i18n import _

if TYPE_CHECKING:
    from sqlmodel import Session

    from app.models.key import Key
    from app.printing.pdf import Pages

NAMES = (
    "mau-01, mau-02, mau-03, mau-04, bien-ban, niem-yet, phieu-a, phieu-b, tong-hop, so-theo-doi; hỗ trợ: "
    "ds-thu-huong, ds-cap-phat, lich-su-ho-tro, tien-do-von, ket-qua-ho-tro, chua-duoc-ho-tro, ho-tro-trung, "
    "ke-hoach-ho."
)


def add_to(app: typer.Typer) -> None:
    """Register the verb."""
    app.command()(paper)


def paper(
    store: StoreFile,
    name: Annotated[str, typer.Argument(help=NAMES)],
    out: Annotated[Path, typer.Option("--out", help="Tệp .pdf, .docx; danh sách: .pdf, .xlsx.")],
    year: Annotated[int, typer.Option("--round", help="Năm của đợt rà soát, của hoạt động.")] = 0,
    household: Annotated[str, typer.Option("--household", help="Một hộ: mã hộ, hoặc mã 32 ký tự.")] = "",
    place: Annotated[str, typer.Option("--place", help="Chỉ một bản, thôn.")] = "",
    activity: Annotated[str, typer.Option("--activity", help="Một hoạt động: mã 32 ký tự.")] = "",
    day: Annotated[str, typer.Option("--day", help="Chỉ các lần cấp phát ngày này.")] = "",
    period: Annotated[str, typer.Option("--period", help="half_year, nine_months hoặc year.")] = "",
    full: Annotated[bool, typer.Option("--full", help="In đủ số CCCD, điện thoại.")] = False,
    as_json: Json = False,
) -> None:
    """Giấy tờ của đợt rà soát, để trống hoặc điền sẵn; danh sách của chương trình hỗ trợ."""
    from app.models.key import read_key
    from app.printing.papers import render
    from app.reports import support_lists
    from app.reports.support_asked import Asked
    from app.services.procedure import finding

    with opened(store) as book, book.session() as session:
        key = finding.household(session, household) if household else None
        where = _place(session, book.place, place) if place else None
        if support_lists.known(name):
            its = read_key(activity) if activity else None
            asked = Asked(book, session, today(), year, its, key, where, maybe_day(day), period, full)
            pages = render(support_lists.make(name, asked), out)
        else:
            pages = _letter(session, book.place, name, year, key, where, full, out)
    if as_json:
        say_json({"file": str(out), "pages": pages.count if pages else None})
    else:
        say(_("Đã ghi “{file}”.").format(file=out))


def _letter(
    session: Session,
    scope: Key,
    name: str,
    year: int,
    household: Key | None,
    place: Key | None,
    full: bool,
    out: Path,
) -> Pages | None:
    """A paper of the review of a year."""
    from app.errors import InputFault
    from app.printing import letters
    from app.reports.papers_catalogue import Asked, read
    from app.services import paper_texts, rounds

    if not year:
        raise InputFault(
            _("Giấy “{name}” lập cho một đợt rà soát.").format(name=name),
            todo=_("Thêm --round và năm, ví dụ --round 2026."),
        )
    one = rounds.get(session, scope, year)
    told = read(name, Asked(session, one, household, place, masked=not full))
    return letters.write(name, told, paper_texts.own(session), out)


def _place(session: Session, scope: Key, name: str) -> Key:
    from app.errors import InputFault
    from app.services import places

    found = places.named(places.below(session, scope), name)
    if found is None:
        raise InputFault(_("Không có nơi nào tên “{name}”.").format(name=name))
    return found.id
