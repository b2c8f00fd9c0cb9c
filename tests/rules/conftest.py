"""What the tests of the rules share: a local standard in a temporary folder, and edits of shipped books."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from app.paths import resource
from app.rules.book import RuleBook, load

SHIPPED = resource("standards", "vn-2021.toml")
Edited = Callable[..., RuleBook]


@pytest.fixture
def edited(tmp_path: Path) -> Edited:
    """The book of 2021 with texts replaced, loaded from a file of its own."""

    def load_edited(*changes: tuple[str, str]) -> RuleBook:
        text = SHIPPED.read_text("utf-8")
        for old, new in changes:
            assert old in text, old
            text = text.replace(old, new, 1)
        path = tmp_path / "thu.toml"
        path.write_text(text, "utf-8")
        return load(path)

    return load_edited


@pytest.fixture
def city(edited: Edited) -> RuleBook:
    """A city's own standard, higher lines, 5 dimensions and 10 indicators, made for these tests."""
    text = SHIPPED.read_text("utf-8")
    blocks = {key: _indicator(text, key) for key in ("dependents", "information_means")}
    return edited(
        ('key = "vn-2021"', 'key = "thanh-pho"'),
        ('scope = "national"', 'scope = "local"\nplace = "79"'),
        ("amount = 1_500_000", "amount = 3_000_000"),
        ("amount = 2_000_000", "amount = 3_000_000"),
        *((block, "") for block in blocks.values()),
        ('dimension = "Thông tin"', 'dimension = "Nước sinh hoạt và vệ sinh"'),
    )


def _indicator(text: str, key: str) -> str:
    start = text.index(f'[[indicator]]\nkey = "{key}"')
    ends = [at for head in ("\n[[indicator]]", "\n# Bảng tính") if (at := text.find(head, start)) > 0]
    return text[start : min(ends)]
