"""Reports 4 to 7: which basic services the poor, and the near-poor, lack; counts (4, 6) and % (5, 7)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from app.i18n import _, number
from app.models.review import NEAR_POOR, POOR
from app.reports.columns import UNTOLD
from app.reports.counting import HOUSEHOLDS, NUMBER, PLACE, count, rows
from app.reports.formula import share
from app.reports.frame import Frame
from app.reports.issued import issued
from app.reports.report import Column, Report
from app.rules.entries import Indicator

TITLE = "PHÂN TÍCH {what} CHỈ SỐ THIẾU HỤT DỊCH VỤ XÃ HỘI CƠ BẢN CỦA {who}"
WHO = {POOR: "HỘ NGHÈO", NEAR_POOR: "HỘ CẬN NGHÈO"}
TOTAL = {POOR: "Tổng số hộ nghèo", NEAR_POOR: "Tổng số hộ cận nghèo"}
DEPRIVATIONS = "deprivations"


def make_poor(frame: Frame) -> Report:
    """Report 4; its keys are `households`, `deprivations` and the numbers of the indicators."""
    return _counts(frame, "4", POOR)


def make_poor_rates(frame: Frame) -> Report:
    """Report 5; its keys are `households` and the numbers of the indicators, in %."""
    return _rates(frame, "5", POOR)


def make_near_poor(frame: Frame) -> Report:
    """Report 6; its keys are those of report 4."""
    return _counts(frame, "6", NEAR_POOR)


def make_near_poor_rates(frame: Frame) -> Report:
    """Report 7; its keys are those of report 5."""
    return _rates(frame, "7", NEAR_POOR)


def _counts(frame: Frame, key: str, klass: str) -> Report:
    indicators = frame.indicators
    total = Column("Tổng số chỉ số thiếu hụt", DEPRIVATIONS, "D")
    columns = (NUMBER, PLACE, Column(TOTAL[klass], HOUSEHOLDS, "C"), total, *_by_dimension(indicators, 0))
    table = rows(frame, columns, {"": _counted(frame, klass, indicators)})
    title = TITLE.format(what="CÁC", who=WHO[klass])
    return issued(frame, key, title, columns, table, because=_unknown(frame, klass))


def _rates(frame: Frame, key: str, klass: str) -> Report:
    indicators = frame.indicators
    columns = (NUMBER, PLACE, Column(TOTAL[klass], HOUSEHOLDS, "C"), *_by_dimension(indicators, 2))
    counted = _counted(frame, klass, indicators)
    households = counted[HOUSEHOLDS]
    rates: dict[str, Sequence[float | None]] = {HOUSEHOLDS: households}
    for each in (str(indicator.number) for indicator in indicators):
        rates[each] = [share(part, whole) for part, whole in zip(counted[each], households, strict=True)]
    table = rows(frame, columns, {"": rates})
    title = TITLE.format(what="TỶ LỆ CÁC", who=WHO[klass])
    return issued(frame, key, title, columns, table, because=_unknown(frame, klass))


def _by_dimension(indicators: Sequence[Indicator], places: int) -> tuple[Column, ...]:
    """A head for each dimension over those of its indicators."""
    unit = " (%)" if places else ""
    return tuple(
        Column(
            dimension,
            below=tuple(
                Column(f"{each.name}{unit}", str(each.number), str(each.number), places=places)
                for each in group
            ),
        )
        for dimension, group in groupby(indicators, key=lambda indicator: indicator.dimension)
    )


def _counted(frame: Frame, klass: str, indicators: Sequence[Indicator]) -> Mapping[str, list[int]]:
    cases = frame.cases
    of_class = (cases["klass"] == klass).to_numpy(dtype=bool)
    lacking = (frame.deprived == 1).T
    chosen = {str(each.number): lacks & of_class for each, lacks in zip(indicators, lacking, strict=True)}
    counted = count(frame, cases, {HOUSEHOLDS: of_class, **chosen})
    by_line = zip(*(counted[key] for key in chosen), strict=True)
    return {**counted, DEPRIVATIONS: [sum(line) for line in by_line]}


def _unknown(frame: Frame, klass: str) -> tuple[str, ...]:
    of_class = (frame.cases["klass"] == klass).to_numpy(dtype=bool)
    unknown = int((frame.deprived[of_class] == UNTOLD).any(axis=1).sum())
    sentence = _("{n} hộ chưa rõ đủ các chỉ số nên số thiếu hụt có thể đếm thiếu.")
    return (sentence.format(n=number(unknown)),) if unknown else ()
