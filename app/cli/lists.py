"""The verb that brings lists out: report, on the screen, as JSON, as PDF, as workbook."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.speaking import Json, StoreFile, opened, say, say_json
from app.i18n import _

if TYPE_CHECKING:
    from sqlmodel import Session

    from app.models.key import Key
    from app.reports.report import Report, Row


def add_to(app: typer.Typer) -> None:
    """Register the verb."""
    app.command()(report)


def report(
    store: StoreFile,
    number: Annotated[
        str, typer.Argument(help="Số biểu 1–15, to_review (danh sách rà soát), posting (niêm yết).")
    ],
    year: Annotated[int, typer.Option("--round", help="Năm của đợt rà soát.", show_default=False)],
    place: Annotated[str, typer.Option("--place", help="Chỉ một bản, thôn.")] = "",
    standard: Annotated[str, typer.Option("--standard", help="Chuẩn nghèo; bỏ trống: chuẩn của đợt.")] = "",
    out: Annotated[Path | None, typer.Option("--out", help="Tệp .pdf hoặc .xlsx.")] = None,
    as_json: Json = False,
) -> None:
    """Biểu báo cáo và danh sách của một đợt rà soát."""
    from app.reports.as_data import as_data
    from app.reports.catalogue import make
    from app.reports.scope import Scope
    from app.rules.book import book as rule_book
    from app.services import rounds

    with opened(store) as book, book.session() as session:
        where = _place(session, book.place, place) if place else book.place
        rounds.must_be_held(session, book.place, year)
        if standard:
            rule_book(standard)
        scope = Scope(where, year, standard or next(iter(rounds.standards_of(year)), ""))
        made = make(session, number, scope)
    if out:
        from app.printing.papers import render

        render(made, out)
        say(_("Đã ghi “{file}”.").format(file=out))
    elif as_json:
        say_json(as_data(made))
    else:
        _tell(made)


def _place(session: Session, scope: Key, name: str) -> Key:
    from app.errors import InputFault
    from app.services import places

    below = places.below(session, scope)
    found = places.named(below, name)
    if found is None:
        raise InputFault(
            _("Không có nơi nào tên “{name}”.").format(name=name),
            todo=_("Các nơi có: {names}.").format(names="; ".join(one.name for one in below)),
        )
    return found.id


def _tell(made: Report) -> None:
    """The table as text, tab by tab: it pastes into a spreadsheet."""
    say(f"{made.title} {made.year}")
    leaves = made.leaves
    say("\t".join(leaf.number or leaf.title for leaf in leaves))
    for row in made.rows:
        say(row.place if row.heading else "\t".join(_cell(row, leaf.key) for leaf in leaves))
    for reason in made.draft:
        say(_("DỰ THẢO: {reason}").format(reason=reason))
    for note in made.notes:
        say(note)


def _cell(row: Row, key: str) -> str:
    value = row.values.get(key)
    return "" if value is None else f"{value:g}" if isinstance(value, float) else str(value)
