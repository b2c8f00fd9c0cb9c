"""Vietnamese is the text itself; a catalogue speaks where it can, and else Vietnamese stands."""

from __future__ import annotations

import pytest

from app import i18n
from app.i18n import _, number, use


@pytest.fixture(autouse=True)
def vietnamese():
    use("vi")
    yield
    use("vi")


def test_vietnamese_is_the_text_itself():
    assert _("Lưu sổ") == "Lưu sổ"


def test_an_unknown_language_speaks_vietnamese():
    use("tlh")
    assert _("Lưu sổ") == "Lưu sổ"


def test_a_catalogue_is_asked_once_it_is_in_use(monkeypatch):
    monkeypatch.setattr(i18n, "_catalogue", {"en": {"Lưu sổ": "Save the book"}}.__getitem__)
    use("en")
    assert _("Lưu sổ") == "Save the book"
    assert _("Đổi tên") == "Đổi tên"
    use("vi")
    assert _("Lưu sổ") == "Lưu sổ"


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        (0, 0, "0"),
        (1500000, 0, "1.500.000"),
        (45.5, 1, "45,5"),
        (45.5, 2, "45,50"),
        (-1234.567, 2, "-1.234,57"),
        (999, 0, "999"),
    ],
)
def test_numbers_as_vietnam_writes_them(value, places, text):
    assert number(value, places) == text
