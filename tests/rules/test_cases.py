"""Every case of `cases/`, judged as the file says."""

from __future__ import annotations

import pytest

from app.rules.classify import classify
from app.rules.codes import code_list
from tests.rules.lawyer import Case, cases

ALL = tuple(cases())
STATES = {"thiếu hụt": True, "không": False, "có": True, "chưa rõ": None}


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.title)
def test_case(case: Case):
    found = classify(case.facts, case.book)
    expected = case.expected
    by_number = {one.number: one for one in found.indicators}
    for number, state in expected.get("chỉ số", {}).items():
        assert by_number[int(number)].deprived is STATES[state]
    checks = {
        "loại hộ": lambda text: found.klass == code_list("classes").read(text),
        "B2": lambda points: found.b2 == points,
        "điểm B1": lambda points: found.b1 == points,
        "căn cứ": lambda side: found.side == side,
        "thu nhập tính được": lambda amount: found.income == amount,
        "còn thiếu": lambda missing: list(found.missing) == missing,
        "cảnh báo": lambda kinds: [notice.kind for notice in found.notices] == kinds,
        "mức sống trung bình": lambda state: found.average_farming is STATES[state],
        "lao động thu nhập thấp": lambda state: found.low_income_worker is STATES[state],
        "vì": lambda texts: (
            [cause.text for n in expected["chỉ số"] for cause in by_number[int(n)].because] == texts
        ),
    }
    judged = [name for name in checks if name in expected]
    assert judged or expected.get("chỉ số")
    for name in judged:
        assert checks[name](expected[name]), name


def test_cases_are_told_apart():
    assert len({case.title for case in ALL}) == len(ALL)
