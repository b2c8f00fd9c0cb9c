"""Papers as .docx: what a person finds when opening them to go on writing."""

from __future__ import annotations

from io import BytesIO

import docx
import pytest

from app.printing import decision, minutes, request
from app.printing.page import MM, MOTTO
from app.printing.templates import template
from app.printing.word import write_word

from . import paper_samples as samples


def opened(document):
    stream = BytesIO()
    write_word(document, stream)
    return docx.Document(BytesIO(stream.getvalue()))


@pytest.fixture(scope="module")
def made():
    return opened(decision.document(samples.decision(), template("mau-02")))


def cells(table):
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_the_page_is_that_of_the_decree(made):
    section = made.sections[0]
    assert section.page_width.mm == pytest.approx(210, abs=0.1)
    assert section.left_margin.pt == pytest.approx(30 * MM, abs=0.1)
    assert made.styles["Normal"].font.name == "Times New Roman"


def test_head_blocks_stand_side_by_side(made):
    left, right = made.tables[0].rows[0].cells
    assert left.text.splitlines() == ["ỦY BAN NHÂN DÂN", "XÃ NÀ MÂY", "Số: 127/QĐ-UBND"]
    assert MOTTO in right.text
    assert "Nà Mây, ngày 05 tháng 12 năm 2026" in right.text


def test_every_household_has_its_line(made):
    lists = [table for table in made.tables if table.rows[0].cells[0].text == "TT"]
    wanted = samples.decision().lists
    assert len(lists) == 4
    for table, one in zip(lists, wanted, strict=True):
        names = [row[1] for row in cells(table)]
        assert all(household.name in names for household in one.households)


def test_heads_of_a_table_stand_on_every_page(made):
    table = next(table for table in made.tables if table.rows[0].cells[0].text == "TT")
    assert "w:tblHeader" in table.rows[0]._tr.xml
    assert "w:tblHeader" not in table.rows[1]._tr.xml


def test_no_household_stands_on_two_pages(made):
    table = next(table for table in made.tables if table.rows[0].cells[0].text == "TT")
    assert all("w:cantSplit" in row._tr.xml for row in table.rows)


def test_the_nation_has_the_wider_half_of_the_head(made):
    unit, nation = made.tables[0].rows[0].cells
    assert nation.width > unit.width


def test_bold_words_and_dots():
    file = opened(request.document(samples.request(), template("mau-01")))
    line = next(one for one in file.paragraphs if one.text.startswith("Họ và tên"))
    assert [(run.text, run.bold) for run in line.runs if run.text] == [
        ("Họ và tên: ", False),
        ("Giàng A Páo", True),
    ]
    assert any(one.text.startswith("Nơi ở hiện tại: ……") for one in file.paragraphs)


def test_minutes_are_signed_by_three():
    file = opened(minutes.document(samples.meeting(), template("bien-ban-hop-dan")))
    signs = [cell.text for cell in file.tables[-1].rows[0].cells]
    assert [text.splitlines()[0] for text in signs] == ["ĐẠI DIỆN HỘ DÂN", "THƯ KÝ", "CHỦ TRÌ"]
