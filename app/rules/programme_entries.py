"""The entries of a programme: sub-projects, contents, who goes first; plain values."""

from __future__ import annotations

from dataclasses import dataclass

from app.rules.asks import Ask
from app.rules.eligibility.terms import Rule, Terms, Way
from app.rules.raw import Mark


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
        project: code of its project; empty where it stands alone.
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
        """The fields asked of one of `asks.ON`; of an activity also which content it is."""
        found = self.content(content)
        return tuple(ask for ask in (*self.asks, *(found.asks if found else ())) if ask.on == on)

    def terms_of(self, content: str = "") -> Terms:
        """Who may benefit from a content; from the sub-project where it has none of that key."""
        found = self.content(content)
        return self.terms.only(found.ways) if found else self.terms
