"""A store founded from an invitation: the file looked at, the code asked for, everything typed kept."""

import pytest

from app.store import Store, peers
from app.sync import invitation
from app.ui.joining import Joining
from app.ui.welcome import Welcome
from tests.ui import district as stage

KEY = "bốn từ không liên quan mây trâu"


@pytest.fixture
def district(tmp_path):
    made = stage.found(tmp_path)
    yield made
    made.close()


@pytest.fixture
def form(desk, calm, qtbot):
    made = Joining(desk)
    qtbot.addWidget(made)
    made.show()
    yield made
    calm()


def fill(form, key=KEY):
    form.officer.inner.setText("Vàng Thị Mỷ")
    form.key.inner.setText(key)
    form.again.inner.setText(key)
    form.understood.setChecked(True)


def test_a_store_is_founded_from_a_file(district, form, calm, desk, tmp_path):
    file = tmp_path / "moi.soban-goi"
    invitation.invite(district.above, file, "Xã Nà Mây", "commune", stage.ABOVE, year=2026)
    founded = []
    form.founded.connect(founded.append)
    assert not form.accept.isEnabled()
    form.take_file(file)
    calm()
    assert form.file.text() == "moi.soban-goi · của Vùng Hua Khắt"
    assert form.code.isHidden()
    fill(form)
    assert form.accept.isEnabled()
    form.found_in(tmp_path / "xa")
    calm()
    assert founded == [tmp_path / "xa.soban"]
    assert desk.settings.officer == "Vàng Thị Mỷ"
    desk.runner.let_go(lambda _none: None)
    calm()
    with Store.open(founded[0], KEY) as store:
        assert peers.above(store).name == "Vùng Hua Khắt"


def test_a_wrong_code_is_said_and_nothing_is_founded(district, form, calm, tmp_path):
    commune = district.invite("Xã Nà Mây", "Vàng A Chống")
    file = tmp_path / "moi.soban-goi"
    right = invitation.invite(commune, file, "Bản Mây", "village", stage.OFFICER).code
    form.take_file(file)
    calm()
    assert not form.code.isHidden()
    fill(form)
    assert not form._checks()
    form.code.inner.setText("0000 0000 0000 0000")
    form.found_in(tmp_path / "ban")
    calm()
    assert "Mã mở giấy mời không đúng" in form._wrong.text()
    assert not (tmp_path / "ban.soban").exists()
    assert form.key.inner.text() == KEY
    form.code.inner.setText(right)
    founded = []
    form.founded.connect(founded.append)
    form.found_in(tmp_path / "ban")
    calm()
    assert founded


def test_what_is_no_invitation_is_refused_in_a_sentence(district, form, calm, tmp_path):
    district.invite("Xã Nà Mây", "Vàng A Chống")
    form.take_file(district.send("Xã Nà Mây"))
    calm()
    assert "không phải giấy mời" in form._wrong.text()
    assert not form.accept.isEnabled()


def test_fields_are_checked(form):
    fill(form, "abc")
    form.again.inner.setText("abcd")
    form.officer.inner.setText("")
    assert not form._checks()
    assert form.officer.under.text().startswith("⚠")
    assert "dễ đoán" in form.key.under.text()
    assert "không giống" in form.again.under.text()


def test_the_start_page_leads_there(desk, calm, qtbot):
    page = Welcome(desk)
    qtbot.addWidget(page)
    page.show()
    page.join.click()
    calm()
    assert page._pages.currentWidget() is page.joining
    assert page.join.isChecked()
    page.show_founding()
    assert not page.join.isChecked()
