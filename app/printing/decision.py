"""Mẫu 02: the decision that recognises the lists, and each list as an annex on pages of its own."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from app.i18n import official_number
from app.printing.closing import date_line
from app.printing.document import Document, Element, Letterhead, Listing, NewPage, Sign, Signatures, Text
from app.printing.templates import Template, filled, known
from app.printing.wording import DOTS, numbered, table
from app.reports.papers_data import Decision, DecisionList, Listed
from app.reports.report import Column, Row

SIGN = "QĐ-UBND"
COLUMNS = (
    Column("TT", "at", width=0.5, align="center"),
    Column("Họ và tên chủ hộ", "name", width=3, align="left"),
    Column("Năm sinh", "born", width=0.8, align="center"),
    Column("Dân tộc", "ethnic", width=1.2, align="left"),
    Column("Số khẩu", "persons", width=0.8),
    Column("Ghi chú", "note", width=1.4, align="left"),
)


def document(decision: Decision, template: Template) -> Document:
    """The decision as a document."""
    issuer = decision.issuer
    values = known(
        year=decision.year,
        authority=f"{decision.title} ỦY BAN NHÂN DÂN {issuer.name.upper()}"
        if decision.title == "CHỦ TỊCH"
        else f"CHỦ TỊCH ỦY BAN NHÂN DÂN {issuer.name.upper()}",
        commune=f"{issuer.name[:1].lower()}{issuer.name[1:]}",
    )
    dated = date_line(issuer.where, decision.year, decision.day)
    elements: list[Element] = [
        Letterhead(issuer.unit, numbered(decision.number, SIGN), dated),
        *filled(template, values, {"counts": [_count(one) for one in decision.lists]}),
        Signatures((Sign(decision.title, name=decision.signer),), ("Như Điều 3", "Lưu: VT")),
    ]
    for at, one in enumerate(decision.lists, 1):
        elements += _annex(decision, one, at)
    return Document(f"Quyết định công nhận năm {decision.year}", issuer.body, tuple(elements), decision.draft)


def _count(one: DecisionList) -> Text:
    persons = sum(household.persons or 0 for household in one.households)
    houses = official_number(len(one.households))
    return Text(
        f"- {one.what[:1].upper()}{one.what[1:]}: {houses} hộ, {official_number(persons)} nhân khẩu;", "item"
    )


def _annex(decision: Decision, one: DecisionList, at: int) -> Iterator[Element]:
    issuer = decision.issuer
    yield NewPage()
    yield Letterhead(form=f"Phụ lục {at}", unit=issuer.unit)
    yield Text(f"DANH SÁCH {one.what.upper()} NĂM {decision.year}", "title")
    yield Text(_attached(decision), "note")
    yield Listing(table(issuer, decision.year, COLUMNS, tuple(_rows(one))))
    persons = sum(household.persons or 0 for household in one.households)
    unknown = sum(household.persons is None for household in one.households)
    yield Text(
        f"Danh sách có {official_number(len(one.households))} hộ, {official_number(persons)} nhân khẩu./."
    )
    if unknown:
        yield Text(f"{official_number(unknown)} hộ chưa rõ số khẩu nên không cộng vào số nhân khẩu.", "note")


def _attached(decision: Decision) -> str:
    """`(Kèm theo Quyết định số …/QĐ-UBND ngày … của Ủy ban nhân dân xã …)`."""
    sign = decision.number or f"{DOTS}/{SIGN}"
    day = decision.day
    dated = (
        f"{day.day:02} tháng {day.month:02} năm {day.year}"
        if day
        else f"{DOTS} tháng {DOTS} năm {decision.year}"
    )
    return f"(Kèm theo Quyết định số {sign} ngày {dated} của Chủ tịch {decision.issuer.body})"


def _rows(one: DecisionList) -> Iterator[Row]:
    for village, households in groupby(one.households, key=lambda household: household.village):
        yield Row({}, village, heading=True)
        for at, household in enumerate(households, 1):
            yield Row(_values(at, household), village)


def _values(at: int, household: Listed) -> dict[str, str | int | float | None]:
    return {
        "at": at,
        "name": household.name,
        "born": household.birth[-4:],
        "ethnic": household.ethnic,
        "persons": household.persons,
    }
