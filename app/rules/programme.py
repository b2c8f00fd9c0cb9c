"""Programmes that pay for support: their sub-projects and policies, as data with dates and sources.

Who may benefit is in `eligibility`, in which order in `priority`, what else is asked for in `asks`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from app.errors import InputFault
from app.i18n import _
from app.paths import resource
from app.rules.asks import ON, Ask, Choice, read_ask
from app.rules.eligibility.reading import Rules, named, read_rules, read_terms
from app.rules.eligibility.terms import Rule
from app.rules.programme_entries import Content, Criterion, Project, SubProject
from app.rules.raw import Mark, Table
from app.rules.support_kinds import KINDS, UNITS, kinds

SCOPES = ("national", "regular", "other")


@dataclass(frozen=True, slots=True)
class Programme:
    """A programme in force from–to.

    Attributes:
        scope: `national` target programme, `regular` policies, or `other` that may pay for the same.
        valid_from: first day of its period.
        valid_to: last day; None without end.
        effective: the day on which it took effect; None where that is not known or counts for nothing.
        complete: False where its sub-projects are not all known.
        note: what an officer should know of the catalogue; may be empty.
    """

    key: str
    name: str
    short: str
    scope: str
    decision: str
    valid_from: date
    valid_to: date | None
    effective: date | None
    complete: bool
    note: str
    mark: Mark
    projects: tuple[Project, ...]
    sub_projects: tuple[SubProject, ...]

    def in_force(self, day: date) -> bool:
        """True on every day of its period."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    def sub_project(self, code: str) -> SubProject | None:
        """The sub-project of that code, or None."""
        return next((one for one in self.sub_projects if one.code == code), None)


@cache
def programmes() -> tuple[Programme, ...]:
    """All shipped programmes: national ones first, each group oldest first."""
    paths = sorted(path for path in resource("programmes").glob("*.toml") if path.name != KINDS)
    found = (load_programme(path) for path in paths)
    return tuple(sorted(found, key=lambda one: (SCOPES.index(one.scope), one.valid_from)))


def in_force(day: date) -> tuple[Programme, ...]:
    """The programmes of a day: national, then regular policies, then others."""
    return tuple(one for one in programmes() if one.in_force(day))


def programme(key: str) -> Programme:
    """The programme of that key; InputFault where there is none."""
    for one in programmes():
        if one.key == key:
            return one
    raise InputFault(
        _("Không có chương trình “{key}”.").format(key=key),
        todo=_("Các chương trình có: {keys}.").format(keys=", ".join(one.key for one in programmes())),
    )


def sub_project(programme_key: str, code: str) -> SubProject:
    """The sub-project of a programme; InputFault where there is none."""
    of = programme(programme_key)
    found = of.sub_project(code)
    if found is None:
        raise InputFault(
            _("{programme} không có tiểu dự án “{code}”.").format(programme=of.name, code=code),
            todo=_("Các mã có: {codes}.").format(codes=", ".join(one.code for one in of.sub_projects)),
        )
    return found


def sub_project_on(code: str, day: date) -> SubProject | None:
    """The sub-project that a bare code means on a day: of the first programme in force that has it."""
    return next((found for one in in_force(day) if (found := one.sub_project(code))), None)


def load_programme(path: Path) -> Programme:
    """The programme in a file; RuleFault names the file and the entry that is missing or wrong."""
    return read_programme(Table.of_file(path))


def read_programme(table: Table) -> Programme:
    """The programme that a table holds."""
    rules = read_rules(table)
    projects = tuple(
        Project(entry.text("code"), entry.text("name")) for entry in table.tables("project", "code")
    )
    own = tuple(one.code for one in projects)
    made = Programme(
        key=table.text("key"),
        name=table.text("name"),
        short=table.text("short"),
        scope=table.one_of("scope", SCOPES),
        decision=table.text("decision", ""),
        valid_from=table.day("valid_from"),
        valid_to=table.maybe_day("valid_to"),
        effective=table.maybe_day("effective"),
        complete=table.flag("complete"),
        note=table.text("note", ""),
        mark=table.mark(),
        projects=projects,
        sub_projects=tuple(
            _sub_project(entry, table.text("key"), own, rules)
            for entry in table.tables("sub_project", "code")
        ),
    )
    _check(made, rules, table)
    return made


def _sub_project(table: Table, programme: str, projects: tuple[str, ...], rules: Rules) -> SubProject:
    mark, code = table.mark(), table.text("code")
    units = table.texts_of("units", UNITS)
    terms = read_terms(table, rules, units)
    ways = tuple(way.key for way in terms.ways)
    contents = tuple(_content(entry, ways, mark) for entry in table.tables("content"))
    return SubProject(
        programme=programme,
        project=table.one_of("project", projects) if projects else "",
        code=code,
        name=table.text("name"),
        goal=table.text("goal", ""),
        lead=table.text("lead", ""),
        beneficiaries=table.text("beneficiaries"),
        kind=_kind(table),
        units=units,
        terms=terms,
        contents=contents,
        priority=tuple(_criterion(entry, rules) for entry in table.tables("priority")),
        asks=(*_which(contents, mark), *_asks(table, mark)),
        known=not table.flag("placeholder"),
        mark=mark,
    )


def _kind(table: Table) -> str:
    return table.one_of("kind", tuple(one.code for one in kinds()))


def _content(table: Table, ways: tuple[str, ...], mark: Mark) -> Content:
    return Content(
        table.text("key"), table.text("name"), _kind(table), table.texts_of("ways", ways), _asks(table, mark)
    )


def _which(contents: tuple[Content, ...], mark: Mark) -> tuple[Ask, ...]:
    """The question which of several contents an activity is."""
    choices = tuple(Choice(content.key, content.name) for content in contents)
    ask = Ask("content", "activity", _("Nội dung"), "choice", mark, required=True, choices=choices)
    return (ask,) if choices else ()


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
            asks = (ask for on in ON for ask in one.asks_on(on, key))
            _once(entry, "ask", (f"{ask.on}.{ask.key}" for ask in asks))
        _once(entry, "way", (way.key for way in one.terms.ways))
        _once(entry, "content", (content.key for content in one.contents))


def _rules_of(one: SubProject) -> Iterable[Rule]:
    yield from one.terms.rules
    for criterion in one.priority:
        yield from criterion.rules


def _once(table: Table, name: str, keys: Iterable[str]) -> None:
    seen: set[str] = set()
    for key in keys:
        if key in seen:
            table.fault(_("“{name}” trùng: {key}").format(name=name, key=key))
        seen.add(key)
