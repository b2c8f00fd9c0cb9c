"""`soban paper`: files appear, faults are sentences."""

from __future__ import annotations

import json

import pytest

from app.cli import run
from app.store import Store
from tests.reports.commune import RAW_KEY, STANDARD, Commune


@pytest.fixture
def book(tmp_path, monkeypatch):
    monkeypatch.setenv("SOBAN_KEY", RAW_KEY)
    path = tmp_path / "so.soban"
    with Store.create(path, RAW_KEY, b"n" * 16) as store:
        commune = Commune(store)
        store.set_meta("place", commune.place)
        commune.round(2026, standards=STANDARD, opened="2026-09-01", state="open")
        commune.household("Vàng A Páo")
        commune.case("Vàng A Páo", 2026, "poor")
    return path, commune


def paper(book, out, *more):
    return run(["paper", str(book[0]), *more, "--round", "2026", "--out", str(out)])


@pytest.mark.parametrize("name", ["mau-01", "mau-04", "phieu-a", "phieu-b"])
@pytest.mark.parametrize("known", [False, True])
def test_forms_blank_and_of_a_household(book, tmp_path, name, known):
    household = ("--household", book[1].households["Vàng A Páo"].hex()) if known else ()
    assert paper(book, tmp_path / "giấy.pdf", name, *household) == 0
    assert (tmp_path / "giấy.pdf").read_bytes().startswith(b"%PDF-")


def test_papers_to_go_on_writing(book, tmp_path):
    assert paper(book, tmp_path / "bb.docx", "bien-ban", "--place", "Bản A") == 0
    assert (tmp_path / "bb.docx").read_bytes().startswith(b"PK")


def test_json_says_how_many_pages(book, tmp_path, capsys):
    assert paper(book, tmp_path / "qd.pdf", "mau-02", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["file"].endswith("qd.pdf")
    assert told["pages"] >= 1


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        (("mau-03",), "Chưa có giấy chứng nhận"),
        (("bien-ban",), "từng bản"),
        (("bien-ban", "--place", "Bản Không Có"), "Không có nơi nào tên"),
        (("mau-99",), "Không có giấy tờ"),
    ],
)
def test_a_fault_is_a_sentence(book, tmp_path, capsys, more, sentence):
    assert paper(book, tmp_path / "x.pdf", *more) == 1
    assert sentence in capsys.readouterr().err
    assert not (tmp_path / "x.pdf").exists()
