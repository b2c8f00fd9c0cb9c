"""The verb that takes files in: import, with dry run, mapping, control totals and returned workbook."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.proceedings import maybe_day
from app.cli.speaking import Json, StoreFile, actor, opened, say, say_json, today, warn
from app.i18n import _

if TYPE_CHECKING:
    from app.exchange.intake.files import Taken

SHOWN = 20


def add_to(app: typer.Typer) -> None:
    """Register the verb."""
    app.command("import")(import_files)


def import_files(
    store: StoreFile,
    files: Annotated[list[Path], typer.Argument(help="Tệp Excel, CSV.", show_default=False)],
    year: Annotated[int | None, typer.Option("--round", help="Năm của đợt rà soát mà tệp nói đến.")] = None,
    kind: Annotated[str | None, typer.Option("--as", help="Loại tệp, khi không tự nhận ra.")] = None,
    mapping: Annotated[Path | None, typer.Option("--map", help="Tệp ghép cột (JSON).")] = None,
    totals: Annotated[Path | None, typer.Option("--totals", help="Số liệu đối chiếu (Excel, JSON).")] = None,
    decisions: Annotated[
        Path | None, typer.Option("--decide", help="Quyết định cho dòng còn ngờ (JSON).")
    ] = None,
    activity: Annotated[
        str, typer.Option("--activity", help="Hoạt động của danh sách thụ hưởng: mã 32 ký tự.")
    ] = "",
    on: Annotated[str, typer.Option("--on", help="Ngày của danh sách thụ hưởng; bỏ trống: hôm nay.")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Chỉ xem trước, không ghi gì.")] = False,
    errors: Annotated[Path | None, typer.Option("--errors", help="Trả lại tệp có ô đỏ và lý do.")] = None,
    as_json: Json = False,
) -> None:
    """Nhập sổ, danh sách từ Excel: xem trước, nhập, đối chiếu, trả lại dòng lỗi."""
    from app.errors import Fault
    from app.exchange.intake.files import Asked, Taken, take_files
    from app.models.key import read_key

    if errors and len(files) > 1:
        raise typer.BadParameter(_("--errors trả lại một tệp: nhập từng tệp một."))
    its = read_key(activity) if activity else None
    asked = Asked(year, kind, mapping, totals, decisions, errors, dry_run, its, maybe_day(on))
    with opened(store) as book:
        found = list(take_files(book, files, asked, today(), actor()))
    taken = [one for one in found if isinstance(one, Taken)]
    if as_json and taken:
        data = [one.as_data() for one in taken]
        say_json(data[0] if len(files) == 1 else data)
    for one in [] if as_json else taken:
        _tell(one)
    for fault in found:
        if isinstance(fault, Fault):
            warn(str(fault))
    raise typer.Exit(0 if len(taken) == len(files) else 1)


def _tell(one: Taken) -> None:
    counts = one.counts
    done = _("xem trước, chưa ghi gì") if one.dry else _("đã nhập")
    say(
        _(
            "{file} ({kind}), {done}: {rows} dòng; {new} mới, {changed} thay đổi, {equal} không đổi, "
            "{doubtful} còn ngờ, {refused} bị từ chối."
        ).format(file=one.file.name, kind=one.kind, done=done, rows=sum(counts.values()), **counts)
    )
    if one.villages:
        say("  " + _("Bản mới: {names}.").format(names="; ".join(one.villages)))
    for line in (*one.preview, *one.compared):
        say("  " + line)
    for problem in one.problems[:SHOWN]:
        place = f"{problem.sheet.strip()}!{problem.where}" if problem.sheet else problem.where
        say(f"  {place}: {problem.reason}")
    if len(one.problems) > SHOWN:
        say(
            _("  … và {more} điều khác; thêm --errors TỆP.xlsx để nhận đủ.").format(
                more=len(one.problems) - SHOWN
            )
        )
