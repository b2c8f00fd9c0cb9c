"""Verbs of delivery: handed over, come back, signed, weighed; outcomes and which are due; sums."""

from __future__ import annotations

from typing import Annotated

import typer

from app.cli.beneficiaries import Fields, Of, On, OneOf, Why, office, pairs, tell
from app.cli.speaking import Json, StoreFile, say, say_json
from app.i18n import _

Given = Annotated[list[str], typer.Argument(help="Mã 32 ký tự của lần cấp phát.", show_default=False)]
Some = Annotated[
    list[str], typer.Option("--who", help="Chỉ những đối tượng này; bỏ trống: cả danh sách đã duyệt.")
]

group = typer.Typer(
    help="Cấp phát: giao gì, bao nhiêu, cho ai; trả lại; cân đo; kết quả sau 6 và 12 tháng.",
    no_args_is_help=True,
)


def add_to(app: typer.Typer) -> None:
    """Register the verbs."""
    group.callback()(_store)
    for verb in (give, sign, measure, outcome, due, sums):
        group.command()(verb)
    group.command("return")(give_back)
    group.command("list")(told)
    app.add_typer(group, name="deliver")


def _store(context: typer.Context, store: StoreFile) -> None:
    context.obj = store


def give(
    context: typer.Context,
    activity: Of,
    on: On,
    content: Annotated[str, typer.Option(help="Giao gì; bỏ trống: theo hoạt động.")] = "",
    quantity: Annotated[str, typer.Option(help="Số lượng mỗi đối tượng.")] = "",
    unit: Annotated[str, typer.Option(help="Đơn vị tính; bỏ trống: theo hoạt động.")] = "",
    value: Annotated[str, typer.Option(help="Giá trị mỗi đối tượng: 3.000.000 hoặc “3 triệu”.")] = "",
    who: Some = [],  # noqa: B006  (typer copies it)
    signed: Annotated[bool, typer.Option("--signed", help="Đã ký nhận.")] = False,
    again: Annotated[bool, typer.Option("--again", help="Giao thêm lần nữa cùng ngày.")] = False,
    as_json: Json = False,
) -> None:
    """Ghi cấp phát cho cả danh sách đã duyệt, hoặc cho một số người, trong một lần."""
    from app.services.support import deliveries, enrolment_lines
    from app.services.support.activities import UNDER_WAY

    with office(context) as at:
        key = at.activity(activity)
        with at.store.session() as session:
            everyone = [line.enrolment.id for line in enrolment_lines.of_activity(session, key, UNDER_WAY)]
        wanted = at.enrolments(key, who) if who else everyone
        lines = [deliveries.Handed(each, quantity, value, signed=signed) for each in wanted]
        made = deliveries.deliver(at.store, key, on, content, lines, at.today, at.actor, unit, again=again)
    if as_json:
        say_json([key.hex() for key in made])
    else:
        say(_("Đã ghi cấp phát cho {n} đối tượng.").format(n=len(made)))


def told(context: typer.Context, activity: Of, as_json: Json = False) -> None:
    """Các lần cấp phát của một hoạt động."""
    from app.services.support import enrolment_lines

    with office(context) as at:
        key = at.activity(activity)
        with at.store.session() as session:
            lines = enrolment_lines.deliveries(session, key)
    rows = [
        {"id": line.delivery.id.hex(), "on": line.delivery.on_day, "name": line.name,
         "content": line.delivery.content, "quantity": line.delivery.quantity, "unit": line.delivery.unit,
         "value": line.delivery.value, "signed": bool(line.delivery.signed),
         "returned": line.delivery.returned, "returned_why": line.delivery.returned_why}
        for line in lines
    ]  # fmt: skip
    tell(rows, as_json, _("Hoạt động chưa cấp phát gì."))


def give_back(
    context: typer.Context,
    delivery: Annotated[str, typer.Argument(help="Mã 32 ký tự của lần cấp phát.", show_default=False)],
    on: On,
    why: Why,
    quantity: Annotated[str, typer.Option(help="Số lượng trả lại; bỏ trống: tất cả.")] = "",
    value: Annotated[str, typer.Option(help="Giá trị trả lại; bỏ trống: theo số lượng.")] = "",
) -> None:
    """Ghi hàng trả lại hoặc không giao được, kèm lý do."""
    from app.models.key import read_key
    from app.services.support import deliveries

    with office(context) as at:
        deliveries.give_back(
            at.store, read_key(delivery), on, why, at.today, at.actor, quantity or None, value or None
        )
    say(_("Đã ghi trả lại."))


def sign(context: typer.Context, given: Given) -> None:
    """Ghi đã ký nhận."""
    from app.models.key import read_key
    from app.services.support import deliveries

    with office(context) as at:
        deliveries.sign(at.store, [read_key(text) for text in given], at.actor)
    say(_("Đã ghi ký nhận."))


def measure(
    context: typer.Context,
    activity: Of,
    child: OneOf,
    on: On,
    weight: Annotated[str, typer.Option(help="Cân nặng, kg: 10,5.")] = "",
    height: Annotated[str, typer.Option(help="Chiều cao, cm: 85.")] = "",
    lying: Annotated[bool | None, typer.Option("--lying/--standing", help="Đo nằm hay đo đứng.")] = None,
    as_json: Json = False,
) -> None:
    """Ghi cân đo của một trẻ và đánh giá theo chuẩn tăng trưởng."""
    from app.services.support import measurements

    with office(context) as at:
        (key,) = at.enrolments(at.activity(activity), [child])
        found = measurements.measure(at.store, key, on, weight, height, at.today, at.actor, lying)
    judged = {"underweight": found.underweight, "stunted": found.stunted, "wasted": found.wasted}
    if as_json:
        say_json({"months": found.age_months, **judged, "troubles": list(found.troubles)})
        return
    words = {"underweight": _("nhẹ cân"), "stunted": _("thấp còi"), "wasted": _("gầy còm")}
    said = ", ".join(words[name] for name, yes in judged.items() if yes) or _("bình thường")
    say(_("{months} tháng tuổi: {said}.").format(months=found.age_months, said=said))
    for trouble in found.troubles:
        say(trouble)


def outcome(
    context: typer.Context,
    activity: Of,
    one: OneOf,
    months: Annotated[int, typer.Option(help="Sau mấy tháng: 6 hoặc 12.", show_default=False)],
    on: On,
    findings: Fields = [],  # noqa: B006  (typer copies it)
    note: Annotated[str, typer.Option(help="Ghi chú.")] = "",
) -> None:
    """Ghi kết quả sau khi hỗ trợ: thu nhập, vật nuôi còn sống, việc làm."""
    from app.services.support import outcomes

    with office(context) as at:
        (key,) = at.enrolments(at.activity(activity), [one])
        outcomes.record(at.store, key, months, on, pairs(findings), at.today, at.actor, note)
    say(_("Đã ghi kết quả."))


def due(
    context: typer.Context,
    ahead: Annotated[int, typer.Option(help="Cả kết quả đến hạn trong mấy ngày tới.")] = 0,
    as_json: Json = False,
) -> None:
    """Kết quả đến hạn phải ghi."""
    from app.services.support import outcomes

    with office(context) as at, at.store.session() as session:
        found = outcomes.due(session, at.store.place, at.today, ahead)
    rows = [
        {"due": one.due.isoformat(), "left": one.left, "months": one.months, "name": one.name,
         "village": one.village, "title": one.title}
        for one in found
    ]  # fmt: skip
    tell(rows, as_json, _("Không có kết quả nào đến hạn."))


def sums(
    context: typer.Context,
    year: Annotated[int | None, typer.Option("--year", help="Chỉ một năm.")] = None,
    as_json: Json = False,
) -> None:
    """Tổng hỗ trợ theo dự án, bản và năm: số hộ, số người, giá trị."""
    from app.services import places
    from app.services.support import ledger

    with office(context) as at:
        found = ledger.sums(at.store, at.store.place, () if year is None else (year,))
        with at.store.session() as session:
            names = {place.id: place.name for place in places.below(session, at.store.place)}
    rows = [
        {"year": one.year, "programme": one.programme, "code": one.code, "place": names[one.place],
         "households": one.households, "persons": one.persons, "value": one.value}
        for one in found
    ]  # fmt: skip
    tell(rows, as_json, _("Chưa có hỗ trợ nào trong sổ."))
