"""Last year's list as the national software exports it: poor and near-poor of the district, all cells text.

As met in the field: some lines are exact repeats, and for each repeat another household is missing; there is
a line of test data; sex is missing here and there, and village, birth and identity everywhere.
"""

from __future__ import annotations

from pathlib import Path

from app.demo.books.writing import Value, dirt, workbook, write_row
from app.demo.margins import story
from app.demo.people import Commune, Household
from app.rules.codes import code_list

_COLUMNS = {
    "date": "Thời gian rà soát", "family.hostName": "Chủ hộ", "family.code": "Mã hộ",
    "family.coDanTocTaiCho": "Dân tộc tại chỗ", "family.hostGender": "Giới tính",
    "family.numberOfMembers": "Số nhân khẩu", "quickReview.result": "Phiếu A", "b1Point": "Phiếu B1",
    "b2Point": "Phiếu B2", "classify": "Kết quả rà soát", "reviewer": "Người rà soát",
}  # fmt: skip
_TEST: tuple[Value, ...] = (None, "Nguyễn VĂN A", "999", None, "Nam", "1", "--", None, None, "Hộ nghèo", None)


def write(commune: Commune, path: Path) -> None:
    """Write the export of the year before the review."""
    rng = dirt(commune, "national_export")
    listed = [household for household in commune.households if household.before != "not_poor"]
    rng.shuffle(listed)
    different = dict.fromkeys(_line(household, rng.random() < 0.12) for household in listed)
    lost = min(story().lost_and_repeated, len(listed) // 2)
    kept = list(different)[: len(listed) - lost]
    lines = [*kept, *kept[:lost], _TEST]
    rng.shuffle(lines)
    with workbook(path, commune) as book:
        sheet = book.add_worksheet("Sheet")
        for row, line in enumerate((tuple(_COLUMNS), tuple(_COLUMNS.values()), *lines)):
            write_row(sheet, row, line)


def _line(household: Household, sexless: bool) -> tuple[Value, ...]:
    """The code is the number within the village: small, and not unique in the file."""
    serial = str(int(household.code.rpartition("-")[2]))
    sex = None if sexless else "Nam" if household.head.sex == "male" else "Nữ"
    klass = code_list("classes").name(household.before)
    return (None, household.head.name, serial, None, sex, str(household.size), "--", None, None, klass, None)
