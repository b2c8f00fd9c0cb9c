"""The shelf: every entry of a rule book with its source, and the B1 table that is loaded."""

import pytest

from app.rules import book
from app.services import shelf


@pytest.mark.parametrize("one", book.books(), ids=lambda one: one.key)
def test_every_entry_has_a_source_and_says_how_sure_it_is(one):
    told = shelf.entries(one)
    assert len([line for line in told if line.section == "Chỉ số thiếu hụt"]) == len(one.indicators)
    assert all(line.mark.source and line.name and line.value for line in told)
    assert {line.replaceable for line in told if line.mark.confidence == "read"} <= {False}
    assert all(line.replaceable for line in told if line.mark.confidence != "read")


def test_income_lines_are_told_by_area():
    told = {(line.section, line.name): line.value for line in shelf.entries(book.book("vn-2021"))}
    assert told["Chuẩn thu nhập", "Nông thôn"] == "1.500.000 đồng/người/tháng"
    assert told["Mốc điểm B1", "Nông thôn"] == "140 điểm, đến 31/12/2026"


def test_the_table_of_a_standard_is_told_with_names(store):
    one = book.book("vn-2021")
    item = one.score_items[0]
    with store.write("Nhập bảng điểm", "An") as act:
        act.insert("b1_point", [{"standard": one.key, "region": "*", "area": "rural", "item": item.key,
                                 "option": "1", "points": 5.0, "source": "bang.xlsx"}])  # fmt: skip
    with store.session() as session:
        (line,) = shelf.points(session, one)
        assert shelf.points(session, book.book("vn-2027")) == []
    assert (line.region, line.area, line.item, line.points) == ("Mọi vùng", "Nông thôn", item.name, 5.0)
