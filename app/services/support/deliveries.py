"""Deliveries: what was handed over to whom on a day, one by one or a whole list in one act; what came back.

More than was planned, before approval or out of the activity's time is stopped with what mends it. A delivery
made by mistake is taken back through the history (`store.undo`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, func, select

from app.errors import InputFault
from app.i18n import _, number
from app.models.key import Key
from app.models.support import APPROVED, FINISHED, RECEIVING, Activity, Delivery, Enrolment
from app.rules.figures import figure
from app.services.support import filled
from app.services.support.activities import activity, handed_over, must_be_open, must_be_ours, reason
from app.services.support.enrolment_steps import STATE_NAMES, enrolment_of, name_in_book, names_in_book
from app.services.support.examining import some
from app.services.typed import FieldFault
from app.store.act import Act
from app.store.store import Store
from app.vietnamese import clean

_NAMED = 5  # sentences told at once; of more only the number
_AMONG = (APPROVED, RECEIVING, FINISHED)


@dataclass(frozen=True, slots=True)
class Handed:
    """One line of a delivery; quantity and value (đồng of the whole quantity) may be typed texts."""

    enrolment: Key
    quantity: float | str | None = None
    value: int | str | None = None
    receiver: str = ""
    signed: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class _Line:
    """A line with its numbers read and its enrolment found."""

    enrolment: Enrolment
    name: str
    quantity: float | None
    value: int | None
    told: Handed


def deliver(
    store: Store,
    key: Key,
    on: str,
    content: str,
    lines: Sequence[Handed],
    today: date,
    actor: str,
    unit: str = "",
    *,
    again: bool = False,
) -> tuple[Key, ...]:
    """Something is handed over to enrolled households or persons on a day: all lines in one act, or none.

    Args:
        unit: of the quantities; the activity's own where it is not given.
        again: the same was handed over to the same on that day, and is handed over once more.

    Raises:
        FieldFault: the day, a number or the unit cannot be.
        InputFault: tells all that stands in the way; nothing is written.
    """
    with store.session() as session:
        one = must_be_open(must_be_ours(store, activity(session, key)))
        day = _day(one, on, today)
        words = _content(one, content), _unit(one, unit)
        read = _read(session, one, lines)
        blocks = [*_blocks(session, one, day, words[0], read, again), *_beyond_plan(session, one, read)]
    if blocks:
        raise _stopped(one, blocks)
    title = _("Cấp phát {content} cho {n} đối tượng của {title}").format(
        content=words[0], n=len(read), title=one.title
    )
    with store.write(title, actor) as act:
        return tuple(_write(act, day, words, read))


def _write(act: Act, day: str, words: tuple[str, str], read: Sequence[_Line]) -> list[Key]:
    rows = [
        {
            "enrolment": line.enrolment.id,
            "on_day": day,
            "content": words[0],
            "unit": words[1],
            "quantity": line.quantity,
            "value": line.value,
            "receiver": clean(line.told.receiver),
            "signed": int(line.told.signed),
            "note": line.told.note.strip(),
        }
        for line in read
    ]
    for enrolment in {line.enrolment.id: line.enrolment for line in read}.values():
        if enrolment.state == APPROVED:
            act.update("enrolment", enrolment.id, {"state": RECEIVING, "began": day})
    return act.insert("delivery", rows)


def give_back(
    store: Store,
    key: Key,
    on: str,
    why: str,
    today: date,
    actor: str,
    quantity: float | str | None = None,
    value: int | str | None = None,
) -> None:
    """What was handed over comes back, or could not be delivered: all of it, or a part, for a reason."""
    told = reason(why, _("Trả lại hoặc không giao được phải ghi lý do."))
    with store.session() as session:
        known, name = _known(store, session, key)
    day = filled.not_after("on", filled.day("on", on), today)
    if day < known.on_day:
        raise FieldFault(
            "on", _("Ngày trả lại trước ngày cấp phát {day}.").format(day=filled.shown(known.on_day))
        )
    amount = filled.quantity("quantity", quantity)
    back = {
        "returned_quantity": known.quantity if amount is None else amount,
        "returned_value": filled.money("value", value) if value else _share(known, amount),
    }
    for field, given in (("returned_quantity", known.quantity), ("returned_value", known.value)):
        if (back[field] or 0) > (given or 0):
            raise FieldFault(
                field.removeprefix("returned_"),
                _("Trả lại nhiều hơn đã cấp phát ({n}).").format(n=figure(given or 0)),
                todo=_("Ghi lại số trả lại."),
            )
    with store.write(
        _("{name} trả lại {content}: {why}").format(name=name, content=known.content, why=told), actor
    ) as act:
        act.update("delivery", key, {"returned": day, "returned_why": told, **back})


def _share(known: Delivery, quantity: float | None) -> int | None:
    """The value of the part that comes back."""
    if known.value is None or quantity is None or not known.quantity:
        return known.value
    return round(known.value * quantity / known.quantity)


def sign(store: Store, keys: Sequence[Key], actor: str) -> None:
    """Receipts are signed."""
    with store.session() as session:
        told = [_known(store, session, key) for key in keys]
    with store.write(_("{n} người đã ký nhận").format(n=len(told)), actor) as act:
        for known, _name in told:
            act.update("delivery", known.id, {"signed": 1})


def _known(store: Store, session: Session, key: Key) -> tuple[Delivery, str]:
    """A delivery of this store's own book, with the name of whoever got it."""
    found = session.get(Delivery, key)
    if found is None or found.deleted:
        raise InputFault(_("Sổ không có lần cấp phát này."), todo=_("Mở lại danh sách rồi chọn lại."))
    enrolment, _one = enrolment_of(store, session, found.enrolment)
    return found, name_in_book(session, enrolment)


# What may be handed over ----------------------------------------------------------------------------------


def _day(one: Activity, on: str, today: date) -> str:
    day = filled.not_after("on", filled.day("on", on), today)
    if (one.since and day < one.since) or (one.until and day > one.until):
        since, until = (filled.shown(end) if end else "…" for end in (one.since, one.until))
        raise FieldFault(
            "on",
            _("Ngày {day} ngoài thời gian của “{title}” ({since}–{until}).").format(
                day=filled.shown(day), title=one.title, since=since, until=until
            ),
            todo=_("Xem lại ngày cấp phát; nếu hoạt động kéo dài thì sửa thời gian của hoạt động."),
        )
    return day


def _content(one: Activity, content: str) -> str:
    told = clean(content) or one.content
    if not told:
        raise FieldFault("content", _("Chưa ghi cấp phát gì."), todo=_("Ghi giống, vật tư, thẻ, tiền …"))
    return told


def _unit(one: Activity, unit: str) -> str:
    told = clean(unit) or one.unit
    if one.planned_quantity is not None and told != one.unit:
        raise FieldFault(
            "unit",
            _("Kế hoạch tính bằng “{planned}”, cấp phát ghi “{unit}”.").format(planned=one.unit, unit=told),
            todo=_("Ghi cùng đơn vị với kế hoạch."),
        )
    return told


def _read(session: Session, one: Activity, lines: Sequence[Handed]) -> list[_Line]:
    if not lines:
        raise InputFault(_("Danh sách cấp phát chưa có ai."), todo=_("Chọn những người được nhận."))
    found = {each.id: each for each in some(session, one, [line.enrolment for line in lines])}
    names = names_in_book(session, found.values())
    return [
        _Line(
            found[line.enrolment],
            names[line.enrolment],
            _above_nothing(filled.quantity("quantity", line.quantity)),
            filled.money("value", line.value),
            line,
        )
        for line in lines
    ]


def _above_nothing(quantity: float | None) -> float | None:
    if quantity == 0:
        raise FieldFault(
            "quantity", _("Số lượng phải lớn hơn 0."), todo=_("Bỏ trống nếu không tính số lượng.")
        )
    return quantity


def _blocks(
    session: Session, one: Activity, day: str, content: str, read: Sequence[_Line], again: bool
) -> Iterator[str]:
    """Whole sentences of what stops lines: no approval, handed over already, more than one's share."""
    already = set() if again else _already(session, one, day, content)
    had, twice = _values(session, one), Counter(line.enrolment.id for line in read)
    for line in read:
        its = line.enrolment
        if its.state not in _AMONG or day < its.approved:
            step = filled.shown(its.approved) if its.state in _AMONG else STATE_NAMES[its.state]()
            yield _("{name}: chưa được duyệt ngày {day} ({step}); duyệt trước, rồi cấp phát.").format(
                name=line.name, day=filled.shown(day), step=step
            )
        if its.id in already or (twice[its.id] > 1 and not again):
            yield _(
                "{name}: đã ghi cấp phát “{content}” ngày {day}; bỏ dòng này nếu là cùng một lần."
            ).format(name=line.name, content=content, day=filled.shown(day))
        had[its.id] += line.value or 0
        if one.share is not None and had[its.id] > one.share:
            yield _(
                "{name}: tổng {total} đồng vượt mức {share} đồng mỗi đối tượng; sửa số tiền hoặc mức hỗ trợ."
            ).format(name=line.name, total=number(had[its.id]), share=number(one.share))


def _beyond_plan(session: Session, one: Activity, read: Sequence[_Line]) -> Iterator[str]:
    if one.planned_quantity is None:
        return
    total = handed_over(session, one.id) + sum(line.quantity or 0 for line in read)
    if total > one.planned_quantity:
        yield _(
            "Tổng cấp phát {total} {unit} nhiều hơn kế hoạch {planned} {unit};"
            " sửa số lượng, hoặc sửa kế hoạch theo quyết định."
        ).format(total=figure(total), planned=figure(one.planned_quantity), unit=one.unit)


def _already(session: Session, one: Activity, day: str, content: str) -> set[Key]:
    """Who got the same on the same day."""
    query = (
        select(Delivery.enrolment)
        .join(Enrolment, col(Enrolment.id) == col(Delivery.enrolment))
        .where(Enrolment.activity == one.id, Delivery.on_day == day, Delivery.content == content)
        .where(Delivery.deleted == 0, Delivery.returned == "")
    )
    return set(session.exec(query))


def _values(session: Session, one: Activity) -> Counter[Key]:
    """What each has got so far, in đồng, without what came back."""
    net = func.coalesce(Delivery.value, 0) - func.coalesce(Delivery.returned_value, 0)
    query = (
        select(Delivery.enrolment, func.sum(net))
        .join(Enrolment, col(Enrolment.id) == col(Delivery.enrolment))
        .where(Enrolment.activity == one.id, Delivery.deleted == 0)
        .group_by(col(Delivery.enrolment))
    )
    return Counter(dict(session.exec(query).all()))


def _stopped(one: Activity, blocks: Sequence[str]) -> InputFault:
    rest = len(blocks) - _NAMED
    more = (_("… và {n} điều khác.").format(n=rest),) if rest > 0 else ()
    return InputFault(
        _("Chưa ghi được cấp phát của “{title}”; chưa ghi gì vào sổ.").format(title=one.title),
        " ".join((*blocks[:_NAMED], *more)),
    )
