"""Verbs of targets: what a plan asks of a place in a year. `soban report STORE targets` compares."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.speaking import Json, StoreFile, actor, opened, say, say_json
from app.i18n import _, number

if TYPE_CHECKING:
    from app.models.key import Key
    from app.models.target import Target
    from app.store import Store

group = typer.Typer(help="Chỉ tiêu giảm nghèo được giao theo năm và theo nơi.", no_args_is_help=True)
Of = Annotated[int, typer.Option("--year", help="Năm kế hoạch.", show_default=False)]
What = Annotated[str, typer.Argument(help="Mã hoặc tên chỉ tiêu: poverty_rate, poverty_fall…")]
Where = Annotated[str, typer.Option("--place", help="Nơi được giao; bỏ trống: nơi giữ sổ.")]


def add_to(app: typer.Typer) -> None:
    """Register the verbs."""
    group.callback()(_store)
    app.add_typer(group, name="target")


def _store(context: typer.Context, store: StoreFile) -> None:
    context.obj = store


@group.command("set")
def put(
    context: typer.Context,
    indicator: What,
    value: Annotated[str, typer.Argument(help="Mức giao theo đơn vị của chỉ tiêu: 14,83.")],
    year: Of,
    place: Where = "",
    done: Annotated[str, typer.Option("--done", help="Số đã làm, nếu sổ không tính được.")] = "",
    source: Annotated[str, typer.Option("--source", help="Kế hoạch giao: 92/KH-UBND.")] = "",
) -> None:
    """Giao một chỉ tiêu, hoặc giao lại."""
    from app.services import targets

    wanted, reached = _number(value), _number(done) if done else None
    with opened(context.obj) as book:
        where = _place(book, place)
        changed = targets.put(book, where, year, indicator, wanted, actor(), reached, source)
    say(_("Đã ghi chỉ tiêu.") if changed else _("Chỉ tiêu đã ghi như vậy từ trước."))


@group.command("remove")
def remove(context: typer.Context, indicator: What, year: Of, place: Where = "") -> None:
    """Bỏ một chỉ tiêu đã giao."""
    from app.services import targets

    with opened(context.obj) as book:
        targets.take_away(book, _place(book, place), year, indicator, actor())
    say(_("Đã bỏ chỉ tiêu."))


@group.command("list")
def listed(context: typer.Context, year: Of, as_json: Json = False) -> None:
    """Các chỉ tiêu đã giao trong năm."""
    from app.services import places, targets

    with opened(context.obj) as book, book.session() as session:
        within = {one.id: one.name for one in places.below(session, book.place)}
        found = targets.of_places(session, list(within), year)
    if as_json:
        say_json([_line(within[one.place], one) for one in found])
        return
    for one in found:
        code = targets.indicator(one.indicator)
        say(f"{within[one.place]}: {code.name} {number(one.value, 2)} {code.flags['unit']}")


def _line(place: str, one: Target) -> dict[str, object]:
    from app.services.targets import indicator

    code = indicator(one.indicator)
    told = {"value": one.value, "done": one.done, "unit": code.flags["unit"], "source": one.source}
    return {"place": place, "indicator": code.code, "name": code.name, **told}


def _number(text: str) -> float:
    from app.errors import InputFault
    from app.vietnamese import clean
    from app.written import parsed

    found = parsed(clean(text), grouped=False)
    if found is None:
        raise InputFault(
            _("“{text}” không phải một con số.").format(text=text), todo=_("Ghi như “14,83” hoặc “250”.")
        )
    return float(found.value * found.unit)


def _place(book: Store, name: str) -> Key:
    from app.errors import InputFault
    from app.services import places

    if not name:
        return book.place
    with book.session() as session:
        found = places.named(places.below(session, book.place), name)
    if found is None:
        raise InputFault(_("Không có nơi nào tên “{name}”.").format(name=name))
    return found.id
