"""Code lists: shipped ones are whole, spellings are read, ambiguity is refused."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from app.errors import RuleFault
from app.rules.codes import code_list, code_lists, load_codes
from app.rules.raw import CONFIDENCES

HEAD = 'title = "Thử"\nsource = "tự đặt"\nconfidence = "unverified"\n'


@pytest.mark.parametrize("name", code_lists())
def test_every_entry_reads_itself(name: str):
    codes = code_list(name)
    assert codes.confidence in CONFIDENCES
    assert codes.source
    for entry in codes.entries:
        for text in (entry.code, entry.name, *entry.spelled):
            assert codes.read(text) == entry.code, text


def test_fifty_four_peoples_and_one_majority():
    peoples = [entry for entry in code_list("ethnic").entries if entry.code.isdigit()]
    assert [entry.code for entry in peoples] == [f"{place:02}" for place in range(1, 55)]
    assert [entry.name for entry in peoples if not entry.flags["minority"]] == ["Kinh"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("H'Mông", "08"), ("Hmông", "08"), ("Mèo", "08"), ("HMÔNG", "08"), ("H’mông ", "08"),
        ("M'Nông", "20"), ("M'nông", "20"), ("Ê đê", "12"), ("Êđê", "12"), ("Ra đê", "12"),
        ("Gia Rai", "10"), ("J'rai", "10"), ("Khmer", "05"), ("Khơ me", "05"), ("Ba Na", "13"),
        ("K'ho", "16"), ("Cơ Ho", "16"), ("Vân Kiều", "23"), ("Cao Lan", "15"), ("Mán", "09"),
        ("Xê đăng", "14"), ("S'tiêng", "22"),
        ("Mường", "06"), ("Mướng", "06"), ("muong", "06"), ("  thái", "03"), ("Ta\u0300y", "02"),
        ("Đê", "12"), ("De", None), ("Dẻ", "27"), ("", None), ("?", None), ("Pháp", None),
    ],
)  # fmt: skip
def test_spellings_of_peoples(text: str, code: str | None):
    assert code_list("ethnic").read(text) == code
    assert code_list("ethnic").read(text) == code, "and the same when remembered"


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("classes", "Hộ nghèo", "poor"), ("classes", "nghèo", "poor"), ("classes", "HN", "poor"),
        ("classes", "Hộ cận nghèo", "near_poor"), ("classes", "cận nghèo", "near_poor"),
        ("classes", "HCN", "near_poor"), ("classes", "Hộ không nghèo", "not_poor"),
        ("classes", "Thoát nghèo", "not_poor"), ("classes", "HO NGHEO", "poor"),
        ("causes", "thiếu công cụ/phương tiện sản xuất", "tools"),
        ("causes", "Không có công cụ/phương tiện sản xuất", "tools"),
        ("causes", "Không có vốn sản xuất, kinh doanh", "capital"),
        ("causes", "Có người ốm đau, bệnh nặng, tai nạn…", "illness"),
        ("causes", "Nguyên nhân khác", "other"),
        ("groups", "không có khả năng lao động", "no_labour"), ("groups", "hộ có người có công", "merit"),
        ("sex", "NAM", "male"), ("sex", "nữ", "female"), ("regions", "*", "*"),
        ("relation", "Vợ", "spouse"), ("relation", "con dâu", "child_in_law"),
    ],
)  # fmt: skip
def test_words_of_sheets(name: str, text: str, code: str):
    assert code_list(name).read(text) == code


def test_flags_and_names():
    water = code_list("water")
    assert water.flagged("safe") == {"piped", "drilled_well", "protected", "rain", "bottled"}
    assert "piped" in water
    assert "petrol" not in water
    assert water.name("piped") == "Nước máy"
    assert water.name("petrol") == "petrol"


def test_entries_in_force_by_day(tmp_path: Path):
    path = tmp_path / "thu.toml"
    path.write_text(
        HEAD
        + 'entry = [{ code = "old", name = "Cũ", valid_to = 2025-06-30 },'
        + ' { code = "new", name = "Mới", valid_from = 2025-07-01 }, { code = "ever", name = "Luôn" }]',
        "utf-8",
    )
    codes = load_codes(path)
    assert [entry.code for entry in codes.on(date(2025, 6, 30))] == ["old", "ever"]
    assert [entry.code for entry in codes.on(date(2025, 7, 1))] == ["new", "ever"]


def test_remembers_only_so_much(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setattr("app.rules.codes._MOST_SEEN", 2)
    path = tmp_path / "thu.toml"
    path.write_text(HEAD + 'entry = [{ code = "a", name = "Một" }]', "utf-8")
    codes = load_codes(path)
    for text in ("một", "MỘT", "Mot", "hai", "một"):
        assert codes.read(text) == (None if text == "hai" else "a")
    assert len(codes._seen) <= 3


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("entry = [", "thu.toml"),
        (HEAD, "entry"),
        (HEAD + 'entry = [{ code = "a" }]', "name"),
        (
            HEAD + 'entry = [{ code = "a", name = "Một" }, { code = "b", name = "Hai", spelled = ["MỘT"] }]',
            "Cách viết “MỘT” thuộc cả mục a và mục b",
        ),
    ],
)
def test_a_damaged_list_is_named(tmp_path: Path, text: str, said: str):
    path = tmp_path / "thu.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(RuleFault, match=r"thu\.toml") as fault:
        load_codes(path)
    assert said in str(fault.value)


def test_a_missing_list_is_a_fault():
    with pytest.raises(RuleFault, match=r"khong-co\.toml"):
        code_list("khong-co")
