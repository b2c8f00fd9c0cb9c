"""Mẫu 01 and Mẫu 04: a household asks to be reviewed, or to be taken off the list. Blank or pre-filled."""

from __future__ import annotations

from app.printing.closing import date_line
from app.printing.document import Document, Letterhead, Listing, Sign, Signatures
from app.printing.templates import Template, filled, known
from app.printing.wording import SIGN_HINT, table
from app.reports.papers_data import HouseholdSheet, Request
from app.reports.report import Column, Report, Row

BLANK_LINES = 8
ROOM = "\n"  # two lines high: a line is written by hand
SPARE_LINES = 2  # below the members that are known
COLUMNS = (
    Column("TT", "at", width=0.5, align="center"),
    Column("Họ và tên", "name", width=3, align="left"),
    Column("Giới tính", "sex", width=0.8, align="center"),
    Column("Ngày, tháng, năm sinh", "birth", width=1.4, align="center"),
    Column("Quan hệ với chủ hộ", "relation", width=1.5, align="left"),
    Column("Tình trạng (có việc làm/không có việc làm/đang đi học)", "work", width=2, align="left"),
)


def document(request: Request, template: Template) -> Document:
    """The request as a document; what the household has to write itself is left in dots."""
    household = request.household or HouseholdSheet("", ())
    values = known(body=request.issuer.body, reasons=request.reasons, **who(household))
    year = request.day.year if request.day else None
    dated = date_line(request.issuer.where, year, request.day) if year else UNDATED
    form = "Mẫu 04" if request.leaving else "Mẫu 01"
    elements = (
        Letterhead(form=form),
        *filled(template, values, {"members": [Listing(_members(request))]}),
        Signatures((Sign("NGƯỜI ĐỀ NGHỊ", SIGN_HINT),), dated=dated),
    )
    return Document(template.name, "", elements)


UNDATED = "…, ngày … tháng … năm …"


def who(household: HouseholdSheet) -> dict[str, str]:
    """The fields that say whose paper it is."""
    head = household.head
    return {
        "name": head.name,
        "sex": head.sex,
        "birth": head.birth,
        "ethnic": head.ethnic,
        "identity": head.identity,
        "identity_day": head.identity_day,
        "address": household.address,
    }


def _members(request: Request) -> Report:
    household = request.household
    members = household.members if household else ()
    rows = [
        Row({
            "at": at, "name": member.name, "sex": member.sex, "birth": member.birth,
            "relation": member.relation, "work": member.work,
        })
        for at, member in enumerate(members, 1)
    ]  # fmt: skip
    more = SPARE_LINES if rows else BLANK_LINES
    rows += [Row({"at": len(rows) + at, "name": ROOM}) for at in range(1, more + 1)]
    return table(request.issuer, 0, COLUMNS, tuple(rows))
