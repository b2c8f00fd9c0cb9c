"""Where the program's own files are, from a source tree as from a frozen build."""

from __future__ import annotations

import sys
from pathlib import Path

_root = Path(getattr(sys, "_MEIPASS", Path(__file__).resolve().parent.parent))
RESOURCES = _root / "resources"


def resource(*parts: str) -> Path:
    """A file or folder under `resources/`."""
    return RESOURCES.joinpath(*parts)
