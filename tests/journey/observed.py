"""The program as it is started every morning, which also tells what is to be seen: a line of JSON per change.

Run by `officer.py`. It presses nothing and changes nothing; keys come from outside, through the X server.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget

from app.ui.start import Program, begin

GLANCE = 40  # milliseconds from one look to the next


def seen(program: Program) -> dict[str, Any]:
    """What a person would say of the picture: which window, where the keyboard is, every word on it."""
    application = QApplication
    top = application.activeModalWidget() or program.window or program.welcome
    focus = application.focusWidget()
    shown = program.window.screen_shown if program.window else None
    return {
        "window": int(top.winId()) if top and top.isVisible() else 0,
        "active": top is not None and top.isActiveWindow(),
        "dialog": type(application.activeModalWidget()).__name__,
        "screen": shown.kind.key if shown else "",
        "focus": type(focus).__name__,
        "field": focus.text() if isinstance(focus, QLineEdit) else "",
        "idle": program.runner.idle,
        "words": _words(top) if top else [],
    }


def _words(top: QWidget) -> list[str]:
    kinds = (QLabel, QAbstractButton)
    found = (one.text() for kind in kinds for one in top.findChildren(kind) if one.isVisible())
    return [text for text in found if text]


def main() -> None:
    """Run the program until its window is closed."""
    application = begin()
    program = Program(application)
    last = ""

    def look() -> None:
        nonlocal last
        told = json.dumps(seen(program), ensure_ascii=False)
        if told != last:
            last = told
            sys.stdout.write(f"{told}\n")
            sys.stdout.flush()

    timer = QTimer(interval=GLANCE)
    timer.timeout.connect(look)
    timer.start()
    program.show_welcome()
    raise SystemExit(application.exec())


if __name__ == "__main__":
    main()
