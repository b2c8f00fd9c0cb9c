"""The texts of a report column by column, each distinct one measured and broken once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from app.printing import fonts
from app.printing.cells import shown
from app.printing.columns import PADDING, Fit, Need, need
from app.printing.grid import Band, ranked
from app.printing.wrapping import wrap
from app.reports.report import Align, Column, Report, Value

Placed = tuple[
    tuple[float, str], ...
]  # the lines of a text, each with its left end from the table's left edge


class _Shown(dict[Value, str]):
    """Drawable texts of values, made when first asked for."""

    def __init__(self, column: Column, missing: dict[str, str]) -> None:
        super().__init__()
        self.column, self.missing = column, missing

    def __missing__(self, value: Value) -> str:
        text = shown(value, self.column)
        drawn = self[value] = fonts.drawable(text)
        for letter in fonts.lacking(text):
            self.missing.setdefault(letter, drawn)
        return drawn


@dataclass(frozen=True, slots=True)
class Strip:
    """A column: its text in every line, and by face every distinct text set into its width."""

    column: Column
    texts: list[str]
    regular: dict[str, Placed] = field(default_factory=dict)
    bold: dict[str, Placed] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Texts:
    """All strips; `bold` says of each line whether it is; `missing` maps letters without glyph to a text."""

    strips: tuple[Strip, ...]
    bold: list[bool]
    missing: dict[str, str]

    def needs(self) -> list[Need]:
        """What each column needs, from left to right."""
        return [need(strip.column, strip.regular, strip.bold) for strip in self.strips]

    def lines(self, strip: Strip, line: int) -> tuple[str, ...]:
        """The text of a cell as it was broken."""
        placed = (strip.bold if self.bold[line] else strip.regular)[strip.texts[line]]
        return tuple(text for _x, text in placed)


def read(report: Report, bands: Sequence[Band]) -> Texts:
    """The texts of a report; blank in headings and in all but the first line of merged cells."""
    ranks = ranked(report)
    bold = [row.level == 0 for row in report.rows] if ranks else [False] * len(report.rows)
    missing: dict[str, str] = {}
    strips = _read(report, missing)
    for band in bands:
        if band.heading:
            _blank(strips, range(band.start, band.stop))
        elif band.merged:
            _blank(strips[: band.merged], range(band.start + 1, band.stop))
    some_bold = any(bold)
    for strip in strips:
        if some_bold:
            strip.regular.update(
                (text, ()) for text, is_bold in zip(strip.texts, bold, strict=True) if not is_bold
            )
            strip.bold.update((text, ()) for text, is_bold in zip(strip.texts, bold, strict=True) if is_bold)
        else:
            strip.regular.update(dict.fromkeys(strip.texts, ()))
    return Texts(strips, bold, missing)


def _read(report: Report, missing: dict[str, str]) -> tuple[Strip, ...]:
    """The texts of all columns, line by line: a long list makes a row when it is asked for, and once only."""
    strips = tuple(Strip(leaf, []) for leaf in report.leaves)
    columns = [(strip.texts.append, _Shown(strip.column, missing), strip.column.key) for strip in strips]
    for row in report.rows:
        values = row.values
        for add, texts, key in columns:
            add(texts[values.get(key)])
    return strips


def _blank(strips: Sequence[Strip], lines: range) -> None:
    for strip in strips:
        for line in lines:
            strip.texts[line] = ""


def place(texts: Texts, fit: Fit) -> None:
    """Break every distinct text to the width of its column and say where each line of it begins."""
    x = 0.0
    for strip, width in zip(texts.strips, fit.widths, strict=True):
        for face, placed in ((fonts.REGULAR, strip.regular), (fonts.BOLD, strip.bold)):
            for text in placed:
                placed[text] = _moved(_set(text, face, strip.column.align, width, fit.size), x)
        x += width


def _set(text: str, face: str, align: Align, width: float, size: float) -> Placed:
    padding = PADDING * size
    room = width - 2 * padding
    length = fonts.ems(text, face) * size if "\n" not in text else room + 1
    if length <= room:
        return ((padding + _indent(align, room - length), text),)
    lines = wrap(text, face, room / size + 1e-6)
    return tuple((padding + _indent(align, room - fonts.ems(line, face) * size), line) for line in lines)


def _indent(align: Align, spare: float) -> float:
    return {"left": 0.0, "center": spare / 2, "right": spare}[align]


def _moved(placed: Placed, right: float) -> Placed:
    return tuple((x + right, text) for x, text in placed)
