"""A window that types into a form until it is killed; run by `test_killed.py`, which reads its lines."""

from __future__ import annotations

import os
import sys
from functools import partial
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.services.form import Field
from app.settings import Settings
from app.store.outline import outline
from app.store.store import Store
from app.ui import theme
from app.ui.desk import Desk
from app.ui.runner import Runner
from app.ui.screens.review_form import Reviewed
from app.ui.tell import Heard
from app.ui.window import Window

from .conftest import KEY
from .reviewing import Keyboard


def wait(runner: Runner) -> None:
    QTest.qWait(100)
    while not runner.idle:
        QTest.qWait(5)


def main(path: Path) -> None:
    application = QApplication([])
    theme.apply(application, "light")
    heard = Heard()
    runner = Runner(heard)
    desk = Desk(runner, heard, Settings(officer="An"))
    runner.hold(partial(Store.open, path, KEY), lambda _none: runner.ask(outline, desk.take))
    wait(runner)
    window = Window(desk)
    settled: list[bool] = []
    window.settled.connect(lambda: settled.append(True))
    window.show()
    window.activateWindow()
    while not settled:  # who follows the keyboard is there only then
        QTest.qWait(5)
    window.go("review_form", Reviewed())
    wait(runner)
    keyboard = Keyboard(window)
    form = window.screen_shown
    for digit in "1211":
        keyboard.type(digit)
        wait(runner)
    form._go(Field("floor_area"))
    form.questions.take()
    keyboard.type("4")
    wait(runner)
    sys.stdout.write("typing\n")
    sys.stdout.flush()
    while True:
        QTest.qWait(50)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
