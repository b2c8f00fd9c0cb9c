"""new, check, history, undo, redo, backup; and what keeps a book from being opened."""

import io

import pytest


def test_a_new_book_says_what_it_is(soban, path):
    said = soban("new", path, "--place", "Xã Nà Mây", "--json")
    assert (said.code, said.err) == (0, "")
    assert said.data["store"] == str(path) and said.data["place"] == "Xã Nà Mây"
    assert len(said.data["id"]) == 32


def test_a_new_book_in_words(soban, path):
    said = soban("new", path, "--place", "Xã Nà Mây")
    assert said.out == f"Đã lập sổ “{path}” cho Xã Nà Mây.\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--place", " "), "phải có tên nơi"),
        (("--place", "Xã Nà Mây", "--area", "núi"), "Khu vực “núi” không có"),
    ],
)
def test_a_book_of_nowhere_leaves_no_file(soban, path, arguments, said):
    answer = soban("new", path, *arguments)
    assert (answer.code, answer.out) == (1, "") and said in answer.err
    assert not path.exists()


def test_a_book_that_is_there_is_not_overwritten(soban, book):
    before = book.read_bytes()
    said = soban("new", book, "--place", "Xã Khác")
    assert said.code == 1 and "Đã có tệp “na-may.soban”" in said.err
    assert book.read_bytes() == before


def test_a_book_without_a_key_is_not_made(soban, path, monkeypatch):
    monkeypatch.setenv("SOBAN_KEY", "  ")
    said = soban("new", path, "--place", "Xã Nà Mây")
    assert said.code == 1 and "phải có mật khẩu" in said.err
    assert not path.exists()


def test_without_a_key_and_without_anybody_to_ask_it_is_said(soban, book, monkeypatch):
    monkeypatch.delenv("SOBAN_KEY")
    monkeypatch.setattr("sys.stdin", io.StringIO())
    said = soban("check", book)
    assert said.code == 1 and "SOBAN_KEY" in said.err


def test_at_a_terminal_the_key_is_asked_for(soban, book, monkeypatch):
    from store.book import KEY

    class Terminal:
        def isatty(self):
            return True

    monkeypatch.delenv("SOBAN_KEY")
    monkeypatch.setattr("sys.stdin", Terminal())
    monkeypatch.setattr("getpass.getpass", lambda _prompt: KEY)
    assert soban("check", book).code == 0


@pytest.mark.parametrize("verb", [("check",), ("find", "giang"), ("history",), ("undo",)])
def test_a_wrong_key_is_one_sentence(soban, book, monkeypatch, verb):
    monkeypatch.setenv("SOBAN_KEY", "sai")
    name, *words = verb
    said = soban(name, book, *words)
    assert (said.code, said.out) == (1, "")
    assert said.err.startswith("Không mở được sổ “na-may.soban”. Mật khẩu không đúng")
    assert said.err.count("\n") == 1


@pytest.mark.parametrize(
    ("content", "said"),
    [(None, "Không có tệp sổ"), (b"PK\x03\x04 Excel", "không phải là sổ"), (b"", "không phải là sổ")],
)
def test_what_is_no_book_is_said_and_left_alone(soban, path, content, said):
    if content is not None:
        path.write_bytes(content)
    answer = soban("check", path)
    assert answer.code == 1 and said in answer.err
    assert path.exists() == (content is not None)


def test_a_sound_book(soban, reviewed):
    assert soban("check", reviewed).out == "Sổ nguyên vẹn.\n"
    assert soban("check", reviewed, "--json").data == {"sound": True, "faults": []}


def test_an_altered_journal_is_named_and_the_code_says_so(soban, reviewed):
    from store.book import KEY

    from app.store import Store

    with Store.open(reviewed, KEY) as store:
        store.connection.execute("UPDATE act SET actor = 'ai đó' WHERE id = 2")
    said = soban("check", reviewed)
    assert (said.code, said.out) == (1, "")
    assert "Nhật ký bị sửa" in said.err and "Nhập so-2026.xlsx" in said.err
    said = soban("check", reviewed, "--json")
    assert said.code == 1 and said.data["sound"] is False and len(said.data["faults"]) == 1


def test_history_undo_and_redo(soban, reviewed):
    entries = soban("history", reviewed, "--json").data
    assert [entry["title"] for entry in entries] == ["Nhập so-2026.xlsx", "Lập sổ Xã Nà Mây"]
    assert {entry["actor"] for entry in entries} == {"Vàng Thị Mỷ"}
    undone = soban("undo", reviewed, "--json").data
    assert undone["title"] == "Hoàn tác: Nhập so-2026.xlsx" and undone["rows"] > 0
    assert soban("find", reviewed, "giang", "--json").data["hits"] == []
    assert "(đã hoàn tác)" in soban("history", reviewed).out
    assert soban("redo", reviewed).out.startswith("Làm lại: Nhập so-2026.xlsx")
    assert len(soban("find", reviewed, "giang", "--json").data["hits"]) == 1


def test_the_history_of_one_household(soban, reviewed):
    (hit,) = soban("find", reviewed, "giang", "--json").data["hits"]
    entries = soban("history", reviewed, hit["household"], "--json").data
    assert [entry["title"] for entry in entries] == ["Nhập so-2026.xlsx"]
    assert len(soban("history", reviewed, "--limit", "1").out.splitlines()) == 1


def test_an_act_is_undone_by_its_number(soban, reviewed):
    assert soban("undo", reviewed, "--act", "2").code == 0
    said = soban("undo", reviewed, "--act", "2")
    assert said.code == 1 and "đã được hoàn tác rồi" in said.err
    said = soban("undo", reviewed, "--act", "99")
    assert said.code == 1 and "không có việc số 99" in said.err


def test_nothing_to_do_again(soban, reviewed):
    said = soban("redo", reviewed)
    assert said.code == 1 and said.err.count("\n") == 1


def test_a_copy_is_a_book_of_its_own(soban, reviewed, tmp_path):
    target = tmp_path / "bản sao.soban"
    assert soban("backup", reviewed, target).out == f"Đã chép sang “{target}”.\n"
    assert soban("check", target).code == 0
    said = soban("backup", reviewed, tmp_path / "không có" / "x.soban")
    assert said.code == 1 and "Không chép được sổ" in said.err


def test_a_day_that_is_none_is_said(soban, reviewed, monkeypatch):
    monkeypatch.setenv("SOBAN_TODAY", "20/11/2026")
    said = soban("review", reviewed, "open", "--year", "2026")
    assert said.code == 1 and "SOBAN_TODAY" in said.err
