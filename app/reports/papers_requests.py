"""Mẫu 01 and Mẫu 04 of a household, with what it said when it filed its request; or blank."""

from __future__ import annotations

from datetime import date

from sqlmodel import Session, col, select

from app.models import procedure
from app.models.key import Key
from app.models.procedure import LEAVE
from app.models.review import Round
from app.reports.papers_data import Request
from app.reports.papers_people import households, issuer


def request(
    session: Session, one: Round, household: Key | None, *, leaving: bool = False, masked: bool = True
) -> Request:
    """The request of a household; its reasons and day are blank until one is filed."""
    who = issuer(session, one.place)
    if household is None:
        return Request(who, leaving)
    sheet = households(session, [household], one, masked=masked)[household]
    query = select(procedure.Request).where(
        procedure.Request.household == household,
        procedure.Request.round == one.id,
        procedure.Request.deleted == 0,
    )
    filed = session.exec(query.order_by(col(procedure.Request.filed))).all()
    own = [each for each in filed if (each.kind == LEAVE) == leaving]
    if not own:
        return Request(who, leaving, sheet)
    return Request(who, leaving, sheet, own[-1].reasons, date.fromisoformat(own[-1].filed))
