"""Invented papers of the procedure. Every person in them is made up."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

from app.reports.papers_data import (
    Certificate,
    Decision,
    DecisionList,
    HouseholdSheet,
    Issuer,
    Listed,
    Meeting,
    Member,
    Posting,
    QuickScreen,
    Request,
    Summary,
    SurveySheet,
    Vote,
)
from app.rules.book import book
from app.rules.survey import survey_for

from . import samples

ISSUER = Issuer("Xã Nà Mây", ("Tỉnh Lào Cai",))
KEY = "0199a3c2b4d57e8f90a1b2c3d4e5f607"
DAY = date(2026, 12, 5)
CLASSES = ("Hộ nghèo", "Hộ cận nghèo", "Hộ không nghèo")

HOUSEHOLD = HouseholdSheet(
    key=KEY,
    members=(
        Member(
            "Giàng A Páo", "Chủ hộ", "Nam", "15/03/1980", "Mông", "•••••••••417", "02/05/2021", "Có việc làm"
        ),
        Member("Vàng Thị Mỷ", "Vợ/chồng", "Nữ", "1983", "Mông", "•••••••••265", "", "Có việc làm"),
        Member("Giàng Thị Ỏn", "Con", "Nữ", "07/2006", "Mông", "", "", "Không có việc làm"),
        Member("Giàng A Chống", "Con", "Nam", "21/11/2012", "Mông", "", "", "Đang đi học"),
        Member("Sùng Thị Dê", "Bố/mẹ", "Nữ", "1951", "Mông", "", "", "", "Mất ngày 02/4/2026"),
    ),
    code="0412-00017",
    village="Bản Hua Khắt",
    address="Bản Hua Khắt, xã Nà Mây, tỉnh Lào Cai",
    before="Hộ nghèo",
)


def request(leaving: bool = False) -> Request:
    return Request(
        ISSUER, leaving, HOUSEHOLD, "Hộ mới có con nhỏ, mất mùa ngô hai vụ liền.", date(2026, 9, 3)
    )


def _listed(count: int, seed: int) -> tuple[Listed, ...]:
    pick = random.Random(seed)
    found = []
    for at in range(count):
        village = samples.VILLAGES[at * len(samples.VILLAGES) // count]
        birth = str(pick.randrange(1940, 2003))
        found.append(
            Listed(
                samples.person(pick),
                village,
                birth,
                pick.choice(("Mông", "Thái", "Dao")),
                pick.randrange(1, 9),
            )
        )
    return tuple(found)


def decision(counts: tuple[int, ...] = (64, 31, 12, 0)) -> Decision:
    kinds = ("hộ nghèo", "hộ cận nghèo", "hộ thoát nghèo", "hộ thoát cận nghèo")
    lists = tuple(DecisionList(kind, _listed(n, n)) for kind, n in zip(kinds, counts, strict=True))
    return Decision(ISSUER, 2026, lists, "127/QĐ-UBND", DAY, signer="Vàng A Sinh")


def meeting(votes: int = 14) -> Meeting:
    pick = random.Random(3)
    cast = []
    for at in range(votes):
        agreeing = 19 if at == 5 else pick.randrange(30, 42)
        cast.append(
            Vote(
                samples.person(pick),
                pick.randrange(2, 8),
                pick.choice(CLASSES),
                pick.choice(CLASSES[:2]),
                agreeing,
                agreeing * 2 >= 42,
            )
        )
    return Meeting(
        ISSUER, "Bản Lũng Cáng", 2026, tuple(cast), 50, 2, date(2026, 11, 8),
        "nhà sinh hoạt cộng đồng bản", "Lò Văn Ún", "Hảng Thị Mẩy", 42,
        "công chức phụ trách giảm nghèo xã, bí thư chi bộ, các đoàn thể của bản",
        ("Giàng A Páo", "Bàn Láo Sĭn"),
    )  # fmt: skip


def posting() -> Posting:
    return Posting(
        ISSUER, samples.posting(), "Bản Pú Nhu", 2026, date(2026, 11, 18), date(2026, 11, 20),
        ("Nhà sinh hoạt cộng đồng Bản Pú Nhu", "Trụ sở Ủy ban nhân dân xã Nà Mây"),
        "Ban chỉ đạo rà soát xã Nà Mây", "45/TB-UBND", date(2026, 11, 17),
        "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH", "Triệu Thị Pu",
    )  # fmt: skip


def certificate(number: int = 17, members: int = 5, copy: int = 0) -> Certificate:
    pick = random.Random(number)
    own = HOUSEHOLD.members[:members] + tuple(
        Member(samples.person(pick), "Cháu", pick.choice(("Nam", "Nữ")), str(2010 + at), "Mông")
        for at in range(max(0, members - len(HOUSEHOLD.members)))
    )
    household = HouseholdSheet(KEY, own, HOUSEHOLD.code, HOUSEHOLD.village, HOUSEHOLD.address)
    confirmed = ((2026, "Hộ nghèo"), (2027, ""), (2028, ""), (2029, ""), (2030, ""))
    return Certificate(ISSUER, household, 2026, str(number), confirmed, DAY, signer="Vàng A Sinh", copy=copy)


def summary() -> Summary:
    figures = (
        ("poor", "237"), ("poor_persons", "1.162"), ("poor_rate", "40,10"), ("near_poor", "96"),
        ("near_poor_persons", "455"), ("near_poor_rate", "16,24"), ("poor_start", "274"),
        ("escaped_poor", "51"),
        ("to_near_poor", "33"), ("above_near_poor", "18"), ("poor_again", "3"), ("newly_poor", "6"),
        ("near_poor_start", "88"), ("escaped_near_poor", "20"), ("near_poor_again", "1"),
        ("newly_near_poor", "4"),
    )  # fmt: skip
    table = samples.rates()
    return Summary(
        ISSUER, 2026, figures, (table,), "Ủy ban nhân dân tỉnh Lào Cai", day=DAY, signer="Vàng A Sinh"
    )


def survey_sheet(members: int = 5, blank: bool = False) -> SurveySheet:
    survey = survey_for([book("vn-2021").survey, book("vn-2027").survey])
    if blank:
        return SurveySheet(ISSUER, 2026, survey)
    last = {
        "column": "concrete", "roof": survey.question("roof").list.entries[1].code, "floor_area": 42.5,
        "electricity": survey.question("electricity").list.entries[0].code, "electricity_used": 38,
        "assets": {"motorbike": 1, "television": 1}, "land": {"annual": 2400},
        "animals": {"pig": 2, "poultry": 15},
        "farming": True, "water": survey.question("water").list.entries[2].code, "internet_used": False,
        "information_means": [survey.question("information_means").list.entries[0].code],
        "groups": ["minority"], "causes": ["capital", "knowledge"], "policies": [],
        "wants": ["credit", "housing"],
    }  # fmt: skip
    each = {"insurance": True, "internet": False, "work": "working", "education": "primary", "height": 148.5}
    household = certificate(members=members).household
    household = replace(household, before="Hộ nghèo")
    return SurveySheet(
        ISSUER, 2026, survey, household, "Nông thôn", 2025, last, (each,) * len(household.members)
    )


def quick_screen(blank: bool = False) -> QuickScreen:
    return QuickScreen(ISSUER, 2026) if blank else QuickScreen(ISSUER, 2026, HOUSEHOLD, 5, date(2026, 9, 3))
