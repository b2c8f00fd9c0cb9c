"""Report 1: the official results by class, in households, persons and % of all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.i18n import _
from app.models.review import AVERAGE_FARMING, NEAR_POOR, POOR
from app.reports.counting import NUMBER, PLACE, count, rows
from app.reports.denominators import Denominators, denominators
from app.reports.frame import Frame
from app.reports.issued import issued
from app.reports.report import Column, Report

TITLE = (
    "TỔNG HỢP KẾT QUẢ CHÍNH THỨC RÀ SOÁT HỘ NGHÈO; HỘ CẬN NGHÈO; "
    "HỘ LÀM NÔNG, LÂM, NGƯ NGHIỆP CÓ MỨC SỐNG TRUNG BÌNH"
)
CLASSES = ((POOR, "Hộ nghèo"), (NEAR_POOR, "Hộ cận nghèo"), (AVERAGE_FARMING, "Hộ có mức sống trung bình"))


def _results(title: str, unit: str, first: int, whole: str) -> Column:
    return Column(
        title,
        below=tuple(
            Column(
                name,
                below=(
                    Column(unit, str(first + 2 * at), str(first + 2 * at)),
                    Column(
                        "Tỷ lệ (%)",
                        str(first + 2 * at + 1),
                        f"{first + 2 * at + 1}={first + 2 * at}/{whole}*100",
                        f"{first + 2 * at}/{whole}*100",
                        places=2,
                    ),
                ),
            )
            for at, (_klass, name) in enumerate(CLASSES)
        ),
    )


COLUMNS = (
    NUMBER,
    PLACE,
    Column("Tổng số hộ dân cư", below=(Column("Số hộ", "1", "1"), Column("Số nhân khẩu", "2", "2"))),
    _results("Kết quả rà soát theo hộ", "Số hộ", 3, "1"),
    _results("Kết quả rà soát theo nhân khẩu", "Số nhân khẩu", 9, "2"),
)


def make(frame: Frame) -> Report:
    """The report; its keys are `1` to `14`."""
    cases, whole = frame.cases, denominators(frame)
    chosen = {klass: (cases["klass"] == klass).to_numpy(dtype=bool) for klass, _name in CLASSES}
    households, persons = count(frame, cases, chosen), count(frame, cases, chosen, "persons")
    counted: dict[str, Sequence[int | None]] = {"1": whole.households, "2": whole.persons}
    for at, (klass, _name) in enumerate(CLASSES):
        counted |= {str(3 + 2 * at): households[klass], str(9 + 2 * at): persons[klass]}
    over = _over(frame, whole.households, households) + _over(frame, whole.persons, persons)
    table = rows(frame, COLUMNS, {"": counted})
    return issued(
        frame, "1", TITLE, COLUMNS, table,
        because=_too_many(over), notes=whole.notes, checks=(_fits(over), _adds_up(frame, whole)),
    )  # fmt: skip


def _over(frame: Frame, whole: Sequence[int | None], parts: Mapping[str, Sequence[int]]) -> list[str]:
    """The places in which the classes are more than all."""
    return [
        line.name
        for line, all_of, *some in zip(frame.lines, whole, *parts.values(), strict=True)
        if all_of is not None and sum(some) > all_of
    ]


def _too_many(over: list[str]) -> tuple[str, ...]:
    if not over:
        return ()
    names = ", ".join(dict.fromkeys(over))
    return (_("Số hộ hoặc nhân khẩu theo kết quả vượt tổng số dân cư của {places}.").format(places=names),)


def _fits(over: list[str]) -> tuple[str, bool]:
    return _("Không nơi nào có kết quả vượt tổng số hộ, nhân khẩu dân cư."), not over


def _adds_up(frame: Frame, whole: Denominators) -> tuple[str, bool]:
    """A typed total of a place must be the sum of the places below it."""
    holds = True
    for column in (whole.households, whole.persons):
        for inner in frame.lines.inner:
            below = sum(
                number or 0 for line, number in zip(frame.lines, column, strict=True) if line.parent == inner
            )
            holds &= (column[inner] or 0) == below
    return _("Tổng số hộ, nhân khẩu dân cư bằng tổng của các nơi bên dưới."), holds
