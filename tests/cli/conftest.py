"""The command line, run in this process, with a book of a commune to work on."""

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
import xlsxwriter
from store.book import KEY

from app.cli import run
from tests.exchange.taking import line, sheet

SAMPLES = Path(__file__).resolve().parents[2] / "../shared/samples"


@dataclass(frozen=True)
class Said:
    """What a command said, and how it ended."""

    code: int
    out: str
    err: str

    @property
    def data(self):
        return json.loads(self.out)


def as_officer(monkeypatch):
    monkeypatch.setenv("SOBAN_KEY", KEY)
    monkeypatch.setenv("SOBAN_ACTOR", "Vàng Thị Mỷ")
    monkeypatch.setenv("SOBAN_TODAY", "2026-11-20")


@pytest.fixture(autouse=True)
def officer(monkeypatch):
    as_officer(monkeypatch)


@pytest.fixture
def soban(capsys):
    """Run a command; returns what it said. A traceback is never an answer."""

    def command(*arguments):
        capsys.readouterr()
        code = run([str(word) for word in arguments])
        said = Said(code, *capsys.readouterr())
        assert "Traceback" not in said.err
        return said

    return command


@pytest.fixture
def path(tmp_path):
    return tmp_path / "na-may.soban"


def done(*arguments):
    """Run a verb for a book that many tests share."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        as_officer(monkeypatch)
        assert run([str(word) for word in arguments]) == 0


def write_workbook(target, *lines, village="Bản Hua Khắt"):
    """A commune's book of one village with these lines."""
    with xlsxwriter.Workbook(target) as made:
        page = made.add_worksheet(village)
        for number, row in enumerate(sheet(*lines)):
            page.write_row(number, 0, row)
    return target


@pytest.fixture(scope="session")
def founded(tmp_path_factory):
    """A new commune's book, made once: copy it."""
    path = tmp_path_factory.mktemp("founded") / "na-may.soban"
    done(
        "new", path, "--place", "Xã Nà Mây", "--level", "commune", "--area", "rural",
        "--above", "Huyện Mù Cang Chải", "--province", "Yên Bái",
    )  # fmt: skip
    return path


@pytest.fixture(scope="session")
def taken_in(founded, tmp_path_factory):
    """The same with two reviewed households, made once: copy it."""
    path = shutil.copy(founded, tmp_path_factory.mktemp("reviewed") / "na-may.soban")
    lines = (
        line(1, "Giàng A Páo", deprived=4, before="Hộ nghèo", cccd="015080000011"),
        line(2, "Lò Văn Ún", b1=200, deprived=0, before="Hộ nghèo", size=3),
    )
    done("import", path, write_workbook(path.with_name("so-2026.xlsx"), *lines), "--round", "2026")
    return path


@pytest.fixture
def book(founded, path):
    """The path of a new commune's book."""
    return shutil.copy(founded, path)


@pytest.fixture
def workbook(tmp_path):
    """A commune's book of one village with these lines."""

    def write(*lines, name="so-2026.xlsx", village="Bản Hua Khắt"):
        return write_workbook(tmp_path / name, *lines, village=village)

    return write


@pytest.fixture
def reviewed(taken_in, path):
    """A book with two reviewed households: one poor, one not; both were poor last year."""
    return shutil.copy(taken_in, path)


@pytest.fixture
def sample():
    def find(name):
        if not (SAMPLES / name).exists():
            pytest.skip("samples are not beside the project")
        return SAMPLES / name

    return find
