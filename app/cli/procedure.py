"""Verbs of the lawful procedure in the villages: plan, call, meet, vote, post, complain, answer, undo."""

from __future__ import annotations

from typing import Annotated

import typer

from app.cli import recognition, surveying
from app.cli.proceedings import Home, Month, On, Village, day, desk, maybe_day
from app.cli.speaking import Json, StoreFile, Year, actor, opened, say, say_json
from app.errors import InputFault
from app.i18n import _

Votes = Annotated[
    list[str], typer.Option("--vote", help="Mã hộ=số người đồng ý, ghi được nhiều lần: HK-018=21.")
]
Step = Annotated[str, typer.Option("--step", help="Bước: survey, meeting, posting …", show_default=False)]

group = typer.Typer(
    help="Quy trình rà soát: họp dân, niêm yết, khiếu nại, ý kiến cấp trên, công nhận, giấy chứng nhận.",
    no_args_is_help=True,
)


def add_to(app: typer.Typer) -> None:
    """Register the verbs."""
    group.callback()(_store)
    for verb in (status, plan, skip, choose, call, meet, vote, post, complain, answer, undo):
        group.command()(verb)
    surveying.add_to(group)
    recognition.add_to(group)
    app.add_typer(group, name="procedure")


def _store(context: typer.Context, store: StoreFile) -> None:
    context.obj = store


def status(context: typer.Context, year: Year, month: Month = None, as_json: Json = False) -> None:
    """Mỗi bản đang ở bước nào, còn mấy ngày, vướng gì."""
    with desk(context, year, month) as at:
        at.answer("", as_json)


def plan(
    context: typer.Context,
    year: Year,
    step: Step,
    village: Village,
    on: Annotated[str, typer.Option("--on", help="Ngày phải xong; bỏ trống để xóa.")] = "",
    month: Month = None,
    as_json: Json = False,
) -> None:
    """Kế hoạch của xã: bản phải xong một bước vào ngày nào."""
    from app.services.procedure import plans

    with desk(context, year, month) as at:
        place = at.village(village)
        plans.plan(at.store, at.round, place, step, maybe_day(on), at.actor)
        at.answer(_("Đã ghi kế hoạch."), as_json, place)


def skip(
    context: typer.Context,
    year: Year,
    step: Step,
    why: Annotated[str, typer.Option("--why", help="Lý do; bỏ trống là lại có bước ấy.")] = "",
    village: Annotated[str, typer.Option("--village", help="Bản không có hộ phải rà soát.")] = "",
    as_json: Json = False,
) -> None:
    """Bước không diễn ra, kèm lý do: bản không có hộ (list), cấp trên không cho ý kiến (opinion)."""
    from app.services.procedure import plans

    with desk(context, year) as at:
        place = at.village(village) if village else at.store.place
        plans.skip(at.store, at.round, place, step, why, at.actor)
        at.answer(_("Đã ghi lý do."), as_json, place if village else None)


def choose(
    context: typer.Context,
    key: Annotated[str, typer.Argument(help="Điều để địa phương chọn; bỏ trống để xem tất cả.")] = "",
    value: Annotated[str | None, typer.Argument(help="Giá trị mới.")] = None,
    as_json: Json = False,
) -> None:
    """Những điều luật để cho địa phương: xem, hoặc ghi lựa chọn của xã."""
    from app.services.procedure import leeway

    with opened(context.obj) as book:
        if key:
            leeway.choose(book, key, value or "", actor())
        with book.session() as session:
            told = leeway.leeway(session, book.place).values
    if as_json:
        say_json(dict(told))
        return
    for one in leeway.declared():
        say(f"{one.title} ({one.key}): " + (told[one.key] or _("theo quy trình")))


def call(
    context: typer.Context,
    year: Year,
    village: Village,
    on: On,
    hour: Annotated[str, typer.Option(help="Giờ họp: 14:00.")] = "",
    venue: Annotated[str, typer.Option(help="Nơi họp.")] = "",
    month: Month = None,
    as_json: Json = False,
) -> None:
    """Hẹn họp dân."""
    from app.services.procedure import meetings

    with desk(context, year, month) as at:
        place = at.village(village)
        key = meetings.call(at.store, at.round, place, day(on), hour, venue, at.actor)
        at.answer(_("Đã hẹn họp dân."), as_json, place, id=key.hex())


def meet(
    context: typer.Context,
    year: Year,
    village: Village,
    on: On,
    attending: Annotated[int, typer.Option(help="Số người dự.", show_default=False)],
    chair: Annotated[str, typer.Option(help="Người chủ trì.")] = "",
    secretary: Annotated[str, typer.Option(help="Thư ký.")] = "",
    venue: Annotated[str, typer.Option(help="Nơi họp.")] = "",
    hour: Annotated[str, typer.Option(help="Giờ họp.")] = "",
    invited: Annotated[int | None, typer.Option(help="Số người được mời.")] = None,
    representatives: Annotated[str, typer.Option(help="Đại diện các hộ ký biên bản.")] = "",
    copies: Annotated[int | None, typer.Option(help="Số bản biên bản.")] = None,
    votes: Votes = [],  # noqa: B006  (typer copies it)
    others: Annotated[int | None, typer.Option(help="Số đồng ý với mỗi hộ còn lại.")] = None,
    note: Annotated[str, typer.Option(help="Ghi chú.")] = "",
    month: Month = None,
    as_json: Json = False,
) -> None:
    """Ghi biên bản họp dân và biểu quyết; hộ dưới mức đồng ý trở lại rà soát."""
    from app.services.procedure import meetings

    minutes = meetings.Minutes(
        day(on), chair, secretary, attending, venue, hour, representatives, invited, copies, note
    )
    with desk(context, year, month) as at:
        counted = {at.case(code): agreeing for code, agreeing in map(_vote, votes)}
        place = at.village(village)
        key = meetings.hold(at.store, at.round, place, minutes, counted, at.today, at.actor, others)
        at.answer(_("Đã ghi họp dân."), as_json, place, id=key.hex())


def _vote(text: str) -> tuple[str, int]:
    code, _sign, agreeing = text.rpartition("=")
    if not code or not agreeing.isdecimal():
        raise typer.BadParameter(_("“{text}”: ghi mã hộ=số người đồng ý.").format(text=text))
    return code, int(agreeing)


def vote(
    context: typer.Context,
    year: Year,
    village: Village,
    votes: Votes,
    month: Month = None,
    as_json: Json = False,
) -> None:
    """Ghi thêm hoặc sửa biểu quyết của cuộc họp gần nhất, khi chưa niêm yết."""
    from app.services.procedure import meetings

    with desk(context, year, month) as at:
        place = at.village(village)
        held = at.proceedings(place).village(place).held
        if held is None:
            raise InputFault(_("Bản này chưa họp dân."), todo=_("Ghi biên bản bằng lệnh meet."))
        counted = {at.case(code): agreeing for code, agreeing in map(_vote, votes)}
        meetings.vote(at.store, held.id, counted, at.actor)
        at.answer(_("Đã ghi biểu quyết."), as_json, place)


def post(
    context: typer.Context,
    year: Year,
    village: Village,
    on: On,
    until: Annotated[str, typer.Option(help="Ngày cuối; bỏ trống là đủ ngày theo luật.")] = "",
    at_village: Annotated[str, typer.Option(help="Nơi niêm yết ở bản.")] = "",
    at_office: Annotated[str, typer.Option(help="Nơi niêm yết ở xã.")] = "",
    month: Month = None,
    as_json: Json = False,
) -> None:
    """Niêm yết kết quả của bản; sau phúc tra là niêm yết lại."""
    from app.services.procedure import postings

    with desk(context, year, month) as at:
        place, days = at.village(village), (day(on), at.today)
        key = postings.post(
            at.store, at.round, place, *days, at.actor, maybe_day(until), at_village, at_office
        )
        at.answer(_("Đã ghi niêm yết."), as_json, place, id=key.hex())


def complain(
    context: typer.Context,
    year: Year,
    household: Home,
    on: On,
    by: Annotated[str, typer.Option("--by", help="Người khiếu nại.", show_default=False)],
    about: Annotated[str, typer.Option(help="Về việc gì.", show_default=False)],
    month: Month = None,
    as_json: Json = False,
) -> None:
    """Nhận khiếu nại về kết quả của một hộ; hộ được phúc tra."""
    from app.services.procedure import complaints

    with desk(context, year, month) as at:
        case = at.case(household)
        key = complaints.complain(at.store, case, day(on), by, about, at.today, at.actor)
        at.answer(_("Đã nhận khiếu nại."), as_json, at.place_of(case), id=key.hex())


def answer(
    context: typer.Context,
    year: Year,
    household: Home,
    on: On,
    text: Annotated[str, typer.Option(help="Trả lời thế nào.", show_default=False)],
    resurveyed: Annotated[str, typer.Option(help="Ngày phúc tra; bỏ trống là theo phiếu.")] = "",
    month: Month = None,
    as_json: Json = False,
) -> None:
    """Trả lời khiếu nại sau khi phúc tra."""
    from app.services.procedure import complaints, finding

    with desk(context, year, month) as at:
        case = at.case(household)
        place = at.place_of(case)
        one = finding.open_complaint(at.proceedings(place), case)
        complaints.answer(at.store, one.id, day(on), text, at.today, at.actor, maybe_day(resurveyed))
        at.answer(_("Đã ghi trả lời; niêm yết lại kết quả."), as_json, place)


def undo(
    context: typer.Context,
    year: Year,
    village: Annotated[str, typer.Option("--village", help="Bản; bỏ trống là bước của cả đợt.")] = "",
    month: Month = None,
    why: Annotated[str, typer.Option("--why", help="Lý do, giữ trong lịch sử.")] = "",
    as_json: Json = False,
) -> None:
    """Hoàn tác bước gần nhất của bản, hoặc của cả đợt, khi chưa có bước nào dựa vào nó."""
    from app.services.procedure import taking_back

    with desk(context, year, month) as at:
        place = at.village(village) if village else None
        done = taking_back.take_back(at.store, at.round, place, at.actor, why)
        at.answer(done.title + ".", as_json, place)
