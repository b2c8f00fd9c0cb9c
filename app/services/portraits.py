"""A household as one page shows it: who is in it, what each year found, what should be looked at again."""

from __future__ import annotations

from dataclasses import dataclass

from sqlmodel import Session, col, select

from app.dates import PartialDate
from app.i18n import _
from app.models.key import Key
from app.models.review import Case, Result, Round
from app.rules.book import book
from app.rules.codes import code_list
from app.services import households, members, places
from app.services.sizes import size

MASK = "•"
KEPT_DIGITS = 3


@dataclass(frozen=True, slots=True)
class MemberPortrait:
    """A member as shown: names instead of codes, the ID number masked unless asked for."""

    person: str
    name: str
    relation: str
    sex: str
    birth: str
    ethnic: str
    cccd: str
    head: bool


@dataclass(frozen=True, slots=True)
class YearPortrait:
    """What a review found: the class, how it was reached, the deprived indicators."""

    year: int
    kind: str
    standard: str
    final_class: str | None
    computed_class: str | None
    agreed_why: str
    b1: float | None
    b2: float | None
    income: float | None
    deprived: list[str]
    causes: list[str]
    persons: int | None


@dataclass(frozen=True, slots=True)
class Portrait:
    """A household as shown."""

    household: str
    code: str
    village: str
    head: str
    persons: int | None
    persons_from: str
    groups: list[str]
    members: list[MemberPortrait]
    years: list[YearPortrait]
    note: str


def masked_number(number: str) -> str:
    """An ID number of which only the last digits show."""
    return MASK * max(len(number) - KEPT_DIGITS, 0) + number[-KEPT_DIGITS:]


def household(session: Session, key: Key, *, masked: bool = True) -> Portrait:
    """The household of a key; InputFault when there is none."""
    known = households.household(session, key)
    roster = members.roster(session, key)
    counted = size(known, len(roster))
    groups = code_list("groups")
    return Portrait(
        household=key.hex(),
        code=known.code,
        village=places.place(session, known.place).name,
        head=next((member.name for member in roster if member.head), ""),
        persons=counted.persons,
        persons_from=counted.source,
        groups=[groups.name(code) for code, told in known.groups.items() if told],
        members=[_member(member, masked) for member in roster],
        years=_years(session, key),
        note=known.note,
    )


def _member(member: members.Member, masked: bool) -> MemberPortrait:
    return MemberPortrait(
        person=member.person.hex(),
        name=member.name,
        relation=code_list("relation").name("head" if member.head else member.relation),
        sex=code_list("sex").name(member.sex or ""),
        birth=PartialDate.of(member.birth).shown if member.birth else "",
        ethnic=code_list("ethnic").name(member.ethnic),
        cccd=masked_number(member.cccd) if masked else member.cccd,
        head=bool(member.head),
    )


def _years(session: Session, key: Key) -> list[YearPortrait]:
    query = (
        select(Round, Case, Result)
        .join(Case, col(Case.round) == col(Round.id))
        .join(Result, col(Result.review_case) == col(Case.id))
        .where(Case.household == key, Case.deleted == 0, Result.deleted == 0, Round.deleted == 0)
        .order_by(col(Round.year).desc(), col(Result.standard))
    )
    return [_year(*row) for row in session.exec(query)]


def _year(one: Round, case: Case, result: Result) -> YearPortrait:
    causes = code_list("causes")
    return YearPortrait(
        year=one.year,
        kind=one.kind,
        standard=result.standard,
        final_class=result.final_class,
        computed_class=result.computed_class,
        agreed_why=result.agreed_why,
        b1=result.b1,
        b2=result.b2,
        income=result.income,
        deprived=_in_order([key for key, told in result.deprived.items() if told], result.standard),
        causes=[causes.name(code) for code, told in case.causes.items() if told],
        persons=case.size,
    )


def _in_order(indicators: list[str], standard: str) -> list[str]:
    """Keys of indicators in the order of the standard's report columns."""
    places = {one.key: one.number for one in book(standard).indicators} if standard else {}
    return sorted(indicators, key=lambda key: places.get(key, 0))


def as_lines(portrait: Portrait) -> list[str]:
    """The page as lines of text."""
    size = _("{persons} khẩu ({source})").format(
        persons=portrait.persons if portrait.persons is not None else "?",
        source={"roster": _("theo danh sách"), "declared": _("theo khai"), "partial": _("chưa đủ danh sách")}[
            portrait.persons_from
        ],
    )
    lines = [
        " · ".join(part for part in (portrait.head or "?", portrait.code, portrait.village, size) if part)
    ]
    if portrait.groups:
        lines.append("  " + "; ".join(portrait.groups))
    for number, one in enumerate(portrait.members, 1):
        told = (one.name, one.relation, one.sex, one.birth, one.ethnic, one.cccd)
        lines.append(f"  {number}. " + " · ".join(part for part in told if part))
    return [*lines, *(_year_line(year) for year in portrait.years)]


def _year_line(year: YearPortrait) -> str:
    classes = code_list("classes")
    told = [classes.name(year.final_class) if year.final_class else _("chưa có kết quả")]
    if year.b1 is not None:
        told.append(f"B1 {year.b1:g}")
    if year.b2 is not None:
        told.append(f"B2 {year.b2:g}")
    if year.computed_class and year.computed_class != year.final_class:
        told.append(_("tính ra: {name}").format(name=classes.name(year.computed_class)))
    return f"  {year.year} ({year.standard}): " + " · ".join([*told, *year.causes])
