"""Opening the window, without loading what other verbs need: an officer waits for it every morning."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from app.errors import Fault
from app.i18n import _


def has_screen() -> bool:
    """True where a window can be shown: Qt ends the whole program where there is no screen."""
    told = os.environ
    return sys.platform != "linux" or any(
        told.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    )


def open_window(store: Path | None = None) -> int:
    """Open the window; the language is chosen before the first text is made. Returns the exit code."""
    if not has_screen():
        raise Fault(
            _("Máy này không có màn hình để mở cửa sổ."),
            todo=_("Các lệnh khác vẫn chạy được; xem “soban --help”."),
        )
    from app import i18n, settings

    i18n.use(os.environ.get("SOBAN_LANG") or settings.load().language)
    from app.ui.start import run

    return run(store)


def plainly(arguments: Sequence[str]) -> bool:
    """True for no arguments and for `window [STORE]`; whatever else was typed typer reads."""
    store = arguments[1:]
    return arguments[:1] in ([], ["window"]) and len(store) <= 1 and not "".join(store).startswith("-")
