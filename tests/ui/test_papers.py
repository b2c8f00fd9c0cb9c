"""Giấy tờ: the very pages of each paper, printed and saved; certificates counted; a place's own words."""

from __future__ import annotations

import docx
import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest

from app.printing.letters import LETTERS
from app.printing.papers import PAPERS
from app.reports.catalogue import REPORTS
from app.reports.support_lists import ACTIVITY, LISTS
from app.ui.dialogs.certificates import PrintCertificates
from app.ui.dialogs.paper_texts import PaperText
from app.ui.screens import papers_work
from app.ui.screens.papers_work import PaperWanted
from app.ui.window import Window

from .proceeding import Commune, decided, posted


@pytest.fixture
def commune(desk, qtbot, tmp_path):
    return Commune(desk, qtbot, tmp_path / "thu.soban")


@pytest.fixture
def opened(commune, calm, qtbot):
    made = []

    def open_(prepare=None):
        commune.begin(prepare)
        window = Window(commune.desk)
        qtbot.addWidget(window)
        window.go("papers")
        window.show()
        window.activateWindow()
        qtbot.waitActive(window)
        calm()
        made.append(window)
        return window.screen_shown

    yield open_
    for window in made:
        window.close()


def said(screen):
    """The words on the pages shown."""
    document = pypdfium2.PdfDocument(screen._prepared.preview.pdf)
    try:
        return " ".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def open_paper(screen, key, calm):
    screen.titles.open(key)
    calm()


def test_every_paper_is_offered_and_made_or_says_why_not(opened, calm, heard):
    screen = opened(posted)
    known = {one.key for one in REPORTS}
    support = {one.key for one in LISTS if one.of != ACTIVITY}
    wanted = {one.key for one in LETTERS} | {one.key for one in PAPERS if one.key in known} | support
    assert set(screen._offered) == wanted
    for key in screen._offered:
        open_paper(screen, key, calm)
        assert screen._prepared.asked.key == key
        lacking = {"mau-03": "Chưa có giấy chứng nhận", "lich-su-ho-tro": "Chọn một hộ"}.get(key)
        if lacking:
            assert lacking in screen._prepared.why
            assert not screen.print_button.isEnabled()
        else:
            assert screen.pane.view.count == len(screen._prepared.preview.sizes) > 0
    assert not heard.bugs
    assert not heard.faults


def test_the_minutes_are_of_the_village_chosen(opened, commune, calm):
    screen = opened(posted)
    assert screen.titles.current() == "bien-ban"
    assert "Giàng A Sử" in said(screen)
    assert [screen.parameters.place.itemText(at) for at in range(2)] == ["Bản Một", "Bản Hai"]
    screen.parameters.place.setCurrentIndex(1)
    screen.parameters.place.activated.emit(1)
    calm()
    assert screen._asked.place == commune.villages[1]
    assert "BẢN HAI" in said(screen)


def test_a_form_is_blank_or_of_one_household(opened, commune, calm):
    screen = opened()
    open_paper(screen, "mau-01", calm)
    assert "Vàng A Chống" not in said(screen)
    home = commune.reviewing.homes["Vàng A Chống"]
    screen.parameters.show_household(home, "H-000")
    calm()
    assert "Vàng A Chống" in said(screen)
    screen.parameters.clear_household()
    calm()
    assert "Vàng A Chống" not in said(screen)


def test_a_step_leads_to_its_paper(opened, commune, calm):
    screen = opened(posted)
    screen.desk.go("papers", PaperWanted("niem-yet", commune.villages[0]))
    calm()
    assert screen.titles.current() == "niem-yet"
    assert screen._asked.place == commune.villages[0]
    assert screen._prepared.preview.sizes


def test_the_pdf_saved_is_the_one_shown_and_word_goes_on(opened, tmp_path, calm):
    screen = opened(posted)
    screen.save_to(tmp_path / "bien-ban.pdf")
    screen.save_to(tmp_path / "bien-ban.docx")
    calm()
    assert (tmp_path / "bien-ban.pdf").read_bytes() == screen._prepared.preview.pdf
    told = "\n".join(one.text for one in docx.Document(str(tmp_path / "bien-ban.docx")).paragraphs)
    assert "Giàng A Sử" in told
    assert screen._stem() == "bien-ban-hop-dan-ban-mot-2026"


def test_a_file_that_cannot_be_written_is_told(opened, tmp_path, calm, heard):
    screen = opened(posted)
    screen.save_to(tmp_path / "khong-co" / "bien-ban.pdf")
    calm()
    assert "không còn ở đó" in heard.faults[0].why


def test_pages_are_painted_on_a_printer(opened, tmp_path, calm, heard):
    screen = opened(posted)
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "in.pdf"))
    screen.print_on(printer)
    calm()
    assert "trang tới máy in" in heard.sentences[-1]
    document = pypdfium2.PdfDocument(tmp_path / "in.pdf")
    assert len(document) == len(screen._prepared.preview.sizes)
    document.close()


def test_certificates_are_one_batch_and_every_copy_is_counted(opened, commune, calm, monkeypatch, heard):
    monkeypatch.setenv("SOBAN_TODAY", "2026-11-27T10:00")
    screen = opened(decided)
    open_paper(screen, "mau-03", calm)
    assert len(screen._prepared.preview.sizes) == 2
    monkeypatch.setattr("app.ui.screens.paper_printing.ask_printer", lambda *_told: None)
    for turn, why in enumerate(("", "rách"), 1):
        screen.print_button.click()
        calm()
        (dialog,) = [one for one in screen.findChildren(PrintCertificates) if one.isVisible()]
        if why:
            dialog.do()
            calm()
            assert "In lại phải ghi lý do" in dialog.fields["why"].under.text()
            dialog.fields["why"].inner.setText(why)
        dialog.do()
        calm()
        assert len(commune.rows("certificate_copy")) == 2 * turn
    assert "Bản in lại lần 1" in said(screen)
    assert not heard.faults


def test_a_place_may_say_it_in_its_own_words_and_go_back(opened, commune, calm):
    screen = opened(posted)
    screen.words_button.click()
    calm()
    (dialog,) = screen.findChildren(PaperText)
    original = dialog.words.toPlainText()
    dialog.words.setPlainText(original.replace("# BIÊN BẢN", "# BIÊN BẢN HỌP BẢN {ten}"))
    dialog.do()
    calm()
    assert "không có trường {ten}" in dialog._wrong.text()
    assert "{ten}" in dialog.words.toPlainText(), "what was typed stays"
    dialog.words.setPlainText(original.replace("# BIÊN BẢN", "# BIÊN BẢN HỌP BẢN {village}"))
    dialog.do()
    calm()
    assert "BIÊN BẢN HỌP BẢN Bản Một" in said(screen)
    assert screen.parameters._own.isVisible()
    screen.words_button.click()
    calm()
    (again,) = [one for one in screen.findChildren(PaperText) if one.isVisible()]
    again._restore()
    assert again.words.toPlainText() == original
    again.do()
    calm()
    assert "HỌP BẢN Bản Một" not in said(screen)
    assert {one["value"] for one in commune.rows("setting") if one["key"].startswith("paper.")} == {""}


def test_keys_walk_and_narrow_the_list(opened, calm):
    screen = opened(posted)
    screen.filter.setText("chung nhan")
    QTest.keyClick(screen.filter, Qt.Key.Key_Down)
    calm()
    assert screen.titles.current() == "mau-03"
    QTest.keyClick(screen.filter, Qt.Key.Key_Escape)
    fitting = screen.pane.view.zoom
    open_paper(screen, "bien-ban", calm)
    QTest.keyClick(screen, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert screen.pane.view.zoom > fitting


def test_names_of_files_are_plain():
    assert papers_work.stem("Mẫu 03: giấy chứng nhận", "Bản Hua Khắt", 2026) == (
        "mau-03-giay-chung-nhan-ban-hua-khat-2026"
    )
