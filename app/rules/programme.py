"""Programmes that pay for support: their projects, sub-projects and policies, as data with dates and sources.

Who may benefit is in `eligibility`, in which order in `priority`, what else is asked for in `asks`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from app.errors import InputFault
from app.i18n import _
from app.paths import resource
from app.rules.asks import Ask
from app.rules.eligibility.terms import Rule, Terms, Way
from app.rules.raw import Mark
from app.rules.support_kinds import KINDS

SCOPES = ("national", "regular", "other")


@dataclass(frozen=True, slots=True)
class Project:
    """A project: sub-projects under one number."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Content:
    """One of several things that a sub-project pays for, with its own beneficiaries or fields.

    Attributes:
        kind: code of the kind of support.
        ways: the ways by which one may benefit from it; empty for all of the sub-project.
        asks: fields beside those of the sub-project.
    """

    key: str
    name: str
    kind: str
    ways: tuple[str, ...]
    asks: tuple[Ask, ...]


@dataclass(frozen=True, slots=True)
class Criterion:
    """Who goes first: an applicant who meets all its rules stands at `rank`; several may share a rank."""

    rank: int
    key: str
    text: str
    rules: tuple[Rule, ...]

    @property
    def way(self) -> Way:
        """Its rules as a way, to be judged like one."""
        return Way(self.key, self.text, self.rules)


@dataclass(frozen=True, slots=True)
class SubProject:
    """A sub-project, or a policy of its own.

    Attributes:
        programme: key of its programme.
        project: code of its project; its own where it stands alone.
        code: `DA3.2`.
        beneficiaries: who benefits, in the words of the plan.
        kind: code of the kind of support, where no content names another.
        units: to whom it is given: `household`, `person`, `place`; the usual one first.
        priority: who goes first, in order; empty where no order is laid down.
        known: False for a placeholder whose contents no source tells.
    """

    programme: str
    project: str
    code: str
    name: str
    goal: str
    lead: str
    beneficiaries: str
    kind: str
    units: tuple[str, ...]
    terms: Terms
    contents: tuple[Content, ...]
    priority: tuple[Criterion, ...]
    asks: tuple[Ask, ...]
    known: bool
    mark: Mark

    def content(self, key: str) -> Content | None:
        """The content of that key, or None."""
        return next((content for content in self.contents if content.key == key), None)

    def kind_of(self, content: str = "") -> str:
        """The code of the kind of support that a content gives."""
        found = self.content(content)
        return found.kind if found else self.kind

    def asks_on(self, on: str, content: str = "") -> tuple[Ask, ...]:
        """The fields asked of an activity, enrolment, delivery or outcome."""
        found = self.content(content)
        return tuple(ask for ask in (*self.asks, *(found.asks if found else ())) if ask.on == on)

    def terms_of(self, content: str = "") -> Terms:
        """Who may benefit from a content; from the sub-project where it has none of that key."""
        found = self.content(content)
        return self.terms.only(found.ways) if found else self.terms


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
    from app.rules.programme_reading import load_programme

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
