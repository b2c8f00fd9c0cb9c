"""Pages read back: all texts, inside the margins, under their heads, each household in one piece."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest

from app.errors import Cancelled
from app.printing import page
from app.printing.cells import shown
from app.printing.closing import Signing, date_line
from app.printing.pdf import Pages, lay_out, write_pdf
from app.reports.report import Column, Report, Row

from . import samples
from .reading import Printed, read, title

REPORTS = {
    "balance": samples.balance(),
    "rates": samples.rates(),
    "members": samples.members(60),
    "posting": samples.posting(),
    "to review": samples.to_review(),
    "24 columns": samples.wide(24, 60),
}


def printed(report: Report, signing: Signing | None = None) -> list[Printed]:
    """The report written and read back."""
    stream = BytesIO()
    pages = write_pdf(report, stream, signing=signing)
    read_back = read(stream.getvalue())
    assert pages.count == len(read_back)
    return read_back


def squeezed(text: str) -> str:
    """Without white space, as texts are compared: lines are broken anywhere."""
    return "".join(text.split())


def whole(pages: list[Printed]) -> str:
    """All letters of all pages."""
    return "".join(each.letters for each in pages)


def a_list(rows: tuple[Row, ...], *columns: Column, **more: object) -> Report:
    """A small list of one's own."""
    columns = columns or (Column("TT", "A", align="center"), Column("Họ và tên", "B", width=4, align="left"))
    report = Report(
        "posting", "DANH SÁCH", columns, rows, ("UBND", "XÃ NÀ MÂY"), "Nà Mây", 2026, landscape=False
    )
    return replace(report, **more)


@pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS)
def test_every_value_is_read_back_in_order(report):
    letters, at = whole(printed(report)), 0
    above: dict[str, object] = {}
    for row in report.rows:
        if row.heading:
            at = letters.index(squeezed(row.place.upper()), at)
            continue
        for leaf in report.leaves:
            value = row.values.get(leaf.key)
            if row.line and value == above.get(leaf.key) and leaf.align != "right":
                continue
            at = letters.index(squeezed(shown(value, leaf)), at)
        above = dict(row.values) if row.line else {}


@pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS)
def test_nothing_lies_outside_the_margins(report):
    for number, each in enumerate(printed(report), 1):
        marks = {*f"Trang{number}/", str(number)}
        for index, (left, bottom, right, top) in enumerate(each.boxes):
            if each.text[index : index + 1].isspace() or left == right:
                continue
            assert left >= page.LEFT - 0.5
            assert right <= each.width - page.RIGHT + 0.5
            in_body = bottom >= page.BOTTOM - 1 and top <= each.height - page.TOP + 1
            assert in_body or each.text[index] in "Trang/0123456789DỰTHẢO", marks


@pytest.mark.parametrize("name", ["members", "24 columns", "to review"])
def test_heads_and_numbers_stand_on_every_page(name):
    report = REPORTS[name]
    pages = printed(report)
    assert len(pages) > 1
    numbers = squeezed("".join(leaf.number for leaf in report.leaves))
    for each in pages:
        assert numbers in each.letters
        for leaf in report.leaves:
            assert squeezed(leaf.title) in each.letters


def test_pages_are_numbered():
    first, *others = printed(samples.members(20))
    assert f"Trang 1/{len(others) + 1}" in first.text
    for number, each in enumerate(others, 2):
        assert f"Trang {number}/{len(others) + 1}" in each.text
        assert str(number) in each.text.split()


def test_a_household_is_on_one_page():
    report = samples.members(60)
    layout = lay_out(report, Signing())
    groups = [
        {report.rows[line].group for line in range(each.part.start, each.part.stop)} - {0}
        for each in layout.pages
        if each.part
    ]
    assert len(groups) > 10
    assert sum(map(len, groups)) == len(set.union(*groups))


def test_a_village_that_goes_on_is_named_again():
    pages = printed(samples.members(60))
    carried = [each for each in pages[1:] if "(tiếp theo)" in each.text]
    assert len(carried) > 5
    assert "BẢN HUA KHẮT (tiếp theo)" in pages[1].text
    assert "(tiếp theo)" not in pages[0].text


def test_a_household_longer_than_a_page_goes_on_under_its_head():
    rows = tuple(Row({"A": number, "B": f"Người thứ {number}"}, group=1) for number in range(1, 101))
    pages = printed(a_list(rows))
    assert len(pages) > 1
    assert all("Người thứ 1 (tiếp theo)" in each.text for each in pages[1:])
    assert [number for number in range(1, 101) if f"Ngườithứ{number}" not in whole(pages)] == []


def test_one_row():
    (only,) = printed(samples.posting(1))
    assert "Không có hộ nào" not in only.text


@pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS)
def test_no_row(report):
    (only,) = printed(samples.empty(report))
    assert "Không có hộ nào" in only.text
    assert all(squeezed(leaf.title) in only.letters for leaf in report.leaves)


def test_five_thousand_rows():
    pages = printed(samples.posting(5000))
    letters = whole(pages)
    assert len(pages) > 100
    assert f"Trang {len(pages)}/{len(pages)}" in pages[-1].text
    at = 0
    for row in samples.posting(5000).rows:
        at = letters.index(squeezed(f"{row.values['A']}{row.values['B']}"), at)


@pytest.mark.parametrize("length", [40, 300])
@pytest.mark.parametrize("space", [True, False])
def test_a_long_name_is_broken_and_not_cut(length, space):
    name = ("Nguyễn Thị Hoàng Ánh " * 20)[:length] if space else ("Nguyễn" * 60)[:length]
    pages = printed(a_list((Row({"A": 1, "B": name}), Row({"A": 2, "B": "Lò Văn Ún"}))))
    assert squeezed(name) in whole(pages)
    assert "LòVănÚn" in whole(pages)


def test_a_text_taller_than_a_page_goes_on():
    note = " ".join(f"chữ{number}" for number in range(6000))
    pages = printed(a_list((Row({"A": 1, "B": note}), Row({"A": 2, "B": "Lò Văn Ún"}))))
    assert len(pages) > 3
    letters = whole(pages)
    assert [number for number in range(6000) if f"chữ{number}" not in letters] == []
    for each in pages:
        assert min(bottom for _left, bottom, _right, _top in each.boxes) > 0


def test_many_notes_go_over_to_further_pages():
    notes = tuple(f"Hộ số {number} chưa cân đối." for number in range(200))
    pages = printed(replace(samples.balance(), draft=notes))
    assert len(pages) > 3
    letters = whole(pages)
    assert [note for note in notes if squeezed(note) not in letters] == []
    assert "CHỦ TỊCH" in pages[-1].text


def test_the_signatures_have_company():
    for rows in range(20, 40):
        pages = printed(samples.posting(rows))
        last = pages[-1].letters
        assert "TRƯỞNGBẢN" in last
        assert squeezed(str(samples.posting(rows).rows[-1].values["B"])) in last


def test_a_draft_is_stamped_on_every_page():
    draft = replace(samples.members(20), draft=("Chưa có quyết định công nhận.",))
    assert all("DỰTHẢO" in each.letters for each in printed(draft))
    assert "Chưacóquyếtđịnhcôngnhận." in whole(printed(draft))
    assert all("DỰTHẢO" not in each.letters for each in printed(samples.members(20)))


def test_the_stamp_does_not_touch_the_title():
    upright = replace(samples.posting(3), draft=("Chưa niêm yết.",))
    for report in (samples.balance(), upright, replace(samples.rates(), draft=("Chưa xong.",))):
        (only,) = printed(report)
        start = only.text.index("DỰ THẢO")
        stamp = only.boxes[start : start + 7]
        left, low, high = (
            min(box[0] for box in stamp),
            min(box[1] for box in stamp),
            max(box[3] for box in stamp),
        )
        for index, box in enumerate(only.boxes):
            beside = index < start and box[1] < high and box[3] > low and box[2] > box[0]
            assert not beside or box[2] < left


def test_signed_by_a_deputy():
    signing = Signing(
        date(2026, 2, 5),
        ("KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH",),
        ("Vàng Thị Mỷ",),
        ("Như trên", "Lưu: VT"),
        "Số: 12/BC-UBND",
    )
    (only,) = printed(samples.rates(), signing)
    assert "Nà Mây, ngày 05 tháng 02 năm 2026" in only.text
    for text in (
        "KT. CHỦ TỊCH",
        "PHÓ CHỦ TỊCH",
        "Vàng Thị Mỷ",
        "Nơi nhận:",
        "- Như trên;",
        "- Lưu: VT.",
        "Số: 12",
    ):
        assert text in only.text


def test_a_paper_that_nobody_signs():
    (only,) = printed(replace(samples.rates(), signers=()))
    assert "ngày" not in only.text


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (None, "Nà Mây, ngày … tháng … năm 2026"),
        (date(2026, 11, 30), "Nà Mây, ngày 30 tháng 11 năm 2026"),
        (date(2027, 1, 2), "Nà Mây, ngày 02 tháng 01 năm 2027"),
        (date(2026, 9, 9), "Nà Mây, ngày 09 tháng 9 năm 2026"),
    ],
)
def test_date_line(day, text):
    assert date_line("Nà Mây", 2026, day) == text


def test_the_paper_is_a4_on_its_side_or_upright():
    assert (round(printed(samples.balance())[0].width), round(printed(samples.balance())[0].height)) == (
        842,
        595,
    )
    assert (round(printed(samples.posting(1))[0].width), round(printed(samples.posting(1))[0].height)) == (
        595,
        842,
    )


def test_a_short_report_comes_onto_one_page():
    assert len(printed(samples.balance())) == 1
    assert len(printed(samples.rates())) == 1


def test_equal_reports_give_equal_bytes():
    first, second = BytesIO(), BytesIO()
    write_pdf(samples.members(10), first)
    write_pdf(samples.members(10), second)
    assert first.getvalue() == second.getvalue()


def test_the_file_has_the_title():
    stream = BytesIO()
    assert write_pdf(samples.balance(), stream) == Pages(1)
    assert title(stream.getvalue()) == "TỔNG HỢP DIỄN BIẾN HỘ NGHÈO NĂM 2026"


def test_printing_can_be_stopped():
    class Impatient:
        def step(self, done, total, doing):
            if done:
                raise Cancelled("Đã dừng in.")

    with pytest.raises(Cancelled):
        write_pdf(samples.members(20), BytesIO(), progress=Impatient())
