"""Verbs of activities: entered, changed, listed, closed, reopened; traits of places, plans by village."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli.beneficiaries import Fields, Of, On, Why, office, pairs, tell
from app.cli.speaking import Json, StoreFile, say, say_json
from app.i18n import _, number

if TYPE_CHECKING:
    from app.services.support.activity_lines import ActivityLine

Place = Annotated[list[str], typer.Option("--place", help="Xã, bản thực hiện; ghi được nhiều lần.")]

group = typer.Typer(help="Hoạt động của dự án, chính sách: mô hình, lớp, đợt hỗ trợ.", no_args_is_help=True)


def add_to(app: typer.Typer) -> None:
    """Register the verbs."""
    group.callback()(_store)
    for verb in (codes, add, edit, show, close, reopen, trait, plans):
        group.command()(verb)
    group.command("list")(told)
    app.add_typer(group, name="activity")


def _store(context: typer.Context, store: StoreFile) -> None:
    context.obj = store


def codes(
    context: typer.Context,
    year: Annotated[int, typer.Option("--year", help="Năm.", show_default=False)],
    as_json: Json = False,
) -> None:
    """Các dự án, tiểu dự án, chính sách của một năm và nội dung của chúng."""
    from datetime import date

    from app.rules.programme import in_force

    rows = [
        {"programme": one.key, "code": sub.code, "name": sub.name, "units": list(sub.units),
         "parts": [content.key for content in sub.contents]}
        for one in in_force(date(year, 7, 1))
        for sub in one.sub_projects
    ]  # fmt: skip
    tell(rows, as_json, _("Năm {year} không có chương trình nào.").format(year=year))


def add(
    context: typer.Context,
    code: Annotated[str, typer.Argument(help="Mã dự án, tiểu dự án, chính sách: DA2, BHYT…")],
    title: Annotated[str, typer.Argument(help="Tên mô hình, lớp, đợt hỗ trợ.")],
    year: Annotated[int, typer.Option("--year", help="Năm kế hoạch.", show_default=False)],
    programme: Annotated[str, typer.Option(help="Mã chương trình; bỏ trống: tìm theo mã dự án.")] = "",
    part: Annotated[str, typer.Option(help="Nội dung của tiểu dự án: school_meals…")] = "",
    since: Annotated[str, typer.Option(help="Từ ngày.")] = "",
    until: Annotated[str, typer.Option(help="Đến ngày.")] = "",
    households: Annotated[str, typer.Option(help="Số hộ kế hoạch.")] = "",
    persons: Annotated[str, typer.Option(help="Số người kế hoạch.")] = "",
    quantity: Annotated[str, typer.Option(help="Số lượng kế hoạch.")] = "",
    unit: Annotated[str, typer.Option(help="Đơn vị tính của số lượng.")] = "",
    share: Annotated[str, typer.Option(help="Mức mỗi đối tượng: 15.000.000 hoặc “15 triệu”.")] = "",
    decision: Annotated[str, typer.Option(help="Số quyết định.")] = "",
    decided: Annotated[str, typer.Option(help="Ngày quyết định.")] = "",
    lead: Annotated[str, typer.Option(help="Cơ quan chủ trì.")] = "",
    partner: Annotated[str, typer.Option(help="Đơn vị phối hợp, liên kết.")] = "",
    content: Annotated[str, typer.Option(help="Nội dung hỗ trợ.")] = "",
    places: Place = [],  # noqa: B006  (typer copies it)
    details: Fields = [],  # noqa: B006
    as_json: Json = False,
) -> None:
    """Thêm một hoạt động vào sổ."""
    from app.cli.money import programme_of
    from app.services.support import activity_plans

    with office(context) as at:
        plan = activity_plans.Plan(
            programme=programme or programme_of(code, year),
            code=code,
            year=year,
            title=title,
            part=part,
            content=content,
            lead=lead,
            partner=partner,
            decision_number=decision,
            decision_day=decided,
            since=since,
            until=until,
            planned_households=households,
            planned_persons=persons,
            planned_quantity=quantity,
            unit=unit,
            share=share,
            details=pairs(details),
            places=at.places(places),
        )
        key = activity_plans.create(at.store, plan, at.actor)
    if as_json:
        say_json({"id": key.hex()})
    else:
        say(_("Đã thêm “{title}”.").format(title=title))


def edit(
    context: typer.Context,
    activity: Of,
    changes: Annotated[list[str], typer.Argument(help="Cột=giá trị: since=01/03/2026, share=“15 triệu”.")],
    details: Fields = [],  # noqa: B006  (typer copies it)
) -> None:
    """Sửa một hoạt động: các cột như lệnh add (title, since, until, planned_households, share …)."""
    from app.services.support import activities, activity_plans

    told: dict[str, Any] = pairs(changes)
    known = {one.name for one in fields(activity_plans.Plan)} - {"details", "places"}
    for name in told:
        if name not in known:
            raise typer.BadParameter(_("“{name}” không phải cột: {names}").format(
                name=name, names=", ".join(sorted(known))
            ))  # fmt: skip
    if "year" in told:
        told["year"] = int(told["year"])
    with office(context) as at:
        key = at.activity(activity)
        with at.store.session() as session:
            plan = activity_plans.plan_of(session, activities.activity(session, key))
        plan = replace(plan, **told, details={**plan.details, **pairs(details)})
        changed = activity_plans.edit(at.store, key, plan, at.actor)
    say(_("Đã sửa.") if changed else _("Không có gì thay đổi."))


def told(
    context: typer.Context,
    year: Annotated[int | None, typer.Option("--year", help="Chỉ một năm.")] = None,
    code: Annotated[str, typer.Option(help="Chỉ một dự án, chính sách.")] = "",
    as_json: Json = False,
) -> None:
    """Các hoạt động của sổ: số chỗ, số đối tượng, đã cấp phát, tiền."""
    from app.services.support import activity_lines

    with office(context) as at, at.store.session() as session:
        lines = activity_lines.lines(session, at.store.place, year, code)
    tell(list(map(_as_data, lines)), as_json, _("Sổ chưa có hoạt động nào."))


def _as_data(line: ActivityLine) -> dict[str, Any]:
    return {
        "id": line.key.hex(),
        "year": line.year,
        "code": line.code,
        "title": line.title,
        "villages": list(line.villages),
        "unit": line.unit_of,
        "places": line.places,
        "enrolled": line.enrolled,
        "waiting": line.states.get("waiting", 0),
        "delivered": line.delivered,
        "planned_money": line.planned_money,
        "disbursed": line.disbursed,
        "closed": line.closed,
        "missing": list(line.missing),
    }


def show(context: typer.Context, activity: Of, as_json: Json = False) -> None:
    """Một hoạt động: kế hoạch và những mục dự án cần mà chưa ghi."""
    from app.services.support import activities, activity_lines, activity_plans

    with office(context) as at:
        key = at.activity(activity)
        with at.store.session() as session:
            one = activities.activity(session, key)
            (line,) = activity_lines.as_lines(session, [one])
            plan = activity_plans.plan_of(session, one)
    shown = {one.name: getattr(plan, one.name) for one in fields(plan) if one.name != "places"}
    if as_json:
        say_json(_as_data(line) | {"plan": shown})
        return
    for name, value in shown.items():
        if value not in ("", None, {}):
            say(f"{name}: {number(value) if name == 'share' else value}")
    for label in line.missing:
        say(_("Chưa ghi: {label}").format(label=label))


def close(context: typer.Context, activity: Of, on: On) -> None:
    """Kết thúc một hoạt động khi không còn ai đang thụ hưởng."""
    from app.services.support import activities

    with office(context) as at:
        activities.close(at.store, at.activity(activity), on, at.today, at.actor)
    say(_("Đã kết thúc hoạt động."))


def reopen(context: typer.Context, activity: Of, why: Why) -> None:
    """Mở lại một hoạt động đã kết thúc, kèm lý do."""
    from app.services.support import activities

    with office(context) as at:
        activities.reopen(at.store, at.activity(activity), why, at.actor)
    say(_("Đã mở lại hoạt động."))


def trait(
    context: typer.Context,
    place: Annotated[str, typer.Argument(help="Nơi: xã, bản.")],
    code: Annotated[str, typer.Argument(help="poor_district, hard_commune, minority_area …")],
    said: Annotated[str, typer.Argument(help="yes, no; bỏ trống: theo cấp trên.")] = "",
) -> None:
    """Đặc điểm địa bàn mà điều kiện thụ hưởng xét đến."""
    from app.services.support import traits

    if said not in ("yes", "no", ""):
        raise typer.BadParameter(said)
    with office(context) as at:
        (key,) = at.places([place])
        traits.set_trait(at.store, key, code, {"yes": True, "no": False}.get(said), at.actor)
    say(_("Đã ghi đặc điểm địa bàn."))


def plans(
    context: typer.Context,
    year: Annotated[int, typer.Option("--year", help="Năm.", show_default=False)],
    as_json: Json = False,
) -> None:
    """Kế hoạch của hộ nghèo, cận nghèo theo bản: nguyên nhân, thiếu hụt chưa có gì hỗ trợ."""
    from app.services.support import village_plans

    with office(context) as at:
        villages = village_plans.villages(at.store, at.store.place, year, at.today)
    rows = [
        {
            "village": one.name,
            "households": one.households,
            "answered": one.answered,
            "planned": one.planned,
            "escaping": one.escaping,
            "helped": one.helped,
            "nothing": one.nothing,
            "unanswered": [f"{need} {code}: {count}" for (need, code), count in one.unanswered.items()],
        }
        for one in villages
    ]
    tell(rows, as_json, _("Sổ chưa có hộ nghèo, hộ cận nghèo được công nhận."))
