"""The verb that prints the papers of the procedure: paper, as PDF, or as .docx to go on writing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.speaking import Json, StoreFile, opened, say, say_json
from app.i18n import _

if TYPE_CHECKING:
    from sqlmodel import Session

    from app.models.key import Key

NAMES = "mau-01, mau-02, mau-03, mau-04, bien-ban, niem-yet, phieu-a, phieu-b, tong-hop, so-theo-doi."


def add_to(app: typer.Typer) -> None:
    """Register the verb."""
    app.command()(paper)


def paper(
    store: StoreFile,
    name: Annotated[str, typer.Argument(help=NAMES)],
    year: Annotated[int, typer.Option("--round", help="Năm của đợt rà soát.", show_default=False)],
    out: Annotated[Path, typer.Option("--out", help="Tệp .pdf hoặc .docx.", show_default=False)],
    household: Annotated[str, typer.Option("--household", help="Một hộ: mã 32 ký tự.")] = "",
    place: Annotated[str, typer.Option("--place", help="Chỉ một bản, thôn.")] = "",
    full: Annotated[bool, typer.Option("--full", help="In đủ số CCCD.")] = False,
    as_json: Json = False,
) -> None:
    """Giấy tờ của đợt rà soát: để trống, hoặc điền sẵn của một hộ, một bản, cả xã."""
    from app.models.key import read_key
    from app.printing import letters
    from app.reports.papers_catalogue import Asked, read
    from app.services import paper_texts, rounds

    with opened(store) as book, book.session() as session:
        one = rounds.get(session, book.place, year)
        key = read_key(household) if household else None
        where = _place(session, book.place, place) if place else None
        told = read(name, Asked(session, one, key, where, masked=not full))
        texts = paper_texts.own(session)
    pages = letters.write(name, told, texts, out)
    if as_json:
        say_json({"file": str(out), "pages": pages.count if pages else None})
    else:
        say(_("Đã ghi “{file}”.").format(file=out))


def _place(session: Session, scope: Key, name: str) -> Key:
    from app.errors import InputFault
    from app.services import places

    found = places.named(places.below(session, scope), name)
    if found is None:
        raise InputFault(_("Không có nơi nào tên “{name}”.").format(name=name))
    return found.id
