"""The procedure in the window: the board, each dialog by its keys, what is refused, what is taken back."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QDialog

from app.models.procedure import Request
from app.services.procedure import requests
from app.ui.dialogs.certificates import Certificates, GiveCertificates, WithdrawCertificate
from app.ui.dialogs.complaints import AnswerComplaint, Complain
from app.ui.dialogs.decisions import Decide, Revoke
from app.ui.dialogs.leeways import Leeways
from app.ui.dialogs.meetings import CallMeeting, HoldMeeting, LeftOutVotes
from app.ui.dialogs.opinions import Opinion, ReportUp
from app.ui.dialogs.postings import PostResults
from app.ui.dialogs.requests import FileRequest, RefuseRequest, Requests
from app.ui.dialogs.step_plans import PlanStep, SkipStep, TakeBackStep
from app.ui.screens.procedure_seen import AtStep, Deed
from app.ui.window import Window

from .proceeding import HEADS, Commune, agreed, decided, met, posted
from .reviewing import Keyboard

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def commune(desk, qtbot, tmp_path):
    return Commune(desk, qtbot, tmp_path / "thu.soban")


@pytest.fixture
def opened(commune, calm, qtbot):
    """The window on the board, after what was prepared."""
    made = []

    def open_(prepare=None):
        commune.begin(prepare)
        window = Window(commune.desk)
        qtbot.addWidget(window)
        window.go("procedure")
        window.show()
        window.activateWindow()
        qtbot.waitActive(window)
        calm()
        made.append(window)
        return window

    yield open_
    for window in made:
        window.close()


@pytest.fixture
def dialog_of(calm):
    """Begin a deed on the screen shown, and return the dialog that it opens."""

    def dialog(window, kind, deed, place=b""):
        window.screen_shown.deeds.do(Deed(deed, ""), place)
        calm()
        shown = [one for one in window.findChildren(kind) if one.isVisible()]
        assert len(shown) == 1
        return shown[0]

    return dialog


def cells(board, row):
    table = board.table
    return [table.rows.index(row, at).data() for at in range(table.rows.columnCount())]


def fill(dialog, **texts):
    for key, text in texts.items():
        dialog.fields[key].inner.setText(text)


def accept(dialog, calm):
    """As the officer does it from any field."""
    dialog.activateWindow()
    QTest.qWaitForWindowActive(dialog)
    QTest.keyClick(dialog, Qt.Key.Key_Return, CONTROL)
    calm()


def test_the_board_says_where_each_village_stands_and_what_is_next(opened):
    board = opened().screen_shown
    QAbstractItemModelTester(board.table.rows, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert [one.key for one in board.table.rows.columns][1:] == [
        "list", "survey", "meeting", "posting", "complaint",
    ]  # fmt: skip
    first, second = cells(board, 0), cells(board, 1)
    assert first[0] == "Bản Một"
    assert "2/2" in first[2]
    assert "họp dân" in board._board.villages[0].cells["meeting"].blocks.lower()
    assert "chưa có hộ nào" in board._board.villages[1].trouble
    assert second[2:] != first[2:]
    assert board.errands.count() == 2
    assert [one.head.key for one in board._board.wholes] == ["opinion", "recognition"]
    assert board._board.wholes[0].deed.why_not


def test_enter_on_a_cell_opens_the_step_of_the_village(opened, calm):
    window = opened()
    board = window.screen_shown
    board.table.setFocus()
    board.table.setCurrentIndex(board.table.rows.index(0, 3))
    Keyboard(window).press(Qt.Key.Key_Return)
    calm()
    page = window.screen_shown
    assert page.kind.key == "procedure_village"
    assert page.steps.current() == "meeting"
    assert "3. Họp dân" in page._step.title.text()
    page.steps.setFocus()
    Keyboard(window).press(Qt.Key.Key_Down)
    assert page.steps.current() == "posting"
    Keyboard(window).press(Qt.Key.Key_Escape)
    calm()
    assert window.screen_shown is board


def test_ctrl_enter_does_the_next_thing(opened, calm):
    window = opened()
    window.screen_shown.table.setFocus()
    Keyboard(window).ctrl(Qt.Key.Key_Return)
    calm()
    assert [one for one in window.findChildren(CallMeeting) if one.isVisible()]


def test_a_meeting_is_called_and_shows_on_the_board(opened, dialog_of, commune, calm):
    window = opened()
    dialog = dialog_of(window, CallMeeting, "call", commune.villages[0])
    fill(dialog, on="25/11/2026", hour="14:00", venue="Nhà văn hóa")
    accept(dialog, calm)
    assert "Họp 25/11 14:00" in cells(window.screen_shown, 0)[3]
    assert commune.rows("meeting")[0]["venue"] == "Nhà văn hóa"
    assert window.screen_shown._board.villages[0].deed.what == "paper"


def hold(dialog, commune, **others):
    told = {"on": "20/11/2026", "chair": "Giàng A Sử", "secretary": "Vàng Thị Mỷ", "venue": "Nhà văn hóa",
            "attending": "48", **others}  # fmt: skip
    fill(dialog, **told)


def test_votes_are_typed_by_digits_and_too_few_go_back_to_survey(opened, dialog_of, commune, calm):
    window = opened()
    dialog = dialog_of(window, HoldMeeting, "hold", commune.villages[0])
    hold(dialog, commune)
    dialog.votes.setFocus()
    keys = Keyboard(dialog)
    assert dialog._tally.text().startswith("2 hộ đạt")
    keys.press(Qt.Key.Key_Return)
    assert dialog.votes.currentIndex().row() == 1
    for digit in "21":
        QTest.keyClick(dialog.votes, digit)
    assert "1 hộ trở lại rà soát: H-001" in dialog._tally.text()
    assert dialog.votes.rows.index(1, 6).data() == "Rà soát lại"
    accept(dialog, calm)
    assert {vote["agreeing"] for vote in commune.rows("vote")} == {48, 21}
    line = window.screen_shown._board.villages[0]
    assert line.cells["meeting"].words == "Họp lại 1 hộ"
    assert line.deed.what == "resurvey"
    assert "H-001: 21/48" in line.trouble


def test_backspace_and_delete_take_a_vote_back_to_all(opened, dialog_of, commune):
    dialog = dialog_of(opened(), HoldMeeting, "hold", commune.villages[0])
    dialog.fields["attending"].inner.setText("48")
    dialog.votes.setFocus()
    for digit in "217":
        QTest.keyClick(dialog.votes, digit)
    assert dialog._tally.text().startswith("Số đồng ý nhiều hơn")
    QTest.keyClick(dialog.votes, Qt.Key.Key_Backspace)
    assert list(dialog.votes.votes.values()) == [21]
    QTest.keyClick(dialog.votes, Qt.Key.Key_Delete)
    assert not dialog.votes.votes
    assert dialog._tally.text().startswith("2 hộ đạt")


def test_minutes_without_a_chair_are_refused_under_the_field_and_keep_what_was_typed(
    opened, dialog_of, commune, calm
):
    dialog = dialog_of(opened(), HoldMeeting, "hold", commune.villages[0])
    hold(dialog, commune, chair="")
    accept(dialog, calm)
    assert "chưa có người chủ trì" in dialog.fields["chair"].under.text()
    assert dialog.fields["secretary"].text == "Vàng Thị Mỷ"
    assert not commune.rows("meeting")
    dialog.fields["chair"].inner.setText("Giàng A Sử")
    accept(dialog, calm)
    assert commune.rows("meeting")[0]["attending"] == 48


def test_a_meeting_to_come_has_no_minutes(opened, dialog_of, commune, calm):
    dialog = dialog_of(opened(), HoldMeeting, "hold", commune.villages[0])
    hold(dialog, commune, on="25/11/2026")
    accept(dialog, calm)
    assert "chưa đến" in dialog.fields["on"].under.text()


def test_a_posting_of_two_days_is_refused_with_the_lawful_day(opened, dialog_of, commune, calm):
    window = opened(met)
    dialog = dialog_of(window, PostResults, "post", commune.villages[0])
    fill(dialog, since="20/11/2026", until="21/11/2026")
    accept(dialog, calm)
    assert "chỉ được 2 ngày" in dialog.fields["until"].under.text()
    assert "22/11/2026" in dialog.fields["until"].under.text()
    assert not commune.rows("posting")
    dialog.fields["until"].inner.setText("")
    assert dialog.fields["until"].inner.placeholderText() == "22/11/2026"
    accept(dialog, calm)
    (row,) = commune.rows("posting")
    assert (row["since"], row["until"]) == ("2026-11-20", "2026-11-22")
    assert "Ngày 1/3" in cells(window.screen_shown, 0)[4]


def test_one_board_is_not_two(opened, dialog_of, commune, calm):
    dialog = dialog_of(opened(met), PostResults, "post", commune.villages[0])
    fill(dialog, at_village="Trụ sở", at_office="Trụ sở")
    accept(dialog, calm)
    assert "hai nơi" in dialog.fields["at_village"].under.text()


def test_a_complaint_is_taken_in_surveyed_again_answered_and_posted_again(opened, dialog_of, commune, calm):
    window = opened(posted)
    dialog = dialog_of(window, Complain, "complain", commune.villages[0])
    dialog.search.inner.setText("lo van")
    assert dialog.found.count() == 1
    fill(dialog, on="10/11/2026", complainant="Lý A Páo", about="Nhà có xe máy")
    accept(dialog, calm)
    (row,) = commune.rows("complaint")
    assert row["complainant"] == "Lý A Páo"
    line = window.screen_shown._board.villages[0]
    assert line.deed.what == "resurvey"
    commune.desk.runner.change(lambda store: commune.reviewing.review(HEADS[1], 120, 1))
    calm()
    assert window.screen_shown._board.villages[0].deed.what == "answer"
    window.screen_shown.deeds.do(window.screen_shown._board.villages[0].deed, commune.villages[0])
    calm()
    (answer,) = [one for one in window.findChildren(AnswerComplaint) if one.isVisible()]
    fill(answer, on="20/11/2026", answer="Giữ nguyên kết quả")
    accept(answer, calm)
    assert commune.rows("complaint")[0]["answered"] == "2026-11-20"
    assert window.screen_shown._board.villages[0].deed.what == "post"


def test_a_report_waits_for_all_villages_and_says_for_which(opened, dialog_of, calm):
    dialog = dialog_of(opened(posted), ReportUp, "report")
    fill(dialog, number="12/BC-UBND")
    accept(dialog, calm)
    assert dialog.isVisible()
    assert "Bản Hai không có hộ nào" in dialog._wrong.text()
    assert dialog.fields["number"].text == "12/BC-UBND"


def test_a_village_without_households_is_left_out_with_a_reason(opened, dialog_of, commune, calm):
    window = opened(posted)
    dialog = dialog_of(window, SkipStep, "skip", commune.villages[1])
    fill(dialog, skipped="Bản không có hộ nghèo")
    accept(dialog, calm)
    assert commune.rows("step_plan")[0]["skipped"] == "Bản không có hộ nghèo"
    report = dialog_of(window, ReportUp, "report")
    fill(report, number="12/BC-UBND", on="20/11/2026")
    accept(report, calm)
    opinion = dialog_of(window, Opinion, "opinion")
    opinion.fields["consent"].inner.choose("no")
    fill(opinion, number="45/UBND")
    accept(opinion, calm)
    assert "không thống nhất điều gì" in opinion.fields["opinion"].under.text()
    fill(opinion, opinion="Xem lại hộ H-001")
    accept(opinion, calm)
    assert commune.rows("submission")[0]["consent"] == 0
    assert "Xem lại hộ H-001" in window.screen_shown._board.wholes[0].sentence


def test_a_decision_shows_what_it_freezes_and_is_refused_before_its_meeting(
    opened, dialog_of, commune, calm, monkeypatch
):
    monkeypatch.setenv("SOBAN_TODAY", "2026-11-27T10:00")
    window = opened(agreed)
    dialog = dialog_of(window, Decide, "decide")
    words = [dialog._counted.itemAt(at).widget() for at in range(dialog._counted.count() - 1)]
    assert words[0].text() == "Đóng băng 2 hộ:"
    fill(dialog, number="7", on="03/11/2026", signer="Lò Văn Ún")
    calm()
    entries = [dialog.blocks.model().index(at, 0).data() for at in range(dialog.blocks.count())]
    assert any("trước ngày họp dân" in one for one in entries)
    accept(dialog, calm)
    assert "Chưa ra Quyết định số 7 được" in dialog._wrong.text()
    assert not commune.rows("decision")
    fill(dialog, on="27/11/2026")
    calm()
    assert dialog.blocks.count() == 0
    accept(dialog, calm)
    assert commune.rows("decision")[0]["number"] == 7
    assert len(commune.rows("decided")) == 2
    assert window.screen_shown._board.wholes[1].figure == "1"
    give = dialog_of(window, GiveCertificates, "certify")
    accept(give, calm)
    assert {one["number"] for one in commune.rows("certificate")} == {1, 2}


def test_certificates_are_withdrawn_with_a_reason_and_a_decision_only_without_them(
    opened, dialog_of, commune, calm, monkeypatch, heard
):
    monkeypatch.setenv("SOBAN_TODAY", "2026-11-27T10:00")
    window = opened(decided)
    listed = dialog_of(window, Certificates, "certificates")
    listed.table.setFocus()
    QTest.keyClick(listed.table, Qt.Key.Key_Space)
    assert listed.withdraw.isEnabled()
    listed.withdraw.click()
    (dialog,) = [one for one in window.findChildren(WithdrawCertificate) if one.isVisible()]
    accept(dialog, calm)
    assert "phải ghi lý do" in dialog.fields["why"].under.text()
    fill(dialog, why="in hỏng")
    accept(dialog, calm)
    assert {one["number"]: one["withdrawn"] for one in commune.rows("certificate")}[1] == "2026-11-27"
    key = commune.rows("decision")[0]["id"]
    window.screen_shown.deeds.do(Deed("revoke", "", key))
    calm()
    (revoke,) = [one for one in window.findChildren(Revoke) if one.isVisible()]
    fill(revoke, why="sai căn cứ")
    accept(revoke, calm)
    assert "còn 1 giấy chứng nhận" in revoke._wrong.text()
    assert not heard.faults


def test_the_last_step_is_taken_back_with_a_reason_that_stays(opened, dialog_of, commune, calm):
    window = opened(posted)
    dialog = dialog_of(window, TakeBackStep, "undo", commune.villages[0])
    accept(dialog, calm)
    assert "Ghi lý do" in dialog.fields["why"].under.text()
    fill(dialog, why="ghi nhầm ngày")
    accept(dialog, calm)
    assert not commune.rows("posting")
    assert commune.rows("meeting")
    titles = []
    commune.desk.runner.ask(lambda store: store.connection.execute(
        "SELECT title FROM act ORDER BY id DESC LIMIT 1").fetchone()[0], titles.append)  # fmt: skip
    calm()
    assert titles == ["Hoàn tác: Niêm yết kết quả Bản Một; lý do: ghi nhầm ngày"]


def test_ctrl_z_takes_a_step_back_everywhere(opened, dialog_of, commune, calm):
    window = opened(met)
    dialog = dialog_of(window, PostResults, "post", commune.villages[0])
    accept(dialog, calm)
    assert commune.rows("posting")
    Keyboard(window).ctrl(Qt.Key.Key_Z)
    calm()
    assert not commune.rows("posting")
    assert window.screen_shown._board.villages[0].at == "posting"


def test_a_step_gets_its_day_on_the_page_of_the_village(opened, commune, calm):
    window = opened()
    window.go("procedure_village", AtStep(commune.villages[0], "meeting"))
    calm()
    page = window.screen_shown
    page._plan.click()
    calm()
    (dialog,) = [one for one in window.findChildren(PlanStep) if one.isVisible()]
    fill(dialog, due="01/01/2027")
    accept(dialog, calm)
    assert "ngoài thời gian rà soát" in dialog.fields["due"].under.text()
    fill(dialog, due="25/11/2026")
    accept(dialog, calm)
    assert commune.rows("step_plan")[0]["due"] == "2026-11-25"
    assert "25/11" in page.steps.model().index(2, 0).data(Qt.ItemDataRole.ToolTipRole)


def test_a_request_is_filed_and_refused_in_writing(opened, dialog_of, commune, calm):
    def prepare(commune, reviewing):
        reviewing.homes["khac"] = commune._home(reviewing.store, "Hảng A Tủa", 1)[0]

    window = opened(prepare)
    dialog = dialog_of(window, FileRequest, "file")
    dialog.search.inner.setText("hang a tua")
    calm()
    assert dialog.found.count() == 1
    accept(dialog, calm)
    assert "phải ghi lý do" in dialog.fields["reasons"].under.text()
    fill(dialog, reasons="Mất mùa", on="16/11/2026")
    accept(dialog, calm)
    assert commune.rows("request")[0]["reasons"] == "Mất mùa"
    listed = dialog_of(window, Requests, "requests")
    assert listed.table.rows.rowCount() == 1
    listed.refuse.click()
    (refusal,) = [one for one in window.findChildren(RefuseRequest) if one.isVisible()]
    fill(refusal, number="45/UBND")
    accept(refusal, calm)
    assert "nêu lý do" in refusal.fields["why"].under.text()
    fill(refusal, why="Thu nhập trên chuẩn")
    accept(refusal, calm)
    assert commune.rows("request")[0]["refused_number"] == "45/UBND"


def test_what_the_law_leaves_open_is_chosen_within_the_law(opened, dialog_of, commune, calm):
    window = opened(met)
    dialog = dialog_of(window, Leeways, "leeway")
    fill(dialog, posting_days="1")
    accept(dialog, calm)
    assert "luật định ít nhất 3 ngày" in dialog.fields["posting_days"].under.text()
    fill(dialog, posting_days="5")
    accept(dialog, calm)
    post = dialog_of(window, PostResults, "post", commune.villages[0])
    assert post.fields["until"].inner.placeholderText() == "24/11/2026"


def test_nothing_of_it_blocks_the_window_or_hides_a_bug(opened, commune, calm, heard):
    window = opened(posted)
    for step in ("list", "survey", "meeting", "posting", "complaint", "opinion", "recognition"):
        window.go("procedure_village", AtStep(commune.villages[0], step))
        calm()
        assert window.screen_shown.steps.current() == step
        assert window.screen_shown._room.count() > 2
    assert not heard.bugs
    assert not heard.faults
    assert not [one for one in window.findChildren(QDialog) if one.isVisible()]


def test_the_overview_tells_the_step_and_one_key_goes_there(opened, calm, commune):
    window = opened(met)
    window.go("overview")
    calm()
    screen = window.screen_shown
    column = next(n for n, one in enumerate(screen.villages.rows.columns) if one.key == "step")
    assert screen.villages.rows.index(0, column).data() == "Niêm yết"
    screen.villages.setFocus()
    screen.villages.setCurrentIndex(screen.villages.rows.index(0, column))
    QTest.keyClick(screen.villages, Qt.Key.Key_Return)
    calm()
    assert window.screen_shown.kind.key == "procedure_village"
    window.go("overview")
    calm()
    screen.tasks.setFocus()
    screen.tasks.step(1)
    QTest.keyClick(screen.tasks, Qt.Key.Key_Return)
    calm()
    assert window.screen_shown.kind.key == "procedure_village"


def test_enter_goes_from_field_to_field_and_ends_on_what_does_it(opened, dialog_of, commune, calm):
    dialog = dialog_of(opened(met), PostResults, "post", commune.villages[0])
    dialog.activateWindow()
    QTest.qWaitForWindowActive(dialog)
    dialog.fields["since"].inner.setFocus()
    keys = Keyboard(dialog)
    for _field in dialog.fields:
        keys.press(Qt.Key.Key_Return)
    assert dialog.accepting.hasFocus(), "not on the button that throws everything away"
    keys.press(Qt.Key.Key_Return)
    calm()
    assert commune.rows("posting")


def test_votes_that_the_minutes_lack_are_added_later(opened, dialog_of, commune, calm):
    def prepare(commune, reviewing):
        reviewing.meet(commune.villages[0], votes={HEADS[0]: 48})

    window = opened(prepare)
    window.go("procedure_village", AtStep(commune.villages[0], "meeting"))
    calm()
    assert any(one.what == "votes" for one in window.screen_shown._current().deeds)
    dialog = dialog_of(window, LeftOutVotes, "votes", commune.villages[0])
    assert dialog.votes.rows.rowCount() == 1
    accept(dialog, calm)
    assert len(commune.rows("vote")) == 2


def adhoc(commune, reviewing):
    """A request of November that went through survey, meeting and posting."""
    key = commune._home(reviewing.store, "Hảng A Tủa", 1)[0]
    reviewing.homes["khac"] = key
    filed = date(2026, 10, 12)
    told = requests.file(reviewing.store, key, "enter", filed, "Mất mùa", filed, "An")
    with reviewing.store.session() as session:
        one = session.get_one(Request, told)
        reviewing.round, reviewing.cases = one.round, {"khac": one.review_case}
    reviewing.review("khac")
    reviewing.meet(commune.villages[1], on=date(2026, 10, 17))
    reviewing.post(commune.villages[1], since=date(2026, 10, 18))


def test_a_request_is_granted_by_a_decision_on_those_chosen(opened, dialog_of, commune, calm):
    window = opened(adhoc)
    listed = dialog_of(window, Requests, "requests")
    listed.decide.click()
    calm()
    (dialog,) = [one for one in window.findChildren(Decide) if one.isVisible()]
    assert dialog.cases.selected() == [0], "what the review grants is chosen already"
    fill(dialog, number="3", on="28/10/2026", signer="Lò Văn Ún")
    calm()
    assert dialog.blocks.count() == 0
    dialog.cases.setFocus()
    QTest.keyClick(dialog.cases, Qt.Key.Key_Space)
    calm()
    assert dialog.blocks.count() == 1
    QTest.keyClick(dialog.cases, Qt.Key.Key_Space)
    accept(dialog, calm)
    assert commune.rows("decision")[0]["number"] == 3
    assert len(commune.rows("decided")) == 1


def test_an_adhoc_round_has_its_own_steps_on_the_board(opened, commune, calm):
    window = opened(adhoc)
    one = next(line for line in window.desk.outline.rounds if line.kind == "ad_hoc")
    window.desk.look_at(one)
    calm()
    board = window.screen_shown
    assert [column.key for column in board.table.rows.columns][1:] == [
        "survey", "meeting", "posting", "complaint",
    ]  # fmt: skip
    assert [each.head.key for each in board._board.wholes] == ["decision"]
    assert board.table.rows.rowCount() == 1
