"""What `classify` says of a household: the class with its arithmetic, kept as values; words on demand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from app.i18n import _
from app.rules.derive import IndicatorFinding
from app.rules.figures import figure
from app.rules.income import Income
from app.rules.score import Score


class Notice(NamedTuple):
    """Something an officer should look at: its kind, and the values of its sentence."""

    kind: str
    values: tuple[Any, ...]

    @property
    def text(self) -> str:
        """The sentence."""
        return _SENTENCES[self.kind]().format(*map(_shown, self.values))


def _shown(value: Any) -> str:
    return value if isinstance(value, str) else figure(value)


# Functions, so that the language in use when the sentence is read decides.
_SENTENCES = {
    "sides_disagree": lambda: _(
        "Điểm B1 ({0}) và thu nhập ({1} đồng, chuẩn {2} đồng) cho kết quả khác nhau."
    ),
    "points_disagree": lambda: _("Điểm B1 theo bảng ({0}) và điểm ghi ({1}) cho kết quả khác nhau."),
    "b1_not_used": lambda: _("Điểm B1 ({0}) không dùng ở chuẩn này: mốc điểm theo chuẩn thu nhập cũ."),
    "b1_items_missing": lambda: _("Điểm B1 từng mục chưa đủ nên chưa cộng được."),
    "b1_total_differs": lambda: _("Tổng điểm B1 ghi {0}, cộng các mục được {1}."),
    "size_differs": lambda: _("Số khẩu ghi {0}, danh sách có {1} người."),
    "tick_differs": lambda: _("Chỉ số “{0}”: dấu trên phiếu khác với thông tin đã ghi."),
    "unknown_line": lambda: _("Dòng thu nhập “{0}” không có trong bảng tính, không được cộng."),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """The result of one household under one standard.

    Attributes:
        standard: key of the rule book.
        klass: `poor`, `near_poor`, `not_poor`, or None while it is open.
        side: what told the income side: `b1_table`, `b1_typed`, `income` or `unknown`.
        at_or_below: the income line; None while unknown.
        b1: points, whether or not they decided.
        cutoff: B1 points that stand for the line; None where B1 decides nothing.
        income: đồng per person and month, whether or not it decided.
        line: the income line, đồng per person and month.
        deprived: indicators known to be deprived.
        unknown: indicators not known.
        deprived_at_least: deprived indicators that make a household poor.
        b2: points of the deprived indicators.
        indicators: in the book's order.
        average_farming: a farming household of average living standard; None if unknown.
        low_income_worker: its workers count as low-income workers; None if unknown.
        score: B1 by table, with the rows used; None without a table.
        worksheet: the income worksheet added up; None while empty.
        missing: what keeps the class open: `income_side` and keys of indicators.
        notices: what an officer should look at.
    """

    standard: str
    klass: str | None
    side: str
    at_or_below: bool | None
    b1: float | None
    cutoff: int | None
    income: float | None
    line: int
    deprived: int
    unknown: int
    deprived_at_least: int
    b2: int
    indicators: tuple[IndicatorFinding, ...]
    average_farming: bool | None
    low_income_worker: bool | None
    score: Score | None
    worksheet: Income | None
    missing: tuple[str, ...]
    notices: tuple[Notice, ...]

    @property
    def warnings(self) -> tuple[str, ...]:
        """The notices in words."""
        return tuple(notice.text for notice in self.notices)

    @property
    def because(self) -> tuple[str, ...]:
        """The arithmetic in words: the income side, then the count, then each deprived indicator."""
        count = _("Thiếu hụt {deprived} {sign} {least} chỉ số; B2 = {b2}").format(
            deprived=self.deprived,
            sign="≥" if self.deprived >= self.deprived_at_least else "<",
            least=self.deprived_at_least,
            b2=self.b2,
        )
        return (self._income_because(), count, *map(_indicator_because, self.deprived_indicators))

    @property
    def deprived_indicators(self) -> tuple[IndicatorFinding, ...]:
        """The indicators known to be deprived."""
        return tuple(finding for finding in self.indicators if finding.deprived)

    def _income_because(self) -> str:
        if self.at_or_below is None:
            return _("Chưa biết thu nhập so với chuẩn")
        sign = "≤" if self.at_or_below else ">"
        if self.side == "income":
            return _("Thu nhập {income} {sign} {line} đồng/người/tháng").format(
                income=figure(self.income), sign=sign, line=figure(self.line)
            )
        return _("B1 = {b1} {sign} {cutoff}").format(b1=figure(self.b1), sign=sign, cutoff=self.cutoff)


def _indicator_because(finding: IndicatorFinding) -> str:
    facts = "; ".join(cause.text for cause in finding.because) or _source(finding.source)
    return f"{finding.number}. {finding.indicator.name}: {facts}"


def _source(source: str) -> str:
    return _("đánh dấu trên phiếu") if source == "paper" else _("theo tệp đã nhập")
