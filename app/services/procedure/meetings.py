"""Village meetings: called, held, voted. What too few agree to is surveyed again and meets again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlmodel import Session

from app.errors import InputFault
from app.i18n import _
from app.models.key import Key
from app.models.procedure import Meeting
from app.models.review import TO_CHECK, Round
from app.services import rounds
from app.services.procedure.block import few
from app.services.procedure.proceedings import MEETING, Proceedings, read
from app.services.procedure.village import Village
from app.services.typed import FieldFault
from app.store.act import Act
from app.store.store import Store


@dataclass(frozen=True, slots=True)
class Minutes:
    """What the minutes of a meeting say.

    Attributes:
        representatives: of the households, who sign beside chair and secretary.
        invited: persons; None where nobody counted them.
        attending: persons.
        copies: of the minutes; None for as many as the law asks for.
    """

    on: date
    chair: str
    secretary: str
    attending: int
    venue: str = ""
    hour: str = ""
    representatives: str = ""
    invited: int | None = None
    copies: int | None = None
    note: str = ""


def call(store: Store, one: Key, village: Key, on: date, hour: str, venue: str, actor: str) -> Key:
    """Call a meeting for a day to come; calling again moves the one that is called. Returns the meeting."""
    with store.session() as session:
        told = read(session, rounds.must_be_open(session.get_one(Round, one)), village).village(village)
    _must_follow(told.held, on)
    fields = {"on_day": on.isoformat(), "hour": hour.strip(), "venue": venue.strip()}
    with store.write(_("Hẹn họp dân {village}").format(village=told.name), actor) as act:
        return _meeting(act, one, told, fields)


def hold(
    store: Store,
    one: Key,
    village: Key,
    minutes: Minutes,
    votes: Mapping[Key, int],
    today: date,
    actor: str,
    others: int | None = None,
) -> Key:
    """A meeting took place, with its votes in the same act. Returns the meeting.

    Args:
        votes: case → how many agreed to its result.
        others: how many agreed to each other result that was ready; None when nobody voted on them.

    Raises:
        FieldFault: something that the minutes must say is missing or impossible.
        InputFault: the village has nothing to vote upon, or a case is not ready for a vote.
    """
    with store.session() as session:
        told = read(session, rounds.must_be_open(session.get_one(Round, one)), village)
        its = told.village(village)
        minutes = _as_called(minutes, its.called)
        copies = told.step(MEETING).minutes_copies
        _check(minutes, copies, today)
        _must_follow(its.held, minutes.on)
        _must_follow_survey(its, minutes.on)
        if not its.unsettled():
            raise InputFault(
                _("{village} không có kết quả nào cần họp.").format(village=its.name),
                todo=_("Rà soát xong các hộ trước, hoặc làm bước sau."),
            )
        counted = _counted(session, its, votes, others, minutes.attending)
    fields = _fields(minutes, copies)
    with store.write(_("Họp dân {village}").format(village=its.name), actor) as act:
        key = _meeting(act, one, its, fields)
        _vote(act, told, its, key, minutes.attending, counted)
    return key


def vote(store: Store, meeting: Key, votes: Mapping[Key, int], actor: str) -> None:
    """Votes of a meeting that were left out, or were counted wrongly; case → how many agreed."""
    with store.session() as session:
        known = session.get_one(Meeting, meeting)
        told = read(session, rounds.must_be_open(session.get_one(Round, known.round)), known.place)
        its = told.village(known.place)
        attending = known.attending
        if attending is None:
            raise InputFault(
                _("Cuộc họp này chưa diễn ra."), todo=_("Ghi biên bản: chủ trì, thư ký, số người dự.")
            )
        if its.held is None or its.held.id != meeting or its.shown():
            raise InputFault(
                _("Sau cuộc họp này đã có bước khác nên phiếu không sửa được."),
                todo=_("Hoàn tác bước sau trước, hoặc họp lại."),
            )
        counted = _counted(session, its, votes, None, attending)
    with store.write(_("Ghi biểu quyết họp dân {village}").format(village=its.name), actor) as act:
        _vote(act, told, its, meeting, attending, counted)


# What the minutes must say -------------------------------------------------------------------------------


def _as_called(minutes: Minutes, called: Meeting | None) -> Minutes:
    """Hour and venue as the meeting was called, where the minutes do not say them."""
    if called is None:
        return minutes
    return replace(minutes, hour=minutes.hour or called.hour, venue=minutes.venue or called.venue)


def _check(minutes: Minutes, copies: int, today: date) -> None:
    needed = (
        ("chair", minutes.chair, _("Cuộc họp chưa có người chủ trì."), _("Ghi họ tên trưởng thôn, bản.")),
        ("secretary", minutes.secretary, _("Cuộc họp chưa có thư ký."), _("Ghi họ tên người ghi biên bản.")),
        ("venue", minutes.venue, _("Cuộc họp chưa ghi nơi họp."), _("Ghi nơi họp.")),
    )
    for field, text, what, todo in needed:
        if not text.strip():
            raise FieldFault(field, what, todo=todo)
    if minutes.attending <= 0:
        raise FieldFault("attending", _("Cuộc họp phải có người dự."), todo=_("Ghi số người dự họp."))
    if minutes.invited is not None and minutes.invited < 0:
        raise FieldFault("invited", _("Số người được mời không được âm."))
    if minutes.on > today:
        raise FieldFault(
            "on",
            _("Ngày họp {day} chưa đến.").format(day=f"{minutes.on:%d/%m/%Y}"),
            todo=_("Hẹn họp thì dùng việc “Hẹn họp dân”; họp xong mới ghi biên bản."),
        )
    if minutes.copies is not None and minutes.copies < copies:
        raise FieldFault(
            "copies",
            _("Biên bản họp dân phải lập {n} bản.").format(n=copies),
            todo=_("Lập đủ số bản, có chữ ký, rồi ghi lại."),
        )


def _must_follow(before: Meeting | None, on: date) -> None:
    if before is not None and on.isoformat() < before.on_day:
        raise FieldFault(
            "on",
            _("Ngày họp {day} trước cuộc họp lần {n} của bản ({before}).").format(
                day=f"{on:%d/%m/%Y}", n=before.number, before=f"{date.fromisoformat(before.on_day):%d/%m/%Y}"
            ),
            todo=_("Xem lại ngày họp."),
        )


def _must_follow_survey(village: Village, on: date) -> None:
    """A meeting cannot have spoken of what was surveyed after it; days of an imported book do not count."""
    late = [case for case in village.unsettled() if case.finished and case.surveyed > on.isoformat()]
    if late:
        raise FieldFault(
            "on",
            _("Ngày họp {day} trước ngày rà soát của {n} hộ, ví dụ hộ {code}.").format(
                day=f"{on:%d/%m/%Y}", n=len(late), code=late[0].code or "?"
            ),
            todo=_("Xem lại ngày họp hoặc ngày rà soát."),
        )


def _counted(
    session: Session, village: Village, votes: Mapping[Key, int], others: int | None, attending: int
) -> dict[Key, int]:
    """The votes of a meeting on cases that are ready for it, each checked."""
    ready = {case.key: case for case in village.unsettled() if case.finished}
    known = {case.key: case for case in village.cases}
    for key in votes.keys() - ready.keys():
        name = few(session, [known[key].household]) if key in known else "?"
        raise InputFault(
            _("Chưa biểu quyết được về hộ {name}: hộ không ở {village}, chưa rà soát xong, hoặc đã được "
              "thống nhất.").format(name=name, village=village.name),
            todo=_("Xem tình trạng của hộ, rồi ghi lại phiếu."),
        )  # fmt: skip
    told = {key: others for key in ready if others is not None} | dict(votes)
    for key, agreeing in told.items():
        if not 0 <= agreeing <= attending:
            raise FieldFault(
                "agreeing",
                _("Hộ {name}: {agreeing} người đồng ý, mà chỉ có {attending} người dự.").format(
                    name=few(session, [ready[key].household]), agreeing=agreeing, attending=attending
                ),
                todo=_("Xem lại số người dự và số người đồng ý."),
            )
    return told


# Writing -------------------------------------------------------------------------------------------------


def _fields(minutes: Minutes, copies: int) -> dict[str, Any]:
    return {
        "on_day": minutes.on.isoformat(),
        "hour": minutes.hour.strip(),
        "venue": minutes.venue.strip(),
        "chair": minutes.chair.strip(),
        "secretary": minutes.secretary.strip(),
        "representatives": minutes.representatives.strip(),
        "invited": minutes.invited,
        "attending": minutes.attending,
        "copies": copies if minutes.copies is None else minutes.copies,
        "note": minutes.note.strip(),
    }


def _meeting(act: Act, one: Key, village: Village, fields: Mapping[str, Any]) -> Key:
    """The meeting that was called, brought to `fields`; else the next one."""
    if village.called is not None:
        act.update("meeting", village.called.id, fields)
        return village.called.id
    last = village.meetings[-1] if village.meetings else None
    number = last.number + 1 if last else 1
    row = {"round": one, "place": village.place, "number": number, "follows": last.id if last else None}
    (key,) = act.insert("meeting", [{**row, **fields}])
    return key


def _vote(
    act: Act, told: Proceedings, village: Village, meeting: Key, attending: int, votes: Mapping[Key, int]
) -> None:
    """Write the votes; a case that too few agreed to must be looked at again."""
    rows = [
        {
            "meeting": meeting,
            "review_case": key,
            "agreeing": agreeing,
            "classes": dict(village.case(key).classes),
        }
        for key, agreeing in votes.items()
    ]
    act.insert("vote", rows)
    for key, agreeing in votes.items():
        if not told.step(MEETING).agreed(agreeing, attending):
            act.update("review_case", key, {"state": TO_CHECK})
