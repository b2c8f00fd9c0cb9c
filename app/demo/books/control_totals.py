"""Control totals by village, as the level above sends them to be compared with: a workbook and JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from app.demo.books.writing import workbook, write_row
from app.demo.margins import story
from app.demo.people import Commune, Household

_GROUPS = {
    "all": "Tổng số hộ dân cư",
    "poor": "Hộ nghèo",
    "near_poor": "Hộ cận nghèo",
    "not_poor": "Hộ không nghèo",
}
Totals = dict[str, dict[str, int]]


def totals(households: Iterable[Household]) -> Totals:
    """Households and persons, all and by class of this year."""
    counted = {group: {"households": 0, "persons": 0} for group in ("all", *story().classes)}
    for household in households:
        for group in ("all", household.now):
            counted[group]["households"] += 1
            counted[group]["persons"] += household.size
    return counted


def write(commune: Commune, path: Path) -> None:
    """Write the workbook: two rows of heads, a line a village, `Tổng cộng` at the end."""
    with workbook(path, commune) as book:
        bold = book.add_format({"bold": True})
        sheet = book.add_worksheet("Đối chiếu")
        sheet.write_string(
            0, 0, f"SỐ LIỆU ĐỐI CHIẾU RÀ SOÁT NĂM {commune.year} - {commune.name.upper()}", bold
        )
        sheet.merge_range(2, 0, 3, 0, "TT")
        sheet.merge_range(2, 1, 3, 1, "Thôn, bản")
        sheet.set_column(1, 1, 22)
        for place, title in enumerate(_GROUPS.values()):
            sheet.merge_range(2, 2 + 2 * place, 2, 3 + 2 * place, title)
            sheet.write_string(3, 2 + 2 * place, "Số hộ")
            sheet.write_string(3, 3 + 2 * place, "Số khẩu")
        for number, village in enumerate(commune.villages, 1):
            write_row(sheet, 3 + number, (number, village.name, *_numbers(totals(village.households))))
        last = 4 + len(commune.villages)
        write_row(sheet, last, (None, "Tổng cộng", *_numbers(totals(commune.households))), bold)


def write_json(commune: Commune, path: Path) -> None:
    """Write the same numbers as JSON: `commune`, then the villages by name."""
    told = {"commune": totals(commune.households)}
    told |= {village.name: totals(village.households) for village in commune.villages}
    path.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", "utf-8")


def _numbers(counted: Totals) -> list[int]:
    return [counted[group][what] for group in _GROUPS for what in ("households", "persons")]
