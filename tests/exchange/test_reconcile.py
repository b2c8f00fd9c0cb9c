"""Counted against stated, village by village."""

from app.exchange.intake.reconcile import compare, counts, differences, reconcile
from app.exchange.lines import ControlLine, HouseholdLine, Problem, Reading


def _line(village, size, stated, **more):
    return HouseholdLine("S", 1, (), village=village, size=size, stated=stated, **more)


LINES = (
    _line("Bản Hòa", 4, "poor"),
    _line("Bản Hòa", 3, "near_poor"),
    _line("Bản Nậm Mơ", None, "poor"),
    _line("Bản Hòa", 9, "poor", refusals=(Problem("S", 1, 0, "Sai."),)),
)


def _control(place, **stated):
    return ControlLine("S", 1, place, {key.replace("_in_", "."): value for key, value in stated.items()})


def test_counts_by_village_and_class_without_the_refused():
    counted = counts(LINES)
    assert counted["Bản Hòa"] == {
        "households": 2,
        "persons": 7,
        "poor.households": 1,
        "poor.persons": 4,
        "near_poor.households": 1,
        "near_poor.persons": 3,
    }
    assert counted[""]["households"] == 3
    assert counted["Bản Nậm Mơ"]["persons"] == 0
    assert counts((_line("", 4, "poor"),)) == {
        "": {"households": 1, "persons": 4, "poor.households": 1, "poor.persons": 4}
    }


def test_differences_name_the_village():
    controls = (_control("bản  Hoà", households=2, persons=8), _control("", households=3))
    compared = reconcile(counts(LINES), controls)
    assert [(c.place, c.key, c.differs_by) for c in compared if c.stated is not None] == [
        ("bản  Hoà", "households", 0),
        ("bản  Hoà", "persons", -1),
        ("", "households", 0),
    ]
    wrong, unnamed = differences(compared)
    assert wrong.text == "bản  Hoà: số nhân khẩu đếm được 7, đối chiếu 8, lệch -1."
    assert unnamed.text == "Bản Nậm Mơ: có 1 số hộ, số liệu đối chiếu không nêu thôn này."


def test_a_village_missing_from_the_import_counts_none():
    (compared,) = differences(reconcile({}, (_control("Bản Xa", poor_in_households=5),)))
    assert (compared.counted, compared.differs_by) == (0, -5)
    assert compared.text == "Bản Xa: hộ nghèo đếm được 0, đối chiếu 5, lệch -5."


def test_two_readings_compared():
    totals = Reading(
        "control_totals", controls=(_control("Bản Hòa", households=2), _control("Bản Nậm Mơ", households=1))
    )
    compared = compare(Reading("commune_book", LINES), totals)
    assert all(each.equal for each in compared)
    assert compared[0].text == "Bản Hòa: số hộ khớp, 2."
