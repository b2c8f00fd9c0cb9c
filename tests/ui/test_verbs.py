"""Verbs of households and members through their dialogs: checked under the field, done, undone."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.ui.dialogs import checking, household_verbs, member_verbs
from app.ui.dialogs.bug import BugDialog, report
from app.ui.dialogs.history import History
from app.ui.dialogs.new_household import NewHousehold
from app.ui.screens.household import HouseholdPage


@pytest.fixture
def page(hold, calm, qtbot):
    desk = hold(6)
    keys = []
    desk.runner.ask(
        lambda store: [row[0] for row in store.connection.execute("SELECT id FROM household ORDER BY code")],
        keys.extend,
    )
    calm()
    made = HouseholdPage(desk)
    qtbot.addWidget(made)
    desk.runner.changed.connect(made.changed)
    made.show_what(keys[0])
    made.resize(1190, 700)
    made.show()
    calm()
    made.keys = keys
    return made


def names(page):
    return [member.name for member in page._page.present]


def done(dialog, calm):
    dialog.open()
    dialog.do()
    calm()


def test_a_member_joins(page, calm):
    dialog = member_verbs.Join(page.desk, page, page._page)
    dialog.name.inner.setText("  Lò   Thị Mới ")
    dialog.birth.inner.setText("15/3/2020")
    done(dialog, calm)
    assert "Lò Thị Mới" in names(page)
    assert page._page.members[-1].birth == "15/03/2020"


@pytest.mark.parametrize(
    ("name", "born", "number", "wrong"),
    [
        ("", "", "", "Hãy ghi họ tên."),
        ("A1", "", "", "Họ tên không có chữ số."),
        ("😀", "", "", "Họ tên phải có chữ cái."),
        ("x" * 300, "", "", "Họ tên dài quá 100 chữ."),
        ("An", "31/2/2020", "", "Không có ngày này. Ghi như 15/3/1980, 3/1980 hoặc 1980."),
        ("An", "hôm qua", "", "Không có ngày này. Ghi như 15/3/1980, 3/1980 hoặc 1980."),
        ("An", "2030", "", "Ngày này chưa đến."),
        ("An", "1850", "", "Năm sinh đã quá 120 năm: xem lại."),
        ("An", "", "12345", "Số CCCD có 12 chữ số (CMND cũ: 9); đang có 5."),
        ("An", "", "12a", "Số CCCD chỉ có chữ số."),
    ],
)
def test_what_cannot_stand_is_told_under_its_field(page, calm, name, born, number, wrong):
    dialog = member_verbs.Join(page.desk, page, page._page)
    dialog.name.inner.setText(name)
    dialog.birth.inner.setText(born)
    dialog.cccd.inner.setText(number)
    done(dialog, calm)
    told = [field.under.text() for field in (dialog.name, dialog.birth, dialog.cccd) if field.under.text()]
    assert f"⚠ {wrong}" in told
    assert dialog.isVisible()
    assert dialog.name.inner.text() == name
    assert len(names(page)) == 2
    dialog.reject()


def test_typing_on_takes_the_sentence_away(page, calm):
    dialog = member_verbs.Join(page.desk, page, page._page)
    done(dialog, calm)
    assert dialog.name.under.text().startswith("⚠")
    dialog.name.inner.setText("An")
    assert not dialog.name.under.text()
    dialog.reject()


def test_a_head_cannot_leave_and_the_dialog_says_why(page, calm, heard):
    head = page._page.members[0]
    dialog = member_verbs.Leave(page.desk, page, page._page, head)
    done(dialog, calm)
    assert dialog.isVisible()
    assert "đang là chủ hộ" in dialog._wrong.text()
    assert not heard.faults
    dialog.reject()


def test_a_member_leaves_and_comes_back_by_undo(page, calm):
    child = page._page.members[1]
    done(member_verbs.Leave(page.desk, page, page._page, child), calm)
    assert names(page) == [page._page.head]
    assert page._page.members[1].left.endswith("20/11/2026")
    entry = page.acts.current()
    done(household_verbs.TakeBack(page.desk, page, entry), calm)
    assert len(names(page)) == 2


def test_a_head_dies_and_another_follows(page, calm):
    head, child = page._page.members
    done(member_verbs.Die(page.desk, page, page._page, head), calm)
    assert names(page) == [child.name]
    assert page._page.head == child.name


def test_another_member_heads_the_household(page, calm):
    child = page._page.members[1]
    done(member_verbs.Heads(page.desk, page, page._page, child), calm)
    assert page._page.head == child.name


def test_a_slip_of_the_pen_is_corrected(page, calm):
    dialog = member_verbs.Correct(page.desk, page, page._page, page._page.members[0])
    dialog.name.inner.setText("Vàng A Đúng")
    dialog.birth.inner.setText("3/1971")
    done(dialog, calm)
    assert page._page.head == "Vàng A Đúng"
    assert page._page.members[0].birth == "03/1971"
    assert page._page.members[0].sex == "Nam", "what was not touched stays"


def test_a_household_splits(page, calm):
    dialog = household_verbs.Split(page.desk, page, page._page)
    assert not dialog.accepting.isEnabled(), "nobody is chosen yet"
    next(iter(dialog.leaving.values())).setChecked(True)
    assert dialog.accepting.isEnabled()
    done(dialog, calm)
    assert len(names(page)) == 1


def test_a_household_merges_into_another(page, calm, qtbot):
    dialog = household_verbs.Merge(page.desk, page, page._page)
    dialog.open()
    dialog.search.inner.setText("H-0002")
    calm()
    assert dialog.found.count() == 1
    dialog.do()
    calm()
    assert names(page) == []
    assert page._page.ended.startswith("Nhập hộ")


def test_a_household_moves(page, calm):
    before = page._page.village
    done(household_verbs.Move(page.desk, page, page._page), calm)
    assert page._page.village != before


def test_a_household_ends(page, calm):
    done(household_verbs.Dissolve(page.desk, page, page._page), calm)
    assert page._page.ended == "Chuyển đi 20/11/2026"


def test_code_and_phone_are_corrected(page, calm):
    dialog = household_verbs.CorrectHousehold(page.desk, page, page._page)
    dialog.phone.inner.setText("abc")
    done(dialog, calm)
    assert dialog.phone.under.text().startswith("⚠")
    dialog.phone.inner.setText("0912 345 678")
    dialog.code.inner.setText("H-9")
    dialog.do()
    calm()
    assert (page._page.code, page._page.phone) == ("H-9", "0912 345 678")


def test_a_new_household_opens_on_its_page(page, calm, qtbot):
    wanted = []
    page.desk.wanted.connect(lambda key, what: wanted.append((key, what)))
    dialog = NewHousehold(page.desk, page)
    dialog.name.inner.setText("Lý A Mới")
    done(dialog, calm)
    assert wanted[0][0] == "household"
    page.show_what(wanted[0][1])
    calm()
    assert page._page.head == "Lý A Mới"
    assert page._page.village == "Bản Một"


def test_the_history_lists_all_acts(page, calm):
    dialog = History(page.desk, page)
    dialog.open()
    calm()
    assert dialog.acts.count() == 3
    dialog.reject()


def test_enter_goes_from_field_to_field(page, qtbot):
    dialog = member_verbs.Join(page.desk, page, page._page)
    dialog.open()
    dialog.name.inner.setFocus()
    fields = [
        dialog.name,
        dialog.relation,
        dialog.sex,
        dialog.birth,
        dialog.ethnic,
        dialog.cccd,
        dialog.how,
        dialog.on,
    ]
    for field, following in pairwise(fields):
        assert dialog.focusWidget() is field.inner
        qtbot.keyClick(field.inner, Qt.Key.Key_Return)
        assert dialog.focusWidget() is following.inner
    assert dialog.isVisible()
    dialog.reject()


SECRET = "Lò Thị Bua 015180000123"


def test_a_bug_report_holds_no_personal_data(qapp, qtbot, tmp_path):
    try:
        raise KeyError(SECRET)
    except KeyError:
        import traceback

        traced = traceback.format_exc()
    told = report(traced)
    assert "KeyError" in told
    assert "test_verbs.py" in told
    assert SECRET not in told
    assert str(tmp_path) not in told
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = BugDialog(traced, parent)
    dialog.save(tmp_path / "bao-loi.txt")
    assert (tmp_path / "bao-loi.txt").read_text("utf-8") == told
    dialog = BugDialog(traced, parent)
    dialog.save(tmp_path / "khong-co" / "bao-loi.txt")
    assert "Không ghi được" in dialog._wrong.text()


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("15/3/1980", "1980-03-15"),
        ("3/1980", "1980-03"),
        ("1980", "1980"),
        ("15-03-1980", "1980-03-15"),
        ("15.3.1980", "1980-03-15"),
        ("31/2/1980", ""),
        ("13/1980", ""),
        ("80", ""),
        ("1/2/3/1980", ""),
        ("", ""),
    ],
)
def test_dates_are_read_as_people_write_them(typed, stored):
    assert checking.stored_date(typed) == stored
