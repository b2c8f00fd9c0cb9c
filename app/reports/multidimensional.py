"""Reports 12 and 13: the poor, and the near-poor, among Kinh and ethnic minorities, with rates of each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

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
SUMS = (("1", "2", "3"), ("5", "6", "7"), ("9", "10", "11"), ("16", "17", "18"))


def make_poor(frame: Frame) -> Report:
    """Report 12; its keys are `1` to `22`."""
    return _make(frame, "12", POOR, "hộ nghèo")


def make_near_poor(frame: Frame) -> Report:
    """Report 13; its keys are `1` to `22`."""
    return _make(frame, "13", NEAR_POOR, "hộ cận nghèo")


def _make(frame: Frame, key: str, klass: str, who: str) -> Report:
    columns, whole = _columns(who), denominators(frame)
    everybody, of_class = (
        _parts(frame.register),
        frame.cases[(frame.cases["klass"] == klass).to_numpy(dtype=bool)],
    )
    counted = {
        **_numbered(count(frame, frame.register, everybody), "1234"),
        **_numbered(count(frame, frame.register, everybody, "persons"), "5678"),
        **_numbered(count(frame, of_class, _parts(of_class)), ("9", "10", "11", "12")),
        **count(
            frame, of_class, {str(13 + at): of_class[group].to_numpy() for at, group in enumerate(GROUPS)}
        ),
        **_numbered(count(frame, of_class, _parts(of_class), "persons"), ("16", "17", "18", "19")),
        "1": whole.households,
        "5": whole.persons,
    }
    table = rows(frame, columns, {"": counted})
    unequal = [row.place for row in table if not _adds_up(row)]
    return issued(
        frame, key, TITLE.format(who=who.upper()), columns, table, because=_unequal(unequal),
        notes=(NOTE, *whole.notes),
        checks=((_("Tổng số bằng Kinh cộng dân tộc thiểu số ở mọi nơi."), not unequal),),
    )  # fmt: skip


GROUPS = ("merit", "no_labour", "woman")


def _parts(households: pd.DataFrame) -> dict[str, Array]:
    everybody = households["persons"].to_numpy() >= 0
    return {"all": everybody} | {part: households[part].to_numpy() for part in ("kinh", "minority", "local")}


def _numbered(counted: dict[str, list[int]], keys: Iterable[str]) -> dict[str, Sequence[int | None]]:
    return dict(zip(keys, counted.values(), strict=True))


def _adds_up(row: Row) -> bool:
    values = row.values
    return all(
        values[whole] in (None, int(values[one] or 0) + int(values[two] or 0)) for whole, one, two in SUMS
    )


def _unequal(places: list[str]) -> tuple[str, ...]:
    if not places:
        return ()
    sentence = _(
        "Tổng số khác Kinh cộng dân tộc thiểu số (chưa rõ dân tộc chủ hộ, hoặc số dân cư khác sổ): {places}."
    )
    return (sentence.format(places=", ".join(places)),)


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
