"""Reading a programme's file; RuleFault names the file and the entry that is missing, wrong or contradicts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from app.i18n import _
from app.rules.asks import Ask, read_ask
from app.rules.eligibility.reading import Rules, named, read_rules, read_terms
from app.rules.programme import SCOPES, Content, Criterion, Programme, Project, SubProject
from app.rules.raw import Mark, Table
from app.rules.support_kinds import UNITS, kinds


def load_programme(path: Path) -> Programme:
    """The programme in a file."""
    return read_programme(Table.of_file(path))


def read_programme(table: Table) -> Programme:
    """The programme that a table holds."""
    rules, effective = read_rules(table), table.maybe_day("effective")
    projects = tuple(Project(entry.text("code"), entry.text("name")) for entry in table.tables("project", "code"))
    own = tuple(one.code for one in projects)
    made = Programme(
        key=table.text("key"),
        name=table.text("name"),
        short=table.text("short"),
        scope=table.one_of("scope", SCOPES),
        decision=table.text("decision", ""),
        valid_from=table.day("valid_from"),
        valid_to=table.maybe_day("valid_to"),
        effective=effective,
        complete=table.flag("complete"),
        note=table.text("note", ""),
        mark=table.mark(),
        projects=projects,
        sub_projects=tuple(
            _sub_project(entry, table.text("key"), own, rules, effective)
            for entry in table.tables("sub_project", "code")
        ),
    )
    _check(made, rules, table)
    return made


def _sub_project(
    table: Table, programme: str, projects: tuple[str, ...], rules: Rules, effective: date | None
) -> SubProject:
    mark, code = table.mark(), table.text("code")
    units = table.texts_of("units", UNITS)
    terms = read_terms(table, rules, units, effective)
    ways = tuple(way.key for way in terms.ways)
    return SubProject(
        programme=programme,
        project=table.one_of("project", projects, None if projects else ""),
        code=code,
        name=table.text("name"),
        goal=table.text("goal", ""),
        lead=table.text("lead", ""),
        beneficiaries=table.text("beneficiaries"),
        kind=_kind(table),
        units=units,
        terms=terms,
        contents=tuple(_content(entry, ways, mark) for entry in table.tables("content")),
        priority=tuple(_criterion(entry, rules) for entry in table.tables("priority")),
        asks=_asks(table, mark),
        known=not table.flag("placeholder"),
        mark=mark,
    )


def _kind(table: Table) -> str:
    return table.one_of("kind", tuple(one.code for one in kinds()))


def _content(table: Table, ways: tuple[str, ...], mark: Mark) -> Content:
    return Content(
        table.text("key"), table.text("name"), _kind(table), table.texts_of("ways", ways), _asks(table, mark)
    )


def _criterion(table: Table, rules: Rules) -> Criterion:
    return Criterion(table.whole("rank"), table.text("key"), table.text("text"), named(table, rules))


def _asks(table: Table, mark: Mark) -> tuple[Ask, ...]:
    return tuple(read_ask(entry, mark) for entry in table.tables("ask"))


def _check(made: Programme, rules: Rules, table: Table) -> None:
    """What has to agree across entries."""
    if made.valid_to is not None and made.valid_to < made.valid_from:
        table.fault(_("“valid_to” trước “valid_from”"))
    _once(table, "code", (one.code for one in made.sub_projects))
    used = {rule.key for one in made.sub_projects for rule in _rules_of(one)}
    if unused := sorted(rules.keys() - used):
        table.fault(_("không nơi nào dùng quy tắc: {keys}").format(keys=", ".join(unused)))
    for one in made.sub_projects:
        entry = Table(table.file, one.code, {})
        if not one.units:
            entry.fault(_("thiếu “{key}”").format(key="units"))
        for content in (None, *one.contents):
            key = content.key if content else ""
            asks = [ask for on in ("activity", "enrolment", "delivery", "outcome") for ask in one.asks_on(on, key)]
            _once(entry, "ask", (f"{ask.on}.{ask.key}" for ask in asks))
        _once(entry, "way", (way.key for way in one.terms.ways))
        _once(entry, "content", (content.key for content in one.contents))


def _rules_of(one: SubProject) -> Iterable[object]:
    yield from one.terms.rules
    for criterion in one.priority:
        yield from criterion.rules


def _once(table: Table, name: str, keys: Iterable[str]) -> None:
    seen: set[str] = set()
    for key in keys:
        if key in seen:
            table.fault(_("“{name}” trùng: {key}").format(name=name, key=key))
        seen.add(key)
