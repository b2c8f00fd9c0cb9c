"""The cells of one worksheet: each value of a report as what it is, a text or a number."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell

from app.printing.cells import DASH, counts, fraction, rounded
from app.printing.formulas import operands, spreadsheet
from app.reports.report import Column, Row, Value

FONT = "Times New Roman"
SIZE = 11
LONGEST = 32767  # letters: what a cell of the format can hold

Area = tuple[int, int, int, int]  # first row, first column, last row, last column


class Cells:
    """A worksheet under work; formats are made once for each look."""

    def __init__(self, book: Workbook, name: str, leaves: Sequence[Column]) -> None:
        self.sheet = book.add_worksheet(name)
        self.leaves = leaves
        self._book = book
        self._formats: dict[tuple[tuple[str, object], ...], Format] = {}
        self._columns = {leaf.key: index for index, leaf in enumerate(leaves)}

    def format(self, **look: object) -> Format:
        """The format of a look, in the font of administrative papers."""
        key = tuple(sorted(look.items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format(
                {"font_name": FONT, "font_size": SIZE, "valign": "vcenter", **look}
            )
        return self._formats[key]

    @staticmethod
    def name(row: int, column: int) -> str:
        """`C7`."""
        return str(xl_rowcol_to_cell(row, column))

    def text(self, row: int, column: int, text: str, **look: object) -> None:
        """Write a text; an empty one only gives the cell its look."""
        if text:
            self.sheet.write_string(row, column, _storable(text), self.format(**look))
        else:
            self.sheet.write_blank(row, column, None, self.format(**look))

    def merge(self, area: Area, text: str, **look: object) -> None:
        """Write a text into several cells made one."""
        if area[0] == area[2] and area[1] == area[3]:
            self.text(area[0], area[1], text, **look)
        else:
            self.sheet.merge_range(*area, _storable(text), self.format(**look))

    def line(self, at: int, row: Row, *, bold: bool, skip: int) -> None:
        """Write a line of the report into the row `at`, but for its first `skip` cells."""
        for index, leaf in enumerate(self.leaves[skip:], skip):
            if leaf.formula and self._is_live(row, leaf):
                self._formula(at, index, row, bold)
            else:
                self._value(
                    at, index, row.values.get(leaf.key), self._look(leaf, bold, row.values.get(leaf.key))
                )

    def merge_value(self, area: Area, row: Row, *, bold: bool) -> None:
        """Make several cells one and write the value of a line into it."""
        leaf = self.leaves[area[1]]
        value = row.values.get(leaf.key)
        look = self._look(leaf, bold, value)
        self.sheet.merge_range(*area, "", look)
        self._value(area[0], area[1], value, look)

    def _look(self, leaf: Column, bold: bool, value: Value) -> Format:
        places = leaf.places or (fraction(value) if isinstance(value, float) else 0)
        shape = ("#,##0" if counts(leaf) else "0") + ("." + "0" * places if places else "")
        number = "@" if isinstance(value, str) and not counts(leaf) else shape
        return self.format(
            border=1, bold=bold, align=leaf.align, num_format=number, text_wrap=leaf.align == "left"
        )

    def _value(self, at: int, index: int, value: Value, look: Format) -> None:
        if isinstance(value, str) and value:
            self.sheet.write_string(at, index, _storable(value), look)
        elif value is None and counts(self.leaves[index]):
            self.sheet.write_string(at, index, DASH, look)
        elif value is None or value == "":
            self.sheet.write_blank(at, index, None, look)
        else:
            self.sheet.write_number(at, index, value, look)

    def _is_live(self, row: Row, leaf: Column) -> bool:
        """True where the row's figures give the value: a count known without them stays a number."""
        known = all(
            isinstance(row.values.get(key), int | float) for key in operands(leaf.formula, self._columns)
        )
        return known or row.values.get(leaf.key) is None

    def _formula(self, at: int, index: int, row: Row, bold: bool) -> None:
        leaf = self.leaves[index]
        value = row.values.get(leaf.key)
        shown = DASH if value is None or isinstance(value, str) else rounded(value, leaf.places)
        text = spreadsheet(
            leaf.formula, lambda key: self.name(at, self._columns[key]), self._columns, leaf.places
        )
        self.sheet.write_formula(at, index, text, self._look(leaf, bold, value), shown)


def _storable(text: str) -> str:
    """The text composed (NFC), without the controls that the format forbids, within the length of a cell."""
    composed = unicodedata.normalize("NFC", text)
    if not composed.isprintable():
        composed = "".join(
            letter for letter in composed if letter == "\n" or unicodedata.category(letter) != "Cc"
        )
    return composed if len(composed) <= LONGEST else composed[: LONGEST - 1] + "…"
