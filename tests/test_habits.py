"""Habits of the project that no linter knows: registries, small functions, texts, names, references."""

from __future__ import annotations

import ast
import re
import subprocess
from functools import cache
from pathlib import Path
from statistics import median
from string import Formatter

import pytest

from app.exchange.kinds.formats import FORMATS
from app.reports.catalogue import REPORTS

ROOT = Path(__file__).resolve().parents[1]
LONGEST, MEDIAN_BELOW = 60, 10  # lines of a function: none above, the middle one below
WINDOW = ROOT / "app" / "ui"


@cache
def files() -> tuple[Path, ...]:
    """Every file that is the project's own: what git knows, or would not ignore."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    )
    return tuple(path for name in listed.stdout.splitlines() if (path := ROOT / name).is_file())


def sources(folder: str = "app") -> list[Path]:
    return [path for path in files() if path.suffix == ".py" and path.is_relative_to(ROOT / folder)]


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def texts() -> list[tuple[Path, str]]:
    found = []
    for path in files():
        try:
            found.append((path, path.read_text("utf-8")))
        except UnicodeDecodeError:
            continue  # a picture, a font, a workbook
    return found


def defines(path: Path, name: str, of: str = "") -> bool:
    """True where a file has a function of that name, its first argument being an `of`."""
    return any(
        isinstance(node, ast.FunctionDef)
        and re.fullmatch(name, node.name)
        and (not of or ast.unparse(node.args.args[0]) == of)
        for node in parsed(path).body
    )


# Registries ----------------------------------------------------------------------------------------------


def test_every_module_that_makes_a_report_is_in_the_catalogue():
    registered = {entry.make.__module__.rpartition(".")[2] for entry in REPORTS}
    listed = [path for path in sources("app/reports") if not path.stem.startswith("papers_")]
    making = {path.stem for path in listed if defines(path, r"make(_\w+)?", "frame: Frame")}
    assert making == registered
    assert len({entry.key for entry in REPORTS}) == len(REPORTS)


def test_every_kind_of_spreadsheet_is_among_the_formats():
    registered = {one.read.__module__.rpartition(".")[2] for one in FORMATS}
    reading = {path.stem for path in sources("app/exchange") if defines(path, "recognise")}
    assert reading == registered
    assert len({one.kind for one in FORMATS}) == len(FORMATS)


def verbs(app):
    """The functions behind all verbs, those of groups within groups too."""
    yield from (command.callback for command in app.registered_commands)
    for group in app.registered_groups:
        yield from verbs(group.typer_instance)


def test_every_group_of_verbs_is_registered():
    from app.cli.verbs import app

    registered = {verb.__module__.rpartition(".")[2] for verb in verbs(app)}
    grouped = {path.stem for path in sources("app/cli") if defines(path, "add_to")}
    assert grouped == registered


def test_migrations_are_numbered_without_a_gap():
    numbers = [int(path.name[:4]) for path in sorted((ROOT / "app/store/migrations").glob("*.sql"))]
    assert numbers == list(range(1, len(numbers) + 1))


def test_every_table_of_records_is_known_to_the_journal(store):
    from app.store.tables import RECORDS

    tables = [
        name for (name,) in store.connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    ]

    def has_a_tombstone(table):
        columns = {row[1] for row in store.connection.execute(f"PRAGMA table_info({table})")}
        return {"id", "deleted"} <= columns

    assert {table for table in tables if has_a_tombstone(table)} == set(RECORDS)


def test_every_benchmark_is_run():
    from benchmarks import ALL

    def measures(path: Path) -> bool:
        promised = {getattr(n.targets[0], "id", "") for n in parsed(path).body if isinstance(n, ast.Assign)}
        return "BENCHMARK" in promised or (defines(path, "outcomes") and path.stem != "harness")

    assert {path.stem for path in sources("benchmarks") if measures(path)} == set(ALL)


# Size ----------------------------------------------------------------------------------------------------


def functions() -> list[tuple[str, int]]:
    return [
        (f"{named(path)}:{node.name}", (node.end_lineno or 0) - node.lineno + 1)
        for path in sources()
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]


def test_the_middle_function_is_short():
    assert median(lines for _name, lines in functions()) < MEDIAN_BELOW


def test_the_functions_are_found():
    assert {"run", "take_file", "score_round"} <= {name.rpartition(":")[2] for name, _lines in functions()}


def test_no_function_is_long():
    assert [name for name, lines in functions() if lines > LONGEST] == []


@pytest.mark.parametrize("name", ["utils", "util", "common", "helpers", "helper", "manager", "misc"])
def test_no_file_is_a_drawer(name):
    assert [named(path) for path in sources() if path.stem == name] == []


# References and leftovers --------------------------------------------------------------------------------

OUTSIDE = re.compile(r"/work\b(?!flows)|/home/\w|/root/|/Users/")  # paths of somebody's machine


def test_no_file_knows_a_machine():
    assert [named(path) for path, text in texts() if path != Path(__file__) and OUTSIDE.search(text)] == []


def test_what_lies_beside_the_project_is_known_to_tests_alone():
    knowing = [path for path, text in texts() if "../shared" in text and path != Path(__file__)]
    assert [named(path) for path in knowing if path.parts[len(ROOT.parts)] != "tests"] == []
    for path in knowing:
        assert "skip" in path.read_text("utf-8"), f"{named(path)} must skip where it is absent"


def test_nothing_is_left_for_later():
    left = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|X" + r"XX)\b")
    found = [named(path) for path in files() if path.suffix in (".py", ".sql", ".toml", ".md", ".sh")
             and left.search(path.read_text("utf-8"))]  # fmt: skip
    assert found == []


def imports(path: Path) -> set[str]:
    """The top names that a file imports, whatever the depth of the import."""
    found: set[str] = set()
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            found.add((node.module or "").partition(".")[0])
    return found


@pytest.mark.parametrize(
    ("package", "allowed"),
    [
        ("PySide6", ("app/ui",)),
        ("reportlab", ("app/printing",)),
        ("pandas", ("app/reports", "app/exchange")),
        ("sqlcipher3", ("app/store",)),
        ("typer", ("app/cli",)),
    ],
)
def test_a_package_is_imported_where_it_belongs(package, allowed):
    using = [named(path) for path in sources() if package in imports(path)]
    assert [name for name in using if not name.startswith(allowed)] == []


def test_every_module_says_what_it_is_for():
    assert [named(path) for path in sources() if not ast.get_docstring(parsed(path))] == []


# Texts ---------------------------------------------------------------------------------------------------


def spoken(path: Path) -> list[tuple[int, ast.expr]]:
    """The arguments of every `_()` of a file, with their lines."""
    return [
        (node.lineno, node.args[0])
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "_" and node.args
    ]


def test_what_is_spoken_is_a_literal():
    """Only a literal is found by whoever collects the texts for translation."""
    wrong = [
        f"{named(path)}:{line}"
        for path in sources()
        for line, text in spoken(path)
        if not (isinstance(text, ast.Constant) and isinstance(text.value, str))
    ]
    assert wrong == []


def test_the_places_in_a_text_have_names_that_a_translator_can_move():
    wrong = []
    for path in sources():
        for line, text in spoken(path):
            value = text.value if isinstance(text, ast.Constant) else ""
            fields = [
                field for _text, field, _spec, _how in Formatter().parse(str(value)) if field is not None
            ]
            if "" in fields:
                wrong.append(f"{named(path)}:{line}")
    assert wrong == []


def filled(path: Path) -> list[tuple[int, set[str], set[str]]]:
    """For every `_("…").format(name=…)`: its line, the names it has, and the names it is given."""
    found = []
    for node in ast.walk(parsed(path)):
        func = getattr(node, "func", None)
        if not (isinstance(node, ast.Call) and isinstance(func, ast.Attribute) and func.attr == "format"):
            continue
        text = func.value
        if not (isinstance(text, ast.Call) and getattr(text.func, "id", "") == "_" and text.args):
            continue
        if any(keyword.arg is None for keyword in node.keywords) or node.args:
            continue  # given as a mapping or by number: what is in it only the run knows
        value = getattr(text.args[0], "value", "")
        names = {re.split(r"[.\[]", name)[0] for _t, name, _s, _c in Formatter().parse(value) if name}
        found.append((node.lineno, names, {str(keyword.arg) for keyword in node.keywords}))
    return found


def test_every_place_in_a_text_is_filled_and_nothing_is_given_in_vain():
    wrong = [
        f"{named(path)}:{line}" for path in sources() for line, names, given in filled(path) if names != given
    ]
    assert wrong == []


def test_the_check_of_texts_sees_a_wrong_one(tmp_path):
    path = tmp_path / "wrong.py"
    path.write_text('_("{a} và {b}").format(a=1, c=2)\n', "utf-8")
    ((_line, names, given),) = filled(path)
    assert (names, given) == ({"a", "b"}, {"a", "c"})
