"""Settings: declared once; damaged or foreign values count as not chosen; kept whole."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app import settings
from app.settings import MOST_RECENT, Settings


def test_what_is_saved_is_loaded():
    chosen = Settings(officer="Vàng Thị Mỷ", theme="dark", scaling=125, recent=("a", "b"))
    settings.save(chosen)
    assert settings.load() == chosen


def test_no_file_means_nothing_chosen():
    assert settings.load() == Settings()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{",
        '{"theme": "pink", "scaling": 400, "officer": 5, "recent": "x", "unknown": 1}',
        '{"scaling": true}',
    ],
)
def test_damaged_values_count_as_not_chosen(text):
    settings.settings_file().parent.mkdir(parents=True)
    settings.settings_file().write_text(text, "utf-8")
    assert settings.load() == Settings()


def test_sound_values_survive_beside_damaged_ones():
    settings.settings_file().parent.mkdir(parents=True)
    settings.settings_file().write_text(json.dumps({"officer": "An", "theme": 3}), "utf-8")
    assert settings.load() == Settings(officer="An")


def test_recent_stores_are_few_and_the_newest_comes_first(tmp_path: Path):
    chosen = Settings()
    for number in range(MOST_RECENT + 3):
        chosen = chosen.having_opened(tmp_path / f"{number}.soban")
    chosen = chosen.having_opened(tmp_path / "5.soban")
    assert len(chosen.recent) == MOST_RECENT
    assert Path(chosen.recent[0]).name == "5.soban"
    assert len(set(chosen.recent)) == MOST_RECENT
