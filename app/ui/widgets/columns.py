"""A column of a table, said once: head, value, words, how it is drawn, sorted, copied, filtered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

Draw = Callable[[QPainter, QRectF, Any, "Look"], None]


@dataclass(frozen=True, slots=True)
class Look:
    """How a cell stands: `on` where its row is selected, `under` where the mouse is on what opens."""

    right: bool = False
    on: bool = False
    under: bool = False
    tone: str = "text"
    size: str = "base"
    weight: str = ""


def plain(value: Any) -> str:
    """A value as words; nothing for None."""
    return "" if value is None else str(value)


@dataclass(frozen=True, slots=True)
class Column:
    """A column.

    Attributes:
        title: its head.
        value: what it takes of a row.
        text: that value in words; also what is drawn unless `draw` says otherwise.
        right: numbers stand at the right.
        key: by which the list is sorted and the column remembered.
        sorts: False where one cannot sort by it.
        sample: the longest usual text: it gives the width.
        stretch: takes what room is left.
        draw: of another kind of cell than words.
        copied: the text for a spreadsheet, where it differs from the shown one.
        as_text: a spreadsheet must not take it for a number (ID numbers, codes).
        tip: more, under the mouse.
        opens: a click or Enter shows what is behind it.
        mark: a class whose shape stands before the title.
    """

    title: str
    value: Callable[[Any], Any]
    text: Callable[[Any], str] = plain
    right: bool = False
    key: str = ""
    sorts: bool = True
    sample: str = ""
    stretch: bool = False
    draw: Draw | None = None
    copied: Callable[[Any], str] | None = None
    as_text: bool = False
    tip: Callable[[Any], str] | None = None
    tone: str = "text"
    weight: str = ""
    opens: bool = False
    mark: str = ""

    def words(self, row: Any) -> str:
        """The cell in words."""
        return self.text(self.value(row))

    def for_copy(self, row: Any) -> str:
        """The cell for a spreadsheet."""
        return self.copied(row) if self.copied else self.words(row)
