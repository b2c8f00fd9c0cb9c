"""The commune's own book: a sheet a village, with the furniture and the faults of years of hands.

Titles in merged cells, a head on row 6, `Cộng` after every 40 lines, signature lines, a space at the end of
sheet names; names in NFC and NFD and, in one village, in capitals; H'Mông and Mông; four kinds of birth
dates; identity numbers that lost their first zero or are missing.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from random import Random

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from app.demo.books.writing import Value, decomposed, dirt, workbook, write_row
from app.demo.margins import story
from app.demo.names import group_name
from app.demo.people import Commune, Household, Village
from app.rules.codes import code_list

HEAD_ROW = 5  # counted from 0
_SUBTOTAL_EVERY = 40
_CAPITALS = 1  # place of the village that writes names in capitals
_SIZE, _BIRTH, _IDENTITY = 6, 2, 5  # columns, counted from 0
_SPELLED = {"08": "H'Mông", "12": "Ê đê", "20": "M'Nông"}
_NOTES = {"merit": "hộ có người có công", "no_labour": "không có khả năng lao động"}
_BEFORE = (
    "STT",
    "Họ và tên chủ hộ",
    "Năm sinh",
    "Giới tính",
    "Dân tộc",
    "Số CCCD",
    "Số khẩu",
    "Điểm B1",
    "Điểm B2",
)
_AFTER = ("Nguyên nhân nghèo", "Kết quả năm trước", "Kết quả rà soát", "Ghi chú")


def write(commune: Commune, path: Path) -> None:
    """Write the book of all villages."""
    rng = dirt(commune, "commune_book")
    with workbook(path, commune) as book:
        title = book.add_format({"bold": True, "align": "center"})
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for place, village in enumerate(commune.villages):
            sheet = book.add_worksheet(f"{village.name} ")
            _furniture(sheet, commune, village, title)
            last = _lines(sheet, rng, village, day, place == _CAPITALS)
            sheet.write_string(last + 1, 1, "NGƯỜI LẬP BIỂU")
            sheet.write_string(last + 1, 17, "TRƯỞNG BẢN")


def _furniture(sheet: Worksheet, commune: Commune, village: Village, title: Format) -> None:
    indicators = tuple(str(number) for number in range(1, len(story().indicators) + 1))
    sheet.merge_range(0, 0, 0, 5, f"ỦY BAN NHÂN DÂN {commune.name.upper()}")
    heading = f"DANH SÁCH HỘ RÀ SOÁT NĂM {commune.year} - {village.name.upper()}"
    sheet.merge_range(2, 0, 2, 23, heading, title)
    first = len(_BEFORE)
    sheet.merge_range(
        HEAD_ROW - 1, first, HEAD_ROW - 1, first + len(indicators) - 1, "Chỉ số thiếu hụt (đánh dấu x)"
    )
    write_row(sheet, HEAD_ROW, (*_BEFORE, *indicators, *_AFTER))
    sheet.set_column(1, 1, 22)
    sheet.set_column(_IDENTITY, _IDENTITY, 14)
    sheet.set_column(first, first + len(indicators) - 1, 3)
    sheet.set_column(first + len(indicators), first + len(indicators) + 3, 20)


def _lines(sheet: Worksheet, rng: Random, village: Village, day: Format, capitals: bool) -> int:
    """The lines of a village; the row after the last."""
    row = HEAD_ROW + 1
    for start in range(0, len(village.households), _SUBTOTAL_EVERY):
        part = village.households[start : start + _SUBTOTAL_EVERY]
        for number, household in enumerate(part, start + 1):
            write_row(sheet, row, _line(rng, number, household, capitals))
            _birth(sheet, rng, row, household, day)
            row += 1
        if len(part) == _SUBTOTAL_EVERY:
            sheet.write_string(row, 1, "Cộng")
            sheet.write_formula(
                row, _SIZE, f"=SUM(G{row - len(part) + 1}:G{row})", None, sum(h.size for h in part)
            )
            row += 1
    return row


def _line(rng: Random, number: int, household: Household, capitals: bool) -> list[Value]:
    head, classes, causes = household.head, code_list("classes"), code_list("causes")
    name = decomposed(rng, head.name.upper() if capitals else head.name, 0.1)
    group = group_name(head.ethnic)
    spelled = _SPELLED.get(head.ethnic, group) if rng.random() < 0.33 else group
    identity: Value = head.identity or None
    if identity and rng.random() < 0.16:
        identity = int(head.identity)
    sex = "Nam" if head.sex == "male" else "Nữ"
    ticks: list[Value] = ["x" if key in household.deprived else None for key in story().indicators]
    named = "; ".join(causes.name(code).lower() for code in household.causes)
    notes = "; ".join(_NOTES[group] for group in household.groups)
    before: list[Value] = [
        number,
        name,
        None,
        sex,
        spelled,
        identity,
        household.size,
        household.b1,
        household.b2,
    ]
    results = [named or None, classes.name(household.before), classes.name(household.now), notes or None]
    return before + ticks + results


def _birth(sheet: Worksheet, rng: Random, row: int, household: Household, day: Format) -> None:
    """A year as a number or as text, a date as text or as a date of Excel."""
    birth = household.head.birth
    tidy = rng.random() < 0.5
    if birth.exact and tidy:
        sheet.write_datetime(row, _BIRTH, datetime(birth.year, birth.month, birth.day), day)
    elif birth.exact:
        sheet.write_string(row, _BIRTH, f"{birth.day}/{birth.month}/{birth.year}")
    elif birth.month:
        sheet.write_string(row, _BIRTH, f"{birth.month}/{birth.year}")
    elif tidy:
        sheet.write_number(row, _BIRTH, birth.year)
    else:
        sheet.write_string(row, _BIRTH, str(birth.year))
