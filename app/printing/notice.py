"""The posting notice: where and how long the results hang, who takes complaints, and the list itself."""

from __future__ import annotations

from app.printing.closing import date_line
from app.printing.document import Document, Letterhead, Listing, NewPage, Sign, Signatures, Text
from app.printing.templates import Template, filled, known
from app.printing.wording import day, numbered
from app.reports.papers_data import Posting

SIGN = "TB-UBND"


def document(posting: Posting, template: Template) -> Document:
    """The notice as a document; its list is the public one, without anything private."""
    issuer = posting.issuer
    values = known(
        year=posting.year,
        body=issuer.body,
        first=day(posting.first),
        last=day(posting.last),
        places="; ".join(posting.places),
        complaints=posting.complaints,
    )
    values["village"] = f" của {posting.village}" if posting.village else ""
    report = posting.report
    listed = (
        Signatures((Sign(posting.title, name=posting.signer),), ("Các nơi niêm yết", "Lưu: VT")),
        NewPage(),
        Text(f"{report.title} NĂM {report.year}", "title"),
        Listing(report),
    )
    elements = (
        Letterhead(
            issuer.unit, numbered(posting.number, SIGN), date_line(issuer.where, posting.year, posting.day)
        ),
        *filled(template, values, {"list": listed}),
    )
    return Document(
        f"Thông báo niêm yết năm {posting.year}", issuer.body, elements, draft=posting.report.is_draft
    )
