"""The lists of support on the command line: paper with --activity, --household, --place, --round."""

import shutil

import pytest
from store.book import KEY

from app.services.support import activity_plans
from app.services.support.activity_plans import Plan
from app.store import Store
from tests.services.conftest import OFFICER


@pytest.fixture
def reviewed(taken_in, path):
    return shutil.copy(taken_in, path)


@pytest.fixture
def loans(reviewed):
    """An activity of the book, by its key in hexadecimal."""
    plan = Plan("chinh-sach-thuong-xuyen", "TD", 2026, "Cho vay hộ nghèo")
    with Store.open(reviewed, KEY) as store:
        return activity_plans.create(store, plan, OFFICER).hex()


@pytest.mark.parametrize("suffix", ["pdf", "xlsx"])
def test_a_list_of_an_activity_is_written(soban, reviewed, loans, tmp_path, suffix):
    out = tmp_path / f"ds.{suffix}"
    said = soban("paper", reviewed, "ds-thu-huong", "--activity", loans, "--out", out)
    assert (said.code, said.err) == (0, "")
    assert out.stat().st_size > 3_000


def test_lists_of_a_year_tell_their_pages(soban, reviewed, tmp_path):
    for name in ("tien-do-von", "ket-qua-ho-tro", "chua-duoc-ho-tro", "ho-tro-trung"):
        out = tmp_path / f"{name}.pdf"
        assert soban("paper", reviewed, name, "--round", "2026", "--out", out, "--json").data["pages"] == 1


def test_the_plans_of_a_village_are_written(soban, reviewed, tmp_path):
    out = tmp_path / "ke-hoach.pdf"
    assert soban("paper", reviewed, "ke-hoach-ho", "--place", "Bản Hua Khắt", "--out", out).code == 0
    assert out.exists()


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("ds-thu-huong", "--activity"),
        ("lich-su-ho-tro", "--household"),
        ("ke-hoach-ho", "--place"),
        ("mau-03", "--round"),
    ],
)
def test_what_is_missing_is_asked_for(soban, reviewed, tmp_path, name, says):
    said = soban("paper", reviewed, name, "--out", tmp_path / "x.pdf")
    assert said.code == 1 and says in said.err
    assert not (tmp_path / "x.pdf").exists()


def test_a_list_is_no_word_document(soban, reviewed, tmp_path):
    said = soban("paper", reviewed, "ket-qua-ho-tro", "--round", "2026", "--out", tmp_path / "x.docx")
    assert said.code == 1 and ".xlsx" in said.err
