"""What stands on the shelf: the entries of a rule book with their sources, the B1 table that is loaded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlmodel import Session, select

from app.i18n import _, number
from app.models.review import B1Point
from app.rules.book import RuleBook
from app.rules.codes import code_list
from app.rules.entries import AreaValue, Indicator
from app.rules.raw import Mark


@dataclass(frozen=True, slots=True)
class EntryLine:
    """An entry of a rule book.

    Attributes:
        value: in words.
        mark: its source and confidence.
    """

    section: str
    name: str
    value: str
    mark: Mark

    @property
    def replaceable(self) -> bool:
        """True where the value was not read in the law."""
        return self.mark.confidence != "read"


def entries(book: RuleBook) -> tuple[EntryLine, ...]:
    """The entries of a book in the order of its paper."""
    return tuple(_entries(book))


def _entries(book: RuleBook) -> Iterator[EntryLine]:
    money, points = _("{n} đồng/người/tháng"), _("{n} điểm")
    yield from _by_area(_("Chuẩn thu nhập"), book.income_lines, money)
    yield from _by_area(_("Mốc điểm B1"), book.b1_cutoffs, points)
    yield from _by_area(_("Mức sống trung bình"), book.average_living, money)
    yield from _by_area(_("Lao động thu nhập thấp"), book.low_income_worker, money)
    limit = _("từ {n} chỉ số thiếu hụt").format(n=book.deprived_at_least.value)
    yield EntryLine(_("Phân loại"), _("Hộ nghèo"), limit, book.deprived_at_least.mark)
    each = points.format(n=book.b2_points.value)
    yield EntryLine(_("Phân loại"), _("Điểm B2 mỗi chỉ số thiếu hụt"), each, book.b2_points.mark)
    months = _("{n} tháng").format(n=book.escape_months.value)
    yield EntryLine(_("Phân loại"), _("Mới thoát nghèo"), months, book.escape_months.mark)
    for one in book.classes:
        yield EntryLine(_("Phân loại"), one.name, one.rule, one.mark)
    for indicator in book.indicators:
        yield EntryLine(
            _("Chỉ số thiếu hụt"), f"{indicator.number}. {indicator.name}", _rule(indicator), indicator.mark
        )
    yield EntryLine(_("Phiếu khảo sát"), book.survey.title, _asked(book), book.survey.mark)


def _by_area(section: str, values: tuple[AreaValue, ...], words: str) -> Iterator[EntryLine]:
    for one in values:
        told = words.format(n=number(one.value))
        if one.valid_until is not None:
            told += _(", đến {day}").format(day=f"{one.valid_until:%d/%m/%Y}")
        yield EntryLine(section, code_list("areas").name(one.area), told, one.mark)


def _rule(indicator: Indicator) -> str:
    if not indicator.unverified:
        return indicator.rule
    return _("{rule} (ngưỡng chưa kiểm chứng)").format(rule=indicator.rule)


def _asked(book: RuleBook) -> str:
    return _("{n} câu hỏi, {sections} mục").format(
        n=len(book.survey.questions), sections=len(book.survey.sections)
    )


@dataclass(frozen=True, slots=True)
class PointLine:
    """A row of the B1 table that is loaded."""

    standard: str
    region: str
    area: str
    item: str
    option: str
    points: float
    source: str


def points(session: Session, book: RuleBook) -> list[PointLine]:
    """The B1 table of a standard, if somebody has loaded it."""
    query = select(B1Point).where(B1Point.standard == book.key, B1Point.deleted == 0)
    items = {one.key: one.name for one in book.score_items}
    return [
        PointLine(
            one.standard,
            code_list("regions").name(one.region) if one.region != "*" else _("Mọi vùng"),
            code_list("areas").name(one.area),
            items.get(one.item, one.item),
            one.option,
            one.points,
            one.source,
        )
        for one in session.exec(query)
    ]
