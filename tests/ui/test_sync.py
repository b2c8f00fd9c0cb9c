"""Đồng bộ: both sides of it, by keys; files loaded, sent, refused; conflicts decided; the bar over it."""

import gc
import weakref
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QFileDialog

from app.store import Store, peers
from app.store.outline import outline
from app.store.waiting import Waiting
from app.sync import inbox, outgoing, returned
from app.sync.identity import identity
from app.sync.told import Glance
from app.ui.dialogs.between import Answering, Offering
from app.ui.dialogs.doubles import Doubles
from app.ui.dialogs.inviting import Inviting
from app.ui.dialogs.loaded import Loaded
from app.ui.dialogs.previewing import Previewing
from app.ui.dialogs.sending import Sending
from app.ui.dialogs.trusting import Trusting, fingerprint, grouped
from app.ui.screens.sync import Sync
from app.ui.sync_state import told
from app.ui.window import Window
from tests.ui import district as stage

NAME = "Xã Nà Mây"


@pytest.fixture
def district(tmp_path):
    made = stage.found(tmp_path)
    made.invite(NAME, "Vàng A Chống", "Giàng A Páo")
    made.invite("Xã Pá Lùng")
    yield made
    made.close()


@pytest.fixture
def take_over(desk, calm):
    """Put a store of the district into the desk's hands."""

    def take_over(store: Store):
        path = store.path
        store.close()
        desk.runner.hold(partial(Store.open, path, stage.KEY), lambda _none: None)
        desk.runner.ask(outline, desk.take)
        calm()
        return desk

    return take_over


@pytest.fixture
def shown(take_over, calm, qtbot):
    """The screen over a store."""

    def shown(store: Store) -> Sync:
        screen = Sync(take_over(store))
        qtbot.addWidget(screen)
        screen.resize(1190, 700)
        screen.show()
        screen.activateWindow()
        qtbot.waitActive(screen)
        calm()
        return screen

    return shown


def needed(screen: Sync, row: int) -> str:
    """What the board says that a place needs."""
    column = [one.key for one in screen.board.rows.columns].index("need")
    return screen.board.rows.index(row, column).data()


@pytest.mark.parametrize("households", [0, 10])
def test_a_store_without_anybody_above_says_so(households, hold, calm, heard, qtbot):
    screen = Sync(hold(households))
    qtbot.addWidget(screen)
    screen.show()
    calm()
    assert not screen._send.isVisible()
    assert screen.waiting.title.text() == "Gửi lên cấp trên"
    assert not heard.bugs


@pytest.mark.parametrize("side", ["above", "commune"])
def test_it_opens_closes_and_is_freed(side, district, take_over, calm, heard):
    stage.dispute(district, NAME)
    screen = Sync(take_over(district.above if side == "above" else district.communes[NAME]))
    screen.resize(1190, 700)
    screen.show()
    calm()
    seen = weakref.ref(screen)
    screen.close()
    screen.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QCoreApplication.processEvents()
    del screen
    gc.collect()
    assert seen() is None
    assert not heard.bugs
    assert not heard.faults


# A commune ------------------------------------------------------------------------------------------------


def test_what_waits_is_told_before_a_file_is_made(district, shown):
    screen = shown(district.communes[NAME])
    assert screen.waiting.title.text() == "Chờ gửi lên Vùng Hua Khắt"
    assert screen.waiting.villages.rows.index(0, 0).data() == "Bản Mây"
    assert screen.acts.titles.count() > 3


def test_a_file_is_made_and_waits_for_its_receipt(district, shown, calm, heard, tmp_path, qtbot):
    screen = shown(district.communes[NAME])
    screen.send()
    (dialog,) = screen.findChildren(Sending)
    calm()
    assert "Vùng Hua Khắt" in dialog._told.text()
    QAbstractItemModelTester(dialog.villages.rows, QAbstractItemModelTester.FailureReportingMode.Fatal)
    dialog.save(tmp_path / "goi")
    calm()
    assert (tmp_path / "goi.soban-goi").exists()
    assert "Đã ghi gói số 1" in heard.sentences[-1]
    assert screen.sent.files.count() == 1
    assert screen.waiting.title.text() == "Chờ biên nhận của Vùng Hua Khắt"


def test_a_receipt_ticks_the_file(district, shown, calm):
    district.take(file := district.send(NAME))
    receipt = file.with_name(f"{file.stem}.bien-nhan.soban-goi")
    screen = shown(district.communes[NAME])
    screen.load([receipt])
    calm()
    (result,) = screen.findChildren(Loaded)
    result.accept()
    assert screen.sent.files._model.item(0).data(Qt.ItemDataRole.UserRole + 1).right == "✔ khớp"
    assert screen.waiting._nothing.isVisible()


def test_a_helper_is_invited_and_the_code_is_shown_once(district, shown, calm, tmp_path):
    screen = shown(district.communes[NAME])
    screen.invite()
    (dialog,) = screen.findChildren(Inviting)
    assert dialog.level.text == "village"
    dialog.do()
    assert dialog.place.under.text().startswith("⚠")
    dialog.place.inner.setText("Bản Mây")
    dialog.save(tmp_path / "moi")
    calm()
    assert len(dialog._invited.code.split()) == 4
    assert screen.helpers.count() == 1
    dialog.do()


# The level above ------------------------------------------------------------------------------------------


def test_the_board_says_what_each_place_needs(district, shown):
    stage.dispute(district, NAME)
    screen = shown(district.above)
    needs = [needed(screen, row) for row in range(2)]
    assert needs == ["1 xung đột", "Chưa có gói"]
    assert screen.head.title.text() == "Bàn tổng hợp"
    QAbstractItemModelTester(screen.board.rows, QAbstractItemModelTester.FailureReportingMode.Fatal)


def test_several_files_are_dropped_and_each_gets_its_sentence(district, shown, calm, tmp_path, qtbot):
    rubbish = tmp_path / "rac.soban-goi"
    rubbish.write_bytes(b"PK")
    screen = shown(district.above)
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(one)) for one in (rubbish, district.send(NAME))])
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(QPoint(9, 9), copy, dropped, left, none)
    screen.dragEnterEvent(entering)
    assert entering.isAccepted()
    screen.dropEvent(QDropEvent(QPointF(9, 9), copy, dropped, left, none))
    calm()
    (result,) = screen.findChildren(Loaded)
    result.accept()
    assert screen.board_inbox.files.count() == 2
    assert screen.board_inbox.note.text() == "1 gói giữ riêng"


def test_ctrl_o_shows_what_a_file_would_do_before_it_is_taken_in(district, shown, calm, qtbot, monkeypatch):
    file = district.send(NAME)
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_args: ([str(file)], ""))
    screen = shown(district.above)
    qtbot.keyClick(screen, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    calm()
    (asked,) = screen.findChildren(Previewing)
    lines = {line[1].name: line[1].new for line in (asked.villages.rows.row(at) for at in range(2))}
    assert lines["Bản Mây"] > 0
    assert screen.board_inbox.files.count() == 0
    asked.do()
    calm()
    assert screen.board_inbox.files.count() == 1


def test_a_file_in_quarantine_can_be_struck_off(district, shown, calm, tmp_path):
    rubbish = tmp_path / "rac.soban-goi"
    rubbish.write_bytes(b"PK")
    screen = shown(district.above)
    screen.load([rubbish])
    calm()
    screen.findChildren(Loaded)[0].accept()
    (one,) = screen._seen.arrivals
    screen.board_inbox.explain(one)
    screen.findChildren(Loaded)[-1].reject()
    calm()
    assert screen.board_inbox.files.count() == 1
    screen.board_inbox._forget(one)
    calm()
    assert screen.board_inbox.files.count() == 0
    assert rubbish.exists()


def test_a_message_for_the_sender_is_copied(district, shown, calm, heard):
    store = district.communes[NAME]
    district.take(district.send(NAME))
    above = peers.above(store)
    peers.learn(store, above, peers.parcels(store, above.node, peers.OUT)[0].totals["holds"])
    place = store.connection.execute("SELECT id FROM place WHERE level = 'village'").fetchone()[0]
    files = []
    for head in ("Lò Thị Bua", "Sùng Thị Ca"):
        stage.add(store, place, head)
        files.append(district.send(NAME))
        peers.learn(store, above, peers.parcels(store, above.node, peers.OUT)[0].totals["holds"])
    screen = shown(district.above)
    screen.load(files[1:])
    calm()
    screen.findChildren(Loaded)[0].accept()
    assert needed(screen, 0) == "Thiếu gói 2"
    screen.board_inbox.copy_message(screen._seen.arrivals[0])
    assert "gói số 2" in QGuiApplication.clipboard().text()


def test_a_store_is_confirmed_by_what_was_heard(district, shown, calm, heard):
    district.take(district.send(NAME))
    own = identity(district.communes[NAME]).public.fingerprint
    screen = shown(district.above)
    assert needed(screen, 0) == "Chưa xác nhận"
    screen._open_row(0)
    (dialog,) = screen.findChildren(Trusting)
    dialog.heard.inner.setText("12345")
    dialog.do()
    assert "đang có 5" in dialog.heard.under.text()
    dialog.heard.inner.setText("1" * 30)
    dialog.do()
    calm()
    assert dialog._wrong_row.isVisible()
    dialog.heard.inner.setText(own.replace(" ", ""))
    dialog.do()
    calm()
    assert needed(screen, 0) == "Khớp"


def test_fingerprints_are_read_as_people_type_them():
    assert fingerprint("12a45") == "Dấu nhận dạng chỉ có chữ số."
    assert grouped("1234567890") == "12345 67890"


def test_a_number_opens_its_households(district, shown, qtbot):
    district.take(district.send(NAME))
    screen = shown(district.above)
    wanted = []
    screen.desk.wanted.connect(lambda key, what: wanted.append((key, what)))
    screen.board.cell_opened.emit(0, "poor")
    ((key, what),) = wanted
    assert key == "households"
    assert what.now == ("poor",)
    assert len(what.places) == 2


def test_something_is_sent_down(district, shown, calm, tmp_path):
    district.take(district.send(NAME))
    screen = shown(district.above)
    screen._offer_below()
    assert [action.text() for action in screen._down.menu().actions()] == ["Xã Nà Mây: 1 việc"]
    screen._send_down(NAME)
    calm()
    (dialog,) = screen.findChildren(Sending)
    dialog.full.setChecked(True)
    calm()
    dialog.save(tmp_path / "xuong.soban-goi")
    calm()
    assert (tmp_path / "xuong.soban-goi").exists()


# Conflicts ------------------------------------------------------------------------------------------------


def press(qtbot, widget, key, *modifiers):
    combined = Qt.KeyboardModifier.NoModifier
    for one in modifiers:
        combined |= one
    qtbot.keyClick(widget, key, combined)


def test_a_conflict_is_decided_by_keys_alone(district, shown, calm, heard, qtbot):
    stage.dispute(district, NAME)
    screen = shown(district.above)
    panel = screen.conflict
    assert panel.isVisible()
    assert panel.title.text().startswith("Xung đột 1/1 · Vàng A Chống")
    screen.setFocus()
    press(qtbot, screen, Qt.Key.Key_2)
    assert panel.cards.checkedId() == 2
    press(qtbot, screen, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert panel.why.hasFocus()  # a decision needs its reason
    qtbot.keyClicks(panel.why, "Kiem tra 2 lan")
    assert panel.cards.checkedId() == 2  # a digit typed into the reason chooses nothing
    press(qtbot, panel.why, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    calm()
    assert not panel.isVisible()
    assert "Đã quyết định" in heard.sentences[-1]


def test_f8_goes_to_the_next_and_back(district, shown, calm, qtbot):
    stage.dispute(district, NAME)
    commune, above = district.communes[NAME], district.above
    for store, name in ((commune, "Giàng A Pao"), (above, "Giàng A Phổ")):
        person = store.connection.execute("SELECT id FROM person ORDER BY id DESC LIMIT 1").fetchone()[0]
        with store.write("Sửa tên", "An", about=commune.place) as act:
            act.update("person", person, {"name": name})
    district.take(district.send(NAME))
    panel = shown(above).conflict
    first = panel.title.text()
    press(qtbot, panel, Qt.Key.Key_F8)
    assert panel.title.text() != first
    press(qtbot, panel, Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    assert panel.title.text() == first


def test_a_name_is_put_together_by_hand(district, shown, calm, qtbot):
    commune, above = district.communes[NAME], district.above
    district.take(district.send(NAME))
    for store, name in ((commune, "Giàng A Pao"), (above, "Giàng A Phổ")):
        person = store.connection.execute("SELECT id FROM person ORDER BY id DESC LIMIT 1").fetchone()[0]
        with store.write("Sửa tên", "An", about=commune.place) as act:
            act.update("person", person, {"name": name})
    district.take(district.send(NAME))
    screen = shown(above)
    panel = screen.conflict
    panel.by_hand.setText("Giàng A Páo")
    panel.why.setText("theo CCCD")
    assert panel.accept.text() == "Lấy nội dung ghép tay"
    panel.decide()
    calm()
    names = []
    screen.desk.runner.ask(
        lambda store: store.connection.execute("SELECT name FROM person WHERE id = ?", (person,)).fetchone(),
        names.extend,
    )
    calm()
    assert names == ["Giàng A Páo"]


def test_the_last_digit_gives_the_household_back(district, shown, calm, heard, qtbot):
    stage.dispute(district, NAME)
    screen = shown(district.above)
    panel = screen.conflict
    panel.why.setText("Đi xem lại tại nhà")
    screen.setFocus()
    press(qtbot, screen, Qt.Key.Key_3)
    calm()
    assert "trả lại Xã Nà Mây" in heard.sentences[-1]
    assert panel.isVisible()  # the conflict stands until somebody decides


def test_a_row_with_conflicts_leads_to_them(district, shown, qtbot):
    stage.dispute(district, NAME)
    screen = shown(district.above)
    screen._open_row(0)
    assert screen.conflict.why.hasFocus()


# The bar over every screen --------------------------------------------------------------------------------


def glance(**other):
    none = Waiting(0, "")
    return Glance(**({"unsent": none, "unanswered": none, "stopped": 0, "conflicts": 0, "to_do": 0} | other))


def test_the_bar_says_only_what_is_so():
    assert told(glance())[2] == ""
    assert told(glance(unsent=Waiting(5, "2026-11-17T09:00:00+07:00")))[2] == "3 ngày chưa gửi"
    assert told(glance(unsent=Waiting(5, "2026-11-20T09:00:00+07:00")))[2] == "5 việc chưa gửi"
    assert told(glance(unanswered=Waiting(5, "2026-11-17T09:00:00+07:00")))[2] == "chờ biên nhận"
    assert told(glance(conflicts=2))[2] == "2 xung đột"
    assert told(glance(stopped=1, conflicts=2))[2] == "1 gói giữ riêng"


def test_bar_and_sidebar_follow(district, take_over, calm, qtbot):
    stage.dispute(district, NAME)
    window = Window(take_over(district.above))
    qtbot.addWidget(window)
    window.show()
    window.go("sync")
    window.topbar.show_view()
    window.sync_state.refresh()
    calm()
    assert window.topbar.sync.text().strip() == "1 xung đột"
    assert window.sidebar.items["sync"]._badge.text() == "2"
    window.close()


def test_a_watched_folder_loads_what_arrives(district, take_over, calm, heard, qtbot, tmp_path):
    folder = tmp_path / "den"
    folder.mkdir()
    commune = district.communes[NAME]
    desk = take_over(district.above)
    window = Window(desk)
    qtbot.addWidget(window)
    window.show()
    desk.choose(watched_folder=str(folder))
    outgoing.send(commune, Path(folder) / "goi.soban-goi")
    qtbot.waitUntil(lambda: any("thư mục theo dõi" in said for said in heard.sentences), timeout=8000)
    assert heard.sentences[-1] == "Đã nạp 1 gói từ thư mục theo dõi."
    desk.choose(watched_folder="")
    assert window.sync_state._watcher.directories() == []
    calm()
    window.close()


# Between levels -------------------------------------------------------------------------------------------


def give_back(district):
    commune = district.communes[NAME]
    household = commune.connection.execute("SELECT id FROM household ORDER BY id LIMIT 1").fetchone()[0]
    district.take(district.send(NAME))
    returned.give_back(district.above, NAME, stage.YEAR, "Xem lại", stage.ABOVE, "Bản Mây", household)
    file = district.folder / "xuong.soban-goi"
    outgoing.send(district.above, file, NAME)
    inbox.load(commune, [file])


def test_work_that_came_back_is_answered(district, shown, calm, heard):
    give_back(district)
    screen = shown(district.communes[NAME])
    assert screen.between.note.text() == "1 việc chờ"
    assert screen.between.lines.count() == 1
    screen.between._take(screen._seen.matters[0])
    (dialog,) = screen.between.findChildren(Answering)
    dialog.do()
    assert dialog.said.under.text().startswith("⚠")
    dialog.said.inner.setText("Đã đến xem")
    dialog.do()
    calm()
    assert screen.between.lines.count() == 0
    assert "Đã ghi" in heard.sentences[-1]


def test_a_household_is_offered_carried_over_and_taken_in(district, shown, calm, heard):
    commune = district.communes[NAME]
    household = commune.connection.execute("SELECT id FROM household ORDER BY id LIMIT 1").fetchone()[0]
    district.take(district.send(NAME))
    file = district.folder / "xuong.soban-goi"
    outgoing.send(district.above, file, NAME)  # tells of the other commune
    inbox.load(commune, [file])
    screen = shown(commune)
    screen.between.offer()
    (dialog,) = screen.between.findChildren(Offering)
    calm()
    assert not dialog.accepting.isEnabled()
    dialog.take(household, "Vàng A Chống")
    dialog.to.inner.choose(district.communes["Xã Pá Lùng"].place.hex())
    dialog.do()
    assert dialog.why.under.text().startswith("⚠")
    dialog.why.inner.setText("theo con")
    dialog.do()
    calm()
    assert [one.kind for one in screen._seen.matters] == ["waits_for_others"]
    assert "Đã ghi đề nghị" in heard.sentences[-1]


@pytest.mark.parametrize("digit", [1, 2, 3])
def test_persons_who_are_twice_there_are_decided_by_a_key(district, shown, calm, digit):
    commune = district.communes[NAME]
    place = commune.connection.execute("SELECT id FROM place WHERE level = 'village'").fetchone()[0]
    stage.add(commune, place, "Vàng A Chống", "HK-009")
    screen = shown(commune)
    screen.between.look_for_doubles()
    calm()
    (dialog,) = screen.between.findChildren(Doubles)
    assert dialog._told.text().startswith("Cặp 1/1 · cùng tên, giới tính và năm sinh")
    dialog.choose(digit)
    assert not dialog.accepting.isEnabled()  # a decision needs its reason
    dialog.why.setText("Đã hỏi trưởng bản")
    dialog.do()
    calm()
    assert dialog.current is None
    assert dialog._told.text() == "Không còn cặp nào chờ quyết định."
    dialog.reject()
    calm()
    assert [one.kind for one in screen._seen.matters] == ([] if digit == 3 else ["goes"])


def test_the_board_says_where_the_slowest_village_stands(district, shown):
    district.take(district.send(NAME))
    screen = shown(district.above)
    column = [one.key for one in screen.board.rows.columns].index("step")
    assert screen.board.rows.index(0, column).data() == "2"
    tip = screen.board.rows.index(0, column).data(Qt.ItemDataRole.ToolTipRole)
    assert tip.startswith("Bản chậm nhất: Bản Mây")
