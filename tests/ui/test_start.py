"""What the first picture must not wait for, and the pictures of every screen."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from app.ui import screenshots, theme
from app.ui.screens import PAGES, SCREENS

from .conftest import found, settle

HEAVY = ("sqlmodel", "sqlalchemy", "pandas", "reportlab", "openpyxl", "typer", "babel")


def test_the_window_comes_up_without_what_is_slow():
    code = "import json, sys; import app.ui.start; print(json.dumps(sorted(sys.modules)))"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert not set(HEAVY) & set(json.loads(told))


@pytest.mark.usefixtures("qapp")
def test_every_screen_has_its_picture(tmp_path, monkeypatch):
    monkeypatch.setattr(screenshots, "DEMO_KEY", "mật khẩu thử")
    monkeypatch.setattr(theme, "THEMES", ("light",))
    with found(tmp_path / "thu.soban") as store:
        settle(store, 30)
    taken = {path.stem: path for path in screenshots.take(tmp_path / "anh", tmp_path / "thu.soban")}
    assert {kind.key for kind in (*SCREENS, *PAGES)} <= set(taken)
    assert all(path.stat().st_size > 1000 for path in taken.values())
