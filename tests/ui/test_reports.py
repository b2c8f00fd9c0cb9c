"""Báo cáo, in ấn: the very pages, their balance, their households; printed and saved, or told why not."""

from __future__ import annotations

import os

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest

from app.ui import theme
from app.ui.screens import reports_work
from app.ui.widgets.pages_view import PagesView
from app.ui.window import Window


@pytest.fixture
def window(hold, calm, qtbot):
    made = Window(hold(40))
    qtbot.addWidget(made)
    made.go("reports")
    made.show()
    made.activateWindow()
    qtbot.waitActive(made)
    calm()
    yield made
    made.close()


@pytest.fixture
def screen(window):
    return window.screen_shown


def shown(screen):
    return screen._prepared.preview.report


def open_report(screen, key, calm):
    screen.titles.open(key)
    calm()


def test_without_a_round_it_says_what_to_do(hold, calm, qtbot):
    made = Window(hold(0))
    qtbot.addWidget(made)
    made.go("reports")
    made.show()
    calm()
    assert made.screen_shown._pages.currentIndex() == 1
    made.close()


def test_the_fifteen_and_the_lists_are_offered(screen):
    assert len(screen._offered) == 18
    assert screen.titles.current() == "1"
    assert shown(screen).key == "1"
    assert "trang 1/1 · A4 ngang" in screen.pane.told.text()


def test_typing_narrows_the_list(screen, calm):
    screen.filter.setText("dien bien")
    left = [at for at in range(screen.titles.model().rowCount()) if not screen.titles.isRowHidden(at)]
    assert len(left) == 2
    QTest.keyClick(screen.filter, Qt.Key.Key_Down)
    calm()
    assert shown(screen).key == "2"
    QTest.keyClick(screen.filter, Qt.Key.Key_Escape)
    assert not any(screen.titles.isRowHidden(at) for at in range(screen.titles.model().rowCount()))


def test_arrows_go_from_report_to_report(screen, calm):
    screen.titles.setFocus()
    for _time in range(3):
        QTest.keyClick(screen.titles, Qt.Key.Key_Down)
    calm()
    assert shown(screen).key == "4"


def test_only_the_report_asked_for_last_is_shown(screen, calm):
    for key in ("2", "3", "15"):
        screen.titles.open(key)
    calm()
    assert shown(screen).key == "15"


def test_the_page_is_white_in_both_themes_and_drawn(screen, calm, qapp):
    for key in ("light", "dark"):
        theme.apply(qapp, key)
        calm()
        picture = screen.view.grab().toImage()
        rect = screen.view._rect(0)
        corner = picture.pixelColor(round(rect.left()) + 4, round(rect.top()) + 4)
        assert corner == QColor("white")
        colours = {picture.pixel(x, round(rect.top() + rect.height() * 0.3)) for x in range(picture.width())}
        assert len(colours) > 3
    theme.apply(qapp, "light")


def test_keys_zoom_and_turn_pages(screen, calm):
    open_report(screen, "15", calm)
    fitting = screen.view.zoom
    control = Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(screen, Qt.Key.Key_Plus, control)
    assert screen.view.zoom > fitting
    QTest.keyClick(screen, Qt.Key.Key_Minus, control)
    QTest.keyClick(screen, Qt.Key.Key_Minus, control)
    assert screen.view.zoom < fitting
    QTest.keyClick(screen, Qt.Key.Key_0, control)
    assert screen.view.zoom == pytest.approx(fitting)
    assert screen.view.page == 0
    QTest.keyClick(screen, Qt.Key.Key_PageDown)
    assert screen.view.page == min(1, screen.view.count - 1)


def test_pages_are_asked_for_when_seen_and_few_are_kept(qtbot):
    view = PagesView()
    qtbot.addWidget(view)
    view.resize(700, 500)
    asked = []
    view.picture_wanted.connect(lambda page, _scale: asked.append(page))
    view.show_pages([(842.0, 595.0)] * 300)
    view.show()
    qtbot.waitUntil(lambda: bool(asked))
    assert max(asked) < 3
    view.go(200)
    qtbot.waitUntil(lambda: 200 in asked)
    assert len(set(asked)) < 8


def test_the_balance_is_told_and_its_households_open(screen, window, calm):
    open_report(screen, "2", calm)
    told = [sentence for sentence, _holds in shown(screen).checks]
    assert told
    assert screen._checks.count() == len(told)
    households = screen._prepared.behind.households
    assert households
    screen.open_behind.click()
    calm()
    assert window.screen_shown.kind.key == "households"
    assert sorted(window.screen_shown._keys) == sorted(set(households))


def test_parameters_make_it_anew(screen, calm, window):
    whole = len(shown(screen).rows)
    screen.parameters.place.setCurrentIndex(1)
    screen.parameters.place.activated.emit(1)
    calm()
    assert len(shown(screen).rows) < whole
    screen.parameters.day.setFocus()
    QTest.keyClicks(screen.parameters.day, "5/12/2026")
    QTest.keyClick(screen.parameters.day, Qt.Key.Key_Return)
    calm()
    assert str(screen._asked.day) == "2026-12-05"


def test_half_a_date_is_said_to_be_wrong(screen, calm):
    before = screen._asked
    screen.parameters.day.setFocus()
    QTest.keyClicks(screen.parameters.day, "2026")
    QTest.keyClick(screen.parameters.day, Qt.Key.Key_Return)
    calm()
    assert screen.parameters._day_field.under.isVisible()
    assert screen._asked == before


def test_a_draft_says_why(screen):
    assert shown(screen).draft
    assert screen.parameters._draft.isVisible()
    assert screen.parameters._draft_why.text().splitlines() == list(shown(screen).draft)


def test_it_is_saved_as_pdf_and_workbook(screen, calm, tmp_path, heard):
    for suffix, begins in (("pdf", b"%PDF"), ("xlsx", b"PK")):
        path = tmp_path / f"{screen._stem()}.{suffix}"
        screen.save_to(path)
        calm()
        assert path.read_bytes().startswith(begins)
        assert path.name in heard.sentences[-1]
    assert path.stem.startswith("bieu-01-")


def test_all_fifteen_go_into_a_folder(screen, calm, tmp_path, heard, qtbot):
    screen.save_all_to(tmp_path)
    qtbot.waitUntil(lambda: bool(heard.sentences), timeout=30_000)
    assert len(list(tmp_path.glob("bieu-*.pdf"))) == 15
    assert not heard.faults


def test_a_folder_that_is_gone_or_locked_is_told(screen, calm, tmp_path, heard):
    screen.save_to(tmp_path / "không có" / "biểu.pdf")
    calm()
    assert [fault.kind for fault in heard.faults] == ["file"]
    assert not heard.bugs


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_is_read_only_is_told(screen, calm, tmp_path, heard):
    tmp_path.chmod(0o500)
    screen.save_all_to(tmp_path)
    calm()
    assert [fault.kind for fault in heard.faults] == ["file"]


def test_pages_are_painted_on_a_printer(screen, calm, tmp_path, heard, qtbot):
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "in.pdf"))
    screen.print_on(printer)
    qtbot.waitUntil(lambda: bool(heard.sentences), timeout=30_000)
    import pypdfium2

    document = pypdfium2.PdfDocument(tmp_path / "in.pdf")
    try:
        assert len(document) == len(screen._prepared.preview.sizes)
        width, height = document.get_page_size(0)
        assert width > height
        assert len(set(bytes(document[0].render(scale=0.5).buffer))) > 8
    finally:
        document.close()


def test_without_a_printer_it_says_so(screen, monkeypatch, heard):
    from PySide6.QtPrintSupport import QPrinterInfo

    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", staticmethod(list))
    screen.print_button.click()
    assert "máy in" in str(heard.faults[0])


def test_files_are_named_after_what_is_in_them():
    assert reports_work.stem("2", "TỔNG HỢP DIỄN BIẾN HỘ NGHÈO", "XÃ NÀ MÂY", 2026) == (
        "bieu-02-tong-hop-dien-bien-ho-ngheo-xa-na-may-2026"
    )
    assert reports_work.stem("posting", "DANH SÁCH", "XÃ NÀ MÂY", 2026) == "danh-sach-xa-na-may-2026"


def test_all_fifteen_are_checked_and_those_that_do_not_balance_are_marked(screen, calm, heard):
    """The households of this store have another class every year, without a movement that says why."""
    assert screen.titles.warned == set()
    screen.check_all()
    calm()
    assert screen.titles.warned == {"2", "3"}
    assert heard.sentences[-1] == "2 biểu không khớp, có dấu ⚠ trong danh sách."
    for key in ("1", "2", "3", "4"):
        open_report(screen, key, calm)
        assert all(holds for _said, holds in shown(screen).checks) == (key not in screen.titles.warned)
    assert screen.titles.warned == {"2", "3"}
