"""The members on the survey form: the list of who they are, and the questions to each of them as a grid."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from app.printing import fonts
from app.printing.block import Block, gap, over, paragraph
from app.printing.flow import Flowing
from app.printing.ink import Drawn, Grey
from app.printing.prose import Look, prose
from app.printing.ruled import SIDE, ruled_row
from app.printing.survey_questions import SHADE, Asked, heading
from app.reports.papers_data import Member, SurveySheet
from app.rules.figures import official_figure
from app.rules.survey import Question

LEAST_LINES, SPARE_LINES = 12, 2  # lines of the list: at least, and below the known members
AT_ONCE = 8  # members beside each other in the grid
LINE, CELL = 24.0, 24.0  # points: the height that a hand needs
SIZE, SMALL = 10.0, 9.0
NO_BREAK = "\N{NO-BREAK SPACE}"  # keeps a digit with its answer
SHORT_LIST = 12  # answers: of a longer list the words are written, not the digit
SHARES = {"name": 3.1, "relation": 1.5, "birth": 1.5, "sex": 0.9, "ethnic": 1.2, "identity": 2.0}
FIELDS = {
    "name": "name",
    "relation": "relation",
    "birth": "birth",
    "sex": "sex",
    "ethnic": "ethnic",
    "identity": "identity",
}


def of_roster(question: Question) -> bool:
    """True of what the list of members itself holds."""
    return question.subject == "member" and ".answers." not in question.fact


def roster(sheet: SurveySheet, width: float) -> Iterator[Flowing]:
    """The list of the members, with empty lines for those who are not known yet."""
    questions = [one for one in sheet.survey.questions if of_roster(one)]
    first = width * 0.05
    whole = sum(SHARES.get(one.key, 1.0) for one in questions)
    widths = [first, *((width - first) * SHARES.get(one.key, 1.0) / whole for one in questions)]
    titles = ["TT", *(f"{one.number}. {one.text}" for one in questions)]
    yield Flowing(
        ruled_row(widths, [_head(title, w) for title, w in zip(titles, widths, strict=True)]), keep=True
    )
    members: list[Member | None] = list(sheet.household.members if sheet.household else ())
    members += [None] * max(SPARE_LINES, LEAST_LINES - len(members))
    for at, member in enumerate(members, 1):
        texts = [str(at), *(_told(member, one) for one in questions)]
        cells = [_cell(text, w) for text, w in zip(texts, widths, strict=True)]
        yield Flowing(ruled_row(widths, cells, LINE))


def _told(member: Member | None, question: Question) -> str:
    return str(getattr(member, FIELDS[question.key])) if member and question.key in FIELDS else ""


def _head(text: str, width: float) -> Block:
    return paragraph(text, fonts.BOLD, SMALL, width - 2 * SIDE, "center")


def _cell(text: str, width: float) -> Block | None:
    return prose(text, Look(fonts.REGULAR, SIZE, "left"), width - 2 * SIDE) if text else None


def legends(sheet: SurveySheet, width: float) -> Block:
    """What may be written in the columns that have a short list of answers."""
    lines = []
    for question in sheet.survey.questions:
        asked = Asked(question, sheet.survey, sheet.year, {}, None)
        if of_roster(question) and question.kind == "choice" and len(asked.entries) <= SHORT_LIST:
            names = "; ".join(entry.name for entry in asked.entries)
            lines.append(prose(f"{question.number}: {names}.", Look(fonts.ITALIC, SMALL, "left"), width))
    return over((gap(3.0), *lines, gap(4.0)))


def grid(sheet: SurveySheet, asked: Sequence[Question], width: float) -> Iterator[Flowing]:
    """Questions to each member: down the questions with their digits, across the members by number."""
    questions = [one for one in asked if one.subject == "member" and not of_roster(one)]
    known = len(sheet.household.members) if sheet.household else 0
    for start in range(0, max(known, 1), AT_ONCE):
        yield from _grid(sheet, questions, start, width, fresh=start > 0)


def _grid(
    sheet: SurveySheet, questions: Sequence[Question], start: int, width: float, *, fresh: bool
) -> Iterator[Flowing]:
    each = width * 0.062
    widths = [width - AT_ONCE * each, *([each] * AT_ONCE)]
    numbers = [_head(f"TT {at}", each) for at in range(start + 1, start + AT_ONCE + 1)]
    head = paragraph("Câu hỏi (ghi số của câu trả lời)", fonts.BOLD, SMALL, widths[0] - 2 * SIDE, "center")
    yield Flowing(ruled_row(widths, [head, *numbers]), keep=True, fresh=fresh)
    told = sheet.last_members[start : start + AT_ONCE]
    for question in questions:
        asked = Asked(question, sheet.survey, sheet.year, {}, None)
        text = prose(
            f"{heading(asked)}: {_legend(asked)}", Look(fonts.REGULAR, SMALL, "left"), widths[0] - 2 * SIDE
        )
        answers = [_before(asked, answers, each) for answers in told] if sheet.last_year else []
        yield Flowing(ruled_row(widths, [text, *answers], CELL))


def _legend(asked: Asked) -> str:
    """The digits of the answers: `1 mẫu giáo; 2 tiểu học`."""
    question = asked.question
    if question.kind == "yesno":
        return f"1{NO_BREAK}Có; 2{NO_BREAK}Không"
    if question.kind == "choice" and len(asked.entries) <= SHORT_LIST:
        return "; ".join(f"{at}{NO_BREAK}{entry.name}" for at, entry in enumerate(asked.entries, 1))
    return f"ghi số {question.unit}" if question.unit else "ghi chữ"


def _before(asked: Asked, answers: Mapping[str, Any], width: float) -> Drawn | None:
    """Last year's answer of a member, as the digit that was written."""
    value = answers.get(asked.question.key)
    if value is None:
        return None
    return Grey(paragraph(_digit(asked, value), fonts.ITALIC, SIZE, width - 2 * SIDE, "center"), SHADE)


def _digit(asked: Asked, value: Any) -> str:
    match asked.question.kind:
        case "yesno":
            return "1" if value else "2"
        case "choice":
            codes = [entry.code for entry in asked.question.list.on(date(asked.year, 12, 31))]
            return str(codes.index(value) + 1) if value in codes else asked.question.written(value)
        case "number":
            return official_figure(value)
    return str(value)
