"""The survey form of a case as plain values: what is asked, what is answered, what the rules make of it.

Pure and without SQL: the window asks it after every key. `form_reading` fills it, `form_saving` keeps it,
`form_walk` says where one goes on it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from app.dates import PartialDate
from app.i18n import _
from app.rules import book as rule_books
from app.rules.book import RuleBook
from app.rules.classify import classify
from app.rules.facts import Area, Facts, Member, TickSource
from app.rules.finding import Finding
from app.rules.points import PointTable
from app.rules.survey import Question, Section, Survey, survey_for

Values = Mapping[str, Any]
B1, INCOME_EACH, INCOME = "b1_total", "income_per_person", "income."
ROSTER, DAY, REVIEWER, NOTE = "roster_complete", "reviewed_on", "reviewer", "note"
_OWN = frozenset({B1, INCOME_EACH, ROSTER, DAY, REVIEWER, NOTE, "groups", "causes"})
RELATION = "relation"  # to the head, who has none
_OF_ROSTER = "member."


class Field(NamedTuple):
    """A place on the form: a question, and the member of whom it is asked; empty for the household."""

    key: str
    person: bytes = b""


@dataclass(frozen=True, slots=True)
class Agreed:
    """A class on which people agreed under a standard, and why; None where they left it to the rules."""

    klass: str | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class LastYear:
    """What the round before knows of the household; its answers by question, as `Form` has them."""

    year: int
    klass: str | None = None
    household: Values = field(default_factory=dict)
    members: Mapping[bytes, Values] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Form:
    """A case with everything that its form shows.

    Attributes:
        books: keys of the rule books of the round.
        day: on which ages are counted while the day of the review is not known.
        tables: B1 tables that are loaded, by standard.
        head: the head's person; empty where there is none.
        household: answers of the household by question; groups and causes are lists of codes; `income.crops`
            is a line of the worksheet.
        members: answers of each member in the order of the list; name, birth … stand among them.
        last: None where no round came before or the household was not in it.
        past: the class of every earlier year.
        agreed: by standard.
        twins: who else has the number of a member, in words.
    """

    case: bytes
    key: bytes
    year: int
    state: str
    closed: bool
    code: str
    village: str
    area: Area
    books: tuple[str, ...]
    day: date
    size: int
    head: bytes
    household: Values
    members: Mapping[bytes, Values]
    tables: Mapping[str, PointTable] = field(default_factory=dict)
    ticks: Mapping[str, bool] = field(default_factory=dict)
    tick_source: TickSource = "paper"
    b1_items: Mapping[str, float] = field(default_factory=dict)
    last: LastYear | None = None
    past: Mapping[int, str] = field(default_factory=dict)
    agreed: Mapping[str, Agreed] = field(default_factory=dict)
    twins: Mapping[bytes, str] = field(default_factory=dict)

    # Answers ----------------------------------------------------------------------------------------------

    def value(self, at: Field) -> Any:
        """The answer at a place; None for none."""
        return (self.members.get(at.person, {}) if at.person else self.household).get(at.key)

    def before(self, at: Field) -> Any:
        """Last year's answer; None for none."""
        if self.last is None:
            return None
        told = self.last.members.get(at.person, {}) if at.person else self.last.household
        return told.get(at.key)

    def having(self, changes: Mapping[Field, Any]) -> Form:
        """The form with other answers; None takes one away."""
        household, members = dict(self.household), {one: dict(told) for one, told in self.members.items()}
        for at, value in changes.items():
            target = members.setdefault(at.person, {}) if at.person else household
            target[at.key] = value
            if value is None:
                del target[at.key]
        return replace(self, household=household, members=members)

    def name(self, person: bytes) -> str:
        """A member's name; empty while it is not known."""
        return str(self.members.get(person, {}).get("name") or "")

    @property
    def head_name(self) -> str:
        """The head's name."""
        return self.name(self.head)

    # Facts ------------------------------------------------------------------------------------------------

    @property
    def on(self) -> date:
        """The day on which ages are counted."""
        told = self.household.get(DAY)
        return PartialDate.of(told).first() if told else self.day

    @property
    def all_listed(self) -> bool:
        """True when the list of members is complete."""
        return bool(self.household.get(ROSTER)) and bool(self.members)

    @property
    def persons(self) -> int:
        """How many persons the household counts; 0 if unknown."""
        return len(self.members) if self.all_listed else max(self.size, len(self.members))

    def age(self, person: bytes) -> int | None:
        """A member's full years; None where the birth date is not known."""
        told = self.members.get(person, {}).get("birth")
        return PartialDate.of(told).age_on(self.on) if told else None

    def facts(self) -> Facts:
        """What the rules look at."""
        told = self.household
        return Facts(
            on=self.on,
            area=self.area,
            size=self.size,
            members=tuple(self._member(person, answers) for person, answers in self.members.items()),
            roster_complete=bool(told.get(ROSTER)),
            answers={key: value for key, value in told.items() if _is_answer(key)},
            ticks=self.ticks,
            tick_source=self.tick_source,
            b1_total=told.get(B1),
            b1_items=self.b1_items,
            income={key.removeprefix(INCOME): value for key, value in told.items() if key.startswith(INCOME)},
            income_per_person=told.get(INCOME_EACH),
        )

    def _member(self, person: bytes, answers: Values) -> Member:
        birth = answers.get("birth")
        return Member(
            key=person.hex(),
            name=str(answers.get("name") or ""),
            sex=answers.get("sex"),
            birth=PartialDate.of(birth) if birth else None,
            relation="head" if person == self.head else answers.get("relation"),
            answers=answers,
        )

    def finding(self, standard: str) -> Finding:
        """What a standard finds, with its arithmetic."""
        return classify(self.facts(), rule_books.book(standard), self.tables.get(standard))

    def findings(self) -> tuple[Finding, ...]:
        """What each standard of the round finds."""
        return tuple(self.finding(standard) for standard in self.books)

    def final_class(self, finding: Finding) -> str | None:
        """The class that counts: the agreed one, else the computed one."""
        return self.agreed.get(finding.standard, Agreed()).klass or finding.klass

    # Questions --------------------------------------------------------------------------------------------

    @property
    def survey(self) -> Survey:
        """All that is asked: the questions of the rule books, then those of the review itself."""
        return survey(self.books)

    def question(self, at: Field) -> Question:
        """The question of a place."""
        found = self.survey.question(at.key)
        assert found is not None  # places come from the survey
        return found

    def asks(self, question: Question, person: bytes = b"") -> bool:
        """Whether a question is asked, as things stand."""
        if not question.when:
            return True
        answers = self.members.get(person, {}) if person else self.household
        age = self.age(person) if person else None
        return question.asked(answers, age, tuple(self.members.values())) is True

    def places(self, section: Section) -> tuple[Field, ...]:
        """The places of a section that are asked: of each member in turn, then of the household."""
        own = [one for one in section.questions if one.subject == "member"]
        of_members = (
            Field(one.key, person)
            for person in self.members
            for one in own
            if self.asks(one, person) and not (one.key == RELATION and person == self.head)
        )
        of_household = (
            Field(one.key) for one in section.questions if one.subject == "household" and self.asks(one)
        )
        return (*of_members, *of_household)


def _is_answer(key: str) -> bool:
    return key not in _OWN and not key.startswith(INCOME)


def of_roster(question: Question) -> bool:
    """True for what the list of members itself holds: name, birth, relation …"""
    return question.fact.startswith(_OF_ROSTER) and ".answers." not in question.fact


@lru_cache(16)
def survey(books: tuple[str, ...]) -> Survey:
    """The questions of some rule books, then the questions of the review itself."""
    own = [rule_books.book(key) for key in books]
    joined = survey_for([one.survey for one in own])
    first, *others = joined.sections
    roster = Question(ROSTER, f"{first.letter}{len(first.questions) + 1}", "household",
                      _("Danh sách thành viên đã đủ người"), "yesno")  # fmt: skip
    letter = chr(ord(joined.sections[-1].letter) + 1)
    points = _section(letter, _("Điểm B1, thu nhập"), _money(own))
    review = _section(chr(ord(letter) + 1), _("Ngày rà soát, ghi chú"), _closing())
    sections = (replace(first, questions=(*first.questions, roster)), *others, points, review)
    return Survey(joined.key, joined.title, joined.mark, sections)


def _section(letter: str, title: str, asked: Iterable[tuple[str, str, str, str]]) -> Section:
    questions = tuple(
        Question(
            key, f"{letter}{place}", "household", text, kind, unit=unit, least=0 if kind == "number" else None
        )
        for place, (key, text, kind, unit) in enumerate(asked, 1)
    )
    return Section(letter, title, questions)


def _money(books: Iterable[RuleBook]) -> list[tuple[str, str, str, str]]:
    """B1 as typed where a book has a cut-off for it, income per person, the lines of the worksheet."""
    own = list(books)
    points = [(B1, _("Tổng điểm B1 ghi trên phiếu"), "number", _("điểm"))]
    each = (INCOME_EACH, _("Thu nhập bình quân một người một tháng"), "number", _("đồng"))
    lines = {item.key: item.name for one in own for item in one.income_items}
    return [
        *(points if any(one.b1_cutoffs for one in own) else []),
        each,
        *((INCOME + key, name, "number", _("đồng/năm")) for key, name in lines.items()),
    ]


def _closing() -> list[tuple[str, str, str, str]]:
    return [
        (DAY, _("Ngày rà soát"), "date", ""),
        (REVIEWER, _("Người rà soát"), "text", ""),
        (NOTE, _("Ghi chú"), "text", ""),
    ]
