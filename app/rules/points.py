"""B1 point tables: rows that somebody loaded, checked against a rule book before they may score.

Reads rows, not files: an importer hands them over. All that is wrong is listed at once, for the officer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import inf
from typing import Any

from app.errors import InputFault
from app.i18n import _
from app.paths import resource
from app.rules.book import RuleBook
from app.rules.codes import code_list
from app.rules.entries import ScoreItem
from app.rules.figures import figure
from app.rules.raw import Table
from app.vietnamese import fold

EVERYWHERE = "*"
_POINTS = re.compile(r"-?\d+(?:[.,]\d+)?")
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+")
_NUMBER = re.compile(rf"{_THOUSANDS.pattern}|\d+(?:[.,]\d+)?")


@dataclass(frozen=True, slots=True)
class PointRow:
    """One row: the points of an option.

    Attributes:
        row: its number in the file, for messages.
        region: code of `regions`; `*` for all.
        area: `rural` or `urban`.
        item: key of a score item of the book.
        option: as written.
        points: may be negative.
        code: the code that the option means; empty for a range.
        least: lowest number that the option covers, included.
        below: first number above it, not included.
    """

    row: int
    region: str
    area: str
    item: str
    option: str
    points: float
    code: str = ""
    least: float = -inf
    below: float = inf


@dataclass(frozen=True, slots=True)
class PointProblem:
    """Something wrong with a table; `row` is 0 where it concerns the whole."""

    row: int
    text: str


@dataclass(frozen=True, slots=True, eq=False)
class PointTable:
    """A B1 table ready to score.

    Attributes:
        standard: key of the rule book it belongs to.
        name: of the table, as shown beside every score made with it.
        official: False for the sample.
        rows: by region, area and item.
    """

    standard: str
    name: str
    official: bool
    rows: Mapping[tuple[str, str, str], tuple[PointRow, ...]] = field(repr=False)

    def options(self, region: str, area: str, item: str) -> tuple[PointRow, ...]:
        """The rows of an item in a region, else those for all regions.

        Where no region is told and the table speaks of one only (a province's own), that one is meant.
        """
        known = {of for of, _area, _item in self.rows} - {EVERYWHERE}
        if not region and len(known) == 1:
            (region,) = known
        return self.rows.get((region, area, item)) or self.rows.get((EVERYWHERE, area, item), ())


@dataclass(frozen=True, slots=True)
class PointReading:
    """What came of reading: the table, or None with the problems that forbid it."""

    table: PointTable | None
    problems: tuple[PointProblem, ...]


def read_points(
    rows: Iterable[Mapping[str, Any]], book: RuleBook, name: str, official: bool = True, first_row: int = 1
) -> PointReading:
    """A table from rows `{standard, region, area, item, option, points}`; any problem forbids its use."""
    problems: list[PointProblem] = []
    read = [_row(number, row, book, problems) for number, row in enumerate(rows, first_row)]
    good = [row for row in read if row is not None]
    grouped: dict[tuple[str, str, str], list[PointRow]] = {}
    for row in good:
        grouped.setdefault((row.region, row.area, row.item), []).append(row)
    for options in grouped.values():
        problems += _repeats(options)
    if not problems:
        problems += _gaps(grouped, book)
    if problems:
        return PointReading(None, tuple(problems))
    table = PointTable(book.key, name, official, {key: tuple(options) for key, options in grouped.items()})
    return PointReading(table, ())


def sample_points(book: RuleBook) -> PointTable:
    """The sample table for tests and demonstration; it says of itself that it is not official."""
    table = Table.of_file(resource("samples", "b1-mau-thu.toml"))
    rows = [
        {"standard": table.text("standard"), "region": EVERYWHERE, "item": entry.text("item")}
        | {"area": entry.text("area"), "option": entry.text("option"), "points": entry.values.get("points")}
        for entry in table.tables("row", "option")
    ]
    reading = read_points(rows, book, table.text("name"), official=False)
    if reading.table is None:
        raise InputFault(
            _("Bảng điểm mẫu không dùng được với {book}.").format(book=book.name), reading.problems[0].text
        )
    return reading.table


def _row(
    number: int, row: Mapping[str, Any], book: RuleBook, problems: list[PointProblem]
) -> PointRow | None:
    """The row, or None with one problem more."""
    try:
        if str(row.get("standard", "")).strip() != book.key:
            raise ValueError(
                _("chuẩn “{text}” không phải {book}").format(text=row.get("standard"), book=book.key)
            )
        region = _coded("regions", row.get("region"))
        area = _coded("areas", row.get("area"))
        item = _item(book, row.get("item"))
        option = str(row.get("option", "")).strip()
        return PointRow(
            number, region, area, item.key, option, _points(row.get("points")), *_option(book, item, option)
        )
    except ValueError as problem:
        problems.append(PointProblem(number, str(problem)))
        return None


def _coded(codes: str, value: object) -> str:
    listed = code_list(codes)
    code = listed.read(str(value or "").strip())
    if code is None:
        raise ValueError(_("{list} “{text}” không có").format(list=listed.title, text=value or ""))
    return code


def _item(book: RuleBook, value: object) -> ScoreItem:
    text = str(value or "").strip()
    for item in book.score_items:
        if text == item.key or fold(text) == fold(item.name):
            return item
    raise ValueError(_("mục “{text}” không có trong bộ quy tắc").format(text=text))


def _points(value: object) -> float:
    text = "" if value is None else str(value).strip()
    if not _POINTS.fullmatch(text):
        raise ValueError(_("điểm “{text}” không phải là số").format(text=text))
    return float(text.replace(",", "."))


def _option(book: RuleBook, item: ScoreItem, text: str) -> tuple[str, float, float]:
    """Code, least and below of an option: a code, a range, or for `each` a code and perhaps `: range`."""
    if item.how in ("size", "number", "per_person"):
        return ("", *_range(text, whole=item.how != "per_person"))
    name, found, limits = text.partition(":")
    question = book.survey.question(item.question)
    assert question is not None
    code = question.list.read(name.strip())
    if code is None:
        raise ValueError(_("lựa chọn “{text}” không có ở mục “{item}”").format(text=text, item=item.name))
    if not found:
        return code, -inf, inf
    if item.how != "each":
        raise ValueError(
            _("mục “{item}” không chia theo khoảng số: “{text}”").format(item=item.name, text=text)
        )
    return (code, *_range(limits, whole=True))


def _range(text: str, whole: bool) -> tuple[float, float]:
    """From–below of `25-49`, `từ 25 đến 49`, `dưới 25`, `<25`, `từ 5.000 trở lên`, `50+`, `>=50`, `7`.

    A whole number covers up to the next one; of others the upper end is not included.
    """
    words = fold(text.replace("≥", ">="))
    numbers = [_value(found) for found in _NUMBER.findall(text)]
    if len(numbers) == 2 and numbers[0] <= numbers[1]:
        return numbers[0], numbers[1] + whole
    if len(numbers) == 1:
        if "duoi" in words or re.match(r"<(?!=)", words):
            return -inf, numbers[0]
        if "tro len" in words or words.endswith("+") or words.startswith(">="):
            return numbers[0], inf
        if whole and _NUMBER.fullmatch(words):
            return numbers[0], numbers[0] + 1
    raise ValueError(_("không hiểu khoảng số “{text}”").format(text=text))


def _value(text: str) -> float:
    """A number as Vietnam writes it: `5.000`, `7,5`; `7.5` is read too."""
    return float(text.replace(".", "") if _THOUSANDS.fullmatch(text) else text.replace(",", "."))


def _repeats(options: Sequence[PointRow]) -> list[PointProblem]:
    """Options of one item that say something twice: an equal code, or ranges that overlap."""
    found = []
    for place, row in enumerate(options):
        for other in options[:place]:
            if row.code == other.code and row.least < other.below and other.least < row.below:
                text = _("“{option}” trùng với dòng {row}").format(option=row.option, row=other.row)
                found.append(PointProblem(row.row, text))
                break
    return found


def _gaps(grouped: Mapping[tuple[str, str, str], Sequence[PointRow]], book: RuleBook) -> list[PointProblem]:
    """What no row covers: an item of a region and area, a code, a range of numbers."""
    places = sorted({(region, area) for region, area, _item in grouped})
    found = [] if places else [_gap("", "", _("bảng không có dòng nào"))]
    for region, area in places:
        for item in book.score_items:
            options = grouped.get((region, area, item.key)) or grouped.get((EVERYWHERE, area, item.key))
            found += [_gap(region, area, text) for text in _missing(book, item, options or ())]
    return found


def _gap(region: str, area: str, text: str) -> PointProblem:
    where = ", ".join(
        part for part in (code_list("regions").name(region), code_list("areas").name(area)) if part
    )
    return PointProblem(0, f"{where}: {text}" if where else text)


def _missing(book: RuleBook, item: ScoreItem, options: Sequence[PointRow]) -> list[str]:
    if not options:
        return [_("thiếu mục “{item}”").format(item=item.name)]
    if item.how == "each":
        return []
    if item.how in ("choice", "best"):
        question = book.survey.question(item.question)
        assert question is not None
        codes = {row.code for row in options}
        return [
            _("mục “{item}” thiếu lựa chọn “{option}”").format(item=item.name, option=entry.name)
            for entry in question.list.entries
            if entry.code not in codes
        ]
    return _missing_numbers(item, options)


def _missing_numbers(item: ScoreItem, options: Sequence[PointRow]) -> list[str]:
    """Holes between the ranges, from 0 (persons: from 1) upward."""
    reached, found = (1.0 if item.how == "size" else 0.0), []
    for row in sorted(options, key=lambda row: row.least):
        if row.least > reached:
            text = _("mục “{item}” hở từ {start} đến {end}")
            found.append(text.format(item=item.name, start=figure(reached), end=figure(row.least)))
        reached = max(reached, row.below)
    if reached < inf:
        found.append(_("mục “{item}” hở từ {start} trở lên").format(item=item.name, start=figure(reached)))
    return found
