"""The questions to a household on the survey form: boxes to tick, dots to write upon, last year in grey."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.printing import fonts
from app.printing.block import LEADING, Block, Words
from app.printing.ink import Drawn, Grey, Layers, Marks, stacked
from app.printing.prose import TO_FILL, Look, prose
from app.rules.codes import Code
from app.rules.figures import official_figure
from app.rules.survey import Condition, Question, Survey

SIZE = 11.0
SHADE = 0.55  # of last year's answers: light enough to write upon, dark enough to read
BOX = 8.5  # points: the side of a box to tick
INDENT, BELOW = 14.0, 5.0
ROOM = 75.0  # points: to write an amount and its unit
OPTION = Look(fonts.REGULAR, SIZE, "left")
COLUMNS = (3, 2, 1)
YES_NO = ("Có", "Không")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with what stands around it: its form, the year, and last year's answers by question."""

    question: Question
    survey: Survey
    year: int
    last: Mapping[str, Any]
    last_year: int | None

    @property
    def before(self) -> Any:
        """Last year's answer; None for none."""
        return self.last.get(self.question.key) if self.last_year else None

    @property
    def entries(self) -> Sequence[Code]:
        """The answers in force at the end of the year."""
        return self.question.list.on(date(self.year, 12, 31))


def household_question(asked: Asked, width: float) -> Layers:
    """A question with room for its answer, which no page divides."""
    question = asked.question
    match question.kind:
        case "yesno":
            ticked = {None: (), True: (0,), False: (1,)}[asked.before]
            answers: Drawn = _options(YES_NO, ticked, width - INDENT)
        case "choice" | "many":
            codes = asked.before if question.kind == "many" else [asked.before]
            told = [at for at, entry in enumerate(asked.entries) if entry.code in (codes or ())]
            answers = _options(
                [f"{at}. {one.name}" for at, one in enumerate(asked.entries, 1)], told, width - INDENT
            )
        case "amounts":
            answers = _amounts(asked, width - INDENT)
        case _:
            return stacked((_open(asked, width), Block(BELOW)))
    head = prose(heading(asked), OPTION, width)
    return Layers(
        head.height + 2.0 + answers.height + BELOW,
        ((0.0, 0.0, head), (INDENT, head.height + 2.0, answers)),
    )


def heading(asked: Asked) -> str:
    """`**C1.** Vật liệu cột (chỉ hỏi nếu …)`."""
    reasons = "; ".join(_reason(one, asked.survey, asked.year) for one in asked.question.when)
    return f"**{asked.question.number}.** {asked.question.text}" + (f" ({reasons})" if reasons else "")


def _reason(condition: Condition, survey: Survey, year: int) -> str:
    if condition.age_from:
        return f"từ {condition.age_from} tuổi"
    if condition.age_below:
        return f"dưới {condition.age_below} tuổi"
    other = survey.question(condition.question or condition.nobody)
    if other is None:  # left out by the standard: then nothing hangs on it
        return "nếu có"
    if condition.nobody:
        return f"nếu không ai trả lời “có” ở {other.number}"
    entries = other.list.on(date(year, 12, 31))
    digits = [str(at) for at, entry in enumerate(entries, 1) if entry.code in condition.any]
    return f"nếu {other.number} là {', '.join(digits)}"


def _open(asked: Asked, width: float) -> Drawn:
    """A question answered in words or by a number, on one line of dots."""
    unit = f" {asked.question.unit}" if asked.question.unit else ""
    before = asked.before
    line = prose(f"{heading(asked)}: {TO_FILL}{unit}", OPTION, width * (0.7 if before is not None else 1.0))
    if before is None:
        return line
    told = prose(f"năm {asked.last_year}: {asked.question.written(before)}", OPTION, width * 0.29)
    return Layers(line.height, ((0.0, 0.0, line), (width * 0.71, 0.0, Grey(told, SHADE))))


def _options(texts: Sequence[str], ticked: Sequence[int], width: float) -> Layers:
    """Boxes with their texts in as many columns as the longest allows."""
    columns = _columns(texts, width)
    share = width / columns
    labels = [prose(text, OPTION, share - BOX - 8.0) for text in texts]
    rows = [labels[at : at + columns] for at in range(0, len(labels), columns)]
    parts: list[tuple[float, float, Drawn]] = []
    y = 0.0
    for number, row in enumerate(rows):
        for at, label in enumerate(row):
            parts.append((at * share + BOX + 4.0, y, label))
            parts.append((at * share, y + 2.0, tick_box()))
            if number * columns + at in ticked:
                parts.append((at * share, y + 2.0, Grey(_tick(), SHADE)))
        y += max(label.height for label in row) + 1.5
    return Layers(y, tuple(parts))


def _columns(texts: Sequence[str], width: float) -> int:
    longest = max((fonts.ems(fonts.drawable(text), fonts.REGULAR) * SIZE for text in texts), default=0.0)
    return next((n for n in COLUMNS if longest <= width / n - BOX - 8.0), 1)


def tick_box() -> Marks:
    """A box to tick."""
    return Marks(BOX, boxes=((0.0, 0.0, BOX, BOX),))


def _tick() -> Marks:
    inner = 1.2
    return Marks(BOX, filled=((inner, inner, BOX - 2 * inner, BOX - 2 * inner),))


def _amounts(asked: Asked, width: float) -> Layers:
    """Each entry with dots for its number, in as many columns as leave room to write."""
    unit = f" {asked.question.unit}" if asked.question.unit else ""
    labels = [prose(f"{one.name}:", OPTION, width) for one in asked.entries]
    widest = max((words.x + _width(words) for label in labels for words in label.words), default=0.0)
    columns = next((n for n in COLUMNS if widest + ROOM <= width / n), 1)
    share = width / columns
    parts: list[tuple[float, float, Drawn]] = []
    high = SIZE * LEADING + 3.0
    for at, (entry, label) in enumerate(zip(asked.entries, labels, strict=True)):
        x, y = at % columns * share, at // columns * high
        start = sum(map(_width, label.words)) + SIZE * 0.25 * len(label.words)
        parts.append((x, y, label))
        before = (asked.before or {}).get(entry.code)
        if before is not None:
            told = prose(official_figure(before), Look(fonts.ITALIC, SIZE, "left"), share)
            parts.append((x + start, y, Grey(told, SHADE)))
            start += sum(map(_width, told.words)) + 2.0
        parts.append((x + start, y, prose(f"{TO_FILL}{unit}", OPTION, share - start - 12.0)))
    return Layers(-(-len(labels) // columns) * high, tuple(parts))


def _width(words: Words) -> float:
    return fonts.ems(words.text, words.face) * words.size
