"""Reads the cases of applicants that a lawyer can read, in Vietnamese words, into facts."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from app.rules.codes import code_list
from app.rules.eligibility.facts import Applicant, HouseholdFacts, PersonFacts
from app.rules.eligibility.terms import Terms
from app.rules.programme import sub_project
from app.rules.support_kinds import kinds

APPLICANTS = Path(__file__).parent / "applicants"
VERDICTS = {"đủ": True, "không": False, "chưa rõ": None}
YES = {"có": True, "không": False}
KNOWN = {
    "tên", "ngày", "nội dung", "thôn", "nơi thực hiện", "loại hộ", "thoát nghèo", "nhóm", "không thuộc nhóm",
    "địa bàn", "không ở địa bàn", "lập hộ", "vào sổ", "ra sổ", "đã có", "thu nhập thấp", "khuyết tật",
    "sinh kế", "người", "kết luận", "vì", "cần ghi",
}  # fmt: skip


@dataclass(frozen=True)
class Case:
    """One case: its title, the terms, who applies, when, and what has to come out."""

    title: str
    terms: Terms
    applicant: Applicant
    day: date
    expected: dict[str, Any]


def cases() -> Iterator[Case]:
    for path in sorted(APPLICANTS.glob("*.toml")):
        file = tomllib.loads(path.read_text("utf-8"))
        for raw in file["trường hợp"]:
            assert set(raw) <= KNOWN, f"{path.name}: {set(raw) - KNOWN}"
            terms = sub_project(file["chương trình"], file["tiểu dự án"]).terms_of(raw.get("nội dung", ""))
            if "nơi thực hiện" in raw:
                terms = terms.within(frozenset(raw["nơi thực hiện"]))
            yield Case(f"{file['tiểu dự án']}: {raw['tên']}", terms, _applicant(raw), raw["ngày"], raw)


def _applicant(raw: dict[str, Any]) -> Applicant:
    household = HouseholdFacts(
        klass=code_list("classes").read(raw["loại hộ"]) if "loại hộ" in raw else None,
        escaped=raw.get("thoát nghèo"),
        groups=_told("groups", raw.get("nhóm", ()), raw.get("không thuộc nhóm", ())),
        traits=_told("place_traits", raw.get("địa bàn", ()), raw.get("không ở địa bàn", ())),
        village=raw.get("thôn"),
        since=raw.get("vào sổ", ""),
        until=raw.get("ra sổ", ""),
        formed=raw.get("lập hộ", ""),
        had={_kind(name): YES[told] for name, told in raw.get("đã có", {}).items()},
        low_income=YES[raw["thu nhập thấp"]] if "thu nhập thấp" in raw else None,
        disabled=YES[raw["khuyết tật"]] if "khuyết tật" in raw else None,
        stable=YES[raw["sinh kế"]] if "sinh kế" in raw else None,
    )
    return Applicant(household, _person(raw["người"]) if "người" in raw else None)


def _told(name: str, yes: list[str], no: list[str]) -> dict[str, bool]:
    codes = code_list(name)
    read = {codes.read(text): True for text in yes} | {codes.read(text): False for text in no}
    assert None not in read, (name, yes, no)
    return read


def _kind(name: str) -> str:
    return next(one.code for one in kinds() if one.name == name)


def _person(raw: dict[str, Any]) -> PersonFacts:
    def told(key: str) -> bool | None:
        return YES[raw[key]] if key in raw else None

    return PersonFacts(
        birth=raw.get("sinh", ""),
        sex=code_list("sex").read(raw["giới"]) if "giới" in raw else None,
        since=raw.get("vào hộ", ""),
        until=raw.get("rời hộ", ""),
        pregnant=told("mang thai"),
        nursing=told("cho con bú"),
        disabled=told("khuyết tật"),
        stable=told("sinh kế"),
        roles=frozenset(map(code_list("officer_roles").read, raw["nhiệm vụ"])) if "nhiệm vụ" in raw else None,
        answers={"school": code_list("school").read(raw["đi học"])} if "đi học" in raw else {},
    )
