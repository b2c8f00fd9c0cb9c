"""What holds of the papers whatever they say: whole lists, whole households, codes that scan, equal bytes."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO

import pypdfium2
import pytest
import segno

from app.errors import FileFault, InputFault
from app.printing import decision, letters, minutes
from app.printing.certificate import write_certificates
from app.printing.letter import write_letter
from app.printing.page import LEFT, RIGHT
from app.printing.qr import QUIET
from app.printing.survey_form import PAPER, QR_SIDE, write_survey_forms
from app.printing.templates import template
from app.reports.papers_data import Vote
from benchmarks import certificates as benchmark

from . import paper_samples as samples
from .reading import read


def printed(document):
    stream = BytesIO()
    write_letter(document, stream)
    return stream.getvalue()


def certified(some):
    stream = BytesIO()
    pages = write_certificates(some, template("mau-03"), stream)
    return pages.count, read(stream.getvalue())


def test_keys_are_unique_and_titles_said():
    keys = [one.key for one in letters.LETTERS]
    assert len(set(keys)) == len(keys)
    assert all(one.title and (one.make is None) != (one.write is None) for one in letters.LETTERS)


def test_an_unknown_paper():
    with pytest.raises(InputFault, match="mau-01, mau-02"):
        letters.letter("mau-99")


@pytest.mark.parametrize(
    ("key", "name"), [("mau-03", "x.docx"), ("mau-02", "x.xlsx"), ("phieu-b", "x.docx"), ("bien-ban", "x")]
)
def test_a_paper_is_not_any_file(tmp_path, key, name):
    with pytest.raises(FileFault, match=r"chỉ ghi được thành tệp \.pdf"):
        letters.write(key, None, {}, tmp_path / name)
    assert not list(tmp_path.iterdir())


def test_equal_papers_are_equal_bytes():
    text = template("mau-02")
    first = printed(decision.document(samples.decision(), text))
    assert first == printed(decision.document(samples.decision(), text))


def test_no_household_of_a_decision_is_lost():
    made = samples.decision((143, 77, 20, 9))
    pages = read(printed(decision.document(made, template("mau-02"))))
    whole = " ".join(" ".join(page.text for page in pages).split())
    for one in made.lists:
        for household in one.households:
            assert household.name in whole
    assert "Danh sách có 143 hộ" in whole


def test_each_annex_begins_a_page_and_names_its_decision():
    pages = read(printed(decision.document(samples.decision(), template("mau-02"))))
    annexes = [page for page in pages if "Phụ lục" in page.text]
    assert len(annexes) == 4
    for page in annexes:
        assert "Quyết định số 127/QĐ-UBND ngày 05 tháng 12 năm 2026" in " ".join(page.text.split())


def test_an_undated_decision_leaves_room_to_write():
    undated = replace(samples.decision((1, 0, 0, 0)), number="", day=None, draft=True)
    text = " ".join(
        " ".join(page.text for page in read(printed(decision.document(undated, template("mau-02"))))).split()
    )
    assert "ngày … tháng … năm 2026" in text
    assert "127" not in text
    assert "DỰ THẢO" in text


def test_nothing_is_outside_the_margins():
    for page in read(printed(minutes.document(samples.meeting(60), template("bien-ban-hop-dan")))):
        for left, _bottom, right, _top in page.boxes:
            assert right <= page.width - RIGHT + 1
            assert left >= LEFT - 1 or left == right == 0


@pytest.mark.parametrize(("agreeing", "rate"), [(21, "50,0"), (20, "47,6"), (42, "100,0"), (0, "0,0")])
def test_the_share_of_those_who_agree(agreeing, rate):
    voted = replace(samples.meeting(1), votes=(Vote("Lò Văn Ún", 4, "", "", agreeing, agreeing >= 21),))
    text = read(printed(minutes.document(voted, template("bien-ban-hop-dan"))))[0].text
    assert re.search(rf"\b{agreeing}\s+{rate}\s", text)


def test_half_is_not_reached_by_rounding():
    voted = replace(samples.meeting(1), attending=1001, votes=(Vote("Lò Văn Ún", 4, "", "", 500, False),))
    text = read(printed(minutes.document(voted, template("bien-ban-hop-dan"))))[0].text
    assert "49,9" in text
    assert "50,0" not in text


def test_minutes_say_which_households_come_again():
    text = " ".join(
        page.text for page in read(printed(minutes.document(samples.meeting(), template("bien-ban-hop-dan"))))
    )
    name = samples.meeting().votes[5].name
    assert f"Thống nhất kết quả của 13/14 hộ. Rà soát lại và họp lại 1 hộ: {name}." in " ".join(text.split())


def test_a_certificate_a_page_in_the_order_given():
    count, pages = certified([samples.certificate(number, 3 + number % 6) for number in range(1, 61)])
    assert count == len(pages) == 60
    for number, page in enumerate(pages, 1):
        assert f"Số: {number}/GCN-HN.HCN" in page.text


def test_a_large_family_is_whole():
    count, pages = certified([samples.certificate(5, 34)])
    assert count == 2
    text = " ".join(page.text for page in pages)
    for member in samples.certificate(5, 34).household.members:
        assert member.name in text


def test_a_reprint_is_marked():
    _count, pages = certified([samples.certificate(5), samples.certificate(5, copy=2)])
    assert "in lại" not in pages[0].text
    assert "Bản in lại lần 2" in pages[1].text


def test_both_sides_of_the_benchmark_print_the_same_letters(monkeypatch):
    drawn, bare = BytesIO(), BytesIO()
    write_certificates(benchmark.sample(12), template("mau-03"), drawn)
    monkeypatch.setattr(benchmark, "BytesIO", lambda: bare)
    benchmark.limit(12)()
    ours, limit = read(drawn.getvalue()), read(bare.getvalue())
    assert len(ours) == len(limit) == 12
    for one, other in zip(ours, limit, strict=True):
        assert sorted(one.letters) == sorted(other.letters)


def test_the_code_on_the_form_is_that_of_the_household():
    stream = BytesIO()
    write_survey_forms([samples.survey_sheet()], stream)
    wanted = segno.make(f"soban:{samples.KEY}", error="m", micro=False).matrix
    assert _scanned(stream.getvalue(), len(wanted)) == [[bool(dark) for dark in row] for row in wanted]


def _scanned(pdf: bytes, modules: int) -> list[list[bool]]:
    """What stands in the middle of each module of the code in the upper right corner of the first page."""
    scale = 4
    document = pypdfium2.PdfDocument(pdf)
    try:
        image = document[0].render(scale=scale, grayscale=True).to_pil()
    finally:
        document.close()
    side = QR_SIDE / (modules + 2 * QUIET)
    left, top = PAPER.left + PAPER.inner_width - QR_SIDE, PAPER.height - PAPER.top

    def dark(x: int, y: int) -> bool:
        at = (left + (x + QUIET + 0.5) * side, top + (y + QUIET + 0.5) * side)
        return image.getpixel((int(at[0] * scale), int(at[1] * scale))) < 128

    return [[dark(x, y) for x in range(modules)] for y in range(modules)]


def test_forms_of_many_households_begin_on_a_front():
    stream = BytesIO()
    pages = write_survey_forms(
        [samples.survey_sheet(), samples.survey_sheet(20), samples.survey_sheet()], stream
    )
    fronts = [at for at, page in enumerate(read(stream.getvalue())) if "PHIẾU B" in page.text]
    assert pages.count % 2 == 0
    assert all(at % 2 == 0 for at in fronts)
    assert len(fronts) == 3


def test_every_question_of_the_books_is_on_the_form():
    sheet = samples.survey_sheet(blank=True)
    stream = BytesIO()
    write_survey_forms([sheet], stream)
    text = " ".join(" ".join(page.text for page in read(stream.getvalue())).split())
    assert [section.letter for section in sheet.survey.sections] == list("ABCDEF")
    for question in sheet.survey.questions:
        assert f"{question.number}. {question.text.split()[0]}" in text


def test_a_letter_without_glyph_is_told_on_the_paper():
    odd = replace(samples.meeting(1), chair="Lò Văn \u4e2d")
    stream = BytesIO()
    pages = write_letter(minutes.document(odd, template("bien-ban-hop-dan")), stream)
    text = " ".join(" ".join(page.text for page in read(stream.getvalue())).split())
    assert pages.substituted
    assert "U+4E2D" in text
    assert "Lò Văn □" in text
