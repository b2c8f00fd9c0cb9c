"""TCVN3 and VNI: tables, recognition, and that text of Unicode is never touched."""

from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.old_encodings import TCVN3, VNI, by_font, capitals_font, decode, recognise

SMALL = "aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵđ"
NAMES = [
    "Giàng A Páo",
    "Vàng Thị Mỷ",
    "Lường Văn Hặc",
    "Hoàng Thị Phượng",
    "Chảo Mùi Ghển",
    "Quàng Văn Thỏa",
    "Đặng Văn Đức",
    "Bản Nậm Mơ",
    "thiếu vốn sản xuất",
    "ốm đau, bệnh nặng, tai nạn",
    "Hộ cận nghèo",
    "Điểu K'Bôi",
]
TEXTS = st.lists(st.sampled_from(NAMES), min_size=3, max_size=12, unique=True)
VIETNAMESE = st.text(
    st.sampled_from(SMALL + SMALL.upper() + "bcghklmnpqrstvx -'.,0123456789ñŏĭŭčƀ"), max_size=40
)


def encode(text, table):
    back = {new: old for old, new in table.items()}
    return "".join(back.get(char, char) for char in text)


def test_tables_hold_every_small_letter_once():
    marked = set(SMALL) - set("aeiouy")
    assert set(TCVN3.values()) >= marked
    assert len(set(TCVN3.values())) == len(TCVN3)
    assert set(VNI.values()) >= (marked | {char.upper() for char in marked}) - set("ìíÌÍ")
    assert TCVN3["\u00ad"] == "ư"


@pytest.mark.parametrize(
    ("old", "encoding", "text"),
    [
        ("L\u00adêng ThÞ Ph\u00ad¬ng", "tcvn3", "Lường Thị Phương"),
        ("Hä vµ tªn chñ hé", "tcvn3", "Họ và tên chủ hộ"),
        ("NGUYÔN V¡N B¶N", "tcvn3", "NGUYỄN VĂN BẢN"),
        ("Ñieåu K'Boâi", "vni", "Điểu K'Bôi"),
        ("Hoï vaø teân chuû hoä", "vni", "Họ và tên chủ hộ"),
        ("NGUYEÃN VAÊN ÑÖÙC", "vni", "NGUYỄN VĂN ĐỨC"),
        ("Nguyeãn Thò Ngoïc", "vni", "Nguyễn Thị Ngọc"),
        ("Lò Văn Ún", "tcvn3", "Lò Văn Ún"),
        ("Lò Văn Ún", "vni", "Lò Văn Ún"),
        ("Vµng", "unicode", "Vµng"),
    ],
)
def test_decoding(old, encoding, text):
    assert decode(old, encoding) == text


def test_fonts_of_capitals():
    assert decode("céng hoµ x· héi", "tcvn3", capitals=True) == "CỘNG HOÀ XÃ HỘI"
    assert [by_font(font) for font in (".VnTime", ".VnArialH", "VNI-Times", "Times New Roman")] == [
        "tcvn3",
        "tcvn3",
        "vni",
        None,
    ]
    assert capitals_font(".VnTimeH")
    assert not capitals_font(".VnTime")
    assert not capitals_font("ArialH")


@pytest.mark.parametrize(("encoding", "table"), [("tcvn3", TCVN3), ("vni", VNI)])
@given(texts=TEXTS)
def test_round_trip_and_recognition(encoding, table, texts):
    old = [encode(text, table) for text in texts]
    verdict = recognise(old)
    assert verdict.encoding == encoding
    assert [decode(text, verdict.encoding) for text in old] == texts
    assert verdict.confidence > 0.3
    assert all(after in texts and before in old for before, after in verdict.samples)


@given(st.lists(VIETNAMESE, max_size=8))
def test_vietnamese_of_unicode_is_never_converted(texts):
    for form in ("NFC", "NFD"):
        verdict = recognise([normalize(form, text) for text in texts])
        assert (verdict.encoding, verdict.samples) == ("unicode", ())


@given(TEXTS)
def test_names_of_unicode_are_never_converted(texts):
    assert recognise(texts).encoding == recognise(texts, [".VnTime"]).encoding == "unicode"


def test_signs_that_only_look_old():
    assert recognise(["Vi Van Un", "×", "30 m²", "½ ha", "×"]).encoding == "unicode"
    assert recognise(["Vì", "Là", "Lê", "×"]).encoding == "unicode"
    assert recognise([]).encoding == "unicode"
    assert recognise(["Y Ñôn Niê", "H'Hen Niê", "Buôn Đôn"]).encoding == "unicode"


def test_fonts_decide_where_letters_allow_both():
    assert recognise(["tö"], [".VnTime"]).samples == (("tö", "tử"),)
    assert recognise(["tö"], ["VNI-Times"]).samples == (("tö", "tư"),)
    assert recognise(["tö"]).confidence == 0
