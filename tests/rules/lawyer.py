"""Reads the cases that a lawyer can read, in Vietnamese words, into facts."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from app.dates import PartialDate
from app.rules.book import RuleBook, book
from app.rules.codes import code_list
from app.rules.facts import Facts, Member
from app.rules.survey import Question

CASES = Path(__file__).parent / "cases"
OF_MEMBER = ("tên", "sinh", "giới")
KNOWN = {
    "tên", "khu vực", "ngày", "khẩu", "thu nhập", "bảng thu nhập", "B1", "các mục B1", "thiếu hụt", "chưa rõ",
    "thành viên", "danh sách", "phiếu",
    "loại hộ", "B2", "chỉ số", "vì", "căn cứ", "cảnh báo", "còn thiếu", "điểm B1", "thu nhập tính được",
    "mức sống trung bình", "lao động thu nhập thấp",
}  # fmt: skip


@dataclass(frozen=True)
class Case:
    """One case: its title, the book, the facts, and what has to come out."""

    title: str
    book: RuleBook
    facts: Facts
    expected: dict[str, Any]


def cases() -> Iterator[Case]:
    for path in sorted(CASES.glob("*.toml")):
        file = tomllib.loads(path.read_text("utf-8"))
        for raw in file["trường hợp"]:
            assert set(raw) <= KNOWN, f"{path.name}: {set(raw) - KNOWN}"
            rules = book(file["chuẩn"])
            yield Case(f"{path.stem}: {raw['tên']}", rules, _facts(raw, rules), raw)


def _facts(raw: dict[str, Any], rules: RuleBook) -> Facts:
    members = tuple(_member(place, member, rules) for place, member in enumerate(raw.get("thành viên", ())))
    return Facts(
        on=raw.get("ngày", date(2026, 11, 20)),
        area=code_list("areas").read(raw.get("khu vực", "Nông thôn")),
        size=raw.get("khẩu", 0),
        members=members,
        roster_complete=bool(members) and raw.get("danh sách", "đủ") == "đủ",
        answers=dict(
            _answer(text, value, "household", rules) for text, value in raw.get("phiếu", {}).items()
        ),
        ticks=_ticks(raw, rules),
        b1_total=raw.get("B1"),
        b1_items=raw.get("các mục B1", {}),
        income=raw.get("bảng thu nhập", {}),
        income_per_person=raw.get("thu nhập"),
    )


def _ticks(raw: dict[str, Any], rules: RuleBook) -> dict[str, bool]:
    if "thiếu hụt" not in raw:
        return {}
    unknown = raw.get("chưa rõ", [])
    return {
        indicator.key: indicator.number in raw["thiếu hụt"]
        for indicator in rules.indicators
        if indicator.number not in unknown
    }


def _member(place: int, raw: dict[str, Any], rules: RuleBook) -> Member:
    answers = dict(
        _answer(text, value, "member", rules) for text, value in raw.items() if text not in OF_MEMBER
    )
    return Member(
        key=f"m{place}",
        name=raw["tên"],
        sex=code_list("sex").read(raw["giới"]) if "giới" in raw else None,
        birth=PartialDate.of(raw["sinh"]) if "sinh" in raw else None,
        relation="other" if place else "head",
        answers=answers,
    )


def _answer(text: str, value: Any, subject: str, rules: RuleBook) -> tuple[str, Any]:
    (question,) = (one for one in rules.survey.questions if one.text == text and one.subject == subject)
    return question.key, _read(question, value)


def _read(question: Question, value: Any) -> Any:
    if question.kind == "choice":
        code = question.list.read(value)
        assert code is not None, f"{question.text}: {value}"
        return code
    if question.kind == "many":
        return [question.list.read(one) for one in value]
    return value
