"""Verbs of the procedure for the whole round: report, opinion, recognise, certify; ad-hoc requests."""

from __future__ import annotations

from typing import Annotated

import typer

from app.cli.proceedings import Home, Homes, Month, On, Why, day, desk
from app.cli.speaking import Json, Year, actor, opened, say, say_json, today
from app.errors import InputFault
from app.i18n import _

Number = Annotated[int, typer.Option("--number", help="Số quyết định.", show_default=False)]
Decision = Annotated[int | None, typer.Option("--decision", help="Số quyết định, nếu đợt có nhiều.")]
Numbers = Annotated[list[int], typer.Option("--number", help="Số giấy chứng nhận, ghi được nhiều lần.")]
GivenIn = Annotated[int, typer.Option("--year", help="Năm cấp giấy.", show_default=False)]


def add_to(group: typer.Typer) -> None:
    """Register the verbs."""
    for verb in (report, opinion, recognise, revoke, certify, withdraw, request, refuse, requests):
        group.command()(verb)
    group.command("print")(printed)


def report(
    context: typer.Context,
    year: Year,
    number: Annotated[str, typer.Option(help="Số báo cáo.", show_default=False)],
    on: On,
    to: Annotated[str, typer.Option("--to", help="Cấp trên nhận báo cáo.")] = "",
    as_json: Json = False,
) -> None:
    """Báo cáo kết quả của đợt lên cấp trên."""
    from app.services.procedure import opinions

    with desk(context, year) as at:
        key = opinions.report(at.store, at.round, number, day(on), at.today, at.actor, to)
        at.answer(_("Đã ghi báo cáo."), as_json, id=key.hex())


def opinion(
    context: typer.Context,
    year: Year,
    number: Annotated[str, typer.Option(help="Số văn bản trả lời.", show_default=False)],
    on: On,
    consent: Annotated[bool, typer.Option("--agree/--disagree", help="Cấp trên có thống nhất không.")],
    text: Annotated[str, typer.Option(help="Ý kiến.")] = "",
    as_json: Json = False,
) -> None:
    """Ghi ý kiến của cấp trên."""
    from app.services.procedure import opinions

    with desk(context, year) as at:
        opinions.opinion(
            at.store, at.round, day(on), number, consent=consent, text=text, today=at.today, actor=at.actor
        )
        at.answer(_("Đã ghi ý kiến của cấp trên."), as_json)


def recognise(
    context: typer.Context,
    year: Year,
    number: Number,
    on: On,
    signer: Annotated[str, typer.Option(help="Người ký.")] = "",
    title: Annotated[str, typer.Option(help="Chức vụ người ký.")] = "CHỦ TỊCH",
    households: Homes = [],  # noqa: B006  (typer copies it)
    month: Month = None,
    as_json: Json = False,
) -> None:
    """Ra quyết định công nhận: cả đợt định kỳ, hoặc các hộ của đợt thường xuyên; kết quả được khóa."""
    from app.services.procedure import recognition

    signed = recognition.Signed(number, day(on), signer, title)
    with desk(context, year, month) as at:
        cases = [at.case(code) for code in households]
        key = recognition.recognise(at.store, at.round, signed, at.today, at.actor, cases)
        at.answer(_("Đã ghi Quyết định số {number}.").format(number=number), as_json, id=key.hex())


def revoke(context: typer.Context, year: Year, number: Number, on: On, why: Why, month: Month = None) -> None:
    """Thu hồi một quyết định, kèm lý do, khi không còn giấy chứng nhận theo nó."""
    from app.services.procedure import recognition

    with desk(context, year, month) as at:
        recognition.revoke(at.store, at.decision(number), day(on), why, at.today, at.actor)
    say(_("Đã thu hồi Quyết định số {number}; muốn sửa kết quả thì mở lại đợt.").format(number=number))


def certify(
    context: typer.Context,
    year: Year,
    on: On,
    decision: Decision = None,
    households: Homes = [],  # noqa: B006  (typer copies it)
    month: Month = None,
    as_json: Json = False,
) -> None:
    """Cấp giấy chứng nhận cho hộ nghèo, hộ cận nghèo của một quyết định."""
    from app.services.procedure import certificates

    with desk(context, year, month) as at:
        homes = [at.household(code) for code in households]
        given = certificates.give(at.store, at.decision(decision), day(on), at.today, at.actor, homes)
        said = (
            _("Đã cấp {n} giấy chứng nhận, số {first} đến {last}.").format(
                n=len(given), first=given[0], last=given[-1]
            )
            if given
            else _("Mọi hộ đã có giấy chứng nhận.")
        )
        at.answer(said, as_json, numbers=given)


def withdraw(
    context: typer.Context,
    year: GivenIn,
    on: On,
    why: Why,
    numbers: Numbers = [],  # noqa: B006  (typer copies it)
    decision: Annotated[int | None, typer.Option("--decision", help="Mọi giấy theo quyết định này.")] = None,
    month: Month = None,
) -> None:
    """Thu hồi giấy chứng nhận, hoặc ghi giấy in hỏng; số ấy không dùng lại."""
    from app.services.procedure import certificates, finding

    with opened(context.obj) as book:
        with book.session() as session:
            keys = [certificates.find(session, book.place, year, one).id for one in numbers]
            if decision is not None:
                one = finding.decision(session, finding.round_of(session, book.place, year, month), decision)
                keys += [key for key in certificates.standing(session, one.id) if key not in keys]
        if not keys:
            raise InputFault(_("Chưa rõ thu hồi giấy nào."), todo=_("Thêm --number hoặc --decision."))
        certificates.withdraw(book, keys, day(on), why, today(), actor())
    say(_("Đã thu hồi {n} giấy chứng nhận.").format(n=len(keys)))


def printed(
    context: typer.Context,
    year: GivenIn,
    numbers: Numbers,
    on: On,
    why: Annotated[str, typer.Option("--why", help="Lý do in lại.")] = "",
    as_json: Json = False,
) -> None:
    """Ghi việc in giấy chứng nhận; in lại được đếm và phải có lý do."""
    from app.services.procedure import certificates

    with opened(context.obj) as book:
        with book.session() as session:
            keys = [certificates.find(session, book.place, year, one).id for one in numbers]
        told = certificates.printed(book, keys, day(on), actor(), why)
    if as_json:
        say_json(dict(zip(map(str, numbers), told, strict=True)))
        return
    for one, nth in zip(numbers, told, strict=True):
        again = _("in lại lần {n}").format(n=nth - 1) if nth > 1 else _("in lần đầu")
        say(_("Giấy số {number}: {again}.").format(number=one, again=again))


def request(
    context: typer.Context,
    household: Home,
    kind: Annotated[str, typer.Option(help="enter, leave hoặc average_farming.", show_default=False)],
    on: On,
    why: Why,
    as_json: Json = False,
) -> None:
    """Nhận đơn rà soát thường xuyên: Mẫu 01 để vào danh sách, Mẫu 04 để ra."""
    from app.services.procedure import finding
    from app.services.procedure import requests as asked

    with opened(context.obj) as book:
        with book.session() as session:
            home = finding.household(session, household)
        key = asked.file(book, home, kind, day(on), why, today(), actor())
    if as_json:
        say_json({"id": key.hex()})
    else:
        say(_("Đã nhận đơn; xem hạn bằng “procedure … requests”."))


def refuse(
    context: typer.Context,
    year: Year,
    month: Annotated[int, typer.Option(help="Tháng của đợt.", show_default=False)],
    household: Home,
    on: On,
    number: Annotated[str, typer.Option(help="Số văn bản trả lời.", show_default=False)],
    why: Why,
) -> None:
    """Trả lời bằng văn bản, nêu lý do không công nhận."""
    from app.models.review import Round
    from app.services.procedure import finding
    from app.services.procedure import requests as asked

    with desk(context, year, month) as at:
        case = at.case(household)
        with at.store.session() as session:
            one = finding.request(session, session.get_one(Round, at.round), case)
        asked.refuse(at.store, one.id, day(on), number, why, at.today, at.actor)
    say(_("Đã ghi văn bản trả lời."))


def requests(context: typer.Context, as_json: Json = False) -> None:
    """Các đơn rà soát thường xuyên chưa có kết quả, gấp nhất trước."""
    from app.services.procedure import requests as asked
    from app.services.procedure.block import few

    with opened(context.obj) as book, book.session() as session:
        found = [(one, few(session, [one.household])) for one in asked.waiting(session, book.place, today())]
    if as_json:
        say_json([
            {"household": one.household.hex(), "name": name, "kind": one.kind, "filed": one.filed,
             "due": one.due, "left": one.left}
            for one, name in found
        ])  # fmt: skip
        return
    for one, name in found:
        say(f"{name}: {one.kind}, {one.filed:%d/%m/%Y} → {one.due:%d/%m/%Y} ({one.left})")
    if not found:
        say(_("Không có đơn nào chờ."))
