"""The export of the national review software: a row of keys, a row of labels, all cells text, no village.

Its faults are known: repeated lines while others are missing, codes that are not unique, a line of test data.
Nothing is removed: a repeat is a doubt naming the row it repeats, the test line a refusal with its reason.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from app.exchange.kinds.households import read_households
from app.exchange.lines import HouseholdLine, Problem, Reading
from app.exchange.sheets.headers import ColumnMapping, words_of
from app.exchange.sheets.reading import Book
from app.i18n import _
from app.vietnamese import fold

KIND = "national_export"
_KEYS = frozenset(("family hostname", "family code", "family numberofmembers", "classify"))
_LABELS = frozenset(("chu ho", "ma ho", "so nhan khau", "phieu a", "phieu b1", "ket qua ra soat"))
_PLACEHOLDER = re.compile(
    r"(?:nguyen|tran|le) (?:van|thi) [a-c]|.*\b(?:test|thu nghiem|vi du)\b.*|abc+|xyz+|aaa+"
)
_NINES = re.compile(r"9{3,}")


def recognise(book: Book) -> float:
    """How sure it is that the file is the export: by its keys, or its labels where the keys were removed."""
    for sheet in book.sheets:
        for row in sheet.rows[:5]:
            words = {words_of(cell) for cell in row}
            if words >= _KEYS:
                return 1.0
            if words >= _LABELS:
                return 0.97
    return 0.0


def read(book: Book, mapping: ColumnMapping | None, on: date) -> Reading:
    """The households of the export, the repeated and the invented ones marked."""
    reading = read_households(book, KIND, mapping, on)
    first: dict[str, HouseholdLine] = {}
    lines = []
    for line in reading.lines:
        original = first.setdefault(line.fingerprint, line)
        lines.append(_judged(line, original.row))
    return replace(reading, lines=tuple(lines))


def _judged(line: HouseholdLine, first_row: int) -> HouseholdLine:
    """The line with what only this kind of file makes suspicious; a blank `Dân tộc tại chỗ` says nothing."""
    if _PLACEHOLDER.fullmatch(fold(line.name)):
        reason = _("“{name}” là tên thử, không phải hộ thật.").format(name=line.name)
        return replace(line, refusals=(*line.refusals, Problem(line.sheet, line.row, 0, reason)))
    doubts = []
    if line.occurrence > 1:
        repeated = _(
            "Dòng này lặp lại nguyên văn dòng {row}: có thể là một hộ ghi hai lần, hoặc hai hộ giống nhau."
        )
        doubts.append(repeated.format(row=first_row))
    if _NINES.fullmatch(line.code):
        doubts.append(_("Mã hộ {code} giống mã dùng để thử.").format(code=line.code))
    found = tuple(Problem(line.sheet, line.row, 0, reason, grave=False) for reason in doubts)
    return replace(line, doubts=line.doubts + found) if found else line
