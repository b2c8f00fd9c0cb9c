"""Targets are set once for a place, year and indicator; what cannot be meant is refused."""

from __future__ import annotations

import pytest

from app.errors import InputFault
from app.services import targets
from tests.services.conftest import OFFICER


def listed(commune, year=2026):
    with commune.session() as session:
        found = targets.of_places(session, [commune.place], year)
        return [(one.indicator, one.value, one.done, one.source) for one in found]


def put(commune, told, value, **more):
    return targets.put(commune, commune.place, 2026, told, value, OFFICER, **more)


def test_a_target_is_set_and_set_otherwise(commune):
    assert put(commune, "poverty_rate", 14.83, source=" 92/KH-UBND ")
    assert not put(commune, "Tỷ lệ hộ nghèo", 14.83, source="92/KH-UBND")
    assert put(commune, "poverty_rate", 14.0)
    assert put(commune, "models", 3, done=2)
    assert listed(commune) == [("poverty_rate", 14.0, None, ""), ("models", 3.0, 2.0, "")]


def test_a_target_is_taken_away_and_may_be_set_again(commune):
    put(commune, "poverty_rate", 14.83)
    targets.take_away(commune, commune.place, 2026, "poverty_rate", OFFICER)
    assert listed(commune) == []
    assert put(commune, "poverty_rate", 14.83)
    assert listed(commune) == [("poverty_rate", 14.83, None, "")]


@pytest.mark.parametrize(
    ("told", "value", "done", "said"),
    [
        ("số trẻ", 3, None, "Không có chỉ tiêu “số trẻ”"),
        ("poverty_rate", 120, None, "“120” không thể là giá trị"),
        ("poverty_fall", -3, None, "“-3” không thể là giá trị"),
        ("poverty_rate", 14, 12, "được tính từ sổ"),
    ],
)
def test_what_cannot_be_meant_is_refused(commune, told, value, done, said):
    with pytest.raises(InputFault, match=said):
        put(commune, told, value, done=done)
    assert listed(commune) == []


def test_what_was_not_set_cannot_be_taken_away(commune):
    with pytest.raises(InputFault, match="không được giao chỉ tiêu"):
        targets.take_away(commune, commune.place, 2026, "poverty_rate", OFFICER)
