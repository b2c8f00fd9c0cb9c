"""Verbs of the store as a whole: new, check, history, undo, redo, copy."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from app.cli.speaking import Json, StoreFile, actor, key, opened, say, say_json, today, warn
from app.i18n import _


def add_to(app: typer.Typer) -> None:
    """Register the verbs."""
    for verb in (new, check, history, undo, redo, backup):
        app.command()(verb)


def new(
    store: StoreFile,
    place: Annotated[str, typer.Option(help="Tên nơi giữ sổ, ví dụ “Xã Nà Mây”.")],
    level: Annotated[str, typer.Option(help="Cấp: commune, district, province …")] = "commune",
    area: Annotated[str, typer.Option(help="Khu vực: rural hoặc urban.")] = "rural",
    above: Annotated[str, typer.Option(help="Cấp trên trực tiếp, nếu có cấp trung gian.")] = "",
    province: Annotated[str, typer.Option(help="Tỉnh, thành phố.")] = "",
    as_json: Json = False,
) -> None:
    """Lập sổ mới."""
    from app.models.key import new_key
    from app.services import places
    from app.store import Store

    places.check_founding(place, level, area)
    with Store.create(store, key(), new_key()) as book:
        found = places.found(book, place, level, actor(), area, above, province, today().year)
        if as_json:
            say_json({"store": store, "place": place, "level": level, "id": found.hex()})
        else:
            say(_("Đã lập sổ “{file}” cho {place}.").format(file=store, place=place))


def check(store: StoreFile, as_json: Json = False) -> None:
    """Kiểm tra sổ: trang dữ liệu, khóa ngoại, chuỗi nhật ký, mục lục tìm kiếm."""
    from app.store.check import faults_of

    with opened(store) as book:
        faults = faults_of(book)
    if as_json:
        say_json({"sound": not faults, "faults": faults})
    elif not faults:
        say(_("Sổ nguyên vẹn."))
    for fault in [] if as_json else faults:
        warn(fault)
    raise typer.Exit(1 if faults else 0)


def history(
    store: StoreFile,
    record: Annotated[str, typer.Argument(help="Mã hộ hoặc người; bỏ trống để xem cả sổ.")] = "",
    limit: Annotated[int, typer.Option(help="Số việc gần nhất.")] = 100,
    as_json: Json = False,
) -> None:
    """Các việc đã làm, mới nhất trước."""
    from app.models.key import read_key
    from app.store import undo as undoing

    with opened(store) as book:
        found = undoing.entries(book, read_key(record) if record else None, limit)
    if as_json:
        say_json(found)
        return
    for entry in found:
        mark = _(" (đã hoàn tác)") if entry.undone else ""
        at = entry.at[:16].replace("T", " ")
        say(f"{entry.act:>5}  {at}  {entry.actor}  {entry.title}{mark}  [{entry.changes}]")


Act = Annotated[
    int | None, typer.Option("--act", help="Số của việc (lệnh history); bỏ trống: việc gần nhất.")
]


def undo(store: StoreFile, act: Act = None, as_json: Json = False) -> None:
    """Hoàn tác việc gần nhất, hoặc việc có số đã cho."""
    _take_back(store, act, as_json, again=False)


def redo(store: StoreFile, act: Act = None, as_json: Json = False) -> None:
    """Làm lại việc vừa hoàn tác."""
    _take_back(store, act, as_json, again=True)


def _take_back(store: Path, act: int | None, as_json: bool, *, again: bool) -> None:
    from app.store import undo as undoing

    with opened(store) as book:
        entry = (undoing.to_redo if again else undoing.to_undo)(book)
        number = act if act is not None else entry.act if entry else 0
        done = (undoing.redo if again else undoing.undo)(book, number, actor())
    if as_json:
        say_json({"act": done.act, "title": done.title, "rows": len(done.rows)})
    else:
        say(_("{title}: {rows} bản ghi.").format(title=done.title, rows=len(done.rows)))


def backup(store: StoreFile, target: Annotated[Path, typer.Argument(help="Tệp bản sao.")]) -> None:
    """Chép cả sổ sang tệp khác, cùng mật khẩu."""
    with opened(store) as book:
        say(_("Đã chép sang “{file}”.").format(file=book.copy(target)))
