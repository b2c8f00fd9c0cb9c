from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from .levels import Levels, opened


@pytest.fixture
def levels(tmp_path: Path) -> Iterator[Levels]:
    """Four stores in three levels that hold the same."""
    yield from opened(tmp_path)
