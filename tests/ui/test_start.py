"""What the first picture must not wait for, what the next start says, and the pictures of every screen."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from app.cli import opening
from app.models.key import new_key
from app.store.store import Store
from app.ui import screenshots, theme
from app.ui.prefetch import Prefetch
from app.ui.runner import Runner
from app.ui.screens import PAGES, SCREENS
from app.ui.start import Program
from app.ui.unfinished import KEY as TYPING
from app.ui.window import Window

from .conftest import KEY, found, settle
from .reviewing import under_review

ROOT = Path(__file__).resolve().parents[2]
HEAVY = ("sqlmodel", "sqlalchemy", "pydantic", "pandas", "reportlab", "openpyxl", "typer", "babel", "msgspec")
_UNTIL_PAINTED = """
import json, os, sys
from pathlib import Path
from app.ui import start
from app.ui.screens import HOUSEHOLDS
from app.ui.widgets.table import Table
paint = Table.paintEvent
def painted(table, event):
    paint(table, event)
    if table.rows.rowCount():
        print(json.dumps([table.rows.rowCount(), sorted(sys.modules)]), flush=True)
        os._exit(0)
Table.paintEvent = painted
application = start.begin()
program = start.Program(application, HOUSEHOLDS.key)
program.open(Path(sys.argv[1]), sys.argv[2])
application.exec()
"""


def modules_of(code: str, *arguments: str) -> list:
    command = [sys.executable, "-c", code, *arguments]
    told = subprocess.run(command, cwd=ROOT, env=os.environ, capture_output=True, text=True, check=True)
    return json.loads(told.stdout)


def test_the_first_list_is_painted_without_what_is_slow(tmp_path):
    with found(tmp_path / "thu.soban") as store:
        settle(store, 30)
    rows, loaded = modules_of(_UNTIL_PAINTED, str(tmp_path / "thu.soban"), KEY)
    assert rows == 30
    assert not set(HEAVY) & set(loaded)
    screens = {name for name in loaded if name.startswith("app.ui.screens.")}
    assert {name.rpartition(".")[2].partition("_")[0] for name in screens} <= {"households", "household"}


def test_the_start_page_comes_up_without_what_is_slow():
    code = "import json, sys; import app.ui.start, app.ui.welcome; print(json.dumps(sorted(sys.modules)))"
    loaded = modules_of(code)
    assert not set(HEAVY) & set(loaded)
    assert "app.ui.window" not in loaded


@pytest.mark.parametrize(
    ("arguments", "plain"),
    [
        ([], True),
        (["window"], True),
        (["window", "na-may.soban"], True),
        (["window", "--help"], False),
        (["window", "a.soban", "b.soban"], False),
        (["find", "a.soban"], False),
    ],
)
def test_only_the_plain_call_opens_the_window_without_typer(arguments, plain):
    assert opening.plainly(arguments) is plain


def test_what_is_prefetched_is_told_in_the_order_in_which_it_was_wanted(qtbot):
    prefetch, told = Prefetch(), []
    prefetch.want(lambda: told.append("import a"), lambda: told.append("a is there"))
    prefetch.want(lambda: told.append("import b"))
    qtbot.waitUntil(lambda: "a is there" in told and "import b" in told)
    assert [one for one in told if one.startswith("import")] == ["import a", "import b"]
    prefetch.stop()
    prefetch.want(lambda: told.append("import c"))
    assert "import c" not in told


def test_screens_are_made_ahead_one_by_one_while_nothing_is_asked(hold, calm, qtbot):
    window = Window(hold(10))
    qtbot.addWidget(window)
    window.go("overview")
    window.show()
    window.make_soon("preferences")
    window.make_soon("catalogues")
    assert window.made == ["overview"]
    qtbot.waitUntil(lambda: {"preferences", "catalogues"} <= set(window.made))
    made = window.make("preferences")
    window.go("preferences")
    assert window.screen_shown is made
    calm()
    window.close()


def test_a_picture_waits_a_moment_for_what_was_asked_and_not_for_ever(runner: Runner, tmp_path):
    told: list[int] = []
    runner.hold(lambda: Store.create(tmp_path / "thu.soban", KEY, new_key()), lambda _none: None)
    runner.ask(lambda _store: 7, told.append)
    runner.catch_up(10)
    assert told == [7]
    gate = threading.Event()
    runner.ask(lambda _store: gate.wait(10), told.append)
    runner.catch_up(0.01)
    assert told == [7]
    gate.set()


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no such signal here")
def test_after_kill_9_the_next_start_says_what_was_being_typed(tmp_path, qapp, qtbot):
    path = tmp_path / "thu.soban"
    under_review(path).close()
    command = [sys.executable, "-m", "tests.ui.killed_form", str(path)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        for line in process.stdout:
            if line.strip() == "typing":
                process.send_signal(signal.SIGKILL)
    with Store.open(path, KEY) as store:
        assert store.meta(TYPING).endswith("· Phiếu rà soát")
    program = Program(qapp)
    program.open(path, KEY)
    qtbot.waitUntil(lambda: program.window is not None and program.window.notice.isVisible(), timeout=10_000)
    said = program.window.notice._what.text()
    assert "bị tắt đột ngột khi đang gõ" in said and "Phiếu rà soát" in said
    program.window.close()
    program.close()
    with Store.open(path, KEY) as store:
        assert not store.meta(TYPING)


@pytest.mark.usefixtures("qapp")
def test_every_screen_has_its_picture(tmp_path, monkeypatch):
    monkeypatch.setattr(screenshots, "DEMO_KEY", "mật khẩu thử")
    monkeypatch.setattr(theme, "THEMES", ("light",))
    with found(tmp_path / "thu.soban") as store:
        settle(store, 30)
    taken = {path.stem: path for path in screenshots.take(tmp_path / "anh", tmp_path / "thu.soban")}
    assert {kind.key for kind in (*SCREENS, *PAGES)} <= set(taken)
    assert all(path.stat().st_size > 1000 for path in taken.values())
