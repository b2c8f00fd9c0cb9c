"""Verbs that look at one household: find, show."""

from __future__ import annotations

from typing import Annotated

import typer

from app.cli import finding
from app.cli.speaking import Json, StoreFile, opened, say, say_json


def add_to(app: typer.Typer) -> None:
    """Register the verbs."""
    app.command()(find)
    app.command()(show)


def find(
    store: StoreFile,
    words: Annotated[str, typer.Argument(help="Tên không cần dấu, mã hộ, số cuối CCCD, điện thoại.")],
    limit: Annotated[int, typer.Option(help="Số kết quả nhiều nhất.", min=1)] = finding.LIMIT,
    as_json: Json = False,
) -> None:
    """Tìm hộ theo tên bất kỳ thành viên nào, mã hộ, số cuối CCCD, điện thoại."""
    finding.tell(store, words, limit, as_json)


def show(
    store: StoreFile,
    household: Annotated[str, typer.Argument(help="Mã 32 ký tự mà lệnh “find” in ra.")],
    full: Annotated[bool, typer.Option("--full", help="Hiện đủ số CCCD.")] = False,
    as_json: Json = False,
) -> None:
    """Một hộ: thành viên, kết quả các năm, điều cần xem lại."""
    from app.models.key import read_key
    from app.services import portraits

    with opened(store) as book, book.session() as session:
        portrait = portraits.household(session, read_key(household), masked=not full)
    if as_json:
        say_json(portrait)
        return
    for line in portraits.as_lines(portrait):
        say(line)
