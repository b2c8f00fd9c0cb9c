"""What was counted in an import, set against control totals: village by village, count by count."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.exchange.lines import ControlLine, HouseholdLine, Reading
from app.i18n import _
from app.vietnamese import one_spelling

WHOLE = ""  # the place of the line for the whole scope


@dataclass(frozen=True, slots=True)
class Comparison:
    """One count of one place.

    Attributes:
        place: the village as the control totals spell it, else as the file does; empty for the whole scope.
        key: `households`, `persons`, `poor.households` …
        counted: in the import.
        stated: in the control totals; None where they do not name the place.
    """

    place: str
    key: str
    counted: int
    stated: int | None

    @property
    def differs_by(self) -> int:
        """Counted less stated: below zero, something is missing in the import."""
        return 0 if self.stated is None else self.counted - self.stated

    @property
    def equal(self) -> bool:
        """True when both are known and the same."""
        return self.stated == self.counted

    @property
    def text(self) -> str:
        """The comparison in words."""
        place = self.place or _("Toàn bộ")
        words = _words(self.key)
        if self.stated is None:
            return _("{place}: có {counted} {words}, số liệu đối chiếu không nêu thôn này.").format(
                place=place, counted=self.counted, words=words
            )
        said = _("{place}: {words} đếm được {counted}, đối chiếu {stated}, lệch {difference:+d}.")
        if self.equal:
            said = _("{place}: {words} khớp, {counted}.")
        return said.format(
            place=place, words=words, counted=self.counted, stated=self.stated, difference=self.differs_by
        )


def compare(reading: Reading, totals: Reading) -> tuple[Comparison, ...]:
    """The households of a file, set against the control totals of another."""
    return reconcile(counts(reading.lines), totals.controls)


def counts(lines: Iterable[HouseholdLine]) -> dict[str, dict[str, int]]:
    """Households and persons by village (`""` = all of them) and class; refused lines are not counted."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for line in lines:
        if line.refusals:
            continue
        for place in {line.village, WHOLE}:
            tally = found[place]
            tally["households"] += 1
            tally["persons"] += line.size or 0
            if line.stated:
                tally[f"{line.stated}.households"] += 1
                tally[f"{line.stated}.persons"] += line.size or 0
    return {place: dict(tally) for place, tally in found.items()}


def reconcile(
    counted: Mapping[str, Mapping[str, int]], controls: Sequence[ControlLine]
) -> tuple[Comparison, ...]:
    """Every stated count against the counted one, then the villages that the control totals do not name.

    Args:
        counted: as `counts` gives it, or the same shape counted in the store.
        controls: places are matched by `one_spelling`; those of one spelling are added up.
    """
    by_spelling: dict[str, Counter[str]] = defaultdict(Counter)
    shown: dict[str, str] = {}
    for place, tally in counted.items():
        by_spelling[one_spelling(place)].update(tally)
        shown.setdefault(one_spelling(place), place)
    found = [
        Comparison(line.place, key, by_spelling.get(one_spelling(line.place), Counter())[key], stated)
        for line in controls
        for key, stated in line.counts.items()
    ]
    named = {one_spelling(line.place) for line in controls} | {WHOLE}
    found += [
        Comparison(shown[spelling], "households", tally["households"], None)
        for spelling, tally in by_spelling.items()
        if spelling not in named
    ]
    return tuple(found)


def differences(comparisons: Iterable[Comparison]) -> tuple[Comparison, ...]:
    """Those that do not agree, unknown villages included."""
    return tuple(each for each in comparisons if not each.equal)


def _words(key: str) -> str:
    names = {
        "households": _("số hộ"),
        "persons": _("số nhân khẩu"),
        "poor.households": _("hộ nghèo"),
        "poor.persons": _("nhân khẩu hộ nghèo"),
        "near_poor.households": _("hộ cận nghèo"),
        "near_poor.persons": _("nhân khẩu hộ cận nghèo"),
        "not_poor.households": _("hộ không nghèo"),
        "not_poor.persons": _("nhân khẩu hộ không nghèo"),
    }
    return names.get(key, key)
