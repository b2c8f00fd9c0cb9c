"""Enrolments: households and persons enter an activity, are checked, leave, finish; nothing of it is deleted.

Approval, which takes a place, is in `approving`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.errors import InputFault
from app.i18n import _
from app.models.key import Key
from app.models.support import (
    APPROVED,
    CHECKED,
    FINISHED,
    RECEIVING,
    REFUSED,
    REGISTERED,
    WITHDRAWN,
    Activity,
    Enrolment,
)
from app.rules.support_kinds import PERSON
from app.services.support import facts, filled
from app.services.support.activities import (
    activity,
    must_be_open,
    must_be_ours,
    reason,
    sub_project_of,
)
from app.services.support.authority import must_be_allowed
from app.services.support.enrolment_steps import (
    BEFORE_APPROVAL,
    ENDED,
    enrolment_of,
    last_day,
    must_be,
    name_in_book,
    step_day,
)
from app.services.support.examining import SETTLED, Examined, examine, name_of, of_activity, some
from app.services.support.facts import HAD, OF_HOUSEHOLD, OF_PERSON, Register
from app.services.typed import FieldFault
from app.store.store import Store
from app.store.tables import key_of


@dataclass(frozen=True, slots=True)
class Registered:
    """What registering did: enrolments made, and those that were there already."""

    new: tuple[Key, ...]
    already: tuple[Key, ...]


Applying = tuple[Key, Key | None]  # a household, or one of its persons


def register(store: Store, key: Key, who: Sequence[Applying], on: str, today: date, actor: str) -> Registered:
    """Households or persons are registered in an activity; whoever is in it already is told, not doubled.

    Raises:
        FieldFault: the day cannot be, or somebody is not in this book on that day.
        InputFault: the activity is closed, another's, or not for households (persons).
    """
    with store.session() as session:
        one = must_be_open(must_be_ours(store, activity(session, key)))
    day = filled.not_after("on", filled.day("on", on), today)
    wanted = list(dict.fromkeys(who))
    homes = {household for household, _person in wanted}
    known = facts.register(store, date.fromisoformat(day), store.place, homes)
    rows = [_row(one, known, household, person, day) for household, person in wanted]
    with store.session() as session:
        there = [row["id"] for row in rows if (old := session.get(Enrolment, row["id"])) and not old.deleted]
    new = [row for row in rows if row["id"] not in there]
    title = _("Đăng ký {n} đối tượng vào {title}").format(n=len(new), title=one.title)
    with store.write(title, actor) as act:
        made = act.insert("enrolment", new)
    return Registered(tuple(made), tuple(there))


def _row(one: Activity, known: Register, household: Key, person: Key | None, day: str) -> dict[str, Any]:
    unit = PERSON if person else "household"
    if unit not in sub_project_of(one).units:
        what = (
            _("“{title}” hỗ trợ cho hộ hoặc địa bàn, không cho từng người.")
            if person
            else _("“{title}” hỗ trợ cho từng người hoặc địa bàn, không cho cả hộ.")
        )
        raise FieldFault("who", what.format(title=one.title), todo=_("Chọn lại đối tượng."))
    if known.applicant(household, person) is None:
        raise FieldFault(
            "who",
            _("{name} không có trong sổ của nơi này ngày {day}.").format(
                name=name_of(known, household, person), day=filled.shown(day)
            ),
            _("Chỉ đăng ký được hộ đang ở và người đang là thành viên của hộ, thuộc địa bàn của sổ."),
            _("Kiểm tra lại hộ, người và ngày đăng ký."),
        )
    row = {
        "activity": one.id,
        "household": household,
        "person": person,
        "state": REGISTERED,
        "registered": day,
    }
    return {"id": key_of("enrolment", row), "place": known.homes[household].place, **row}


def fill(
    store: Store,
    key: Key,
    actor: str,
    details: Mapping[str, Any] | None = None,
    told: Mapping[str, Any] | None = None,
    note: str | None = None,
) -> bool:
    """What is asked of an enrolment, and what was told of the applicant beside the register; False if known.

    Args:
        told: pregnant, nursing, disabled, stable, low_income: yes or no; roles: codes; had_<kind>: ever had;
            settled: by which paper a person decided what no catalogue tells.
    """
    with store.session() as session:
        enrolment, one = enrolment_of(store, session, key)
    fields: dict[str, Any] = {} if note is None else {"note": note.strip()}
    if details is not None:
        fields["details"] = filled.details(sub_project_of(one).asks_on("enrolment", one.part), details)
    if told is not None:
        _must_be_known(told)
        fields["told"] = dict(told)
    with store.write(_("Ghi thông tin đăng ký trong {title}").format(title=one.title), actor) as act:
        return act.update("enrolment", enrolment.id, fields)


def _must_be_known(told: Mapping[str, Any]) -> None:
    known = {*OF_PERSON, *OF_HOUSEHOLD, SETTLED}
    for name in told:
        if name not in known and not name.startswith(HAD):
            raise FieldFault(
                name,
                _("Không có điều “{name}” để ghi về người đăng ký.").format(name=name),
                todo=_("Chọn trong: {names}.").format(names=", ".join(sorted(known))),
            )


def check(
    store: Store, key: Key, on: str, today: date, actor: str, enrolments: Sequence[Key] | None = None
) -> tuple[Examined, ...]:
    """Those registered (or some) are checked on a day: who passes is marked; all come back with reasons."""
    with store.session() as session:
        one = must_be_open(must_be_ours(store, activity(session, key)))
        told = (
            of_activity(session, key, (REGISTERED,)) if enrolments is None else some(session, one, enrolments)
        )
    day = filled.not_after("on", filled.day("on", on), today)
    found = examine(store, one, date.fromisoformat(day), told)
    with store.write(_("Kiểm tra đối tượng của {title}").format(title=one.title), actor) as act:
        for each in found:
            if each.ok and each.enrolment.state == REGISTERED:
                act.update("enrolment", each.enrolment.id, {"state": CHECKED, "checked": day})
    return found


def except_double(store: Store, key: Key, why: str, actor: str) -> None:
    """An officer who may goes on beside the records that stand against an enrolment, for a written reason."""
    told = reason(why, _("Hỗ trợ trùng chỉ được tiếp tục khi có lý do."))
    with store.session() as session:
        enrolment, one = enrolment_of(store, session, key)
        must_be_allowed(session, store.place, actor)
    must_be(enrolment, BEFORE_APPROVAL)
    (found,) = examine(store, one, date.fromisoformat(last_day(enrolment)), [enrolment])
    if not found.clashes:
        raise InputFault(_("{name} không trùng với hỗ trợ nào đã ghi.").format(name=found.name))
    title = _("Hỗ trợ {name} dù trùng: {why}").format(name=found.name, why=told)
    with store.write(title, actor) as act:
        act.update("enrolment", key, {"exception_why": told, "exception_by": actor or "?"})


def withdraw(store: Store, key: Key, on: str, why: str, today: date, actor: str) -> None:
    """Somebody enrolled leaves before the end, for a reason; what was handed over stays recorded."""
    told = reason(why, _("Rút khỏi hoạt động phải ghi lý do."))
    _end(store, key, WITHDRAWN, on, told, today, actor)


def refuse(store: Store, key: Key, on: str, why: str, today: date, actor: str) -> None:
    """Somebody registered is refused, for a reason."""
    told = reason(why, _("Không duyệt thì phải ghi lý do."))
    _end(store, key, REFUSED, on, told, today, actor)


def _end(store: Store, key: Key, state: str, on: str, why: str, today: date, actor: str) -> None:
    with store.session() as session:
        enrolment, one = enrolment_of(store, session, key)
        name = name_in_book(session, enrolment)
    must_be(enrolment, BEFORE_APPROVAL if state == REFUSED else (*BEFORE_APPROVAL, APPROVED, RECEIVING))
    day = step_day(enrolment, on, today)
    words = (
        _("{name} rút khỏi {title}: {why}")
        if state == WITHDRAWN
        else _("Không duyệt {name} ở {title}: {why}")
    )
    with store.write(words.format(name=name, title=one.title, why=why), actor) as act:
        act.update("enrolment", key, {"state": state, "ended": day, "ended_why": why})


def register_again(store: Store, key: Key, on: str, today: date, actor: str) -> None:
    """Somebody withdrawn or refused is registered once more; the history keeps what was before."""
    with store.session() as session:
        enrolment, one = enrolment_of(store, session, key)
        name = name_in_book(session, enrolment)
    must_be_open(one)
    must_be(enrolment, ENDED)
    day = step_day(enrolment, on, today)
    blank = dict.fromkeys(
        ("checked", "waiting", "approved", "ended", "ended_why", "approved_class", "approved_by"), ""
    )
    grounds: dict[str, Any] = dict.fromkeys(enrolment.grounds)
    with store.write(_("{name} đăng ký lại vào {title}").format(name=name, title=one.title), actor) as act:
        fields = {**blank, "state": REGISTERED, "registered": day, "rank": None, "grounds": grounds}
        act.update("enrolment", key, fields)


def finish(store: Store, enrolments: Sequence[Key], on: str, today: date, actor: str) -> None:
    """Those who were approved have had what the activity gives; all in one act."""
    with store.session() as session:
        told = [enrolment_of(store, session, key) for key in enrolments]
    days = {}
    for enrolment, _one in told:
        must_be(enrolment, (APPROVED, RECEIVING))
        days[enrolment.id] = step_day(enrolment, on, today)
    with store.write(_("{n} đối tượng hoàn thành").format(n=len(told)), actor) as act:
        for key, day in days.items():
            act.update("enrolment", key, {"state": FINISHED, "finished": day})
