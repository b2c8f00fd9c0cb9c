"""The survey form as data: its sections, its questions, and when a question is asked.

Not for what an answer means: indicators and points say that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from app.errors import RuleFault
from app.i18n import _
from app.paths import resource
from app.rules.codes import CodeList, code_list
from app.rules.figures import figure, official_figure
from app.rules.raw import Mark, Table

Subject = Literal["household", "member"]
SUBJECTS = ("household", "member")
KINDS = ("text", "date", "yesno", "number", "choice", "many", "amounts")
_CODED = ("choice", "many", "amounts")


class _Words(NamedTuple):
    """How answers are told: on screen in the language in use, on forms in Vietnamese."""

    yes: str
    no: str
    none: str
    figure: Callable[[float], str]


@dataclass(frozen=True, slots=True)
class Condition:
    """One reason to ask; a question is asked when all of its conditions hold.

    Attributes:
        age_from: full years that the member must have.
        age_below: full years that the member must not have yet.
        question: the question whose answer decides, of the same subject.
        any: the answers of `question` with which this one is asked.
        nobody: a member question; asked while no member answered it with `said`.
    """

    age_from: int = 0
    age_below: int = 0
    question: str = ""
    any: tuple[Any, ...] = ()
    nobody: str = ""
    said: Any = None

    def holds(
        self, answers: Mapping[str, Any], age: int | None, members: Sequence[Mapping[str, Any]]
    ) -> bool | None:
        """Whether it speaks for asking; None while the answer that decides is not known.

        An unknown age never keeps a question from being asked.
        """
        if age is not None and (age < self.age_from or (self.age_below and age >= self.age_below)):
            return False
        if self.question:
            answer = answers.get(self.question)
            return None if answer is None else answer in self.any
        return not self.nobody or all(member.get(self.nobody) != self.said for member in members)


@dataclass(frozen=True, slots=True)
class Question:
    """One question of the form.

    Attributes:
        key: the key of its answer.
        number: as printed: `D1`.
        subject: of whom it is asked.
        text: the words of the form.
        kind: the answer's type: `text` str, `date` a stored partial date, `yesno` bool, `number` int or
            float, `choice` a code, `many` a list of codes (empty = none), `amounts` a number per code.
        codes: the code list of `choice`, `many`, `amounts`; else empty.
        unit: of a number, as shown.
        least: smallest number that is believed; None for no limit.
        most: largest number that is believed.
        when: the conditions of asking it.
        fact: where the answer goes: `member.birth`, `household.answers.water`.
    """

    key: str
    number: str
    subject: Subject
    text: str
    kind: str
    codes: str = ""
    unit: str = ""
    least: float | None = None
    most: float | None = None
    when: tuple[Condition, ...] = ()
    fact: str = ""

    @property
    def list(self) -> CodeList:
        """The code list of its answers."""
        return code_list(self.codes)

    def asked(
        self, answers: Mapping[str, Any], age: int | None = None, members: Sequence[Mapping[str, Any]] = ()
    ) -> bool | None:
        """Whether it is asked, given the subject's answers, its age, and the answers of all members.

        None while that hangs on an answer that is not known yet: not asked so far.
        """
        held = [condition.holds(answers, age, members) for condition in self.when]
        if False in held:
            return False
        return None if None in held else True

    def shown(self, value: Any) -> str:
        """An answer in words, as names of the code list, `có`/`không`, or a number with its unit."""
        return self._in_words(value, _Words(_("có"), _("không"), _("không có"), figure))

    def written(self, value: Any) -> str:
        """The same on official forms, in any language of the window."""
        return self._in_words(value, _Words("có", "không", "không có", official_figure))

    def _in_words(self, value: Any, words: _Words) -> str:
        if self.kind == "yesno":
            return words.yes if value else words.no
        if self.kind == "choice":
            return self.list.name(value)
        if self.kind == "many":
            return ", ".join(self.list.name(code) for code in value) or words.none
        if self.kind == "amounts":
            parts = (f"{self.list.name(code)} {self._counted(one, words)}" for code, one in value.items())
            return ", ".join(parts) or words.none
        return self._counted(value, words) if self.kind == "number" else str(value)

    def _counted(self, value: float, words: _Words) -> str:
        return f"{words.figure(value)} {self.unit}".rstrip()


@dataclass(frozen=True, slots=True)
class Section:
    """Questions under one letter of the form."""

    letter: str
    title: str
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Survey:
    """A form: its sections in order."""

    key: str
    title: str
    mark: Mark
    sections: tuple[Section, ...]

    @property
    def questions(self) -> tuple[Question, ...]:
        """All questions in order."""
        return tuple(question for section in self.sections for question in section.questions)

    def question(self, key: str) -> Question | None:
        """The question of that key, or None."""
        return next((question for question in self.questions if question.key == key), None)

    def without(self, keys: Iterable[str]) -> Survey:
        """The form as a standard uses it that leaves some questions out; numbers stay."""
        left = frozenset(keys)
        kept = (
            Section(section.letter, section.title, tuple(q for q in section.questions if q.key not in left))
            for section in self.sections
        )
        return Survey(self.key, self.title, self.mark, tuple(kept))


def survey_for(surveys: Sequence[Survey]) -> Survey:
    """One form that asks all that several standards need, each question once."""
    first = surveys[0]
    titles: dict[str, str] = {}
    questions: dict[str, dict[str, Question]] = {}
    for survey in surveys:
        for section in survey.sections:
            titles.setdefault(section.letter, section.title)
            for question in section.questions:
                questions.setdefault(section.letter, {}).setdefault(question.key, question)
    sections = (
        Section(letter, titles[letter], tuple(sorted(questions.get(letter, {}).values(), key=_place)))
        for letter in sorted(titles)
    )
    return Survey(first.key, first.title, first.mark, tuple(sections))


def _place(question: Question) -> int:
    return int(question.number[1:])


def load_survey(key: str) -> Survey:
    """The shipped form of that key; RuleFault if it is missing or damaged."""
    table = Table.of_file(resource("standards", "surveys", f"{key}.toml"))
    return read_survey(table)


def read_survey(table: Table) -> Survey:
    """The form that a table holds."""
    sections = tuple(_section(section) for section in table.tables("section", "letter"))
    survey = Survey(table.text("key"), table.text("title"), table.mark(), sections)
    keys = [question.key for question in survey.questions]
    twice = sorted({key for key in keys if keys.count(key) > 1})
    if twice:
        table.fault(_("câu hỏi lặp lại: {keys}").format(keys=", ".join(twice)))
    for question in survey.questions:
        _check_conditions(table, survey, question)
    return survey


def _section(table: Table) -> Section:
    letter = table.text("letter")
    questions = (
        _question(question, f"{letter}{place}") for place, question in enumerate(table.tables("question"), 1)
    )
    return Section(letter, table.text("title"), tuple(questions))


def _question(table: Table, number: str) -> Question:
    key, subject = table.text("key"), table.one_of("subject", SUBJECTS)
    kind = table.one_of("kind", KINDS)
    codes = table.text("codes", "")
    if (kind in _CODED) != bool(codes):
        table.fault(
            _("loại câu “{kind}” và danh mục “{codes}” không hợp nhau").format(kind=kind, codes=codes)
        )
    if codes:
        check_list(table, codes)
    return Question(
        key=key,
        number=number,
        subject="member" if subject == "member" else "household",
        text=table.text("text"),
        kind=kind,
        codes=codes,
        unit=table.text("unit", ""),
        least=table.number("least") if "least" in table else None,
        most=table.number("most") if "most" in table else None,
        when=tuple(_condition(condition) for condition in table.tables("when")),
        fact=table.text("fact", f"{subject}.answers.{key}"),
    )


def check_list(table: Table, name: str) -> CodeList:
    """The code list that a table refers to; the fault of a missing list names the table."""
    try:
        return code_list(name)
    except RuleFault as fault:
        table.fault(_("không có danh mục “{name}” ({why})").format(name=name, why=fault.why))


def _condition(table: Table) -> Condition:
    return Condition(
        age_from=table.whole("age_from", 0),
        age_below=table.whole("age_below", 0),
        question=table.text("question", ""),
        any=tuple(table.values.get("any", ())),
        nobody=table.text("nobody", ""),
        said=table.values.get("said"),
    )


def _check_conditions(table: Table, survey: Survey, question: Question) -> None:
    for condition in question.when:
        for key, subject in ((condition.question, question.subject), (condition.nobody, "member")):
            found = survey.question(key)
            if key and (found is None or found.subject != subject):
                table.fault(
                    _("câu “{key}” dựa vào câu “{other}” không có").format(key=question.key, other=key)
                )
