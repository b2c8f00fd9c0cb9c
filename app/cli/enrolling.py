"""Verbs of enrolment: candidates, registered, checked, approved, promoted, withdrawn; who got what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli.beneficiaries import Fields, Of, On, OneOf, Who, Why, office, pairs, tell
from app.cli.speaking import Json, StoreFile, say, say_json
from app.i18n import _

if TYPE_CHECKING:
    from app.services.support.candidate_view import Candidate
    from app.services.support.enrolment_lines import EnrolmentLine

Some = Annotated[list[str], typer.Option("--who", help="Chỉ những đối tượng này: mã hộ, mã hộ/họ tên.")]
Told = Annotated[
    list[str], typer.Option("--told", help="Điều sổ hộ không ghi: pregnant=yes, had_housing=no.")
]

group = typer.Typer(
    help="Đối tượng thụ hưởng: đề xuất, đăng ký, kiểm tra, duyệt, danh sách chờ.", no_args_is_help=True
)


def add_to(app: typer.Typer) -> None:
    """Register the verbs."""
    group.callback()(_store)
    for verb in (candidates, add, fill, check, approve, promote, beside, officers, withdraw, refuse, again):
        group.command()(verb)
    for last in (finish, support):
        group.command()(last)
    group.command("list")(told)
    app.add_typer(group, name="enrol")


def _store(context: typer.Context, store: StoreFile) -> None:
    context.obj = store


def candidates(
    context: typer.Context,
    activity: Of,
    everyone: Annotated[
        bool, typer.Option("--all", help="Cả hộ, người không đủ điều kiện và lý do.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Ai trong sổ đủ điều kiện và cần, theo thứ tự ưu tiên; ai còn thiếu thông tin."""
    from app.services.support import candidates as proposing

    with office(context) as at:
        found = proposing.candidates(at.store, at.activity(activity), at.today, everyone=everyone)
    rows = [_candidate(one) for one in (*found.rows, *found.unknown, *found.ineligible)]
    if as_json:
        say_json({"places": found.places, "free": found.free, "tied_at_limit": found.tied_at_limit,
                  "others": found.others, "candidates": rows})  # fmt: skip
        return
    tell(rows, as_json, _("Không có ai đủ điều kiện mà chưa đăng ký."))
    if found.tied_at_limit:
        say(_("Ở chỗ cuối có nhiều người cùng thứ tự ưu tiên: phải họp xét chọn."))
    if found.others:
        say(_("{n} người, hộ khác chưa đủ thông tin để xét.").format(n=found.others))


def _candidate(one: Candidate) -> dict[str, Any]:
    return {
        "rank": one.rank or None,
        "code": one.code,
        "name": one.name,
        "head": one.head,
        "village": one.village,
        "class": one.klass,
        "standing": one.standing,
        "because": list(one.because),
        "needs": list(one.needs),
        "clashes": [clash.text for clash in one.clashes],
        "why": one.why,
    }


def add(context: typer.Context, activity: Of, who: Who, on: On, as_json: Json = False) -> None:
    """Đăng ký hộ hoặc người vào một hoạt động."""
    from app.services.support import enrolments

    with office(context) as at:
        found = enrolments.register(
            at.store, at.activity(activity), at.applicants(who), on, at.today, at.actor
        )
    if as_json:
        say_json({"new": [key.hex() for key in found.new], "already": [key.hex() for key in found.already]})
        return
    say(_("Đã đăng ký {n} đối tượng.").format(n=len(found.new)))
    if found.already:
        say(_("{n} đối tượng đã có trong danh sách từ trước.").format(n=len(found.already)))


def fill(
    context: typer.Context,
    activity: Of,
    one: OneOf,
    facts: Told = [],  # noqa: B006  (typer copies it)
    details: Fields = [],  # noqa: B006  (typer copies it)
) -> None:
    """Ghi thêm về một đối tượng: mục dự án cần, và điều để xét mà sổ hộ không có."""
    from app.services.support import enrolments

    with office(context) as at:
        (key,) = at.enrolments(at.activity(activity), [one])
        said = {name: {"yes": True, "no": False}.get(value, value) for name, value in pairs(facts).items()}
        enrolments.fill(at.store, key, at.actor, pairs(details) if details else None, said if facts else None)
    say(_("Đã ghi."))


def told(context: typer.Context, activity: Of, as_json: Json = False) -> None:
    """Danh sách đối tượng của một hoạt động: bước, ngày, đã nhận."""
    from app.services.support import enrolment_lines

    with office(context) as at:
        key = at.activity(activity)
        with at.store.session() as session:
            lines = enrolment_lines.of_activity(session, key)
    tell(list(map(_line, lines)), as_json, _("Hoạt động chưa có ai đăng ký."))


def _line(line: EnrolmentLine) -> dict[str, Any]:
    one = line.enrolment
    return {
        "id": one.id.hex(),
        "code": line.code,
        "name": line.name,
        "head": line.head,
        "village": line.village,
        "state": one.state,
        "registered": one.registered,
        "approved": one.approved,
        "class": one.approved_class,
        "rank": one.rank,
        "quantity": line.got.quantity,
        "value": line.got.value,
        "ended_why": one.ended_why,
    }


def check(
    context: typer.Context,
    activity: Of,
    on: On,
    who: Some = [],  # noqa: B006  (typer copies it)
    as_json: Json = False,
) -> None:
    """Kiểm tra điều kiện và trùng hỗ trợ của người đăng ký vào một ngày."""
    from app.services.support import enrolments

    with office(context) as at:
        key = at.activity(activity)
        some = at.enrolments(key, who) if who else None
        found = enrolments.check(at.store, key, on, at.today, at.actor, some)
    rows = [{"name": one.name, "ok": one.ok, "blocks": list(one.blocks)} for one in found]
    tell(rows, as_json, _("Không có ai chờ kiểm tra."))


def approve(
    context: typer.Context,
    activity: Of,
    on: On,
    who: Some = [],  # noqa: B006  (typer copies it)
    settled: Annotated[str, typer.Option(help="Văn bản quyết định điều danh mục không nêu.")] = "",
    as_json: Json = False,
) -> None:
    """Duyệt cả danh sách (hoặc những người nêu tên) trong một lần; hết chỗ thì vào danh sách chờ."""
    from app.services.support import approving

    with office(context) as at:
        key = at.activity(activity)
        some = at.enrolments(key, who) if who else None
        done = approving.approve(at.store, key, on, at.today, at.actor, some, settled)
    if as_json:
        named = {"approved": done.approved, "waiting": done.waiting, "tied": done.tied}
        say_json({name: [key.hex() for key in keys] for name, keys in named.items()})
        return
    say(
        _("Đã duyệt {n}, danh sách chờ {waiting}, cùng thứ tự phải chọn {tied}.").format(
            n=len(done.approved), waiting=len(done.waiting), tied=len(done.tied)
        )
    )


def promote(
    context: typer.Context,
    activity: Of,
    on: On,
    count: Annotated[int | None, typer.Option(help="Nhiều nhất bao nhiêu người.")] = None,
) -> None:
    """Duyệt người đầu danh sách chờ khi có chỗ trống."""
    from app.services.support import approving

    with office(context) as at:
        done = approving.promote(at.store, at.activity(activity), on, at.today, at.actor, count)
    say(_("Đã duyệt {n} người từ danh sách chờ.").format(n=len(done)))


def beside(context: typer.Context, activity: Of, one: OneOf, why: Why) -> None:
    """Hỗ trợ tiếp dù trùng với hỗ trợ đã ghi, kèm lý do của cán bộ được giao."""
    from app.services.support import enrolments

    with office(context) as at:
        (key,) = at.enrolments(at.activity(activity), [one])
        enrolments.except_double(at.store, key, why, at.actor)
    say(_("Đã ghi lý do; có thể duyệt."))


def officers(
    context: typer.Context,
    names: Annotated[list[str], typer.Argument(help="Họ tên; bỏ trống: mọi cán bộ.")] = [],  # noqa: B006
) -> None:
    """Ai được quyết định hỗ trợ dù trùng."""
    from app.services.support import authority

    with office(context) as at:
        authority.allow(at.store, names, at.actor)
    say(_("Đã ghi người được quyết định."))


def withdraw(context: typer.Context, activity: Of, one: OneOf, on: On, why: Why) -> None:
    """Rút một đối tượng, kèm lý do; những gì đã nhận vẫn còn trong sổ."""
    from app.services.support import enrolments

    with office(context) as at:
        (key,) = at.enrolments(at.activity(activity), [one])
        enrolments.withdraw(at.store, key, on, why, at.today, at.actor)
    say(_("Đã rút; nếu có người chờ, duyệt bằng “enrol … promote”."))


def refuse(context: typer.Context, activity: Of, one: OneOf, on: On, why: Why) -> None:
    """Không duyệt một đối tượng, kèm lý do."""
    from app.services.support import enrolments

    with office(context) as at:
        (key,) = at.enrolments(at.activity(activity), [one])
        enrolments.refuse(at.store, key, on, why, at.today, at.actor)
    say(_("Đã ghi không duyệt."))


def again(context: typer.Context, activity: Of, one: OneOf, on: On) -> None:
    """Đăng ký lại người đã rút hoặc không được duyệt."""
    from app.services.support import enrolments

    with office(context) as at:
        (key,) = at.enrolments(at.activity(activity), [one])
        enrolments.register_again(at.store, key, on, at.today, at.actor)
    say(_("Đã đăng ký lại."))


def finish(context: typer.Context, activity: Of, who: Who, on: On) -> None:
    """Ghi hoàn thành: đối tượng đã nhận đủ."""
    from app.services.support import enrolments

    with office(context) as at:
        enrolments.finish(at.store, at.enrolments(at.activity(activity), who), on, at.today, at.actor)
    say(_("Đã ghi hoàn thành."))


def support(context: typer.Context, one: OneOf, as_json: Json = False) -> None:
    """Một hộ, hoặc một người, đã được hỗ trợ những gì."""
    from app.services.support import ledger

    with office(context) as at:
        ((home, person),) = at.applicants([one])
        with at.store.session() as session:
            found = (
                ledger.support_of_person(session, person)
                if person
                else ledger.support_of_household(session, home)
            )
    rows = [
        {"year": each.year, "code": each.code, "title": each.title, "name": each.name, "state": each.state,
         "approved": each.approved, "quantity": each.quantity, "unit": each.unit, "value": each.value,
         "relation": each.relation}
        for each in found
    ]  # fmt: skip
    tell(rows, as_json, _("Chưa có hỗ trợ nào trong sổ."))
