"""Which column of a sheet holds which field: heads found by their words, or a mapping kept from another time.

Heads may stand on any of the first rows, under merged titles, in one row or two, above a row of numbers.
Columns whose words say nothing known are listed, never dropped in silence.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import blake2b

from app.errors import InputFault
from app.exchange.sheet import Cell, Row, letters, number_of
from app.i18n import _
from app.vietnamese import clean, fold

Spellings = Mapping[str, Sequence[str]]
_ROWS_SEARCHED = 40
_NUMBERING = re.compile(r"[A-Z]|\(?\d{1,2}\)?|\d{1,2}\s*=[\d\s+*/%()=-]+")
_BESIDE = re.compile(r"\([^)]*\)")
_MONEY = re.compile(r"\bdong\b|000 ?d\b|\bd\b")
_UNITS = (
    (re.compile(r"\btrieu\b"), 10**6),
    (re.compile(r"\b(?:nghin|ngan)\b|\b1[. ]?000 ?d"), 10**3),
    (re.compile(r"\bty\b"), 10**9),
)


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """Which column is taken for which field, in workbooks whose head reads the same.

    Attributes:
        kind: of workbook.
        columns: field → column, counted from 1.
        signature: of the head that it was made for; empty fits every head.
        header_row: Excel's number of the lowest row of the head; 0 = to be found.
    """

    kind: str
    columns: Mapping[str, int]
    signature: str = ""
    header_row: int = 0

    def fits(self, signature: str) -> bool:
        """True if it was made for a head that reads so, or for any head."""
        return self.signature in ("", signature)

    def to_json(self) -> str:
        """The mapping as a small text an officer can edit: `{"columns": {"name": "B"}}`."""
        content = {
            "kind": self.kind,
            "signature": self.signature,
            "header_row": self.header_row,
            "columns": {key: letters(column) for key, column in self.columns.items()},
        }
        return json.dumps(content, ensure_ascii=False, indent=2) + "\n"

    @classmethod
    def from_json(cls, text: str) -> ColumnMapping:
        """The mapping in a text made by `to_json`, or by hand; InputFault names what is wrong with it."""
        try:
            raw = json.loads(text)
            columns = {str(key): number_of(str(name)) for key, name in raw["columns"].items()}
            mapping = cls(
                str(raw["kind"]), columns, str(raw.get("signature", "")), int(raw.get("header_row", 0))
            )
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise _bad_mapping(str(error)) from error
        for key, column in columns.items():
            if not column:
                raise _bad_mapping(f"{key}: {raw['columns'][key]}")
        return mapping


def _bad_mapping(detail: str) -> InputFault:
    return InputFault(
        _("Không đọc được bảng ghép cột."),
        _("Lý do: {detail}.").format(detail=detail),
        _("Mỗi trường phải ghép với tên một cột của Excel, ví dụ “name”: “B”."),
    )


@dataclass(frozen=True, slots=True)
class Header:
    """The head of a sheet, found.

    Attributes:
        top: Excel's number of its first row.
        bottom: Excel's number of its last row, the row of numbers not included.
        first: Excel's number of the first row below it that may hold data.
        columns: field → column, counted from 0.
        titles: column, counted from 0 → its words.
        units: field → 1,000 where the head says `nghìn đồng` …
        signature: equal for heads with equal words.
    """

    top: int
    bottom: int
    first: int
    columns: Mapping[str, int]
    titles: Mapping[int, str]
    units: Mapping[str, int] = field(default_factory=dict)
    signature: str = ""

    @property
    def unknown(self) -> dict[int, str]:
        """Columns that were given to no field."""
        taken = set(self.columns.values())
        return {column: title for column, title in self.titles.items() if column not in taken}

    def mapping(self, kind: str) -> ColumnMapping:
        """What was found, to be kept for workbooks with the same head."""
        return ColumnMapping(kind, {key: at + 1 for key, at in self.columns.items()}, self.signature)

    def cell(self, row: Row, key: str) -> Cell:
        """The cell of a field; empty where the sheet has no such column."""
        column = self.columns.get(key)
        return row[column] if column is not None and column < len(row) else ""


def find(rows: Sequence[Row], spellings: Spellings, mapping: ColumnMapping | None = None) -> Header | None:
    """The head of a sheet: of the first rows, alone or two together, those that name the most fields.

    Args:
        rows: of the sheet, from row 1 on.
        spellings: field → words of its head; `a > b` means words b in a row below words a.
        mapping: of an earlier time, which wins over the words where it fits.
    """
    spelt = _spelt(tuple((key, tuple(words)) for key, words in spellings.items()))
    if mapping is not None and mapping.header_row:
        found: Header | None = _header(rows, mapping.header_row, mapping.header_row, spelt)
    else:
        found = _best(rows, spelt)
    if found is None or mapping is None or not mapping.fits(found.signature):
        return found
    width = len(rows[found.bottom - 1])
    columns = {key: column - 1 for key, column in mapping.columns.items() if column <= width}
    return Header(
        found.top,
        found.bottom,
        found.first,
        columns,
        found.titles,
        _units(columns, found.titles),
        found.signature,
    )


def _best(rows: Sequence[Row], spelt: _Spelt) -> Header | None:
    words = [[_words(cell) for cell in row] for row in rows[:_ROWS_SEARCHED]]
    most, best = 0, (0, 0)
    for bottom, row in enumerate(words, 1):
        if sum(map(bool, row)) < 2:
            continue
        for top in (bottom, bottom - 1):
            named = len(set(_fields(words[top - 1 : bottom], spelt).values())) if top else 0
            if named > most:
                most, best = named, (top, bottom)
    return _header(rows, *best, spelt) if most else None


def _header(rows: Sequence[Row], top: int, bottom: int, spelt: _Spelt) -> Header:
    """The head that rows `top` to `bottom` make."""
    block = [[_words(cell) for cell in row] for row in rows[top - 1 : bottom]]
    columns: dict[str, int] = {}
    for column, key in _fields(block, spelt).items():
        columns.setdefault(key, column)
    shown = _shown(block)
    first = bottom + 1
    while first <= len(rows) and (is_numbering(rows[first - 1]) or _repeats(rows[first - 1], columns, spelt)):
        first += 1
    text = "\x1f".join(f"{column}:{fold(title)}" for column, title in sorted(shown.items()))
    signature = blake2b(text.encode(), digest_size=8).hexdigest()
    return Header(top, bottom, first, columns, shown, _units(columns, shown), signature)


def _repeats(row: Row, columns: Mapping[str, int], spelt: _Spelt) -> bool:
    """True for a second row of heads, in other words or another language, over the same columns."""
    same = sum(at < len(row) and _field(_words(row[at]), spelt) == key for key, at in columns.items())
    return same >= 3 and same * 2 > len(columns)


def _fields(block: Sequence[Sequence[str]], spelt: _Spelt) -> dict[int, str]:
    """Column → field. Words above spread right over the words below them, as merged cells do."""
    found: dict[int, str] = {}
    above = ""
    for column, own in enumerate(block[-1]):
        upper = block[0][column] if len(block) == 2 else ""
        above = upper or (above if own else "")
        key = _pair(above, own, spelt) if above and own else None
        if key := key or _field(own or upper, spelt):
            found[column] = key
    return found


def _shown(block: Sequence[Sequence[str]]) -> dict[int, str]:
    """Each column's own words; a title that is there already is told apart by the column's letters."""
    found: dict[int, str] = {}
    for column, own in enumerate(block[-1]):
        title = own or block[0][column]
        if title:
            found[column] = f"{title} ({letters(column + 1)})" if title in found.values() else title
    return found


def _words(cell: Cell) -> str:
    if isinstance(cell, str):
        return clean(cell)
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else ""


@dataclass(frozen=True, slots=True, eq=False)
class _Spelt:
    """Spellings made ready for comparing: bare words → field, and the words that stand above others."""

    fields: Mapping[str, str]
    above: frozenset[str]


@lru_cache(64)
def _spelt(spellings: tuple[tuple[str, tuple[str, ...]], ...]) -> _Spelt:
    fields = {_bare(text): key for key, words in spellings for text in words}
    return _Spelt(fields, frozenset(text.partition(" > ")[0] for text in fields if " > " in text))


def words_of(cell: Cell) -> str:
    """The words of a cell as heads are compared: folded, without signs."""
    return _bare(_words(cell))


@lru_cache(1 << 12)
def _bare(text: str) -> str:
    """The words folded, with `>` kept between rows and no other signs."""
    return " ".join(re.sub(r"[^a-z0-9> ]", " ", fold(text)).replace(">", " > ").split())


@lru_cache(1 << 13)
def _field(text: str, spelt: _Spelt) -> str | None:
    """The field that the words of a head name: exactly, without what is in brackets, or by how they begin."""
    for words in (_bare(text), _bare(_BESIDE.sub(" ", text))):
        if words in spelt.fields:
            return spelt.fields[words]
    starts = map(" ".join, _starts(words.split()))
    return next((spelt.fields[start] for start in starts if start in spelt.fields), None)


def _pair(above: str, own: str, spelt: _Spelt) -> str | None:
    """The field named by words and the words above them, which must be spelt so."""
    for words in (_bare(above), _bare(_BESIDE.sub(" ", above))):
        if words in spelt.above:
            return spelt.fields.get(f"{words} > {_bare(own)}")
    return None


def _starts(parts: list[str]) -> Iterable[list[str]]:
    """The beginnings of two words and more, the longest first: one word alone may begin anything."""
    return (parts[:end] for end in range(len(parts) - 1, 1, -1))


def _units(columns: Mapping[str, int], titles: Mapping[int, str]) -> dict[str, int]:
    found = {}
    for key, column in columns.items():
        unit = money_unit(titles.get(column, ""))
        if unit > 1:
            found[key] = unit
    return found


def money_unit(text: str) -> int:
    """How many đồng the unit named in a text has: `Đơn vị: triệu đồng` → 1,000,000; 1 where none is named."""
    words = fold(text)
    if not _MONEY.search(words):
        return 1
    return next((factor for unit, factor in _UNITS if unit.search(words)), 1)


def is_numbering(row: Iterable[Cell]) -> bool:
    """True for a row of column numbers below a head: `A B C 1 2 3`, `(1) (2)`, `4=3/1*100`."""
    held = [_words(cell) for cell in row if cell != ""]
    if len(held) < 3 or not all(_NUMBERING.fullmatch(text) for text in held):
        return False
    counted = [int(text.strip("()")) for text in held if text.strip("()").isdigit()]
    return counted == sorted(set(counted)) and (len(counted) < 2 or counted[-1] - counted[0] < 3 * len(held))
