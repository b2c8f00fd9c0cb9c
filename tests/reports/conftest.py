"""An empty commune in a store of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.store import Store

from .commune import RAW_KEY, Commune


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "so.soban", RAW_KEY, b"n" * 16) as made:
        yield made


@pytest.fixture
def commune(store: Store) -> Commune:
    return Commune(store)
