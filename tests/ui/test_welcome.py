"""The start page: a store is founded, opened, refused in words; passphrases are judged honestly."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtGui import QDesktopServices

from app.settings import Settings
from app.store.store import Store
from app.ui.founding import LEAST_BITS, file_name
from app.ui.start import Program
from app.ui.welcome import Welcome
from app.ui.widgets.strength import strength

from .conftest import KEY, found

PASSPHRASE = "ruộng bậc thang mùa nước"


@pytest.fixture
def page(desk, qtbot):
    made = Welcome(desk)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    return made


def fill(page, **told):
    form = page.founding
    texts = {
        "place": "Xã Thử",
        "province": "Tỉnh Thử",
        "officer": "An",
        "key": PASSPHRASE,
        "again": PASSPHRASE,
    }
    for name, text in (texts | told).items():
        getattr(form, name).inner.setText(text)
    form.understood.setChecked(True)
    return form


def test_it_begins_with_founding_where_nothing_was_opened_yet(page):
    assert page._pages.currentWidget() is page.founding
    assert page.grab().width() == 1366


def test_a_store_is_founded(page, calm, tmp_path: Path):
    opened = []
    page.opened.connect(opened.append)
    form = fill(page)
    assert form._checks()
    form.found_in(tmp_path / "thu")
    calm()
    assert opened == [tmp_path / "thu.soban"]
    page.desk.runner.let_go(lambda _none: None)
    calm()
    with Store.open(tmp_path / "thu.soban", PASSPHRASE) as store:
        names = {row[0] for row in store.connection.execute("SELECT name FROM place")}
        assert names == {"Xã Thử", "Tỉnh Thử"}
    assert page.desk.settings.officer == "An"


@pytest.mark.parametrize(
    ("told", "field"),
    [({"place": " "}, "place"), ({"officer": ""}, "officer"), ({"key": "", "again": ""}, "key"),
     ({"key": "123456", "again": "123456"}, "key"), ({"again": "khác"}, "again")],
)  # fmt: skip
def test_what_is_missing_is_told_under_its_field(page, told, field):
    form = fill(page, **told)
    assert not form._checks()
    assert getattr(form, field).under.text().startswith("⚠")


def test_without_the_promise_nothing_is_founded(page):
    form = fill(page)
    form.understood.setChecked(False)
    assert not form.accept.isEnabled()


def test_an_existing_file_is_not_overwritten(page, calm, tmp_path: Path):
    (tmp_path / "thu.soban").write_bytes(b"quan trong")
    form = fill(page)
    form.found_in(tmp_path / "thu.soban")
    calm()
    assert "Đã có tệp" in form._wrong.text()
    assert form.place.text == "Xã Thử", "nothing typed is lost"
    assert (tmp_path / "thu.soban").read_bytes() == b"quan trong"


def test_a_wrong_passphrase_is_told_and_may_be_typed_again(page, calm, tmp_path: Path):
    found(tmp_path / "thu.soban").close()
    opened = []
    page.opened.connect(opened.append)
    page.show_opening(tmp_path / "thu.soban")
    page.opening.key.inner.setText("sai")
    page.opening._go()
    calm()
    assert "Mật khẩu không đúng" in page.opening.key.under.text()
    page.opening.key.inner.setText(KEY)
    page.opening._go()
    calm()
    assert opened == [tmp_path / "thu.soban"]


def test_a_file_of_another_kind_is_refused_in_words(page, calm, tmp_path: Path):
    (tmp_path / "a.soban").write_text("không phải sổ")
    page.show_opening(tmp_path / "a.soban")
    page.opening.key.inner.setText(KEY)
    page.opening._go()
    calm()
    assert "không phải là sổ" in page.opening.key.under.text()


def test_recent_stores_that_are_gone_are_not_offered(desk, qtbot, tmp_path: Path):
    here = tmp_path / "con.soban"
    here.write_bytes(b"x")
    desk.settings = Settings(recent=(str(here), str(tmp_path / "mat.soban")))
    page = Welcome(desk)
    qtbot.addWidget(page)
    assert page.recent.count() == 1
    assert page._pages.currentWidget() is page.opening


def test_the_program_goes_from_the_start_page_to_the_window(qapp, qtbot, tmp_path: Path):
    found(tmp_path / "thu.soban").close()
    program = Program(qapp)
    program.show_welcome()
    program.open(tmp_path / "thu.soban", KEY)
    qtbot.waitUntil(lambda: program.window is not None and program.runner.idle, timeout=10_000)
    assert program.welcome is None
    assert program.window is not None
    assert program.window.windowTitle() == "Xã Thử · Sổ Bản"
    assert program.desk.settings.recent == (str(tmp_path / "thu.soban"),)
    program.window.close()
    program.close()


def test_the_program_says_why_a_store_does_not_open(qapp, qtbot, tmp_path: Path):
    program = Program(qapp)
    program.open(tmp_path / "khong-co.soban", KEY)
    qtbot.waitUntil(lambda: program.welcome is not None and program.runner.idle, timeout=10_000)
    assert program.welcome is not None
    assert "Không có tệp sổ" in program.welcome.opening.key.under.text()
    program.welcome.close()
    program.close()


@pytest.mark.parametrize(
    "weak", ["", "a", "123456", "matkhau", "Mật Khẩu 123456", "aaaaaaaaaaaa", "nà mây", "abc abc abc"]
)
def test_weak_passphrases_are_called_weak(weak):
    assert strength(weak).bits < LEAST_BITS


@pytest.mark.parametrize("strong", [PASSPHRASE, "xK9#mQ2$vL7&pR4!", "bảy con trâu qua suối cạn"])
def test_strong_passphrases_are_called_strong(strong):
    assert strength(strong).tone == "done"


def test_a_file_is_named_after_its_place():
    assert file_name("Xã Nà Mây") == "xa-na-may"
    assert file_name("Xã Đắk R’Lấp / 2") == "xa-dak-rlap-2"
    assert file_name("😀") == "so"


def test_the_sheet_for_the_passphrase_has_all_but_the_passphrase(page, calm, tmp_path: Path, monkeypatch):
    shown = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: shown.append(Path(url.toLocalFile())))
    form = fill(page)
    form.save_sheet(tmp_path / "tờ.pdf")
    calm()
    assert shown == [tmp_path / "tờ.pdf"]
    document = pypdfium2.PdfDocument(tmp_path / "tờ.pdf")
    words = " ".join(one.get_textpage().get_text_bounded() for one in document)
    assert len(document) == 1
    document.close()
    assert "Xã Thử" in words
    assert "20/11/2026" in words
    assert PASSPHRASE not in " ".join(words.split())
    assert not any(f"Từ thứ {number}: {word}" in words for number in range(7) for word in PASSPHRASE.split())
