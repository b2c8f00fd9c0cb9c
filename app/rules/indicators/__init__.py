"""The functions that derive deprivation from facts, by the name under which a rule book calls them."""

from __future__ import annotations

from collections.abc import Mapping

from app.rules.indicators.health import HEALTH_INSURANCE, NUTRITION
from app.rules.indicators.information import INTERNET, NONE_OF
from app.rules.indicators.judging import Function
from app.rules.indicators.living import HOUSING_AREA, HOUSING_QUALITY, NOT_AMONG
from app.rules.indicators.schooling import ADULT_EDUCATION, CHILD_SCHOOLING
from app.rules.indicators.work import DEPENDENTS, EMPLOYMENT

FUNCTIONS: Mapping[str, Function] = {
    "employment": EMPLOYMENT,
    "dependents": DEPENDENTS,
    "nutrition": NUTRITION,
    "health_insurance": HEALTH_INSURANCE,
    "adult_education": ADULT_EDUCATION,
    "child_schooling": CHILD_SCHOOLING,
    "housing_quality": HOUSING_QUALITY,
    "housing_area": HOUSING_AREA,
    "not_among": NOT_AMONG,
    "internet": INTERNET,
    "none_of": NONE_OF,
}
