"""The lists of an activity to be signed: who benefits, and who received what. Says nothing of candidates."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from sqlmodel import Session, col

from app.models.columns import columns
from app.models.household import Household
from app.models.key import Key
from app.models.person import Membership, Person
from app.reports.in_words import dong
from app.reports.report import Column, Report, Row, Value
from app.reports.support_asked import Asked, issued, of_activity, shown, whole
from app.rules.codes import code_list
from app.services.support import enrolment_lines
from app.services.support.activities import HOLDING
from app.services.support.enrolment_lines import DeliveryLine, EnrolmentLine

BENEFICIARIES = "DANH SÁCH ĐỐI TƯỢNG THỤ HƯỞNG"
RECEIPTS = "DANH SÁCH CẤP PHÁT VÀ KÝ NHẬN"
TOTAL = "Cộng"
TO_SIGN = 2  # lines of text: the height of a row with room to sign
_FIRST = (
    Column("TT", "A", width=0.5, align="center"),
    Column("Họ và tên", "name", width=2.6, align="left"),
    Column("Chủ hộ", "head", width=2.4, align="left"),
    Column("Năm sinh", "born", width=0.8, align="center"),
    Column("Thôn, bản", "village", width=1.9, align="left"),
)
_PRIVATE = (
    Column("Số CCCD", "cccd", width=1.6, align="center"),
    Column("Điện thoại", "phone", width=1.4, align="center"),
)
_SIGNATURE = Column("Ký nhận", "signature", width=1.8, align="center")


class Private(NamedTuple):
    """What a list shows only where it is asked for."""

    cccd: str
    phone: str


# Beneficiaries ----------------------------------------------------------------------------------------------


def beneficiaries(asked: Asked) -> Report:
    """Who holds a place in an activity, to sign; its keys are `A`, `name`, `head`, `born`, `village`, `cccd`,
    `phone`, `class`, `share`, `quantity`, `value`, `signature`, of which it has those that say something.
    """
    one = asked.its_activity
    lines = sorted(
        enrolment_lines.of_activity(asked.session, one.id, HOLDING),
        key=lambda line: asked.order(line.enrolment.place, line.name),
    )
    private = _private(asked.session, lines) if asked.full else {}
    rows = signature_rows(lines, one.share, private)
    wanted = signature_columns(rows, one.unit)
    notes = _totals(rows[-1], len(lines))
    return issued(
        asked,
        "support_beneficiaries",
        BENEFICIARIES,
        wanted,
        rows if lines else (),
        subtitle=of_activity(one),
        notes=notes,
        year=one.year,
        landscape=len(wanted) > 7,
        lines=TO_SIGN,
    )


def signature_rows(
    lines: Sequence[EnrolmentLine], share: int | None, private: Mapping[Key, Private] | None = None
) -> list[Row]:
    """A row for each line, and the sum; `share` is what each is to get, đồng, `private` by enrolment."""
    classes = code_list("classes")
    known = private or {}
    rows = []
    for at, line in enumerate(lines, 1):
        its, got = line.enrolment, line.got
        told = known.get(its.id)
        values: dict[str, Value] = {
            "A": at,
            "name": line.name,
            "head": line.head if its.person else None,
            "born": line.birth[:4] or None,
            "village": line.village,
            "cccd": (told and told.cccd) or None,
            "phone": (told and told.phone) or None,
            "class": classes.name(its.approved_class) if its.approved_class else None,
            "share": share,
            "quantity": whole(got.quantity),
            "value": got.value or None,
        }
        rows.append(Row(values, line.village, 1))
    return [*rows, _sum(rows, ("share", "quantity", "value"))]


def signature_columns(rows: Sequence[Row], unit: str) -> tuple[Column, ...]:
    """The columns of a list to sign of which these rows say something; `unit` is that of its goods."""
    return _told((*_FIRST, *_PRIVATE, *_given(unit), _SIGNATURE), rows)


def _given(unit: str) -> tuple[Column, ...]:
    return (
        Column("Đối tượng", "class", width=1.3, align="left"),
        Column("Mức hỗ trợ (đồng)", "share", width=1.5),
        Column(f"Đã nhận ({unit})" if unit else "Số lượng đã nhận", "quantity", width=1),
        Column("Giá trị đã nhận (đồng)", "value", width=1.5),
    )


# Deliveries -------------------------------------------------------------------------------------------------


def receipts(asked: Asked) -> Report:
    """What an activity handed over, to be signed for, in the order of days; of one day where it is asked for.

    Its keys are `A`, `name`, `village`, `cccd`, `phone`, `on`, `content`, `quantity`, `unit`, `value`, `back`
    (what was returned, đồng), `receiver` and `signature`.
    """
    one = asked.its_activity
    day = asked.day.isoformat() if asked.day else ""
    told = [
        line
        for line in enrolment_lines.deliveries(asked.session, one.id)
        if day in ("", line.delivery.on_day)
    ]
    enrolled = {line.enrolment.id: line for line in enrolment_lines.of_activity(asked.session, one.id)}
    told.sort(key=lambda line: (line.delivery.on_day, *_order(asked, enrolled[line.delivery.enrolment])))
    private = _private(asked.session, enrolled.values()) if asked.full else {}
    rows = _receipt_rows(told, enrolled, private)
    wanted = _told((*_RECEIPT[:3], *_PRIVATE, *_RECEIPT[3:], _SIGNATURE), rows)
    notes = _totals(rows[-1], len(told), "lượt cấp phát")
    return issued(
        asked,
        "support_receipts",
        RECEIPTS,
        wanted,
        rows if told else (),
        subtitle=of_activity(one),
        notes=notes,
        year=one.year,
        lines=TO_SIGN,
    )


_RECEIPT = (
    _FIRST[0],
    _FIRST[1],
    _FIRST[4],
    Column("Ngày cấp", "on", width=1.2, align="center"),
    Column("Nội dung", "content", width=2, align="left"),
    Column("Số lượng", "quantity", width=0.9),
    Column("Đơn vị", "unit", width=0.8, align="center"),
    Column("Giá trị (đồng)", "value", width=1.5),
    Column("Trả lại (đồng)", "back", width=1.4),
    Column("Lý do trả lại", "why", width=1.8, align="left"),
    Column("Người nhận", "receiver", width=1.8, align="left"),
)


def _receipt_rows(
    told: Iterable[DeliveryLine], enrolled: Mapping[Key, EnrolmentLine], private: Mapping[Key, Private]
) -> list[Row]:
    rows = []
    for at, line in enumerate(told, 1):
        its, who = line.delivery, enrolled[line.delivery.enrolment]
        known = private.get(its.enrolment)
        values: dict[str, Value] = {
            "A": at,
            "name": line.name,
            "village": who.village,
            "cccd": (known and known.cccd) or None,
            "phone": (known and known.phone) or None,
            "on": shown(its.on_day),
            "content": its.content,
            "quantity": whole(its.quantity),
            "unit": its.unit or None,
            "value": its.value,
            "back": its.returned_value if its.returned else None,
            "why": its.returned_why or None,
            "receiver": its.receiver or None,
            "signature": "Đã ký" if its.signed else None,
        }
        rows.append(Row(values, who.village, 1))
    return [*rows, _sum(rows, ("quantity", "value", "back"))]


def _order(asked: Asked, line: EnrolmentLine) -> tuple[int, bytes]:
    return asked.order(line.enrolment.place, line.name)


# Both -------------------------------------------------------------------------------------------------------


def _sum(rows: Sequence[Row], keys: Sequence[str]) -> Row:
    """The line of sums; a column in which nobody has anything has no sum."""
    sums: dict[str, Value] = {"name": TOTAL}
    for key in keys:
        told = [value for row in rows if isinstance(value := row.values.get(key), (int, float))]
        sums[key] = sum(told) if told else None
    return Row(sums, TOTAL, 0)


def _totals(total: Row, count: int, what: str = "đối tượng") -> tuple[str, ...]:
    """The sentences below the table: how many, and the money in words."""
    if not count:
        return (f"Chưa có {what} nào.",)
    given, back = (_figure(total, key) for key in ("value", "back"))
    planned = _figure(total, "share")
    said = [f"Danh sách có {count} {what}."]
    if given:
        said.append(f"Tổng giá trị đã nhận bằng chữ: {dong(given)}.")
    if back:
        said.append(f"Trong đó trả lại: {dong(back)}; còn lại: {dong(given - back)}.")
    if planned and not given:
        said.append(f"Tổng mức hỗ trợ bằng chữ: {dong(planned)}.")
    return tuple(said)


def _figure(row: Row, key: str) -> int:
    value = row.values.get(key)
    return int(value) if isinstance(value, (int, float)) else 0


def _told(wanted: Iterable[Column], rows: Sequence[Row]) -> tuple[Column, ...]:
    """The columns of which any row says something; name, place and signature always."""
    said = {key for row in rows[:-1] for key, value in row.values.items() if value is not None}
    always = {"A", "name", "village", "signature"}
    return tuple(column for column in wanted if column.key in said | always)


def _private(session: Session, lines: Collection[EnrolmentLine]) -> dict[Key, Private]:
    """ID number and telephone of each enrolment: of the person, else of the head of the household."""
    homes = {line.enrolment.household for line in lines}
    heads = (
        columns(Membership.household, Person.cccd, Person.phone, Household.phone)
        .join(Person, col(Person.id) == col(Membership.person))
        .join(Household, col(Household.id) == col(Membership.household))
        .where(col(Membership.household).in_(homes), Membership.head == 1, Membership.deleted == 0)
        .order_by(col(Membership.until) == "", col(Membership.id))
    )
    by_home = {row[0]: Private(row[1], row[2] or row[3]) for row in session.execute(heads)}
    people = {line.enrolment.person for line in lines if line.enrolment.person}
    query = columns(Person.id, Person.cccd, Person.phone).where(col(Person.id).in_(people))
    by_person = {row[0]: Private(row[1], row[2]) for row in session.execute(query)}
    return {
        line.enrolment.id: by_person.get(line.enrolment.person or b"")
        or by_home.get(line.enrolment.household, Private("", ""))
        for line in lines
    }
