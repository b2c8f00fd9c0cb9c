"""Heads found by meaning, wherever they stand; mappings kept as a text."""

import pytest

from app.errors import InputFault
from app.exchange.kinds.fields import HOUSEHOLD, INDICATORS, TICK
from app.exchange.kinds.member_list import FIELDS as MEMBER_FIELDS
from app.exchange.sheets import headers
from app.exchange.sheets.headers import ColumnMapping


def _find(rows, spellings=HOUSEHOLD, mapping=None):
    width = max(map(len, rows))
    return headers.find([[*row, *[""] * (width - len(row))] for row in rows], spellings, mapping)


def test_a_head_in_the_first_row():
    header = _find([["TT", "Họ và tên chủ hộ", "Dân tộc"], [1.0, "Lò Văn Ún", "Thái"]])
    assert (header.top, header.bottom, header.first) == (1, 1, 2)
    assert header.columns == {"ordinal": 0, "name": 1, "ethnic": 2}


def test_a_head_below_merged_titles_in_two_rows_above_numbers():
    rows = [
        ["ỦY BAN NHÂN DÂN XÃ NÀ MÂY"],
        ["DANH SÁCH HỘ RÀ SOÁT NĂM 2026"],
        [],
        ["STT", "Họ tên chủ hộ", "Năm sinh", "Chỉ số thiếu hụt (đánh dấu x)", "", "", "Kết quả"],
        ["", "", "", 1.0, 2.0, 12.0, ""],
        ["A", "B", 1.0, 2.0, 3.0, 4.0, 5.0],
        [1.0, "Lò Văn Ún", 1980.0, "x", "", "", "Hộ nghèo"],
    ]
    header = _find(rows)
    assert (header.top, header.bottom, header.first) == (4, 5, 7)
    assert header.columns == {
        "ordinal": 0,
        "name": 1,
        "birth": 2,
        "tick.employment": 3,
        "tick.dependents": 4,
        "tick.information_means": 5,
        "stated": 6,
    }


def test_indicators_by_number_and_by_name():
    numbered = [["Họ tên", *["Chỉ số thiếu hụt"] * 12], ["", *map(str, range(1, 13))]]
    named = [["Họ tên", *(words[0] for words in INDICATORS.values())]]
    for rows in (numbered, named):
        header = _find(rows)
        assert [key for key in header.columns if key.startswith(TICK)] == [TICK + key for key in INDICATORS]


def test_year_of_birth_under_the_sexes():
    rows = [["Họ và tên", "Năm sinh", "", "Quan hệ với chủ hộ"], ["", "Nam", "Nữ", ""]]
    columns = _find(rows, MEMBER_FIELDS).columns
    assert (columns["birth_male"], columns["birth_female"], columns["relation"]) == (1, 2, 3)


@pytest.mark.parametrize(
    ("title", "field"),
    [
        ("HỌ VÀ TÊN CHỦ HỘ", "name"),
        ("Họ, tên chủ hộ", "name"),
        ("Họ và tên chủ hộ gia đình", "name"),
        ("Số khẩu (người)", "size"),
        ("Thu nhập BQ (nghìn đồng/người/tháng)", "income"),
        ("Số CMND/CCCD", "cccd"),
        ("Nguyên nhân nghèo (ghi rõ)", "causes"),
        ("Kết quả  rà soát", "stated"),
        ("Kết quả rà soát năm trước", "before"),
        ("Điểm B1", "b1"),
        ("Dân tộc tại chỗ", "local_minority"),
        ("Dân tộc", "ethnic"),
    ],
)
def test_spellings(title, field):
    assert field in _find([["STT", title]]).columns


def test_units_of_money_in_a_head():
    header = _find([["Họ tên", "Thu nhập BQ (nghìn đồng)", "Số khẩu"]])
    assert header.units == {"income": 1000}
    assert headers.money_unit("Đơn vị: triệu đồng") == 1_000_000
    assert headers.money_unit("Đơn vị tính: 1.000 đồng") == 1000
    assert headers.money_unit("Đơn vị: đồng") == headers.money_unit("triệu người") == 1


def test_unknown_columns_are_listed_and_told_apart():
    header = _find([["Họ tên", "Số khẩu", "Cây trồng", "Cây trồng"]])
    assert header.unknown == {2: "Cây trồng", 3: "Cây trồng (D)"}


def test_no_head_at_all():
    assert _find([["a", "b"], ["c", "d"]]) is None
    assert headers.find([], HOUSEHOLD) is None


@pytest.mark.parametrize(
    ("row", "numbers"),
    [
        (["A", "B", "C", 1.0, 2.0, 3.0], True),
        (["(1)", "(2)", "(3)"], True),
        (["A", "B", 1.0, 2.0, "3", "4=3/1*100"], True),
        ([1.0, "Lò Văn Ún", 4.0], False),
        ([1.0, "A", 1980.0], False),
        (["", "x", "x"], False),
        ([3.0, 2.0, 1.0], False),
    ],
)
def test_rows_of_column_numbers(row, numbers):
    assert headers.is_numbering(row) is numbers


def test_a_mapping_comes_back_from_its_text():
    mapping = ColumnMapping("commune_book", {"name": 2, "birth": 28}, "abc", 6)
    text = mapping.to_json()
    assert '"birth": "AB"' in text
    assert ColumnMapping.from_json(text) == mapping


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", '{"kind": "x"}', '{"kind": "x", "columns": {"name": "Họ tên"}}', '{"columns": {}}'],
)
def test_a_bad_mapping_is_refused_in_words(text):
    with pytest.raises(InputFault, match="bảng ghép cột"):
        ColumnMapping.from_json(text)


ROWS = [["Người", "Tuổi", "Số khẩu", "Ghi chú"], ["Lò Văn Ún", "1980", 4.0, ""]]


def test_a_mapping_wins_over_words_where_it_fits():
    mapping = ColumnMapping("commune_book", {"name": 1, "birth": 2, "size": 3}, header_row=1)
    assert _find(ROWS, mapping=mapping).columns == {"name": 0, "birth": 1, "size": 2}
    found = _find(ROWS)
    assert found.columns == {"size": 2, "note": 3}
    kept = ColumnMapping("commune_book", {"name": 1, "size": 3}, found.signature)
    assert _find(ROWS, mapping=kept).columns == {"name": 0, "size": 2}
    other = ColumnMapping("commune_book", {"name": 1, "size": 3}, "of another head")
    assert _find(ROWS, mapping=other).columns == found.columns


def test_a_mapping_past_the_last_column_maps_nothing():
    mapping = ColumnMapping("commune_book", {"name": 1, "birth": 40}, header_row=1)
    assert _find(ROWS, mapping=mapping).columns == {"name": 0}
