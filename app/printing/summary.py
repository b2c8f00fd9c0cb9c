"""The commune's summary of a review for the level above: the figures in words, and tables by village."""

from __future__ import annotations

from collections.abc import Iterator

from app.printing.closing import date_line
from app.printing.document import Document, Element, Letterhead, Listing, Sign, Signatures, Text
from app.printing.templates import Template, filled, known
from app.printing.wording import numbered
from app.reports.papers_data import Summary

SIGN = "BC-UBND"


def document(summary: Summary, template: Template) -> Document:
    """The summary as a document."""
    issuer = summary.issuer
    values = known(year=summary.year, addressee=summary.addressee, body=issuer.body, **dict(summary.figures))
    elements = (
        Letterhead(
            issuer.unit, numbered(summary.number, SIGN), date_line(issuer.where, summary.year, summary.day)
        ),
        *filled(template, values, {"tables": list(_tables(summary))}),
        Signatures((Sign(summary.title, name=summary.signer),), ("Như trên", "Lưu: VT")),
    )
    return Document(f"Báo cáo tổng hợp năm {summary.year}", issuer.body, elements, summary.draft)


def _tables(summary: Summary) -> Iterator[Element]:
    for report in summary.tables:
        yield Text(report.title, "strong")
        yield Listing(report)
