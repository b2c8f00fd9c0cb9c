"""Reports 12 and 13: the poor, and the near-poor, among Kinh and ethnic minorities, with rates of each."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from app.i18n import _
from app.models.review import NEAR_POOR, POOR
from app.reports.columns import Array
from app.reports.counting import NUMBER, PLACE, count, rows
from app.reports.denominators import denominators
from app.reports.frame import Frame
from app.reports.issued import issued
from app.reports.report import Column, Report, Row

TITLE = "TỔNG HỢP KẾT QUẢ RÀ SOÁT {who} THEO CHUẨN NGHÈO ĐA CHIỀU"
NOTE = "Dân tộc của hộ và của nhân khẩu trong hộ là dân tộc của chủ hộ; số hộ Kinh, DTTS: theo sổ."
GROUPS = ("merit", "no_labour", "woman")
SUMS = (("1", "2", "3"), ("5", "6", "7"), ("9", "10", "11"), ("16", "17", "18"))


def make_poor(frame: Frame) -> Report:
    """Report 12; its keys are `1` to `22`."""
    return _make(frame, "12", POOR, "hộ nghèo")


def make_near_poor(frame: Frame) -> Report:
    """Report 13; its keys are `1` to `22`."""
    return _make(frame, "13", NEAR_POOR, "hộ cận nghèo")


def _make(frame: Frame, key: str, klass: str, who: str) -> Report:
    columns, whole = _columns(who), denominators(frame)
    of_class = frame.cases[(frame.cases["klass"] == klass).to_numpy(dtype=bool)]
    groups = {str(at): of_class[group].to_numpy() for at, group in enumerate(GROUPS, 13)}
    counted = {
        **_among_all(frame, whole.households, 1, ""),
        **_among_all(frame, whole.persons, 5, "persons"),
        **_numbered(count(frame, of_class, _parts(of_class)), 9),
        **count(frame, of_class, groups),
        **_numbered(count(frame, of_class, _parts(of_class), "persons"), 16),
    }
    table = rows(frame, columns, {"": counted})
    unequal = [row.place for row in table if not _adds_up(row)]
    return issued(
        frame, key, TITLE.format(who=who.upper()), columns, table, because=_unequal(unequal),
        notes=(NOTE, *whole.notes, *_unknown(table)),
        checks=((_("Tổng số bằng Kinh cộng dân tộc thiểu số ở mọi nơi biết đủ."), not unequal),),
    )  # fmt: skip


def _parts(households: pd.DataFrame) -> dict[str, Array]:
    everybody = households["persons"].to_numpy() >= 0
    return {"all": everybody} | {part: households[part].to_numpy() for part in ("kinh", "minority", "local")}


def _among_all(
    frame: Frame, whole: Sequence[int | None], first: int, weight: str
) -> dict[str, Sequence[int | None]]:
    """All, and of them Kinh and minorities: known only where the register holds as many as there are."""
    everybody, *parts = count(frame, frame.register, _parts(frame.register), weight).values()
    known = [held == there for held, there in zip(everybody, whole, strict=True)]
    told = ([n if knows else None for n, knows in zip(part, known, strict=True)] for part in parts)
    return {str(first + at): column for at, column in enumerate((whole, *told))}


def _numbered(counted: dict[str, list[int]], first: int) -> dict[str, Sequence[int | None]]:
    return {str(first + at): column for at, column in enumerate(counted.values())}


def _adds_up(row: Row) -> bool:
    """Every sum is that of its parts, where all three are known."""
    sums = ([row.values[key] for key in keys] for keys in SUMS)
    return all(None in each or each[0] == int(each[1] or 0) + int(each[2] or 0) for each in sums)


def _unequal(places: list[str]) -> tuple[str, ...]:
    if not places:
        return ()
    sentence = _(
        "Có hộ chưa rõ dân tộc của chủ hộ, nên Kinh cộng dân tộc thiểu số chưa bằng tổng số: {places}."
    )
    return (sentence.format(places=", ".join(places)),)


def _unknown(table: Sequence[Row]) -> tuple[str, ...]:
    """The places whose typed total is not what the register holds."""
    places = [row.place for row in table if row.values["1"] is not None and row.values["2"] is None]
    if not places:
        return ()
    return (f"Chưa có số hộ Kinh, DTTS của {', '.join(places)}: tổng số hộ dân cư khác số hộ trong sổ.",)


def _columns(who: str) -> tuple[Column, ...]:
    return (
        NUMBER,
        PLACE,
        _among("Tổng số hộ dân cư", 1),
        _among("Tổng số nhân khẩu", 5),
        Column(
            f"Tổng số {who}",
            below=(
                *_among("", 9).below,
                Column(
                    "Trong đó",
                    below=(
                        Column("Hộ chính sách có công", "13", "13"),
                        Column("Không có khả năng lao động", "14", "14"),
                        Column("Chủ hộ là nữ", "15", "15"),
                    ),
                ),
            ),
        ),
        _among(f"Nhân khẩu {who}", 16),
        Column(
            "Tỷ lệ (%)",
            below=(_rate("Chung", 20, "9/1"), _rate("DTTS", 21, "11/3"), _rate("DTTS tại chỗ", 22, "12/4")),
        ),
    )


def _among(title: str, first: int) -> Column:
    whole, kinh, minority, local = (str(first + at) for at in range(4))
    return Column(
        title,
        below=(
            Column("Tổng", whole, f"{whole}={kinh}+{minority}"),
            Column("Kinh", kinh, kinh),
            Column("DTTS", minority, minority),
            Column("DTTS tại chỗ", local, local),
        ),
    )


def _rate(title: str, at: int, ratio: str) -> Column:
    return Column(title, str(at), f"{at}={ratio}*100", f"{ratio}*100", places=2)
