"""What the dialogs of recognition are opened with: requests, decisions, certificates, as plain values."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from app.i18n import _
from app.models.procedure import AVERAGE_FARMING, ENTER, LEAVE, Decision, Request
from app.models.review import AD_HOC, Round
from app.services.procedure import recognition, requests, roll
from app.services.procedure.block import Block, few
from app.services.procedure.certificates import lines
from app.services.procedure.proceedings import read
from app.services.procedure.roll import Given
from app.services.procedure.village import LISTED

KINDS = {
    ENTER: lambda: _("vào danh sách (Mẫu 01)"),
    LEAVE: lambda: _("ra khỏi danh sách (Mẫu 04)"),
    AVERAGE_FARMING: lambda: _("mức sống trung bình (Mẫu 01)"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that waits for its answer; `fits` where the review gives what it asks for."""

    request: bytes
    case: bytes
    household: bytes
    name: str
    kind: str
    filed: date
    due: date
    left: int
    klass: str
    before: str
    finished: bool
    fits: bool
    round: bytes
    month: str


@dataclass(frozen=True, slots=True)
class Deciding:
    """A round that is to be decided upon; `signer` is who signed last."""

    one: bytes
    adhoc: bool
    asked: tuple[Asked, ...]
    signer: str


def deciding(session: Session, one: bytes, today: date) -> Deciding:
    """A round, and of an ad-hoc one the requests that wait."""
    known = session.get_one(Round, one)
    query = select(Decision.signer).where(Decision.place == known.place, Decision.deleted == 0)
    signer = session.exec(query.order_by(col(Decision.on_day).desc()).limit(1)).first() or ""
    waits = asked(session, known.place, today) if known.kind == AD_HOC else ()
    return Deciding(one, known.kind == AD_HOC, tuple(each for each in waits if each.round == one), signer)


def asked(session: Session, place: bytes, today: date) -> tuple[Asked, ...]:
    """The requests of a place that nobody has answered, the most urgent first."""
    told: dict[bytes, Any] = {}
    found = []
    for each in requests.waiting(session, place, today):
        one = session.get_one(Request, each.request).round
        proceedings = told.setdefault(one, read(session, session.get_one(Round, one)))
        case = proceedings.village_of(each.case).case(each.case)
        klass = case.classes.get(proceedings.standard) or ""
        grants = not list(requests.not_granted(session, proceedings, [each.case]))
        month = f"{proceedings.round.month}/{proceedings.round.year}"
        found.append(
            Asked(
                each.request, each.case, each.household, few(session, [each.household]), KINDS[each.kind](),
                each.filed, each.due, each.left, klass, case.before, case.finished,
                case.finished and grants, one, month,
            )
        )  # fmt: skip
    return tuple(found)


def obstacles(
    session: Session, one: bytes, signed: dict[str, Any], cases: Collection[bytes], today: date
) -> tuple[dict[str, int], list[Block]]:
    """What a decision would list, and what stands in its way."""
    known = session.get_one(Round, one)
    blocks = recognition.obstacles(session, known, recognition.Signed(**signed), today, cases)
    counts = roll.frozen(read(session, known), cases) if cases or known.kind != AD_HOC else {}
    return dict(counts), blocks


@dataclass(frozen=True, slots=True)
class Certified:
    """The certificates of a round, and per standing decision how many households still wait for theirs."""

    one: bytes
    given: tuple[Given, ...]
    waiting: tuple[tuple[bytes, int, int], ...]


def certified(session: Session, one: bytes) -> Certified:
    """The certificates of a round; `waiting` are key and number of a decision, and how many lack one."""
    known = session.get_one(Round, one)
    waiting = tuple(
        (each.id, each.number, lacking)
        for each in read(session, known).decisions
        if (lacking := sum(line.klass in LISTED and not line.certificate for line in lines(session, each.id)))
    )
    return Certified(one, roll.given(session, known), waiting)
