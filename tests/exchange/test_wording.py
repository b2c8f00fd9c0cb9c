"""Several causes in one cell, groups inside a note."""

import pytest

from app.exchange.values.wording import causes, groups


@pytest.mark.parametrize(
    ("cell", "codes"),
    [
        ("", ()),
        ("thiếu vốn", ("capital",)),
        ("thiếu đất sản xuất; thiếu công cụ/phương tiện sản xuất", ("land", "tools")),
        ("ốm đau, bệnh nặng, tai nạn; khác", ("illness", "other")),
        ("Thiếu vốn, thiếu đất sản xuất", ("capital", "land")),
        ("ốm đau, bệnh nặng, tai nạn, thiếu vốn", ("illness", "capital")),
        ("- Thiếu công cụ/phương tiện sản xuất\n- Ốm đau, bệnh nặng, tai nạn", ("tools", "illness")),
        ("1. Thiếu vốn\n2. Thiếu lao động", ("capital", "labour")),
        ("Thiếu vốn và thiếu lao động", ("capital", "labour")),
        ("Không có đất sản xuất", ("land",)),
        ("thiếu vốn; THIẾU VỐN", ("capital",)),
    ],
)
def test_causes(cell, codes):
    taken = causes(cell)
    assert taken.value == codes
    assert not taken.warnings


@pytest.mark.parametrize(
    ("cell", "codes", "words"),
    [
        ("đông con", ("other",), "đông con"),
        ("thiếu vốn, đông con", ("capital", "other"), "đông con"),
        ("thiếu vốn; khác; mới tách hộ", ("capital", "other"), "mới tách hộ"),
    ],
)
def test_unknown_causes_count_as_other_and_are_told(cell, codes, words):
    taken = causes(cell)
    assert taken.value == codes
    assert f"“{words}”" in taken.warnings[0]


@pytest.mark.parametrize(
    ("note", "codes"),
    [
        ("", ()),
        ("hộ có người có công", ("merit",)),
        ("không có khả năng lao động", ("no_labour",)),
        ("không có khả năng lao động, hộ mới chuyển đến", ("no_labour",)),
        ("hộ có người có công; không có khả năng lao động", ("merit", "no_labour")),
        ("chuyển đến từ xã bên", ()),
        (4.0, ()),
    ],
)
def test_groups_in_a_note(note, codes):
    assert groups(note) == codes
