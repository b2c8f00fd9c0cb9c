"""Targets of places: set, taken away, listed. Whether they are met is found by `reports.targets`."""

from __future__ import annotations

from collections.abc import Sequence

from sqlmodel import Session, col, select

from app.errors import InputFault
from app.i18n import _
from app.models.key import Key
from app.models.target import Target
from app.rules.codes import Code, code_list
from app.services import places
from app.store.store import Store
from app.vietnamese import clean

TYPED = "typed"  # the measure of what the book does not count
PERCENT = "%"


def indicator(told: str) -> Code:
    """The indicator that a code or a name means; InputFault for any other text."""
    known = code_list("targets")
    code = known.read(told)
    if code is None:
        raise InputFault(
            _("Không có chỉ tiêu “{told}”.").format(told=told),
            todo=_("Các chỉ tiêu có: {codes}.").format(codes=", ".join(one.code for one in known.entries)),
        )
    return known[code]


def put(
    store: Store,
    place: Key,
    year: int,
    told: str,
    value: float,
    actor: str,
    done: float | None = None,
    source: str = "",
) -> bool:
    """A target of a place and year is set, or set otherwise. False when it stood so already.

    Args:
        told: code or name of the indicator.
        done: what was done, where the book does not count it; None where nobody knows yet.
    """
    one = indicator(told)
    _must_fit(one, value, done)
    fields = {"value": value, "done": done, "source": clean(source)}
    with store.session() as session:
        name = places.place(session, place).name
        known = _of(session, place, year, one.code)
    if known is not None and {field: getattr(known, field) for field in fields} == fields:
        return False
    title = _("Giao chỉ tiêu năm {year} cho {name}: {what}").format(year=year, name=name, what=one.name)
    with store.write(title, actor, about=places.told_to(store)) as act:
        act.insert("target", [{"place": place, "year": year, "indicator": one.code, **fields}])
    return True


def _must_fit(one: Code, value: float, done: float | None) -> None:
    for number in (value, done):
        if number is not None and (number < 0 or (number > 100 and PERCENT in str(one.flags["unit"]))):
            raise InputFault(
                _("“{value:g}” không thể là giá trị của chỉ tiêu “{what}”.").format(
                    value=number, what=one.name
                ),
                todo=_("Ghi theo đơn vị “{unit}”.").format(unit=one.flags["unit"]),
            )
    if done is not None and one.flags["measure"] != TYPED:
        raise InputFault(
            _("Kết quả của chỉ tiêu “{what}” được tính từ sổ.").format(what=one.name),
            todo=_("Chỉ ghi mức giao, bỏ số đã làm."),
        )


def take_away(store: Store, place: Key, year: int, told: str, actor: str) -> None:
    """A target is taken away; InputFault where none was set."""
    one = indicator(told)
    with store.session() as session:
        known, name = _of(session, place, year, one.code), places.place(session, place).name
    if known is None:
        raise InputFault(
            _("{name} không được giao chỉ tiêu “{what}” năm {year}.").format(
                name=name, what=one.name, year=year
            )
        )
    title = _("Bỏ chỉ tiêu của {name}: {what}").format(name=name, what=one.name)
    with store.write(title, actor, about=places.told_to(store)) as act:
        act.delete("target", [known.id])


def _of(session: Session, place: Key, year: int, code: str) -> Target | None:
    query = select(Target).where(
        Target.place == place, Target.year == year, Target.indicator == code, Target.deleted == 0
    )
    return session.exec(query).first()


def of_places(session: Session, within: Sequence[Key], year: int) -> list[Target]:
    """The targets of places in a year, in the order of the places and of the list of indicators."""
    query = select(Target).where(col(Target.place).in_(within), Target.year == year, Target.deleted == 0)
    order = [one.code for one in code_list("targets").entries]
    known = [one for one in session.exec(query) if one.indicator in order]
    return sorted(known, key=lambda one: (within.index(one.place), order.index(one.indicator)))
