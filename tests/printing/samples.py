"""Invented reports in the shapes of the official ones, large and small. Every person in them is made up."""

from __future__ import annotations

import random
from dataclasses import replace

from app.reports.report import Column, Report, Row

UNIT = ("ỦY BAN NHÂN DÂN", "XÃ NÀ MÂY")
VILLAGES = ("Bản Hua Khắt", "Bản Nậm Mơ", "Bản Tà Ghênh", "Bản Lũng Cáng", "Bản Pú Nhu", "Bản Mí Háng")
_SURNAMES = ("Giàng", "Vàng", "Sùng", "Hảng", "Lò", "Hoàng", "Bàn", "Triệu", "Y", "Điểu", "Nguyễn", "Quàng")
_MIDDLES = ("A", "Thị", "Văn", "Tòn", "Bliă", "Mí", "Seo", "Láo", "")
_GIVEN = (
    "Páo",
    "Mỷ",
    "Chống",
    "Dê",
    "Ún",
    "Ỏn",
    "Mẩy",
    "Pu",
    "Niê",
    "K'Bôi",
    "Brơi",
    "Čư",
    "Ƀlŏm",
    "Sĭn",
    "Hŭnh",
)

_BALANCE = {
    "": ((274, 33, 18, 0, 5, 3, 6, 0, 237), (1356, 168, 96, 0, 25, 12, 33, 0, 1162)),
    VILLAGES[0]: ((61, 11, 5, 0, 2, 1, 2, 0, 50), (308, 57, 28, 0, 10, 1, 8, 0, 242)),
    VILLAGES[1]: ((47, 4, 6, 0, 1, 0, 0, 0, 38), (243, 23, 35, 0, 4, 0, 0, 0, 189)),
    VILLAGES[2]: ((38, 2, 3, 0, 0, 0, 2, 0, 35), (187, 7, 17, 0, 0, 0, 13, 0, 176)),
    VILLAGES[3]: ((54, 5, 0, 0, 1, 1, 1, 0, 52), (251, 26, 0, 0, 6, 6, 6, 0, 243)),
    VILLAGES[4]: ((39, 7, 3, 0, 1, 1, 1, 0, 32), (196, 39, 13, 0, 5, 5, 6, 0, 160)),
    VILLAGES[5]: ((35, 4, 1, 0, 0, 0, 0, 0, 30), (171, 16, 3, 0, 0, 0, 0, 0, 152)),
}


def _text(title: str, key: str, width: float = 1.0, number: str = "", left: bool = False) -> Column:
    return Column(title, key, number or key, width=width, align="left" if left else "center")


def balance() -> Report:
    """Report 2, as in the picture of the preview: a draft."""
    columns = (
        _text("TT", "A", 0.8),
        _text("Đơn vị", "B", 2.2, left=True),
        _text("Hộ, nhân khẩu", "C", 1.4, left=True),
        Column("Hộ nghèo đầu năm", "1", "1"),
        Column(
            "Số giảm",
            below=(
                Column(
                    "Thoát nghèo",
                    below=(
                        Column("Thành cận nghèo", "2", "2"),
                        Column("Vượt chuẩn cận nghèo", "3", "3"),
                    ),
                ),
                Column("Khác", "4", "4"),
            ),
        ),
        Column(
            "Số tăng",
            below=(
                Column("Cận nghèo thành nghèo", "5", "5"),
                Column(
                    "Bổ sung",
                    below=(Column("Tái nghèo", "6", "6"), Column("Phát sinh mới", "7", "7")),
                ),
                Column("Khác", "8", "8"),
            ),
        ),
        Column("Hộ nghèo cuối năm", "9", "9=1-2-3-4+5+6+7+8", "1-2-3-4+5+6+7+8", 1.4),
    )
    rows: list[Row] = []
    for index, (place, lines) in enumerate(_BALANCE.items()):
        name = place or "XÃ NÀ MÂY"
        start: dict[str, str] = {"A": f"1.{index}" if index else "1", "B": name}
        for line, word, figures in zip(("households", "persons"), ("Hộ", "Nhân khẩu"), lines, strict=True):
            values = start | {"C": word} | {str(key): figure for key, figure in enumerate(figures, 1)}
            rows.append(Row(values, name, int(bool(index)), line))
            start = {}
    return Report(
        "2",
        "TỔNG HỢP DIỄN BIẾN HỘ NGHÈO",
        columns,
        tuple(rows),
        UNIT,
        "Nà Mây",
        2026,
        subtitle="(Kèm theo báo cáo kết quả rà soát hộ nghèo, hộ cận nghèo năm 2026 của Ủy ban nhân dân xã)",
        draft=("17 hộ Bản Tà Ghênh chưa rà soát.", "Chưa có quyết định công nhận."),
    )


def rates(places: int = 6) -> Report:
    """Report 1: percentages by formula, one place without a denominator."""
    pairs = (
        ("3", "4", "3/1*100", "nghèo"),
        ("5", "6", "5/1*100", "cận nghèo"),
        ("7", "8", "7/1*100", "mức sống trung bình"),
    )
    persons = (
        ("9", "10", "9/2*100", "nghèo"),
        ("11", "12", "11/2*100", "cận nghèo"),
        ("13", "14", "13/2*100", "mức sống trung bình"),
    )

    def result(title: str, unit: str, heads: tuple[tuple[str, str, str, str], ...]) -> Column:
        return Column(
            title,
            below=tuple(
                Column(
                    f"Hộ {name}",
                    below=(
                        Column(unit, count, count),
                        Column("Tỷ lệ %", rate, f"{rate}={formula}", formula, places=2),
                    ),
                )
                for count, rate, formula, name in heads
            ),
        )

    columns = (
        _text("TT", "A", 0.7),
        _text("Đơn vị", "B", 2.4, left=True),
        Column("Tổng số hộ dân cư", below=(Column("Số hộ", "1", "1"), Column("Số nhân khẩu", "2", "2"))),
        result("Kết quả rà soát (hộ)", "Số hộ", pairs),
        result("Kết quả rà soát (nhân khẩu)", "Số khẩu", persons),
    )
    rows = [Row(_rates("1", "XÃ NÀ MÂY", 591, 2965), "XÃ NÀ MÂY", 0)]
    for index, place in enumerate(VILLAGES[:places], 1):
        known = index != 3
        values = _rates(
            f"1.{index}", place, 90 + index if known else None, 450 + index * 7 if known else None
        )
        rows.append(Row(values, place, 1))
    return Report(
        "1",
        "TỔNG HỢP KẾT QUẢ CHÍNH THỨC RÀ SOÁT HỘ NGHÈO; HỘ CẬN NGHÈO; "
        "HỘ LÀM NÔNG, LÂM, NGƯ NGHIỆP CÓ MỨC SỐNG TRUNG BÌNH",
        columns,
        tuple(rows),
        UNIT,
        "Nà Mây",
        2026,
        notes=("Bản Tà Ghênh chưa có tổng số hộ dân cư, nên chưa có tỷ lệ.",),
    )


def _rates(
    number: str, place: str, households: int | None, persons: int | None
) -> dict[str, str | float | None]:
    values: dict[str, str | float | None] = {"A": number, "B": place, "1": households, "2": persons}
    for count, rate, whole, figure in (
        ("3", "4", households, 37),
        ("5", "6", households, 15),
        ("7", "8", households, 3),
        ("9", "10", persons, 181),
        ("11", "12", persons, 66),
        ("13", "14", persons, 12),
    ):
        values[count] = figure
        values[rate] = figure / whole * 100 if whole else None
    return values


def person(pick: random.Random) -> str:
    """A name such as the mountains know, letters beyond Vietnamese among them."""
    return " ".join(filter(None, (pick.choice(_SURNAMES), pick.choice(_MIDDLES), pick.choice(_GIVEN))))


def members(households: int = 237, seed: int = 15) -> Report:
    """Report 15: one line a member, a line of capitals at each village."""
    pick = random.Random(seed)
    rows: list[Row] = []
    for village in range(len(VILLAGES)):
        share = households // len(VILLAGES) + (village < households % len(VILLAGES))
        if share:
            rows.append(Row({}, VILLAGES[village], heading=True))
        for number in range(1, share + 1):
            rows += _household(pick, number, len(rows))
    return Report(
        "15",
        "DANH SÁCH CHI TIẾT HỘ NGHÈO",
        _member_columns(),
        tuple(rows),
        UNIT,
        "Nà Mây",
        2026,
        annex="Phụ lục số 2.3",
        subtitle="(Kèm theo Quyết định số …/QĐ-UBND ngày … tháng … năm 2026 của Ủy ban nhân dân xã Nà Mây)",
    )


def _household(pick: random.Random, number: int, group: int) -> list[Row]:
    relations = ("Chủ hộ", "Vợ", "Con", "Con", "Con dâu", "Cháu", "Mẹ", "Cháu")
    rows = []
    for place, relation in enumerate(relations[: pick.randint(1, 8)], 1):
        values: dict[str, str | int] = {
            "A": number if place == 1 else "",
            "B": place,
            "C": person(pick),
            pick.choice("12"): pick.randint(1940, 2026),
            "3": pick.choice(("Mông", "Thái", "Dao", "Tày")),
            "4": relation,
        }
        if place == 1:
            values |= {pick.choice("567"): "×", pick.choice(("8", "9", "10")): "×"}
        values |= {str(key): "×" for key in range(11, 17) if pick.random() < 0.2}
        rows.append(Row(values, group=group + 1))
    return rows


def _member_columns() -> tuple[Column, ...]:
    return (
        _text("Số TT chủ hộ", "A"),
        _text("TT trong hộ", "B"),
        _text("Họ tên chủ hộ và các thành viên trong hộ, thôn", "C", 4.0, left=True),
        Column("Năm sinh", below=(_text("Nam", "1"), _text("Nữ", "2"))),
        _text("Dân tộc", "3"),
        _text("Quan hệ với chủ hộ", "4", left=True),
        Column(
            "Loại hộ nghèo",
            below=(_text("Phát sinh mới", "5"), _text("Tái nghèo", "6"), _text("Nghèo cũ", "7")),
        ),
        _text("Hộ có người có công", "8"),
        _text("DTTS tại chỗ", "9"),
        _text("Không có khả năng lao động", "10"),
        Column(
            "Chính sách đã hỗ trợ",
            below=tuple(
                _text(title, str(key))
                for key, title in enumerate(("Y tế", "Giáo dục", "Sản xuất", "Tín dụng", "Nhà ở", "Khác"), 11)
            ),
        ),
    )


def posting(households: int = 40) -> Report:
    """The posting list: upright, without private data, two signatures."""
    pick = random.Random(4)
    columns = (
        _text("TT", "A", 0.6),
        _text("Họ và tên chủ hộ", "B", 3.0, left=True),
        _text("Bản", "C", 2.0, left=True),
        Column("Số khẩu", "1", "1"),
        _text("Kết quả", "2", 1.4, left=True),
        _text("Ghi chú", "3", 1.6, left=True),
    )
    rows = tuple(
        Row(
            {
                "A": number,
                "B": person(pick),
                "C": pick.choice(VILLAGES),
                "1": pick.randint(1, 9),
                "2": pick.choice(("Hộ nghèo", "Hộ cận nghèo", "Thoát nghèo")),
            }
        )
        for number in range(1, households + 1)
    )
    return Report(
        "posting",
        "DANH SÁCH NIÊM YẾT KẾT QUẢ RÀ SOÁT HỘ NGHÈO, HỘ CẬN NGHÈO",
        columns,
        rows,
        UNIT,
        "Nà Mây",
        2026,
        subtitle="(Niêm yết từ ngày 20/11/2026 đến hết ngày 22/11/2026)",
        notes=("Ý kiến, khiếu nại gửi về Ủy ban nhân dân xã trong thời gian niêm yết.",),
        signers=("TRƯỞNG BẢN", "CHỦ TỊCH"),
        landscape=False,
    )


def to_review(households: int = 60) -> Report:
    """The list of households to review: upright, codes and identity numbers as text."""
    pick = random.Random(1)
    columns = (
        _text("TT", "A", 0.6),
        _text("Mã hộ", "B", 1.6),
        _text("Họ và tên chủ hộ", "C", 3.0, left=True),
        _text("Số CCCD", "D", 1.8),
        _text("Dân tộc", "E"),
        _text("Số khẩu", "F"),
        _text("Phân loại năm trước", "G", 1.6, left=True),
        _text("Lý do rà soát", "H", 2.6, left=True),
    )
    rows = []
    for number in range(1, households + 1):
        values = {
            "A": number,
            "B": f"0412{number:05}",
            "C": person(pick),
            "D": f"0110{pick.randint(0, 99999999):08}",
            "E": pick.choice(("Mông", "Thái", "Dao")),
            "F": pick.randint(1, 9),
            "G": pick.choice(("Hộ nghèo", "Hộ cận nghèo", "Không nghèo")),
            "H": pick.choice(
                ("Trong danh sách hộ nghèo đang quản lý", "Có giấy đề nghị rà soát ngày 05/09/2026")
            ),
        }
        rows.append(Row(values))
    return Report(
        "to_review",
        "DANH SÁCH HỘ GIA ĐÌNH CẦN RÀ SOÁT",
        columns,
        tuple(rows),
        UNIT,
        "Nà Mây",
        2026,
        signers=("NGƯỜI LẬP", "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH"),
        landscape=False,
    )


def wide(columns: int, rows: int = 30) -> Report:
    """As many columns as a report by ethnic groups may have."""
    names = (
        "Kinh",
        "Tày",
        "Thái",
        "Mường",
        "Nùng",
        "Mông",
        "Dao",
        "Khơ-mú",
        "Sán Chay",
        "Bru-Vân Kiều",
        "Xơ-đăng",
    )
    leaves = tuple(
        Column(names[index % len(names)], str(index), str(index)) for index in range(1, columns - 1)
    )
    heads = (_text("TT", "A", 0.6), _text("Đơn vị", "B", 2.5, left=True), Column("Dân tộc", below=leaves))
    filled = tuple(
        Row(
            {"A": str(line), "B": VILLAGES[line % 6]}
            | {str(key): line * key for key in range(1, columns - 1)}
        )
        for line in range(1, rows + 1)
    )
    return Report("9", "PHÂN TÍCH HỘ NGHÈO THEO DÂN TỘC", heads, filled, UNIT, "Nà Mây", 2026)


def empty(report: Report) -> Report:
    """The same without a line."""
    return replace(report, rows=())
