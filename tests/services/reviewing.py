"""A round with households in it, and what its results are."""

from __future__ import annotations

from datetime import date

from app.services import rounds, surveys
from tests.services.conftest import OFFICER, rows

TODAY = date(2026, 9, 5)
INDICATORS = (
    "employment", "dependents", "nutrition", "health_insurance", "adult_education", "child_schooling",
    "housing_quality", "housing_area", "water", "sanitation", "telecom", "information_means",
)  # fmt: skip


def open_round(store, year=2026):
    return rounds.open_round(store, year, TODAY, OFFICER)


def requested(store, household, year=2026):
    """The case of a household that asked to be reviewed."""
    return rounds.request(store, year, household, "2026-09-10", OFFICER)


def ticks(deprived):
    """All indicators ticked: the first so many deprived."""
    return {key: place < deprived for place, key in enumerate(INDICATORS)}


def reviewed(store, case, b1, deprived):
    """A form filled in by points and ticks, and done."""
    surveys.type_b1(store, case, b1, OFFICER)
    surveys.tick(store, case, ticks(deprived), OFFICER)
    surveys.mark_done(store, case, OFFICER)


def result(store, case, standard="vn-2021"):
    (found,) = [
        row for row in rows(store, "result", f"review_case = x'{case.hex()}'") if row["standard"] == standard
    ]
    return found


def case(store, key):
    (found,) = rows(store, "review_case", f"id = x'{key.hex()}'")
    return found
