"""Verbs of money: planned, allocated, disbursed, paid back; the year's progress in % of the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli.proceedings import day
from app.cli.speaking import Json, StoreFile, actor, opened, say, say_json, today
from app.i18n import _, number

if TYPE_CHECKING:
    from app.services.support.money_progress import Progress

group = typer.Typer(
    help="Tiền của chương trình: kế hoạch, cấp vốn, giải ngân, tiến độ.", no_args_is_help=True
)
Of = Annotated[int, typer.Option("--year", help="Năm kế hoạch.", show_default=False)]


def add_to(app: typer.Typer) -> None:
    """Register the verbs."""
    group.callback()(_store)
    app.add_typer(group, name="money")


def _store(context: typer.Context, store: StoreFile) -> None:
    context.obj = store


@group.command()
def enter(
    context: typer.Context,
    code: Annotated[str, typer.Argument(help="Mã dự án, tiểu dự án, chính sách: DA3.1, BHYT…")],
    stage: Annotated[str, typer.Argument(help="planned, allocated, disbursed hoặc paid_back.")],
    amount: Annotated[str, typer.Argument(help="500.000.000 hoặc “500 triệu”.")],
    year: Of,
    on: Annotated[str, typer.Option("--on", help="Ngày trên chứng từ.", show_default=False)],
    source: Annotated[str, typer.Option(help="Nguồn: central, province, commune…")] = "central",
    document: Annotated[str, typer.Option(help="Số chứng từ.")] = "",
    programme: Annotated[str, typer.Option(help="Mã chương trình; bỏ trống: tìm theo mã dự án.")] = "",
    activity: Annotated[str, typer.Option(help="Mã 32 ký tự của hoạt động.")] = "",
    carried_from: Annotated[int | None, typer.Option(help="Vốn kéo dài của năm nào.")] = None,
    over_why: Annotated[str, typer.Option(help="Lý do, nếu vượt kế hoạch hoặc số đã cấp.")] = "",
    as_json: Json = False,
) -> None:
    """Ghi một khoản tiền."""
    from app.models.key import read_key
    from app.services.support import money
    from app.written import amount as read_amount

    entry = money.Entry(
        programme=programme or programme_of(code, year),
        code=code,
        year=year,
        stage=stage,
        source=source,
        amount=read_amount(amount),
        on=day(on).isoformat(),
        document=document,
        activity=read_key(activity) if activity else None,
        carried_from=carried_from,
        over_why=over_why,
    )
    with opened(context.obj) as book:
        key = money.enter(book, entry, today(), actor())
    if as_json:
        say_json({"id": key.hex(), "amount": entry.amount})
    else:
        say(_("Đã ghi {amount} đồng.").format(amount=number(entry.amount)))


def programme_of(code: str, year: int) -> str:
    """The programme in force in the middle of a year that a bare code means; InputFault where none has it."""
    from datetime import date

    from app.errors import InputFault
    from app.rules.programme import programmes, sub_project_on

    found = sub_project_on(code, date(year, 7, 1))
    if found is None and not any(one.key == code for one in programmes()):
        raise InputFault(
            _("Năm {year} không có dự án, chính sách mã “{code}”.").format(year=year, code=code),
            todo=_("Xem các mã bằng “soban activity codes”, hoặc ghi rõ --programme."),
        )
    return found.programme if found else code


@group.command("take-back")
def take_back(
    context: typer.Context,
    entry: Annotated[str, typer.Argument(help="Mã 32 ký tự của khoản tiền.")],
    why: Annotated[str, typer.Option(help="Lý do.", show_default=False)],
) -> None:
    """Bỏ một khoản ghi nhầm; lịch sử vẫn giữ khoản đó và lý do."""
    from app.models.key import read_key
    from app.services.support import money

    with opened(context.obj) as book:
        money.take_back(book, read_key(entry), why, actor())
    say(_("Đã bỏ khoản ghi nhầm."))


@group.command("list")
def listed(context: typer.Context, year: Of, code: str = "", as_json: Json = False) -> None:
    """Các khoản đã ghi trong năm."""
    from app.dates import PartialDate
    from app.services.support import money

    with opened(context.obj) as book, book.session() as session:
        found = [one.model_dump() for one in money.entries(session, book.place, year, code)]
    if as_json:
        say_json([{name: _shown(value) for name, value in one.items()} for one in found])
        return
    for one in found:
        day, stage = PartialDate.of(one["on_day"]).shown, money.STAGE_NAMES[one["stage"]]()
        told = (
            one["id"].hex(),
            day,
            one["code"],
            stage,
            one["source"],
            number(one["amount"]),
            one["document"],
        )
        say("\t".join(told))
    if not found:
        say(_("Chưa ghi khoản tiền nào của năm {year}.").format(year=year))


def _shown(value: Any) -> Any:
    return value.hex() if isinstance(value, bytes) else value


@group.command()
def progress(
    context: typer.Context,
    year: Of,
    period: Annotated[str, typer.Option(help="half_year, nine_months hoặc year; bỏ trống: đến nay.")] = "",
    as_json: Json = False,
) -> None:
    """Tiến độ vốn: kế hoạch, đã cấp, đã giải ngân, % kế hoạch, ước cả năm."""
    from app.services.support import money_progress

    until = money_progress.period_end(year, period) if period else None
    with opened(context.obj) as book, book.session() as session:
        lines, total = money_progress.progress(session, book.place, year, until)
    if as_json:
        say_json({"lines": [_data(line) for line in lines], "total": _data(total)})
        return
    say("\t".join((_("Mã"), _("Kế hoạch"), _("Kéo dài"), _("Đã cấp"), _("Giải ngân"), "%", _("Ước cả năm"))))
    for line in (*lines, total):
        say("\t".join(_cells(line)))


def _cells(line: Progress) -> tuple[str, ...]:
    amounts = (line.planned, line.carried, line.allocated, line.disbursed)
    percents = (line.percent, line.estimate)
    return (
        line.code or _("Cộng"),
        *(number(amount) for amount in amounts),
        *("–" if percent is None else number(percent, 2) for percent in percents),
    )


def _data(line: Progress) -> dict[str, Any]:
    return {
        "code": line.code,
        "name": line.name,
        "planned": line.planned,
        "carried": line.carried,
        "allocated": line.allocated,
        "disbursed": line.disbursed,
        "percent": line.percent,
        "estimate": line.estimate,
        "expected": line.expected,
        "sources": [_data(part) for part in line.sources],
    }
