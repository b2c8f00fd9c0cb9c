"""Programs that are started until their first list is painted: ours, a bare window, Anki; timed by `window`.

Each prints `painted` and ends. `python -m benchmarks.window_starts ours STORE KEY`, `… bare DATABASE`.
"""

from __future__ import annotations

import os
import sqlite3
import sys
from pathlib import Path
from typing import Any

SHOWN = 5_000

ANKI = """
import os, sys
from aqt.profiles import ProfileManager
base = sys.argv[1]
if not os.path.exists(os.path.join(base, "prefs21.db")):  # it would ask for a language
    profiles = ProfileManager(__import__("pathlib").Path(base))
    profiles.setupMeta()
    profiles.setLang("en_US")
    profiles.create("User 1")
    profiles.db.close()
    sys.exit()
import aqt
from aqt.main import AnkiQt
from aqt.qt import QMainWindow
def painted(window, event):
    QMainWindow.paintEvent(window, event)
    print("painted", flush=True)
    os._exit(0)
AnkiQt.paintEvent = painted
sys.argv = ["anki", "-b", base, "-p", "User 1"]
aqt.run()
"""


def say_painted() -> None:
    """Tell the process that measures, and end at once."""
    sys.stdout.write("painted\n")
    sys.stdout.flush()
    os._exit(0)


def ours(store: Path, key: str) -> None:
    """The program, with the list of households as its first screen."""
    from app.ui import start
    from app.ui.screens import HOUSEHOLDS
    from app.ui.widgets.table import Table

    paint = Table.paintEvent

    def painted(table: Table, event: Any) -> None:
        paint(table, event)
        if table.rows.rowCount():
            say_painted()

    Table.paintEvent = painted  # type: ignore[method-assign]
    start.Program.show_welcome = lambda *_: os._exit(1)  # type: ignore[method-assign]  # it did not open
    application = start.begin()
    program = start.Program(application, HOUSEHOLDS.key)
    program.open(store, key)
    application.exec()


def bare(database: Path) -> None:
    """A table over sqlite3, in a window with nothing else in it."""
    from PySide6.QtCore import QAbstractTableModel, Qt
    from PySide6.QtWidgets import QApplication, QMainWindow, QTableView

    application = QApplication([])
    rows = sqlite3.connect(database).execute(f"SELECT * FROM household LIMIT {SHOWN}").fetchall()

    class Rows(QAbstractTableModel):
        def rowCount(self, _parent: Any = None) -> int:  # noqa: N802  (Qt)
            return len(rows)

        def columnCount(self, _parent: Any = None) -> int:  # noqa: N802  (Qt)
            return len(rows[0])

        def data(self, index: Any, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
            return rows[index.row()][index.column()] if role == Qt.ItemDataRole.DisplayRole else None

    class Table(QTableView):
        def paintEvent(self, event: Any) -> None:  # noqa: N802  (Qt)
            super().paintEvent(event)
            say_painted()

    window, table, model = QMainWindow(), Table(), Rows()
    table.setModel(model)
    window.setCentralWidget(table)
    window.resize(1366, 768)
    window.show()
    application.exec()


if __name__ == "__main__":
    what, path, *rest = sys.argv[1:]
    if what == "ours":
        ours(Path(path), *rest)
    else:
        bare(Path(path))
