"""What an officer names, as keys: a round by year and month, a village by name, a household by code."""

from __future__ import annotations

from collections.abc import Iterable

from sqlmodel import Session, col, select

from app.errors import InputFault
from app.i18n import _
from app.models.household import Household
from app.models.key import SIZE, Key
from app.models.procedure import Complaint, Decision, Request
from app.models.review import AD_HOC, Case, Round
from app.services import places, rounds
from app.services.procedure.proceedings import Proceedings


def round_of(session: Session, place: Key, year: int, month: int | None = None) -> Round:
    """The periodic round of a year, or the ad-hoc one of a month; InputFault when there is none."""
    if month is None:
        return rounds.get(session, place, year)
    found = rounds.find(session, place, year, AD_HOC, month)
    if found is None:
        raise InputFault(
            _("Sổ chưa có đợt rà soát thường xuyên tháng {month}/{year}.").format(month=month, year=year),
            todo=_("Đợt mở khi có đơn đầu tiên của hộ."),
        )
    return found


def village(session: Session, place: Key, name: str) -> Key:
    """The place below one that is spelled so; InputFault when there is none."""
    found = places.named(places.below(session, place), name)
    if found is None:
        raise InputFault(
            _("Không có bản, thôn nào tên “{name}”.").format(name=name), todo=_("Xem tên trong tiến độ đợt.")
        )
    return found.id


def household(session: Session, text: str) -> Key:
    """The household of a code, or of the 32 digits of its key; InputFault when it is not exactly one."""
    key = _key(text)
    if key is not None and session.get(Household, key) is not None:
        return key
    query = select(Household.id).where(Household.code == text, Household.deleted == 0)
    found = session.exec(query).all()
    if len(found) == 1:
        return found[0]
    if found:
        what = _("Có {n} hộ cùng mã “{code}”.").format(n=len(found), code=text)
        raise InputFault(what, todo=_("Dùng mã 32 ký tự mà lệnh “find” in ra."))
    raise InputFault(_("Sổ không có hộ mã “{code}”.").format(code=text), todo=_("Kiểm tra lại mã hộ."))


def _key(text: str) -> Key | None:
    try:
        key = bytes.fromhex(text)
    except ValueError:
        return None
    return key if len(key) == SIZE else None


def case(session: Session, one: Round, text: str) -> Key:
    """The case of a household in a round; InputFault when it is not in it."""
    found = session.exec(
        select(Case.id).where(
            Case.round == one.id, Case.household == household(session, text), Case.deleted == 0
        )
    ).first()
    if found is None:
        raise InputFault(_("Hộ “{code}” không có trong đợt này.").format(code=text))
    return found


def open_complaint(told: Proceedings, case: Key) -> Complaint:
    """The complaint about a case that waits for an answer; InputFault when there is none."""
    for one in told.village_of(case).open_complaints():
        if one.review_case == case:
            return one
    raise InputFault(_("Hộ này không có khiếu nại nào chờ trả lời."))


def request(session: Session, one: Round, case: Key) -> Request:
    """The request behind a case of an ad-hoc round; InputFault when there is none."""
    query = select(Request).where(Request.round == one.id, Request.review_case == case, Request.deleted == 0)
    found = session.exec(query).first()
    if found is None:
        raise InputFault(_("Hộ này không có đơn trong đợt."))
    return found


def decision(session: Session, one: Round, number: int | None = None) -> Decision:
    """A decision about a round: of a number, or the only one that stands; InputFault otherwise."""
    query = select(Decision).where(Decision.round == one.id, Decision.deleted == 0)
    found = _wanted(session.exec(query.order_by(col(Decision.on_day))), number)
    if not found:
        raise InputFault(_("Đợt này chưa có quyết định công nhận như vậy."), todo=_("Xem lại số quyết định."))
    if len(found) > 1:
        raise InputFault(
            _("Đợt này có {n} quyết định.").format(n=len(found)), todo=_("Ghi rõ số quyết định.")
        )
    return found[0]


def _wanted(known: Iterable[Decision], number: int | None) -> list[Decision]:
    if number is None:
        return [one for one in known if not one.revoked]
    return [one for one in known if one.number == number]
