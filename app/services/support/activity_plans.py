"""The plan of an activity as an officer types it: checked, entered, changed.

What was enrolled and handed over already bounds what may still be changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from sqlmodel import Session, col, func, select

from app.errors import InputFault
from app.i18n import _
from app.models.key import Key
from app.models.support import ENTERED, Activity, ActivityPlace, Delivery, Enrolment
from app.rules.programme import programme, sub_project
from app.rules.support_kinds import PERSON
from app.services import places
from app.services.support import filled
from app.services.support.activities import (
    HOLDING,
    activity,
    enrolled,
    handed_over,
    links,
    must_be_open,
    must_be_ours,
    unit_of,
)
from app.services.typed import FieldFault
from app.store.act import Act
from app.store.store import Store
from app.vietnamese import clean, one_spelling


@dataclass(frozen=True, slots=True)
class Plan:
    """An activity as an officer types it: days and numbers may be texts.

    Attributes:
        part: key of the sub-project's content that it serves; empty where it has none.
        share: đồng that one household or person is to get.
        details: the fields that the sub-project asks for; those left out stay as they are.
        places: communes and villages where it takes place; none = everywhere in the store's place.
    """

    programme: str
    code: str
    year: int
    title: str
    part: str = ""
    content: str = ""
    lead: str = ""
    partner: str = ""
    decision_number: str = ""
    decision_day: str = ""
    since: str = ""
    until: str = ""
    planned_households: int | str | None = None
    planned_persons: int | str | None = None
    planned_quantity: float | str | None = None
    unit: str = ""
    share: int | str | None = None
    details: Mapping[str, Any] = field(default_factory=dict)
    note: str = ""
    places: tuple[Key, ...] = ()


def create(store: Store, plan: Plan, actor: str, source: str = ENTERED) -> Key:
    """A new activity of the store's own place.

    Raises:
        FieldFault: something typed cannot be.
        InputFault: the book has the same activity already.
    """
    with store.session() as session:
        row = _row(session, store, plan)
        _must_be_new(session, store.place, row)
    with store.write(_("Thêm hoạt động {title}").format(title=row["title"]), actor) as act:
        (key,) = act.insert("activity", [{"place": store.place, "source": source, **row}])
        act.insert("activity_place", [{"activity": key, "place": place} for place in plan.places])
    return key


def edit(store: Store, key: Key, plan: Plan, actor: str) -> bool:
    """An activity is changed to what `plan` says; False when it says nothing new.

    Raises:
        FieldFault: something typed cannot be, or contradicts what was enrolled or handed over already.
    """
    with store.session() as session:
        one = must_be_open(must_be_ours(store, activity(session, key)))
        row = _row(session, store, plan)
        _must_hold(session, one, row)
        here = {link.place: link for link in links(session, key)}
    with store.write(_("Sửa hoạt động {title}").format(title=row["title"]), actor) as act:
        changed = act.update("activity", key, row)
        return _place(act, key, plan.places, here) or changed


def _place(act: Act, key: Key, wanted: tuple[Key, ...], here: Mapping[Key, ActivityPlace]) -> bool:
    """Within an act: the activity takes place in `wanted` alone; False when it did already."""
    coming = [place for place in wanted if place not in here]
    going = [link.id for place, link in here.items() if place not in wanted]
    act.insert("activity_place", [{"activity": key, "place": place} for place in coming])
    act.delete("activity_place", going)
    return bool(coming or going)


def plan_of(session: Session, one: Activity) -> Plan:
    """An activity as it would be typed."""
    own = {named.name: getattr(one, named.name) for named in fields(Plan) if named.name != "places"}
    return Plan(**own, places=tuple(link.place for link in links(session, one.id)))


# What may be typed ----------------------------------------------------------------------------------------


def _row(session: Session, store: Store, plan: Plan) -> dict[str, Any]:
    """The columns of an activity from what was typed."""
    known = sub_project(plan.programme, plan.code)
    if plan.part and known.content(plan.part) is None:
        raise FieldFault(
            "part",
            _("{code} không có nội dung “{part}”.").format(code=plan.code, part=plan.part),
            todo=_("Chọn trong: {keys}.").format(keys=", ".join(one.key for one in known.contents)),
        )
    if not clean(plan.title):
        raise FieldFault("title", _("Hoạt động chưa có tên."), todo=_("Ghi tên mô hình, lớp, đợt hỗ trợ."))
    _must_be_below(session, store, plan.places)
    words = ("programme", "code", "part", "title", "content", "lead", "partner", "decision_number", "unit")
    row: dict[str, Any] = {name: clean(getattr(plan, name)) for name in words} | {"note": plan.note.strip()}
    row |= {name: filled.maybe_day(name, getattr(plan, name)) for name in ("decision_day", "since", "until")}
    row |= {
        name: filled.count(name, getattr(plan, name)) for name in ("planned_households", "planned_persons")
    }
    row |= {
        "year": plan.year,
        "planned_quantity": filled.quantity("planned_quantity", plan.planned_quantity),
        "share": filled.money("share", plan.share),
        "details": filled.details(known.asks_on("activity", plan.part), plan.details),
    }
    _must_be_in_force(row)
    _must_fit_its_year(row)
    if row["planned_quantity"] and not row["unit"]:
        raise FieldFault(
            "unit", _("Số lượng kế hoạch chưa có đơn vị tính."), todo=_("Ghi con, kg, cây, suất …")
        )
    return row


def _must_be_below(session: Session, store: Store, wanted: Iterable[Key]) -> None:
    below = {place.id for place in places.below(session, store.place)} if wanted else set()
    if not below.issuperset(wanted):
        raise FieldFault(
            "places",
            _("Có nơi thực hiện không thuộc địa bàn của sổ này."),
            todo=_("Chọn lại xã, bản trong danh sách nơi của sổ."),
        )


def _must_be_in_force(row: Mapping[str, Any]) -> None:
    known, year = programme(row["programme"]), row["year"]
    if year < known.valid_from.year or (known.valid_to is not None and year > known.valid_to.year):
        until = known.valid_to.year if known.valid_to else "…"
        raise FieldFault(
            "year",
            _("{programme} không có trong năm {year}: chương trình chạy {since}–{until}.").format(
                programme=known.short, year=year, since=known.valid_from.year, until=until
            ),
            todo=_("Xem lại năm, hoặc chọn chương trình của năm ấy."),
        )


def _must_fit_its_year(row: Mapping[str, Any]) -> None:
    since, until, year = row["since"], row["until"], row["year"]
    if since and until and until < since:
        raise FieldFault(
            "until",
            _("Ngày kết thúc {until} trước ngày bắt đầu {since}.").format(
                until=filled.shown(until), since=filled.shown(since)
            ),
            todo=_("Xem lại hai ngày có bị ghi ngược không."),
        )
    if (since and since[:4] > str(year)) or (until and until[:4] < str(year)):
        raise FieldFault(
            "since" if since else "until",
            _("Thời gian thực hiện không có ngày nào trong năm {year}.").format(year=year),
            todo=_("Xem lại năm kế hoạch hoặc thời gian thực hiện."),
        )


def _must_be_new(session: Session, place: Key, row: Mapping[str, Any]) -> None:
    """The same list entered twice is told, not doubled."""
    query = select(Activity).where(
        Activity.place == place,
        Activity.programme == row["programme"],
        Activity.code == row["code"],
        Activity.year == row["year"],
        Activity.decision_number == row["decision_number"],
        Activity.deleted == 0,
    )
    wanted = one_spelling(row["title"])
    if any(one_spelling(one.title) == wanted for one in session.exec(query)):
        raise InputFault(
            _("Sổ đã có hoạt động “{title}” của {code} năm {year}.").format(
                title=row["title"], code=row["code"], year=row["year"]
            ),
            todo=_("Mở hoạt động ấy để ghi tiếp; nếu là hoạt động khác thì đặt tên khác."),
        )


def _must_hold(session: Session, one: Activity, row: Mapping[str, Any]) -> None:
    """What was enrolled and handed over already must still fit."""
    held = enrolled(session, one.id, HOLDING)
    if held and any(row[name] != getattr(one, name) for name in ("programme", "code", "part", "year")):
        raise FieldFault(
            "code",
            _("Đã duyệt {n} đối tượng nên không đổi dự án, nội dung hay năm được.").format(n=held),
            todo=_("Thêm hoạt động khác cho dự án kia."),
        )
    planned = row["planned_persons"] if unit_of(one) == PERSON else row["planned_households"]
    if planned is not None and planned < held:
        raise FieldFault(
            "planned_persons" if unit_of(one) == PERSON else "planned_households",
            _("Kế hoạch {planned} ít hơn {held} đối tượng đã duyệt.").format(planned=planned, held=held),
            todo=_("Rút bớt đối tượng kèm lý do, hoặc ghi kế hoạch lớn hơn."),
        )
    given = handed_over(session, one.id)
    if row["planned_quantity"] is not None and row["planned_quantity"] < given:
        raise FieldFault(
            "planned_quantity",
            _("Kế hoạch ít hơn số đã cấp phát ({n} {unit}).").format(n=f"{given:g}", unit=row["unit"]),
            todo=_("Ghi kế hoạch lớn hơn, hoặc ghi phần trả lại trước."),
        )
    _must_keep_its_days(session, one, row)


def _must_keep_its_days(session: Session, one: Activity, row: Mapping[str, Any]) -> None:
    query = (
        select(func.min(col(Delivery.on_day)), func.max(col(Delivery.on_day)))
        .join(Enrolment, col(Enrolment.id) == col(Delivery.enrolment))
        .where(Enrolment.activity == one.id, Delivery.deleted == 0)
    )
    first, last = session.exec(query).one()
    for name, out in (
        ("since", first and row["since"] and first < row["since"]),
        ("until", last and row["until"] and last > row["until"]),
    ):
        if out:
            raise FieldFault(
                name,
                _("Đã có cấp phát ngoài thời gian vừa ghi ({first}–{last}).").format(
                    first=filled.shown(first), last=filled.shown(last)
                ),
                todo=_("Ghi thời gian bao gồm mọi ngày đã cấp phát."),
            )
