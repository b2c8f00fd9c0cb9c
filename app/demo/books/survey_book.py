"""The survey forms of a whole commune in one workbook (kind `survey_book`): full rosters and all answers.

Sheet `Hộ`, heads in row 1, one row a household, columns from left to right:
    Mã hộ · Thôn, bản · Họ và tên chủ hộ · Số khẩu · Năm lập hộ · Ngày rà soát · Điểm B1
    then a column a household question of the survey form, headed by the words of the question
    then a column an item of the income worksheet, headed by its name: đồng of the household in 12 months

Sheet `Thành viên`, heads in row 1, one row a member, the head of the household first:
    Mã hộ · STT (within the household) · then a column a member question, headed by the words of the question
    (Họ và tên, Quan hệ với chủ hộ, Ngày, tháng, năm sinh, Giới tính, Dân tộc, Số định danh cá nhân, …)

The questions are those of `resources/standards/surveys/phieu-b.toml`, in its order, whatever standard asks
them; the income items are those of `vn-2021`. An empty cell is a question not asked or not answered. By kind:
    text     as it is; an identity number is text of 12 digits
    date     text `12/03/2003`, `03/1980` or `1980`
    yesno    `Có`, `Không`
    number   a number in the unit of the question
    choice   the name of the entry in the code list
    many     the names, joined by `; `; `Không có` where the answer is none of them
    amounts  `name: number`, joined by `; `; `Không có` where the answer is nothing
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from app.demo.books.writing import Value, workbook, write_row
from app.demo.people import Answer, Commune, Household, Member
from app.rules.book import book as rule_book
from app.rules.survey import Question, load_survey

_HOUSEHOLD = (
    "Mã hộ", "Thôn, bản", "Họ và tên chủ hộ", "Số khẩu", "Năm lập hộ", "Ngày rà soát", "Điểm B1",
)  # fmt: skip
_MEMBER = ("Mã hộ", "STT")
_NONE = "Không có"


def write(commune: Commune, path: Path) -> None:
    """Write both sheets."""
    questions = load_survey("phieu-b").questions
    of_household = [question for question in questions if question.subject == "household"]
    of_member = [question for question in questions if question.subject == "member"]
    day = f"{commune.reviewed_on:%d/%m/%Y}"
    items = {item.key: item.name for item in rule_book("vn-2021").income_items}
    with workbook(path, commune) as book:
        bold = book.add_format({"bold": True, "text_wrap": True})
        homes, people = book.add_worksheet("Hộ"), book.add_worksheet("Thành viên")
        write_row(homes, 0, (*_HOUSEHOLD, *(q.text for q in of_household), *items.values()), bold)
        write_row(people, 0, (*_MEMBER, *(q.text for q in of_member)), bold)
        row = 0
        for number, household in enumerate(commune.households, 1):
            write_row(homes, number, _household(household, day, of_household, tuple(items)))
            for place, member in enumerate(household.members, 1):
                row += 1
                write_row(people, row, (household.code, place, *_answers(of_member, _of_member(member))))
        for sheet, names in ((homes, 2), (people, 2)):
            sheet.freeze_panes(1, names + 1)
            sheet.set_column(1, names, 20)


def _household(
    household: Household, day: str, questions: Sequence[Question], items: Sequence[str]
) -> list[Value]:
    head = household.head.name
    who: list[Value] = [
        household.code,
        household.village,
        head,
        household.size,
        household.since,
        day,
        household.b1,
    ]
    answers: dict[str, Answer] = {**household.answers, "groups": household.groups}
    if household.now != "not_poor":
        answers["causes"] = household.causes
    return [*who, *_answers(questions, answers), *(household.worksheet.get(item) for item in items)]


def _of_member(member: Member) -> Mapping[str, Answer]:
    """The answers of a member, those that the roster itself holds included."""
    return {
        **member.answers,
        "name": member.name,
        "relation": member.relation,
        "birth": member.birth.shown,
        "sex": member.sex,
        "ethnic": member.ethnic,
        "identity": member.identity,
    }


def _answers(questions: Sequence[Question], answers: Mapping[str, Answer]) -> list[Value]:
    return [_cell(question, answers.get(question.key)) for question in questions]


def _cell(question: Question, answer: Answer | None) -> Value:
    """An answer as the sheet has it."""
    if isinstance(answer, bool):
        return "Có" if answer else "Không"
    if isinstance(answer, Mapping):
        return "; ".join(f"{question.list.name(code)}: {number}" for code, number in answer.items()) or _NONE
    if isinstance(answer, tuple):
        return "; ".join(question.list.name(code) for code in answer) or _NONE
    if isinstance(answer, str) and question.codes:
        return question.list.name(answer)
    return answer if answer != "" else None
