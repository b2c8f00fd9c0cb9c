"""Opens every screen and dialog in English and tells what is shown; `test_english.py` runs and judges it.

A process of its own, because the texts of a screen are chosen when its module is imported.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

os.environ |= {"QT_QPA_PLATFORM": "offscreen", "SOBAN_LANG": "en", "SOBAN_TODAY": "2026-11-20T10:42"}

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtGui import QAction, QFontMetricsF, QPainter
from PySide6.QtWidgets import QAbstractItemView, QApplication, QComboBox, QWidget

from app.models.key import new_key
from app.services import places
from app.store.store import Store
from app.ui import screenshots
from app.ui.welcome import DEMO_KEY

from .conftest import settle

PROPERTIES = ("text", "title", "placeholderText", "toolTip", "windowTitle", "accessibleName", "statusTip")
drawn: list[str] = []


def listen() -> None:
    """Hear every text that Python draws, whole even where there is no room for it."""
    draw = QPainter.drawText

    def drawing(painter: QPainter, *given: Any) -> Any:
        drawn.extend(one for one in given if isinstance(one, str))
        return draw(painter, *given)

    QPainter.drawText = drawing  # type: ignore[method-assign]
    QFontMetricsF.elidedText = lambda _metrics, text, *_how: text  # type: ignore[method-assign]


def said(widget: QWidget) -> Iterator[tuple[str, str]]:
    """Every text in a widget and those within it, with what says it."""
    for one in (widget, *widget.findChildren(QWidget), *widget.findChildren(QAction)):
        name = f"{type(one).__name__}"
        for kind in PROPERTIES:
            yield name, str(one.property(kind) or "")
        if isinstance(one, QComboBox):
            yield from ((name, one.itemText(at)) for at in range(one.count()))
        elif isinstance(one, QAbstractItemView) and one.model():
            yield from ((name, text) for text in cells(one.model()))


def cells(model: QAbstractItemModel) -> Iterator[str]:
    roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)
    for column in range(model.columnCount()):
        yield from (str(model.headerData(column, Qt.Orientation.Horizontal, role) or "") for role in roles)
        for row in range(min(model.rowCount(), 40)):
            yield from (str(model.index(row, column).data(role) or "") for role in roles)


class Reader(screenshots._Photographer):
    """Reads what the photographer would photograph."""

    told: ClassVar[list[tuple[str, str, str]]] = []

    def _picture(self, widget: QWidget, name: str) -> Path:
        drawn.clear()
        self._settle()
        widget.grab()
        self.told += [(name, *one) for one in said(widget)] + [(name, "painted", text) for text in drawn]
        return Path(name)


def commune(path: Path) -> Path:
    """A commune with a round under way."""
    with Store.create(path, DEMO_KEY, new_key()) as store:
        place = places.found(store, "Xã Thử", "commune", "An", province="Tỉnh Thử", year=2026)
        with store.write("Thêm bản", "An") as act:
            for number, name in enumerate(("Bản Một", "Bản Hai")):
                places.add(act, name, "village", place, code=str(number))
        settle(store, 24)
    return path


def main(folder: Path) -> None:
    os.environ["SOBAN_SETTINGS"] = str(folder / "soban.json")
    path = commune(folder / "thu.soban")
    application = QApplication([])
    application.setStyle("Fusion")
    listen()
    Reader.told.clear()
    list(Reader(application, folder, "light").all(path))
    sys.stdout.write(json.dumps(sorted(set(Reader.told))))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
