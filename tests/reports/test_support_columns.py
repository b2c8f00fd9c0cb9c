"""Columns 11 to 16 of reports 14 and 15: a cross for each kind of support that the year's ledger knows."""

import pytest

from app.reports.as_data import as_data

COLUMNS = [str(number) for number in range(11, 17)]
REGULAR = "chinh-sach-thuong-xuyen"


@pytest.fixture
def book(commune):
    for name, klass in (("Vàng A Páo", "poor"), ("Lò Văn Ún", "poor"), ("Cà Thị Ỏn", "near_poor")):
        commune.household(name)
        commune.case(name, 2026, klass)
    return commune


def support(commune, name, code, *, state="finished", year=2026, part="", programme=REGULAR, person=None):
    activity = commune.insert(
        "activity", place=commune.place, programme=programme, code=code, part=part, year=year, title=code
    )
    return commune.insert(
        "enrolment",
        activity=activity,
        household=commune.households[name],
        person=person,
        place=commune.home[name],
        state=state,
        registered=f"{year}-03-01",
    )


def crosses(commune, key, name):
    rows = as_data(commune.report(key))["rows"]
    (row,) = [row["values"] for row in rows if row["values"]["C"] == name]
    return [column for column in COLUMNS if row[column]]


def notes(commune, key):
    return [note for note in commune.report(key).notes if note.startswith("Cột 11")]


@pytest.mark.parametrize(
    ("programme", "code", "part", "column"),
    [
        (REGULAR, "BHYT", "", "11"),
        (REGULAR, "GD", "", "12"),
        ("mtqg-2026-2035", "GN", "training", "12"),
        ("mtqg-2026-2035", "GN", "production", "13"),
        (REGULAR, "TD", "", "14"),
        (REGULAR, "NHA", "", "15"),
        (REGULAR, "QUY", "housing", "15"),
        (REGULAR, "TET", "", "16"),
        (REGULAR, "NUOC", "water", "16"),
    ],
)
def test_a_kind_of_support_has_its_column(book, programme, code, part, column):
    support(book, "Vàng A Páo", code, programme=programme, part=part)
    assert crosses(book, "15", "Vàng A Páo") == [column]
    assert crosses(book, "15", "Lò Văn Ún") == []


def test_a_household_has_all_its_crosses_beside_those_of_its_kind(book):
    book.case("Vàng A Páo", 2025, "poor")
    support(book, "Vàng A Páo", "BHYT")
    support(book, "Vàng A Páo", "TD", state="approved")
    support(book, "Vàng A Páo", "TET", state="receiving")
    rows = as_data(book.report("15"))["rows"]
    (row,) = [row["values"] for row in rows if row["values"]["C"] == "Vàng A Páo"]
    assert crosses(book, "15", "Vàng A Páo") == ["11", "14", "16"]
    assert row["11"] == "×" == row["7"]


def test_support_of_a_member_crosses_the_line_of_the_head(book):
    child = book.member("Vàng A Páo", "Vàng Thị Dê")
    support(book, "Vàng A Páo", "BHYT", person=child)
    assert crosses(book, "15", "Vàng A Páo") == ["11"]
    assert crosses(book, "15", "Vàng Thị Dê") == []


@pytest.mark.parametrize("state", ["registered", "checked", "waiting", "withdrawn", "refused"])
def test_only_what_was_approved_counts(book, state):
    support(book, "Vàng A Páo", "BHYT", state=state)
    assert crosses(book, "15", "Vàng A Páo") == []


def test_support_of_another_year_does_not_count(book):
    support(book, "Vàng A Páo", "BHYT", year=2025)
    assert crosses(book, "15", "Vàng A Páo") == []
    assert len(notes(book, "15")) == 1


def test_the_near_poor_have_theirs_in_report_14(book):
    support(book, "Cà Thị Ỏn", "TD")
    assert crosses(book, "14", "Cà Thị Ỏn") == ["14"]
    assert crosses(book, "15", "Lò Văn Ún") == []


def test_what_is_no_support_of_a_household_has_no_column(book):
    support(book, "Vàng A Páo", "NTM", programme="chuong-trinh-khac", part="works")
    assert crosses(book, "15", "Vàng A Páo") == []


def test_empty_columns_say_why_until_support_is_recorded(book):
    told = "Cột 11–16 để trống: sổ chưa ghi hỗ trợ nào của năm 2026."
    assert notes(book, "15") == [told] == notes(book, "14")
    support(book, "Cà Thị Ỏn", "TD")
    assert notes(book, "15") == [] == notes(book, "14")
