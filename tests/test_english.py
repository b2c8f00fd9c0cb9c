"""English, complete: every text has it, places for values are kept, no Vietnamese is left in the window."""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path
from string import Formatter

import pytest
from babel.dates import format_date
from babel.numbers import format_decimal

from app import i18n, settings
from app.cli.opening import open_window
from app.dates import PartialDate
from app.i18n import _, dong, number, official_number, read_count, read_number, use
from app.paths import RESOURCES
from app.printing.closing import note_lines
from app.reports.report import Report
from app.rules.survey import load_survey
from app.store.store import Store
from app.ui.screens.reports_parameters import SIGNERS
from app.ui.welcome import DEMO_KEY
from installers import catalogues

ROOT = Path(__file__).resolve().parents[1]
PO = RESOURCES / "locale" / "en" / catalogues.PO
TOLD = "run `.venv/bin/python -m installers.catalogues`, then translate what it prints (CONTRIBUTING.md)"
VIETNAMESE = re.compile(
    "[ăâđêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]", re.IGNORECASE
)


@pytest.fixture
def english():
    use("en")
    yield
    use("vi")


@cache
def catalogue():
    return catalogues.read(PO)


@cache
def translated():
    return {(one.context, one.id): one.string for one in catalogue() if one.id and one.string}


def values(text: str) -> set[str]:
    """The places for values; a word chosen by a number is not one of its own."""
    return {name for _before, name, _wanted, _how in Formatter().parse(text) if name is not None}


# The catalogue -------------------------------------------------------------------------------------------


def test_every_text_is_in_the_catalogue_and_none_that_is_gone():
    said = {(one.context, one.id) for one in catalogues.texts() if one.id}
    held = {(one.context, one.id) for one in catalogue() if one.id}
    assert (said - held, held - said) == (set(), set()), TOLD


def test_every_text_has_its_english():
    assert catalogues.untranslated(catalogue()) == [], TOLD


def test_places_for_values_are_kept():
    assert {
        text for (_context, text), english in translated().items() if values(text) != values(english)
    } == set()


def test_formats_of_values_are_kept():
    def formats(text):
        return sorted(
            wanted for _b, _n, wanted, _h in Formatter().parse(text) if wanted and "|" not in wanted
        )

    assert {
        text for (_c, text), english in translated().items() if formats(text) != formats(english)
    } == set()


@pytest.mark.parametrize("n", [1, 2])
def test_every_text_takes_its_values(n, english):
    for _context, text in translated():
        if values(text) - {"0", "1", "2"}:
            assert type(_(text).format(**dict.fromkeys(values(text), n))) is str


def test_a_choice_of_words_hangs_on_a_value_of_the_text():
    for (_context, text), english in translated().items():
        for _before, name, wanted, _how in Formatter().parse(english):
            if wanted and "|" in wanted:
                assert name in values(text) and all(wanted.split("|")), english


def test_blanks_at_the_ends_are_kept():
    def ends(text):
        return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]

    assert {text for (_c, text), english in translated().items() if ends(text) != ends(english)} == set()


def test_sentences_end_as_they_do_in_vietnamese():
    ends = ".…:?"
    assert {
        text
        for (_context, text), english in translated().items()
        if (text[-1] in ends or english[-1] in ends) and text[-1] != english[-1]
    } == set()


NAMES = (
    "Sổ Bản", "Xã Nà Mây", "Bản Hua Khắt", "“Téc nước sinh hoạt phân tán”", "“Bản …”", "DỰ THẢO",
    "“Bản in lại”", "CHỦ TỊCH (", "(Mẫu ", ", Mẫu ", "Phụ lục ", "Hộ (households)", "Thành viên (members)",
    "Nữ (female)", "triệu",
)  # fmt: skip


def test_vietnamese_stays_only_in_names_of_forms_and_places():
    def rest(text):
        for name in NAMES:
            text = text.replace(name, "")
        return text

    assert {english for english in translated().values() if VIETNAMESE.search(rest(english))} == set()


def test_what_runs_is_what_was_translated():
    told = {(f"{c}\x04{text}" if c else text): english for (c, text), english in translated().items()}
    assert i18n._catalogue("en") == told, TOLD


# Numbers, words for numbers, dates -----------------------------------------------------------------------


@pytest.mark.parametrize("value", [0, 7, 999, 1000, 1_500_000, 45.5, 1234.25])
@pytest.mark.parametrize(("language", "locale"), [("vi", "vi"), ("en", "en_GB")])
def test_numbers_are_those_of_babel(value, language, locale, english):
    use(language)
    places = 0 if value == int(value) else 2
    assert number(value, places) == format_decimal(value, "#,##0.00" if places else None, locale)
    assert official_number(value, places) == format_decimal(value, "#,##0.00" if places else None, "vi")
    assert read_number(number(value, places)) == value


@pytest.mark.parametrize(("language", "told"), [("vi", "1.500.000 đ"), ("en", "1,500,000 VND")])
def test_an_amount_carries_its_currency(language, told, english):
    use(language)
    assert dong(1_500_000) == told


def test_a_day_is_written_alike_in_both_languages():
    day = PartialDate(2026, 11, 20)
    assert (
        day.shown
        == format_date(day.first(), "dd/MM/yyyy", "vi")
        == format_date(day.first(), "short", "en_GB")
    )


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,250", 1250),
        ("1 250", 1250),
        ("45.5", 45.5),
        ("45,5", None),
        ("1.250.000", None),
        ("", None),
        ("x", None),
    ],
)
def test_numbers_are_read_as_english_writes_them(text, value, english):
    assert read_number(text) == value


def test_a_count_is_a_whole_number(english):
    assert (read_count("1,250"), read_count("1.5"), read_count("")) == (1250, None, None)


@pytest.mark.parametrize(
    ("n", "words"), [(1, "1 household"), (0, "0 households"), (2, "2 households"), ("1", "1 household")]
)
def test_words_follow_the_number(n, words, english):
    told = _("{n} hộ").format(n=n)
    assert told == words and type(told) is str


def test_a_word_of_two_meanings_has_two_translations(english):
    assert (i18n.pgettext("class", "không"), _("không")) == ("not", "no")


# Papers --------------------------------------------------------------------------------------------------


def test_a_draft_printed_from_an_english_window_has_no_english_on_it(english):
    report = Report("1", "", (), (), ("", ""), "", 2026, draft=("The round is not closed.",))
    assert note_lines(report, ()) == ("Bản in này là dự thảo.",)
    use("vi")
    assert note_lines(report, ())[-1] == "- The round is not closed."


def test_figures_and_answers_of_forms_stay_vietnamese(english):
    asked = {one.kind: one for section in load_survey("phieu-b").sections for one in section.questions}
    assert (asked["yesno"].written(True), asked["yesno"].shown(True)) == ("có", "yes")
    assert asked["number"].written(1234.5).startswith("1.234,5")
    assert asked["number"].shown(1234.5).startswith("1,234.5")


# The language that is chosen -----------------------------------------------------------------------------


@pytest.mark.parametrize(("asked", "speaks"), [("", "en"), ("vi", "vi")])
def test_the_window_speaks_the_language_of_the_settings_unless_told_otherwise(
    asked, speaks, english, monkeypatch, tmp_path
):
    monkeypatch.setenv("SOBAN_SETTINGS", str(tmp_path / "soban.json"))
    monkeypatch.setenv("SOBAN_LANG", asked)
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    monkeypatch.setattr("app.ui.start.run", lambda _store: 0)
    settings.save(settings.Settings(language="en"))
    assert open_window() == 0
    assert i18n.in_use() == speaks


# The command line ----------------------------------------------------------------------------------------


def soban(*words: str) -> subprocess.CompletedProcess[str]:
    given = os.environ | {"SOBAN_LANG": "en", "SOBAN_KEY": "x"}
    return subprocess.run(
        [sys.executable, "-m", "app", *words],
        check=False,
        cwd=ROOT,
        env=given,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )


def test_a_fault_is_told_in_english(tmp_path):
    done = soban("check", str(tmp_path / "none.soban"))
    assert (done.returncode, done.stderr[:24]) == (1, "There is no register “" + str(tmp_path)[:2])


@pytest.mark.parametrize("words", [("--help",), ("review", "--help"), ("procedure", "x", "post", "--help")])
def test_help_is_told_in_english(words):
    told = soban(*words).stdout.replace("Sổ Bản", "")
    assert "review" in told and not VIETNAMESE.search(told)


# What is no `_()` ----------------------------------------------------------------------------------------

UNWRAPPED = {
    ("demo.py", "xã nà mây"),  # the passphrase of the sample
    ("recognition.py", "CHỦ TỊCH"),  # a signature
    ("recomputing.py", "Sổ Bản"),  # who did it, as the history keeps it
}


def wrapped(tree: ast.AST) -> set[ast.AST]:
    """The nodes within `_()`, docstrings and the help of verbs."""
    found: set[ast.AST] = set()
    for node in ast.walk(tree):
        calls = isinstance(node, ast.Call) and ast.unparse(node.func) in ("_", "pgettext")
        if calls or (isinstance(node, ast.keyword) and node.arg == "help"):
            found |= set(ast.walk(node))
        elif isinstance(node, ast.Expr):
            found.add(node.value)
    return found


@pytest.mark.parametrize("folder", ["cli", "services", "store", "sync"])
def test_every_vietnamese_text_goes_through_the_catalogue(folder):
    known = {text for _context, text in translated()}  # also the help of verbs that is named elsewhere
    left = set()
    for path in (ROOT / "app" / folder).rglob("*.py"):
        tree = ast.parse(path.read_text("utf-8"))
        told = wrapped(tree)
        constants = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and node not in told)
        texts = (one.value for one in constants if isinstance(one.value, str) and one.value not in known)
        left |= {(path.name, text) for text in texts if VIETNAMESE.search(text)}
    assert left - UNWRAPPED == set()


# The window ----------------------------------------------------------------------------------------------

# What is Vietnamese in every language, by the object that says it.
ALLOWED = (
    ("QLabel", "Sổ Bản"),  # the name of the program: sidebar, start page, title of its windows
    ("Welcome", "Sổ Bản"),
    ("Window", "Xã Thử · Sổ Bản"),
    ("Choice", "Tiếng Việt"),  # the name of the language, in that language
    ("QListView", "Tiếng Việt"),
)


def strings(told: object) -> set[str]:
    if isinstance(told, str):
        return {told}
    if isinstance(told, dict | list):
        return set().union(*map(strings, told.values() if isinstance(told, dict) else told))
    return set()


def data(store: Path) -> list[str]:
    """What is no text of the window, the longest first: names of forms, signatures on them, and every text of
    the register, the rule books and the code lists.
    """
    found = {title for _key, title in SIGNERS} | set(NAMES)
    for path in RESOURCES.rglob("*.toml"):
        if path.parent.name != "themes":
            found |= strings(tomllib.loads(path.read_text("utf-8")))
    with Store.open(store, DEMO_KEY) as book:
        tables = [
            name for (name,) in book.connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        ]
        for table in tables:
            for row in book.connection.execute(f'SELECT * FROM "{table}"'):
                found |= strings([one for one in row if isinstance(one, str)])
    return sorted(found, key=len, reverse=True)


def test_the_window_speaks_english_only(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "tests.ui.english_window", str(tmp_path)],
        cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=True,
    )  # fmt: skip
    shown = json.loads(done.stdout)
    assert len({screen for screen, _object, _text in shown}) > 20
    known = [text for text in data(tmp_path / "thu.soban") if VIETNAMESE.search(text)]
    left = set()
    for screen, widget, text in shown:
        rest = text.lower()
        for one in known if VIETNAMESE.search(rest) else ():
            rest = rest.replace(one.lower(), "")
        if VIETNAMESE.search(rest) and (widget, text) not in ALLOWED:
            left.add((screen, widget, text))
    assert left == set()
