"""The survey forms of a commune in one workbook: households, members, a column a question.

The heads are the words of the questions themselves, so a survey with other questions needs no other reader.
Sheets belong together by the household's code, which within one file names one household.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from app.dates import PartialDate
from app.exchange.lines import HouseholdLine, MemberLine, Problem, Reading, Totals, fingerprint, numbered
from app.exchange.sheet import Cell, Row, Sheet
from app.exchange.sheets import headers
from app.exchange.sheets.headers import ColumnMapping, Header
from app.exchange.sheets.reading import Book
from app.exchange.sheets.titles import year as year_of
from app.exchange.values.birthdays import birth
from app.exchange.values.cells import Taken, coded, decimal, mark, text_of, whole
from app.exchange.values.identity import identity_number
from app.i18n import _
from app.rules.book import in_force
from app.rules.codes import CodeList
from app.rules.survey import Question
from app.vietnamese import proper_name

KIND = "survey_book"
_QUESTION, _INCOME = "q.", "income."
_HOUSEHOLD: dict[str, tuple[str, ...]] = {
    "code": ("mã hộ",),
    "village": ("thôn, bản", "thôn", "bản", "thôn/bản", "tổ dân phố"),
    "name": ("họ và tên chủ hộ", "chủ hộ"),
    "size": ("số khẩu", "số nhân khẩu"),
    "formed": ("năm lập hộ", "ngày lập hộ"),
    "reviewed": ("ngày rà soát", "thời gian rà soát"),
    "b1": ("điểm B1",),
}
_MEMBER: dict[str, tuple[str, ...]] = {"code": ("mã hộ",), "ordinal": ("STT",)}
_NOTHING = frozenset(("không có", "không"))
_ROSTER = frozenset(("name", "relation", "birth", "sex", "ethnic", "identity"))


def recognise(book: Book) -> float:
    """How sure it is: a sheet of households and a sheet of members that both ask questions."""
    asked = [_asked(sheet, book) for sheet in book.sheets]
    return 0.97 if sum(count >= 3 for count in asked) >= 2 else 0.0


def _asked(sheet: Sheet, book: Book) -> int:
    """How many questions the heads of a sheet ask, where it also names a household's code."""
    form = _Form.of(year_of([], sheet.name, book.path.name))
    header = headers.find(sheet.rows, form.household | form.member)
    if header is None or "code" not in header.columns:
        return 0
    return sum(key.startswith(_QUESTION) for key in header.columns)


@dataclass(frozen=True, slots=True)
class _Form:
    """The questions and the income items that the rule books in force ask, and how heads spell them."""

    questions: Mapping[str, Question]
    household: dict[str, tuple[str, ...]]
    member: dict[str, tuple[str, ...]]

    @classmethod
    def of(cls, year: int | None) -> _Form:
        books = in_force(date(year or date.today().year, 12, 31)) or in_force(date.today())
        asked = {one.key: one for book in books for one in book.survey.questions}
        items = {item.key: item.name for book in books for item in book.income_items}

        def heads(subject: str) -> dict[str, tuple[str, ...]]:
            return {_QUESTION + k: (q.text, q.number) for k, q in asked.items() if q.subject == subject}

        income = {_INCOME + key: (name,) for key, name in items.items()}
        return cls(asked, _HOUSEHOLD | heads("household") | income, _MEMBER | heads("member"))


@dataclass(slots=True)
class _Row:
    """A row being read: what it says, and what is to be said of it."""

    number: int
    sheet: str
    row: Row
    header: Header
    warnings: list[Problem] = field(default_factory=list)
    refusals: list[Problem] = field(default_factory=list)

    def take(self, key: str, reader: Callable[[Cell], Taken[Any]]) -> Any:
        """The value of a field; what is wrong with it is kept, and then there is none."""
        cell = self.header.cell(self.row, key)
        if cell == "":
            return None
        taken = reader(cell)
        self._complain(self.warnings, key, taken.warnings)
        self._complain(self.refusals, key, (taken.refusal,) if taken.refusal else ())
        return taken.value

    def _complain(self, problems: list[Problem], key: str, reasons: Iterable[str]) -> None:
        column = self.header.columns[key] + 1
        problems += [Problem(self.sheet, self.number, column, reason) for reason in reasons]


def read(book: Book, mapping: ColumnMapping | None, on: date) -> Reading:
    """All households of the sheet of households, each with its members."""
    form = _Form.of(year_of([], "", book.path.name))
    homes, people = _find(book, form.household, "name"), _find(book, form.member, "q.name")
    problems: list[Problem] = []
    members = _members(people, form, on, problems) if people else {}
    lines = [_household(row, form, members, on) for row in _rows(homes)] if homes else []
    codes = {line.code for line in lines}
    for code in members.keys() - codes:
        first = members[code][0]
        reason = _("Thành viên có mã hộ “{code}” nhưng trang hộ không có mã này.").format(code=code)
        problems.append(Problem(people[0].name if people else "", first.row, 1, reason))
    listed = sum(len(rows) for rows in members.values())
    totals = Totals(sum(len(s.rows) for s in book.sheets), len(lines) + listed, len(problems), {})
    year = year_of([], "", book.path.name)
    return Reading(KIND, numbered(lines), book.encoding, None, tuple(problems), totals, year)


def _find(book: Book, spellings: dict[str, tuple[str, ...]], needed: str) -> tuple[Sheet, Header] | None:
    """The sheet whose heads name the most of these fields, the needed ones among them."""
    found = ((sheet, headers.find(sheet.rows, spellings)) for sheet in book.sheets)
    fitting = [
        (sheet, header) for sheet, header in found if header and {"code", needed} <= header.columns.keys()
    ]
    return max(fitting, key=lambda one: len(one[1].columns), default=None)


def _rows(found: tuple[Sheet, Header] | None) -> Iterable[_Row]:
    if found is None:
        return
    sheet, header = found
    for number, row in enumerate(sheet.rows[header.first - 1 :], header.first):
        if any(cell != "" for cell in row):
            yield _Row(number, sheet.name, row, header)


def _members(
    found: tuple[Sheet, Header], form: _Form, on: date, problems: list[Problem]
) -> dict[str, list[MemberLine]]:
    members: dict[str, list[MemberLine]] = defaultdict(list)
    for row in _rows(found):
        member = _member(row, form, on)
        members[text_of(row.header.cell(row.row, "code"))].append(member)
        problems += row.warnings + row.refusals
    return members


def _member(row: _Row, form: _Form, on: date) -> MemberLine:
    born = row.take("q.birth", lambda cell: birth(cell, on)) if "q.birth" in row.header.columns else None
    sex = _coded(row, "q.sex", "sex")
    number = row.take("q.identity", lambda cell: identity_number(cell, born, sex))
    return MemberLine(
        name=proper_name(text_of(row.header.cell(row.row, "q.name"))),
        birth=born,
        sex=sex,
        ethnic=_coded(row, "q.ethnic", "ethnic"),
        relation=_coded(row, "q.relation", "relation"),
        row=row.number,
        cccd=number or "",
        answers=_answers(row, form, skip=_ROSTER),
    )


def _coded(row: _Row, key: str, codes: str) -> str | None:
    value: str | None = row.take(key, lambda cell: coded(cell, codes))
    return value


def _household(row: _Row, form: _Form, members: Mapping[str, list[MemberLine]], on: date) -> HouseholdLine:
    code = text_of(row.header.cell(row.row, "code"))
    own = tuple(members.get(code, ()))
    head = own[0] if own else None
    answers = _answers(row, form)
    income = {key: row.take(_INCOME + key, whole) for key in _items(row.header)}
    formed: PartialDate | None = row.take("formed", lambda cell: birth(cell, on))
    reviewed: PartialDate | None = row.take("reviewed", lambda cell: birth(cell, on))
    name = proper_name(text_of(row.header.cell(row.row, "name")))
    if not name:
        row.refusals.append(Problem(row.sheet, row.number, 0, _("Thiếu họ tên chủ hộ.")))
    return HouseholdLine(
        sheet=row.sheet,
        row=row.number,
        raw=tuple(row.row),
        village=text_of(row.header.cell(row.row, "village")),
        code=code,
        name=name,
        birth=head.birth if head else None,
        sex=head.sex if head else None,
        ethnic=head.ethnic if head else None,
        cccd=head.cccd if head else "",
        size=row.take("size", whole),
        b1=row.take("b1", decimal),
        causes=tuple(answers.pop("causes")) if "causes" in answers else None,
        groups=tuple(answers.pop("groups", ())),
        members=own,
        answers=answers,
        worksheet={key: value for key, value in income.items() if value is not None},
        formed=formed,
        reviewed=reviewed,
        warnings=tuple(row.warnings),
        refusals=tuple(row.refusals),
        fingerprint=fingerprint(row.row, *([repr(member)] for member in own)),
    )


def _items(header: Header) -> list[str]:
    return [key.removeprefix(_INCOME) for key in header.columns if key.startswith(_INCOME)]


def _answers(row: _Row, form: _Form, skip: frozenset[str] = frozenset()) -> dict[str, Any]:
    """The answers of a row, by question; an empty cell is no answer."""
    asked = (key.removeprefix(_QUESTION) for key in row.header.columns if key.startswith(_QUESTION))
    questions = (form.questions[key] for key in asked if key not in skip)
    found = {one.key: row.take(_QUESTION + one.key, _reader(one)) for one in questions}
    return {key: value for key, value in found.items() if value is not None}


def _reader(question: Question) -> Callable[[Cell], Taken[Any]]:
    """How the cells of a question are read, by the kind of its answer."""
    readers: dict[str, Callable[[Cell], Taken[Any]]] = {
        "yesno": mark,
        "number": decimal,
        "choice": lambda cell: coded(cell, question.codes),
        "many": lambda cell: _many(cell, question.list),
        "amounts": lambda cell: _amounts(cell, question.list),
    }
    return readers.get(question.kind, lambda cell: Taken(text_of(cell)))


def _many(cell: Cell, codes: CodeList) -> Taken[list[str]]:
    """Codes from names joined by `;`; the words for nothing are an empty list, not an unknown one."""
    text = text_of(cell)
    if text.lower() in _NOTHING:
        return Taken([])
    names = [part.strip() for part in text.split(";") if part.strip()]
    found = [(name, codes.read(name)) for name in names]
    strange = [name for name, code in found if code is None]
    warned = _("Không có mục “{name}” trong danh mục “{title}”.")
    warnings = tuple(warned.format(name=name, title=codes.title) for name in strange)
    return Taken([code for _name, code in found if code is not None], warnings)


def _amounts(cell: Cell, codes: CodeList) -> Taken[dict[str, float]]:
    """A number per code from `name: number` joined by `;`."""
    text = text_of(cell)
    if text.lower() in _NOTHING:
        return Taken({})
    found: dict[str, float] = {}
    warnings = []
    for part in filter(None, (piece.strip() for piece in text.split(";"))):
        name, _colon, amount = part.rpartition(":")
        code, number = codes.read(name), decimal(amount.strip()).value
        if code is None or number is None:
            warnings.append(_("Không hiểu “{part}” trong “{title}”.").format(part=part, title=codes.title))
        else:
            found[code] = number
    return Taken(found, tuple(warnings))
