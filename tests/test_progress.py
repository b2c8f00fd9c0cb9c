"""Progress is told at the first, now and then, and at the end; it can stop the work."""

from __future__ import annotations

import pytest

from app.errors import Cancelled
from app.progress import SILENT, each


class Heard:
    def __init__(self, stops_at=None):
        self.steps = []
        self.stops_at = stops_at

    def step(self, done, total, doing):
        self.steps.append((done, total, doing))
        if done == self.stops_at:
            raise Cancelled("Đã dừng.")


def test_every_item_comes_and_the_steps_are_told():
    heard = Heard()
    assert list(each("abcde", heard, "đọc", 5, every=2)) == list("abcde")
    assert heard.steps == [(0, 5, "đọc"), (2, 5, "đọc"), (4, 5, "đọc"), (5, 5, "đọc")]


def test_nothing_to_do_is_told_as_done():
    heard = Heard()
    assert list(each([], heard, "đọc", 0)) == []
    assert heard.steps == [(0, 0, "đọc")]


def test_stopping_stops_before_the_next_item():
    seen = []
    with pytest.raises(Cancelled):
        for item in each(range(10), Heard(stops_at=4), "đọc", 10, every=2):
            seen.append(item)
    assert seen == [0, 1, 2, 3]


def test_silence_lets_everything_pass():
    assert list(each(range(500), SILENT, "đọc", 500)) == list(range(500))
