"""The list of members "Phụ lục số 2.3": one line a member, a line in capitals before each village."""

from __future__ import annotations

from pathlib import Path

from app.demo.books.writing import Value, workbook, write_row
from app.demo.names import group_name
from app.demo.people import Commune, Household
from app.rules.codes import code_list

_TITLES = {"poor": "DANH SÁCH CHI TIẾT HỘ NGHÈO", "near_poor": "DANH SÁCH CHI TIẾT HỘ CẬN NGHÈO"}
_KINDS = {
    "poor": ("Nghèo mới", "Tái nghèo", "Nghèo cũ"),
    "near_poor": ("Cận nghèo mới", "Tái cận nghèo", "Cận nghèo cũ"),
}
_FIRST = (
    "STT chủ hộ", "STT thành viên hộ", "HỌ, TÊN CHỦ HỘ VÀ THÀNH VIÊN TRONG HỘ", "Nam", "Nữ", "Dân tộc",
    "Quan hệ với chủ hộ",
)  # fmt: skip
_LAST = (
    "Hộ chính sách có công", "Hộ DTTC", "Hộ không có khả năng lao động", "Hỗ trợ y tế", "Hỗ trợ giáo dục",
    "Hỗ trợ sản xuất", "Vay vốn tín dụng", "Nhà ở", "Khác",
)  # fmt: skip
_SUPPORTS = ("health_insurance", "education", "production", "credit", "housing")


def write(commune: Commune, path: Path, klass: str) -> None:
    """Write the list of the `poor` or of the `near_poor`."""
    with workbook(path, commune) as book:
        sheet = book.add_worksheet("PL 2.3")
        sheet.write_string(0, 18, "Phụ lục số 2.3")
        sheet.merge_range(1, 0, 1, 18, _TITLES[klass])
        write_row(sheet, 3, (*_FIRST, *_KINDS[klass], *_LAST))
        write_row(sheet, 4, ("A", "B", "C", *range(1, 17)))
        sheet.set_column(2, 2, 28)
        row = 5
        for village in commune.villages:
            sheet.write_string(row, 2, village.name.upper())
            row += 1
            listed = (household for household in village.households if household.now == klass)
            for number, household in enumerate(listed, 1):
                for line in _lines(number, household, klass):
                    write_row(sheet, row, line)
                    row += 1


def _lines(number: int, household: Household, klass: str) -> list[list[Value]]:
    relations = code_list("relation")
    lines: list[list[Value]] = []
    for place, member in enumerate(household.members, 1):
        year: Value = member.birth.year
        born = [year, None] if member.sex == "male" else [None, year]
        who: list[Value] = [number if place == 1 else None, place, member.name, *born]
        lines.append([*who, group_name(member.ethnic), relations.name(member.relation)])
    lines[0] += _marks(household, klass)
    return lines


def _marks(household: Household, klass: str) -> list[Value]:
    """The crosses on the line of the head: kind of poverty, groups, support received."""
    old = household.before == klass
    again = household.before == "not_poor" and klass in household.history.values()
    kinds = (not old and not again, again, old)
    groups = ("merit" in household.groups, False, "no_labour" in household.groups)
    received = household.answers.get("policies", ())
    policies = received if isinstance(received, tuple) else ()
    supports = [key in policies for key in _SUPPORTS]
    other = any(key not in _SUPPORTS for key in policies)
    return ["x" if mark else None for mark in (*kinds, *groups, *supports, other)]
