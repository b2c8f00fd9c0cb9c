"""Public postings: a village's results at two places, for the full days that the law asks for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session

from app.errors import InputFault
from app.i18n import _
from app.models.key import Key
from app.models.procedure import Complaint, Meeting
from app.models.review import Round
from app.rules.deadlines import due
from app.services import rounds
from app.services.procedure.block import few
from app.services.procedure.proceedings import Proceedings, read
from app.services.procedure.village import Village
from app.services.typed import FieldFault
from app.store.store import Store

POSTING = "posting"


def last_day(told: Proceedings, since: date) -> date:
    """The last day of a posting that begins on a day."""
    term = told.leeway.term(told.step(POSTING))
    return due(term, since, told.leeway.holidays) if term else since


def post(
    store: Store,
    one: Key,
    village: Key,
    since: date,
    today: date,
    actor: str,
    until: date | None = None,
    at_village: str = "",
    at_office: str = "",
) -> Key:
    """The results of a village's meeting hang at two places, from a day until another, both included.

    After a re-check this is the second posting, and covers every complaint that was answered.

    Args:
        until: without it as many days as the law, or the place, asks for.
        at_village: without it the board that the place chose; `at_office` alike.

    Raises:
        FieldFault: too short, before the meeting, or not yet begun.
        InputFault: results of the village are not settled.
    """
    with store.session() as session:
        told = read(session, rounds.must_be_open(session.get_one(Round, one)), village)
        its = told.village(village)
        held = _must_be_settled(session, its)
        reposting = its.to_repost()
        if its.shown() and not reposting:
            raise InputFault(
                _("Kết quả của {village} đã niêm yết rồi.").format(village=its.name),
                todo=_("Niêm yết lại chỉ sau khi trả lời khiếu nại hoặc họp lại."),
            )
        end = until or last_day(told, since)
        _check(told, held, reposting, since, end, today)
        boards = {
            "at_village": at_village.strip() or told.leeway.text("village_board"),
            "at_office": at_office.strip() or told.leeway.text("office_board"),
        }
    _must_be_two(boards)
    with store.write(_("Niêm yết kết quả {village}").format(village=its.name), actor) as act:
        number = its.postings[-1].number + 1 if its.postings else 1
        row = {"round": one, "place": village, "number": number, "meeting": held.id}
        days = {"since": since.isoformat(), "until": end.isoformat()}
        (key,) = act.insert(POSTING, [{**row, **days, **boards}])
        for complaint in reposting:
            act.update("complaint", complaint.id, {"reposted": key})
    return key


def _must_be_settled(session: Session, village: Village) -> Meeting:
    """The newest meeting, when it, with those before it, agreed to every result of the village."""
    waiting = (*village.unsurveyed(), *village.unsettled())
    if village.held is None or waiting:
        names = few(session, list(dict.fromkeys(case.household for case in waiting)))
        why = _("Chưa được họp dân thống nhất: {names}.").format(names=names) if names else ""
        raise InputFault(
            _("{village} chưa niêm yết được.").format(village=village.name),
            why,
            _("Rà soát xong, họp dân, rồi niêm yết."),
        )
    return village.held


def _check(
    told: Proceedings, held: Meeting, reposting: Sequence[Complaint], since: date, until: date, today: date
) -> None:
    met = date.fromisoformat(held.on_day)
    if since < met:
        raise FieldFault(
            "since",
            _("Ngày niêm yết {day} trước ngày họp dân {met}.").format(
                day=f"{since:%d/%m/%Y}", met=f"{met:%d/%m/%Y}"
            ),
            todo=_("Xem lại ngày bắt đầu niêm yết."),
        )
    answered = max((one.answered for one in reposting), default="")
    if since.isoformat() < answered:
        raise FieldFault(
            "since",
            _("Niêm yết lại phải sau ngày trả lời khiếu nại {day}.").format(
                day=f"{date.fromisoformat(answered):%d/%m/%Y}"
            ),
        )
    if since > today:
        raise FieldFault(
            "since",
            _("Ngày niêm yết {day} chưa đến.").format(day=f"{since:%d/%m/%Y}"),
            todo=_("Niêm yết rồi mới ghi; ngày dự kiến thì ghi vào kế hoạch."),
        )
    _must_be_long_enough(told, since, until)


def _must_be_long_enough(told: Proceedings, since: date, until: date) -> None:
    lawful = last_day(told, since)
    if until < lawful:
        raise FieldFault(
            "until",
            _("Niêm yết từ {since} đến {until} chỉ được {days} ngày.").format(
                since=f"{since:%d/%m}", until=f"{until:%d/%m/%Y}", days=max((until - since).days + 1, 0)
            ),
            _("Phải đủ {days} ngày.").format(days=(lawful - since).days + 1),
            _("Để niêm yết đến hết ngày {day}, rồi ghi lại.").format(day=f"{lawful:%d/%m/%Y}"),
        )


def _must_be_two(boards: dict[str, str]) -> None:
    if not all(boards.values()) or boards["at_village"] == boards["at_office"]:
        raise FieldFault(
            "at_village",
            _("Kết quả phải niêm yết ở hai nơi: ở thôn, bản và ở trụ sở xã."),
            todo=_("Ghi rõ hai nơi niêm yết."),
        )
