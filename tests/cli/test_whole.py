"""The program as a process, the demonstration, and the commands that the README shows."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def process(*arguments, **environment):
    return subprocess.run(
        [sys.executable, "-m", "app", *map(str, arguments)],
        cwd=ROOT,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.parametrize("language", ["C", "POSIX"])
def test_it_speaks_vietnamese_on_any_machine(book, language):
    done = process("find", book, "ai", LC_ALL=language, PYTHONUTF8="0")
    assert (done.returncode, done.stdout) == (0, "Không tìm thấy hộ nào.\n")


def test_a_fault_is_a_sentence_and_code_1(tmp_path):
    done = process("check", tmp_path / "không có.soban")
    assert done.returncode == 1 and done.stdout == ""
    assert done.stderr.startswith("Không có tệp sổ") and done.stderr.count("\n") == 1


@pytest.mark.parametrize("arguments", [("dance",), ("check",), ("new", "x.soban")])
def test_what_is_not_understood_is_code_2(arguments):
    assert process(*arguments).returncode == 2


def test_help_lists_every_verb(soban):
    said = soban("--help")
    assert said.code == 0
    for verb in (
        "new",
        "import",
        "review",
        "whatif",
        "find",
        "show",
        "history",
        "undo",
        "report",
        "check",
        "demo",
    ):
        assert re.search(rf"^\s+{verb}\s", said.out, re.MULTILINE), verb


def test_the_demonstration_says_what_it_made(played, soban, monkeypatch, tmp_path):
    monkeypatch.setattr("app.demo.story.tell", lambda *_asked: played.story)
    said = soban("demo", tmp_path, "--no-window", "--json")
    assert said.code == 0
    assert said.data["sound"] is True
    assert said.data["classes"]["poor"] == 237
    book = next(one for one in said.data["imported"] if one["kind"] == "commune_book")
    assert (book["new"], book["doubtful"], book["refused"]) == (591, 0, 0)
    made = [Path(path) for path in (*said.data["workbooks"], *said.data["papers"], said.data["store"])]
    assert all(path.exists() and path.is_relative_to(played.folder) for path in made)


def test_the_demonstration_says_how_to_go_on(played, soban, monkeypatch, tmp_path):
    monkeypatch.setattr("app.demo.story.tell", lambda *_asked: played.story)
    said = soban("demo", tmp_path, "--no-window")
    assert played.story.store in said.out and played.story.stores["cap-tren"] in said.out


def test_the_demonstration_overwrites_nothing(played, soban):
    said = soban("demo", played.folder, "--no-window")
    assert said.code == 1 and "đã có sổ minh họa" in said.err


def commands(block):
    """The `./run` commands of the README's blocks of code, without their comments."""
    readme = (ROOT / "README.md").read_text("utf-8")
    blocks = re.findall(r"^```\n(.*?)^```", readme, re.MULTILINE | re.DOTALL)
    return [shlex.split(line, comments=True) for line in blocks[block].splitlines() if line.strip()]


def test_the_first_commands_of_the_readme_are_the_two():
    first = [command[0] for command in commands(0)]
    assert first == ["./run", "./check"]
    assert all((ROOT / name).exists() and os.access(ROOT / name, os.X_OK) for name in first)
    assert commands(0)[0][1:] == ["demo"]


def test_the_main_job_of_the_readme_runs_as_it_is_written(soban, sample, tmp_path, monkeypatch):
    book = sample("so-xa-na-may-2026.xlsx")
    monkeypatch.chdir(tmp_path)
    (tmp_path / book.name).write_bytes(book.read_bytes())
    for program, *arguments in commands(1):
        if program == "export":
            continue
        assert program == "./run"
        said = soban(*arguments)
        assert said.code == 0, (arguments, said.err)
    assert (tmp_path / "ho-ngheo.pdf").read_bytes().startswith(b"%PDF")
