"""The minutes of a village meeting: who was there, and how many agreed to the result of each household."""

from __future__ import annotations

from app.i18n import official_number
from app.printing.document import Document, Letterhead, Listing, Sign, Signatures
from app.printing.templates import Template, filled, known
from app.printing.wording import SIGN_HINT, counted, day, table
from app.reports.papers_data import Meeting, Vote
from app.reports.report import Column, Report, Row

COLUMNS = (
    Column("TT", "at", width=0.5, align="center"),
    Column("Họ và tên chủ hộ", "name", width=2.6, align="left"),
    Column("Số khẩu", "persons", width=0.7, align="center"),
    Column("Kết quả năm trước", "before", width=1.4, align="left"),
    Column("Kết quả rà soát", "proposed", width=1.4, align="left"),
    Column("Số người đồng ý", "agreeing", width=0.8, align="center"),
    Column("Tỷ lệ (%)", "rate", width=0.7, align="center"),
    Column("Thống nhất", "agreed", width=1, align="center"),
)
AGREED = {True: "Đồng ý", False: "Rà soát lại", None: ""}


def document(meeting: Meeting, template: Template) -> Document:
    """The minutes as a document; without votes, a form to be filled in at the meeting."""
    values = known(
        year=meeting.year,
        day=day(meeting.day),
        place=meeting.place,
        village=meeting.village,
        chair=meeting.chair,
        secretary=meeting.secretary,
        invited=meeting.invited,
        attending=counted(meeting.attending),
        percent=meeting.agree_percent,
        copies=meeting.copies,
        conclusion=_conclusion(meeting),
    )
    values["again"] = " (họp lại)" if meeting.again else ""
    village = meeting.village.upper()
    represented = "\n".join(meeting.representatives)
    elements = (
        Letterhead((meeting.issuer.unit[1], village)),
        *filled(template, values, {"votes": [Listing(_votes(meeting))]}),
        Signatures((
            Sign("ĐẠI DIỆN HỘ DÂN", SIGN_HINT, represented),
            Sign("THƯ KÝ", SIGN_HINT, meeting.secretary),
            Sign("CHỦ TRÌ", SIGN_HINT, meeting.chair),
        )),
    )  # fmt: skip
    return Document(f"Biên bản họp dân {meeting.village} năm {meeting.year}", meeting.village, elements)


def _conclusion(meeting: Meeting) -> str:
    """How many results stand; empty while any vote is open."""
    votes = meeting.votes
    if not votes or any(vote.agreed is None for vote in votes):
        return ""
    agreed = sum(bool(vote.agreed) for vote in votes)
    said = f"Thống nhất kết quả của {agreed}/{len(votes)} hộ."
    if agreed < len(votes):
        names = ", ".join(vote.name for vote in votes if not vote.agreed)
        said += f" Rà soát lại và họp lại {len(votes) - agreed} hộ: {names}."
    return said


def _votes(meeting: Meeting) -> Report:
    rows = tuple(Row(_values(at, vote, meeting.attending)) for at, vote in enumerate(meeting.votes, 1))
    return table(meeting.issuer, meeting.year, COLUMNS, rows)


def _values(at: int, vote: Vote, attending: int | None) -> dict[str, str | int | float | None]:
    return {
        "at": at,
        "name": vote.name,
        "persons": vote.persons,
        "before": vote.before,
        "proposed": vote.proposed,
        "agreeing": vote.agreeing,
        "rate": _rate(vote.agreeing, attending),
        "agreed": AGREED[vote.agreed],
    }


def _rate(agreeing: int | None, attending: int | None) -> str:
    """In percent with one decimal, cut rather than rounded up: 49,96 % is not half."""
    if agreeing is None or not attending:
        return ""
    return official_number(agreeing * 1000 // attending / 10, 1)
