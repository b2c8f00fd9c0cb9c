"""Rule books: a poverty standard as dated data, each entry with its source and how sure it is.

A book says what the lines, cut-offs, indicators and classes are; `classify` says how they are used.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from app.errors import InputFault, RuleFault
from app.i18n import _
from app.paths import resource
from app.rules.entries import AreaValue, Class, IncomeItem, Indicator, Number, ScoreItem
from app.rules.parameters import check_parameters
from app.rules.raw import Mark, Table
from app.rules.survey import Survey, check_list, load_survey, read_survey

SCOPES = ("national", "local")
SIDES = ("b1_table", "b1_typed", "income")
ITEM_KINDS = ("receipt", "cost", "excluded")
HOWS = {"size": (), "choice": ("choice",), "best": ("choice",), "number": ("number",)} | {
    "per_person": ("number",),
    "each": ("many", "amounts"),
}


@dataclass(frozen=True, slots=True, eq=False)
class RuleBook:
    """A poverty standard; books are compared by identity, so that what is compiled for one is kept with it.

    Attributes:
        key: `vn-2021`.
        short: a name for a narrow place.
        scope: `national` or `local`; a local standard is in force beside the national one.
        place: code of the place of a local standard.
        valid_from: first day for whose results it is used.
        valid_to: last such day.
        decides: the sides that may tell whether income is at or below the line; the first one known decides.
        deprived_at_least: deprived indicators that make a household at or below the line poor.
        b2_points: per deprived indicator.
        b2_at_least: B2 of a poor household.
        escape_months: how long a household counts as recently escaped.
        income_months: of the worksheet.
    """

    key: str
    name: str
    short: str
    scope: str
    place: str
    decree: str
    mark: Mark
    valid_from: date
    valid_to: date
    decides: tuple[str, ...]
    income_lines: tuple[AreaValue, ...]
    b1_cutoffs: tuple[AreaValue, ...]
    average_living: tuple[AreaValue, ...]
    low_income_worker: tuple[AreaValue, ...]
    deprived_at_least: Number
    b2_points: Number
    b2_at_least: int
    escape_months: Number
    classes: tuple[Class, ...]
    indicators: tuple[Indicator, ...]
    income_months: int
    income_items: tuple[IncomeItem, ...]
    score_items: tuple[ScoreItem, ...]
    survey: Survey
    raw: Table = field(repr=False)

    def indicator(self, key: str) -> Indicator | None:
        """The indicator of that key, or None."""
        return next((indicator for indicator in self.indicators if indicator.key == key), None)

    def line(self, area: str) -> int:
        """The income line, đồng per person and month."""
        return next(line.value for line in self.income_lines if line.area == area)

    def cutoff(self, area: str, day: date) -> int | None:
        """The B1 points that stand for the income line; None where B1 decides nothing on that day."""
        found = next((cutoff for cutoff in self.b1_cutoffs if cutoff.area == area), None)
        if found is None or (found.valid_until is not None and day > found.valid_until):
            return None
        return found.value

    def in_force(self, day: date) -> bool:
        """True when results of that day follow this book."""
        return self.valid_from <= day <= self.valid_to

    def with_changes(self, changes: Mapping[str, Any]) -> RuleBook:
        """A copy in which someone replaced values: `{"indicator.housing_area.parameters.below": 9}`.

        The path is entry, its key or area, and value. Only what was not read in the law can be replaced; the
        entry keeps its confidence and names in `mark.replaced` what was replaced. InputFault for a path that
        leads nowhere or to a value read in the law, RuleFault for a value that does not fit.
        """
        values = deepcopy(dict(self.raw.values))
        for path, value in changes.items():
            _replace(values, path, value)
        return read_book(Table(self.raw.file, "", values))


def _replace(values: dict[str, Any], path: str, value: Any) -> None:
    *way, last = path.split(".")
    entry, steps = values, list(way)
    place: Any = values
    for step in steps:
        place = _step(place, step, path)
        entry = place if isinstance(place, dict) and "confidence" in place else entry
    if not isinstance(place, dict) or last not in place or last in ("key", "source", "confidence", "area"):
        raise InputFault(_("Bộ quy tắc không có giá trị “{path}” để thay.").format(path=path))
    if entry["confidence"] == "read":
        raise InputFault(
            _("Không thay được “{path}”.").format(path=path),
            _("Giá trị này đã đọc trong văn bản: {source}.").format(source=entry["source"]),
            _("Chỉ thay những giá trị chưa kiểm chứng."),
        )
    place[last] = value
    entry["replaced"] = sorted({*entry.get("replaced", ()), last})


def _step(place: Any, step: str, path: str) -> Any:
    """One step down: a key of a table, or the entry of a list whose key, code or area it is."""
    if isinstance(place, dict) and step in place:
        return place[step]
    if isinstance(place, list):
        for entry in place:
            if isinstance(entry, dict) and step in (entry.get("key"), entry.get("code"), entry.get("area")):
                return entry
    raise InputFault(_("Bộ quy tắc không có giá trị “{path}” để thay.").format(path=path))


def load(path: Path) -> RuleBook:
    """The rule book in a file; RuleFault names the file and the entry that is missing or wrong."""
    return read_book(Table.of_file(path))


@cache
def books() -> tuple[RuleBook, ...]:
    """All shipped rule books, oldest first."""
    found = (load(path) for path in sorted(resource("standards").glob("*.toml")))
    return tuple(sorted(found, key=lambda one: one.valid_from))


def book(key: str) -> RuleBook:
    """The shipped rule book of that key."""
    for one in books():
        if one.key == key:
            return one
    raise InputFault(
        _("Không có bộ quy tắc “{key}”.").format(key=key),
        todo=_("Các bộ quy tắc có: {keys}.").format(keys=", ".join(one.key for one in books())),
    )


def in_force(day: date, local: tuple[RuleBook, ...] = ()) -> tuple[RuleBook, ...]:
    """The books for results of a day: the national one first, then the local ones given."""
    found = [one for one in (*books(), *local) if one.in_force(day)]
    return tuple(sorted(found, key=lambda one: one.scope != "national"))


def read_book(table: Table) -> RuleBook:
    """The rule book that a table holds."""
    survey = _survey(table)
    poverty, b2, escape = table.table("poverty"), table.table("b2"), table.table("escape")
    income = table.table("income")
    made = RuleBook(
        key=table.text("key"),
        name=table.text("name"),
        short=table.text("short"),
        scope=table.one_of("scope", SCOPES),
        place=table.text("place", ""),
        decree=table.text("decree"),
        mark=table.mark(),
        valid_from=table.day("valid_from"),
        valid_to=table.day("valid_to"),
        decides=_decides(table),
        income_lines=_area_values(table, "income_line", "amount"),
        b1_cutoffs=_area_values(table, "b1_cutoff", "points"),
        average_living=_area_values(table, "average_living", "up_to"),
        low_income_worker=_area_values(table, "low_income_worker", "up_to"),
        deprived_at_least=Number(poverty.whole("deprived_at_least"), poverty.mark()),
        b2_points=Number(b2.whole("points"), b2.mark()),
        b2_at_least=b2.whole("at_least"),
        escape_months=Number(escape.whole("months"), escape.mark()),
        classes=tuple(_class(entry) for entry in table.tables("class", "code")),
        indicators=_indicators(table, survey),
        income_months=income.whole("months"),
        income_items=tuple(_income_item(entry) for entry in income.tables("item")),
        score_items=_score_items(table, survey),
        survey=survey,
        raw=table,
    )
    _check(made, table)
    return made


def _survey(table: Table) -> Survey:
    """The shipped form that the book names, or its own sections; less what it leaves out."""
    survey = read_survey(table) if "section" in table else _shipped_survey(table)
    for key in table.texts("leaves_out"):
        if survey.question(key) is None:
            table.fault(_("“leaves_out” nêu câu hỏi không có: “{key}”").format(key=key))
    return survey.without(table.texts("leaves_out"))


def _shipped_survey(table: Table) -> Survey:
    key = table.text("survey")
    try:
        return load_survey(key)
    except RuleFault as fault:
        table.fault(_("không dùng được phiếu “{key}” ({why})").format(key=key, why=fault.why))


def _decides(table: Table) -> tuple[str, ...]:
    sides = table.texts("decides")
    unknown = [side for side in sides if side not in SIDES]
    if unknown or not sides:
        table.fault(_("“decides” chỉ gồm: {sides}").format(sides=", ".join(SIDES)))
    return sides


def _area_values(table: Table, name: str, value: str) -> tuple[AreaValue, ...]:
    return tuple(
        AreaValue(
            entry.one_of("area", ("rural", "urban")),
            entry.whole(value),
            entry.mark(),
            entry.maybe_day("valid_until"),
        )
        for entry in table.tables(name, "area")
    )


def _class(table: Table) -> Class:
    codes = check_list(table, "classes")
    code = table.one_of("code", tuple(entry.code for entry in codes.entries))
    return Class(code, table.text("name"), table.text("rule"), table.mark())


def _indicators(table: Table, survey: Survey) -> tuple[Indicator, ...]:
    found = (
        Indicator(
            key=entry.text("key"),
            number=entry.whole("number"),
            dimension=entry.text("dimension"),
            name=entry.text("name"),
            rule=entry.text("rule"),
            function=entry.text("function"),
            parameters=check_parameters(entry, entry.text("function"), survey),
            mark=entry.mark(),
            unverified=entry.texts("unverified"),
        )
        for entry in table.tables("indicator")
    )
    return tuple(sorted(found, key=lambda indicator: indicator.number))


def _income_item(table: Table) -> IncomeItem:
    return IncomeItem(table.text("key"), table.text("name"), table.one_of("kind", ITEM_KINDS))


def _score_items(table: Table, survey: Survey) -> tuple[ScoreItem, ...]:
    """The items of the B1 table; none where the book has no `[b1]`."""
    if "b1" not in table:
        return ()
    return tuple(_score_item(entry, survey) for entry in table.table("b1").tables("item"))


def _score_item(table: Table, survey: Survey) -> ScoreItem:
    how = table.one_of("how", tuple(HOWS))
    key = table.text("question", "")
    question = survey.question(key)
    if HOWS[how] and (question is None or question.kind not in HOWS[how]):
        table.fault(_("cách tính “{how}” không hợp với câu hỏi “{key}”").format(how=how, key=key))
    return ScoreItem(table.text("key"), table.text("group"), table.text("name"), how, key)


def _check(made: RuleBook, table: Table) -> None:
    """What has to agree across entries."""
    if made.valid_to < made.valid_from:
        table.fault(_("“valid_to” trước “valid_from”"))
    for name, values in (("income_line", made.income_lines), ("b1_cutoff", made.b1_cutoffs)):
        areas = sorted(value.area for value in values)
        if areas != ["rural", "urban"] and (areas or name == "income_line"):
            table.fault(_("“{name}” cần đúng một mục cho mỗi khu vực").format(name=name))
    for name, keys in (
        ("number", [indicator.number for indicator in made.indicators]),
        ("key", [indicator.key for indicator in made.indicators]),
    ):
        if len(set(keys)) != len(keys):
            table.fault(_("các chỉ số trùng “{name}”").format(name=name))
    if made.b2_at_least != made.b2_points.value * made.deprived_at_least.value:
        table.fault(_("mốc B2 không bằng điểm một chỉ số nhân số chỉ số thiếu hụt"))
