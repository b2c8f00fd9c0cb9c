"""Approval: who gets the places of an activity, in the order of priority; the others wait for a free one.

What was found on the day of approval (class, by what it was recognised, the rules) is kept as it was.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.errors import InputFault
from app.i18n import _
from app.models.key import Key
from app.models.support import APPROVED, CHECKED, REGISTERED, WAITING, Activity, Enrolment
from app.rules.priority import IN, TIED, ranking
from app.rules.priority import WAITING as BEYOND
from app.services.support import filled
from app.services.support.activities import (
    HOLDING,
    activity,
    enrolled,
    must_be_open,
    must_be_ours,
    places_of,
    sub_project_of,
)
from app.services.support.enrolment_steps import BEFORE_APPROVAL, must_be
from app.services.support.examining import SETTLED, Examined, examine, of_activity, some
from app.services.typed import FieldFault
from app.store.store import Store

_NAMED = 5  # sentences told at once; of more only the number


@dataclass(frozen=True, slots=True)
class Approved:
    """What an approval did.

    Attributes:
        tied: left as they were: they share the rank at which the places end, and a person has to choose.
    """

    approved: tuple[Key, ...]
    waiting: tuple[Key, ...]
    tied: tuple[Key, ...] = ()


def approve(
    store: Store,
    key: Key,
    on: str,
    today: date,
    actor: str,
    enrolments: Sequence[Key] | None = None,
    settled: str = "",
) -> Approved:
    """The list of an activity is approved in one act: those registered and checked, or some that are named.

    Who stands beyond the last place goes on the waiting list; whoever is named gets a place.

    Args:
        settled: by which paper the competent person decided what no catalogue tells; kept with each of them.

    Raises:
        InputFault: somebody cannot be approved on the day (every reason is told, nothing is written), or more
            are named than places are free.
    """
    one, told, free = _asked(store, key, enrolments)
    day = _day(one, on, today)
    if settled.strip():
        for enrolment in told:
            enrolment.told = {**enrolment.told, SETTLED: settled.strip()}
    found = examine(store, one, date.fromisoformat(day), told)
    _must_be_ok(one, found)
    if enrolments is not None and free is not None and len(found) > free:
        raise _too_many(one, len(found), free)
    ranked = _ranked(one, found, day, free if enrolments is None else None)
    title = _("Duyệt {n} đối tượng của {title}").format(n=len(ranked[IN]), title=one.title)
    with store.write(title, actor) as act:
        for each, rank in ranked[IN]:
            act.update("enrolment", each.enrolment.id, _approved(each, rank, day))
        for each, rank in ranked[BEYOND]:
            act.update("enrolment", each.enrolment.id, _waiting(each.enrolment, rank, day))
    keys = {standing: tuple(each.enrolment.id for each, _rank in ranked[standing]) for standing in ranked}
    return Approved(keys[IN], keys[BEYOND], keys[TIED])


def promote(
    store: Store, key: Key, on: str, today: date, actor: str, count: int | None = None
) -> tuple[Key, ...]:
    """The first of the waiting list get the places that are free (or `count` of them). Returns who.

    InputFault when nobody waits, no place is free, or equal ranks compete for the last place.
    """
    with store.session() as session:
        one = must_be_open(must_be_ours(store, activity(session, key)))
        waiting = of_activity(session, key, (WAITING,))
        free = free_places(one, enrolled(session, key, HOLDING))
    wanted = min(len(waiting) if free is None else free, len(waiting), count or len(waiting))
    if not wanted:
        raise InputFault(
            _("Không có ai để duyệt từ danh sách chờ của “{title}”.").format(title=one.title),
            _("Hết chỗ, hoặc không ai đang chờ."),
            _("Rút người không còn tham gia và ghi lý do, hoặc sửa số chỗ trong kế hoạch."),
        )
    waiting.sort(key=lambda each: (each.rank or 0, each.waiting, each.registered, each.id))
    if wanted < len(waiting) and _order(waiting[wanted - 1]) == _order(waiting[wanted]):
        raise InputFault(
            _("Còn {n} chỗ mà nhiều người cùng thứ tự ưu tiên đang chờ.").format(n=wanted),
            todo=_("Họp xét chọn, rồi duyệt đích danh người được chọn."),
        )
    return approve(store, key, on, today, actor, [each.id for each in waiting[:wanted]]).approved


def _order(enrolment: Enrolment) -> tuple[int, str]:
    return enrolment.rank or 0, enrolment.waiting


def free_places(one: Activity, held: int) -> int | None:
    """Places left when so many are taken; None where the activity has no number of places."""
    planned = places_of(one)
    return None if planned is None else max(planned - held, 0)


def _asked(
    store: Store, key: Key, enrolments: Sequence[Key] | None
) -> tuple[Activity, list[Enrolment], int | None]:
    """The activity, who is to be approved, and how many places are free."""
    with store.session() as session:
        one = must_be_open(must_be_ours(store, activity(session, key)))
        told = (
            of_activity(session, key, (REGISTERED, CHECKED))
            if enrolments is None
            else some(session, one, list(dict.fromkeys(enrolments)))
        )
        free = free_places(one, enrolled(session, key, HOLDING))
    for enrolment in told:
        must_be(enrolment, BEFORE_APPROVAL)
    if not told:
        raise InputFault(
            _("“{title}” không có ai chờ duyệt.").format(title=one.title), todo=_("Đăng ký đối tượng trước.")
        )
    return one, told, free


def _day(one: Activity, on: str, today: date) -> str:
    day = filled.not_after("on", filled.day("on", on), today)
    if one.until and day > one.until:
        raise FieldFault(
            "on",
            _("Ngày duyệt {day} sau khi hoạt động kết thúc ({until}).").format(
                day=filled.shown(day), until=filled.shown(one.until)
            ),
            todo=_("Xem lại ngày duyệt, hoặc sửa thời gian của hoạt động."),
        )
    return day


def _must_be_ok(one: Activity, found: Sequence[Examined]) -> None:
    blocks = [block for each in found for block in each.blocks]
    if blocks:
        rest = len(blocks) - _NAMED
        more = _("… và {n} điều khác.").format(n=rest) if rest > 0 else ""
        raise InputFault(
            _("Chưa duyệt được danh sách của “{title}”; chưa ghi gì vào sổ.").format(title=one.title),
            " ".join((*blocks[:_NAMED], more)).strip(),
            _("Bổ sung thông tin, rút hoặc không duyệt những người ấy, rồi duyệt lại."),
        )


def _too_many(one: Activity, wanted: int, free: int) -> InputFault:
    return InputFault(
        _("“{title}” còn {free} chỗ, không duyệt được {n} người.").format(
            title=one.title, free=free, n=wanted
        ),
        _("Số chỗ theo kế hoạch của hoạt động."),
        _("Chọn ít người hơn, rút người không còn tham gia, hoặc sửa kế hoạch."),
    )


def _ranked(
    one: Activity, found: Sequence[Examined], day: str, free: int | None
) -> dict[str, list[tuple[Examined, int]]]:
    """Those found with their ranks: who is in, who is beyond the last place, who is tied across it."""
    pairs = [(n, each.applicant) for n, each in enumerate(found) if each.applicant is not None]
    order: dict[Hashable, Examined] = dict(enumerate(found))
    told: dict[str, list[tuple[Examined, int]]] = {IN: [], BEYOND: [], TIED: []}
    for row in ranking(sub_project_of(one), pairs, date.fromisoformat(day), free).rows:
        told[row.standing].append((order[row.key], row.rank))
    return told


def _approved(each: Examined, rank: int, day: str) -> dict[str, Any]:
    assert each.verdict is not None, "who is not in the register is not approved"
    stands = each.standing
    grounds = {f"{reason.way} {reason.rule}".strip(): reason.text for reason in each.verdict.reasons}
    if by_paper := each.enrolment.told.get(SETTLED):
        grounds[SETTLED] = _("Người có thẩm quyền quyết định: {paper}").format(paper=by_paper)
    if each.enrolment.exception_why:
        grounds["exception"] = _("Hỗ trợ dù trùng, theo {by}: {why}").format(
            by=each.enrolment.exception_by, why=each.enrolment.exception_why
        )
    return {
        "state": APPROVED,
        "approved": day,
        "rank": rank,
        "approved_class": stands.klass if stands else "",
        "approved_by": stands.by if stands else "",
        "grounds": dict.fromkeys(each.enrolment.grounds) | grounds,
        "told": each.enrolment.told,
    }


def _waiting(enrolment: Enrolment, rank: int, day: str) -> dict[str, Any]:
    return {"state": WAITING, "waiting": enrolment.waiting or day, "rank": rank, "told": enrolment.told}
