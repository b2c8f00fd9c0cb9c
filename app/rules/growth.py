"""A child weighed and measured, judged by the WHO child growth standards for 0–60 months.

The method is that of the standards, chapter 7: z-scores from L, M and S; beyond three standard deviations
weight counts on in the distance between the second and the third. Scores are rounded to two decimals before
they are judged, as WHO Anthro does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from math import floor
from typing import NamedTuple

from app.i18n import _
from app.rules.figures import figure
from app.rules.growth_tables import GrowthStandard, Lms, Measure, growth_table, standard

MODERATE, SEVERE = "moderate", "severe"


class Score(NamedTuple):
    """A z-score.

    Attributes:
        low: None, `moderate` (below −2) or `severe` (below −3).
        implausible: so far out that the measure is more likely wrong than true.
    """

    z: float
    low: str | None
    implausible: bool


@dataclass(frozen=True, slots=True)
class Growth:
    """What one weighing and measuring says.

    Attributes:
        age_days: on the day.
        age_months: full months on the day, of 30.4375 days.
        weight_for_age: None where it cannot be told.
        troubles: why a score is missing or should be looked at, in sentences.
    """

    age_days: int
    age_months: int
    weight_for_age: Score | None
    height_for_age: Score | None
    weight_for_height: Score | None
    troubles: tuple[str, ...]

    @property
    def underweight(self) -> bool | None:
        """Low weight for age (nhẹ cân); None where that is not known."""
        return _is_low(self.weight_for_age)

    @property
    def stunted(self) -> bool | None:
        """Low height for age (thấp còi); None where that is not known."""
        return _is_low(self.height_for_age)

    @property
    def wasted(self) -> bool | None:
        """Low weight for height (gầy còm); None where that is not known."""
        return _is_low(self.weight_for_height)

    @property
    def nutrition(self) -> str | None:
        """Code of the list `nutrition`, for the survey; None while weight or height for age is not known."""
        told = (self.stunted, self.underweight)
        if None in told:
            return None
        return {(False, False): "normal", (True, False): "stunted", (False, True): "underweight"}.get(
            (bool(told[0]), bool(told[1])), "both"
        )


def growth(
    sex: str, birth: date, on: date, weight: float | None, height: float | None, lying: bool | None = None
) -> Growth:
    """The scores of a child on a day.

    Args:
        sex: `male` or `female`.
        birth: the exact day.
        on: the day of weighing.
        weight: kg; None if not weighed.
        height: cm; None if not measured.
        lying: measured lying; None = as is done at that age.
    """
    book, age = standard(), (on - birth).days
    months = floor(age / book.month)
    if not 0 <= age <= book.last_day:
        return Growth(age, months, None, None, None, (_wrong_age(age, book),))
    tall = _as_at_age(height, age, lying, book)
    by_length = growth_table(book.measures["weight_for_height"].tables[age >= book.standing_from])
    scores = {
        "weight_for_age": _score(weight, growth_table("weight-for-age")[sex, age], True),
        "height_for_age": _score(tall, growth_table("height-for-age")[sex, age], False),
        "weight_for_height": _score(weight, None if tall is None else _between(by_length, sex, tall), True),
    }
    judged = {key: _judged(z, book.measures[key], book) for key, z in scores.items()}
    return Growth(age, months, **judged, troubles=tuple(_troubles(weight, height, judged, book)))


def _wrong_age(age: int, book: GrowthStandard) -> str:
    if age < 0:
        return _("Ngày cân đo trước ngày sinh: kiểm tra lại hai ngày.")
    return _("Trẻ trên 60 tháng tuổi: {standard} không dùng cho tuổi này.").format(standard=book.name)


def _as_at_age(height: float | None, age: int, lying: bool | None, book: GrowthStandard) -> float | None:
    """The height as the tables mean it: lying for the youngest, standing for the others."""
    if height is None or height <= 0:
        return None
    if age < book.standing_from:
        return height + book.standing_less if lying is False else height
    return height - book.standing_less if lying is True else height


def _between(table: Mapping[tuple[str, int], Lms], sex: str, height: float) -> Lms | None:
    """L, M and S at a height, between two tenths of a centimetre; None outside the table."""
    tenths = round(height * 10, 6)
    below = floor(tenths)
    low, part = table.get((sex, below)), tenths - below
    if low is None or not part:
        return low
    high = table.get((sex, below + 1))
    return None if high is None else Lms(*(a + part * (b - a) for a, b in zip(low, high, strict=True)))


def _score(measure: float | None, lms: Lms | None, weight: bool) -> float | None:
    if measure is None or measure <= 0 or lms is None:
        return None
    z = lms.z(measure)
    if weight and abs(z) > 3:
        end = 3 if z > 0 else -3
        step = abs(lms.at(end) - lms.at(end * 2 / 3))
        z = end + (measure - lms.at(end)) / step
    return round(z, 2)


def _judged(z: float | None, measure: Measure, book: GrowthStandard) -> Score | None:
    if z is None:
        return None
    low = SEVERE if z < book.severe else MODERATE if z < book.low else None
    return Score(z, low, not measure.least <= z <= measure.most)


def _is_low(score: Score | None) -> bool | None:
    return None if score is None or score.implausible else score.low is not None


def _troubles(
    weight: float | None, height: float | None, judged: dict[str, Score | None], book: GrowthStandard
) -> list[str]:
    found = []
    if weight is not None and height is not None and judged["weight_for_height"] is None:
        found.append(_("Chiều cao {height} cm nằm ngoài bảng của chuẩn.").format(height=figure(height)))
    for key, score in judged.items():
        if score is not None and score.implausible:
            name = book.measures[key].name.lower()
            text = _("Điểm z {name} là {z}: xem lại số cân đo, ngày sinh.")
            found.append(text.format(name=name, z=figure(score.z)))
    return found
