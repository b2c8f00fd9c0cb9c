"""Taking files into a commune's book, and reading back what became of them in plain Python."""

from __future__ import annotations

import json
from datetime import date

from app.exchange.intake.files import Asked, take_file
from app.services import places

OFFICER = "Vàng Thị Mỷ"
TODAY = date(2026, 11, 20)
INDICATORS = (
    "employment", "dependents", "nutrition", "health_insurance", "adult_education", "child_schooling",
    "housing_quality", "housing_area", "water", "sanitation", "telecom", "information_means",
)  # fmt: skip
CAUSES = ("land", "capital", "labour", "tools", "knowledge", "skills", "illness", "other")
HEADS = (
    "STT", "Họ và tên chủ hộ", "Năm sinh", "Giới tính", "Dân tộc", "Số CCCD", "Số khẩu", "Điểm B1", "Điểm B2",
    *(f"CS{number}" for number in range(1, 13)),
    "Nguyên nhân nghèo", "Kết quả năm trước", "Kết quả rà soát", "Ghi chú",
)  # fmt: skip


def founded(store):
    places.found(
        store, "Xã Nà Mây", "commune", OFFICER, above="Huyện Mù Cang Chải", province="Yên Bái", year=2026
    )
    return store


def take(store, path, year=None, **asked):
    return take_file(store, path, Asked(year=year, **asked), TODAY, OFFICER)


def counts(taken):
    """Lines by status, without those that have none."""
    return {status: count for status, count in taken.counts.items() if count}


def reasons(taken):
    return [problem.reason for problem in taken.problems]


def line(
    number, name, birth="1980", size=4, b1=120, deprived=3, before="", stated="", *,
    sex="Nam", cccd="", causes="", note="", ethnic="Mông",
):  # fmt: skip
    """A line of a commune's book; the first `deprived` indicators are marked."""
    marks = ["x" if place < deprived else "" for place in range(12)]
    return [
        number, name, birth, sex, ethnic, cccd, size, b1, 10 * deprived, *marks, causes, before, stated, note,
    ]  # fmt: skip


def sheet(*lines):
    return [["DANH SÁCH HỘ RÀ SOÁT NĂM 2026"], [], list(HEADS), *lines]


def select(store, sql, *values):
    cursor = store.connection.execute(sql, values)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, told, strict=True)) for told in cursor]


def households(store):
    """Living households with their village and head, and their cases by year."""
    found = {
        row["id"]: row | {"cases": {}}
        for row in select(
            store,
            "SELECT h.*, p.name AS village, coalesce(x.name, '') AS head, x.birth, x.cccd FROM household h"
            " JOIN place p ON p.id = h.place"
            " LEFT JOIN membership m ON m.household = h.id AND m.head = 1 AND m.until = '' AND m.deleted = 0"
            " LEFT JOIN person x ON x.id = m.person WHERE h.deleted = 0 AND h.ended = ''",
        )
    }
    results = {row["review_case"]: row for row in select(store, "SELECT * FROM result WHERE deleted = 0")}
    years = {row["id"]: row["year"] for row in select(store, "SELECT * FROM review_round WHERE deleted = 0")}
    for case in select(store, "SELECT * FROM review_case WHERE deleted = 0"):
        told = case | {"result": results.get(case["id"]), "causes": json.loads(case["causes"])}
        found[case["household"]]["cases"][years[case["round"]]] = told
    return list(found.values())


def by_head(store):
    return {home["head"]: home for home in households(store)}


def klass(home, year=2026):
    case = home["cases"].get(year)
    return case and case["result"] and case["result"]["final_class"]
