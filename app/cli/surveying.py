"""The verb that enters a household's paper form: its points, ticks, income, the class agreed on."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.proceedings import Desk, Home, Month, On, day, desk
from app.cli.speaking import Json, Year
from app.i18n import _

if TYPE_CHECKING:
    from app.models.key import Key

NONE = "none"  # said instead of an indicator: the household lacks nothing


def add_to(group: typer.Typer) -> None:
    """Register the verb."""
    group.command()(survey)


def survey(
    context: typer.Context,
    year: Year,
    household: Home,
    on: On,
    reviewer: Annotated[str, typer.Option(help="Rà soát viên; bỏ trống là người đang ghi.")] = "",
    b1: Annotated[float | None, typer.Option("--b1", help="Tổng điểm B1 trên phiếu giấy.")] = None,
    income: Annotated[int | None, typer.Option(help="Thu nhập, đồng một người một tháng.")] = None,
    deprived: Annotated[
        list[str], typer.Option(help="Chỉ số thiếu hụt, ghi được nhiều lần; none là không thiếu chỉ số nào.")
    ] = [],  # noqa: B006  (typer copies it)
    klass: Annotated[str, typer.Option("--class", help="Loại đã thống nhất: poor, near_poor …")] = "",
    why: Annotated[str, typer.Option("--why", help="Lý do loại thống nhất khác loại tính được.")] = "",
    month: Month = None,
    as_json: Json = False,
) -> None:
    """Ghi phiếu giấy của một hộ: rà soát, rà soát lại, phúc tra; hộ được coi là rà soát xong."""
    from app.services import surveys

    with desk(context, year, month) as at:
        case = at.case(household)
        _write(at, case, day(on), reviewer or at.actor, b1, income, deprived)
        if klass:
            surveys.agree(at.store, case, at.standards()[0], klass, why, at.actor)
        surveys.mark_done(at.store, case, at.actor)
        at.answer(_("Đã ghi phiếu."), as_json, at.place_of(case))


def _write(
    at: Desk,
    case: Key,
    on: date,
    reviewer: str,
    b1: float | None,
    income: int | None,
    deprived: list[str],
) -> None:
    from app.services import surveys

    surveys.reviewed(at.store, case, on.isoformat(), reviewer, at.actor)
    if b1 is not None:
        surveys.type_b1(at.store, case, b1, at.actor)
    if income is not None:
        surveys.income_per_person(at.store, case, income, at.actor)
    if deprived:
        surveys.tick(at.store, case, _ticks(at, deprived), at.actor)


def _ticks(at: Desk, deprived: list[str]) -> dict[str, bool]:
    """Every indicator of the round: those named are lacking, the others are not."""
    from app.rules.book import book

    named = set(deprived) - {NONE}
    known = dict.fromkeys(one.key for standard in at.standards() for one in book(standard).indicators)
    return {key: key in named for key in (*known, *named)}
