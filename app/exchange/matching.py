"""Which household of the register a line of a spreadsheet speaks of: surely, perhaps, or none.

Sure is only what identifies: a line taken in before, an ID number with the same name, or village, name and
birth year that fit one household alone. A code and a name never identify: serials repeat in real files.
Nothing is guessed: whatever else resembles becomes a candidate for a person to decide.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.dates import PartialDate
from app.exchange.lines import HouseholdLine
from app.i18n import _
from app.models.key import Key
from app.vietnamese import fold, one_spelling

MOST_CANDIDATES = 3


@dataclass(frozen=True, slots=True)
class Known:
    """A household of the register as matching sees it: where it is, and who heads it.

    Attributes:
        person, membership: of its head; None for a household without one.
    """

    household: Key
    village: Key
    person: Key | None
    membership: Key | None
    head: str
    birth: PartialDate | None
    sex: str | None
    cccd: str
    size: int | None
    code: str


@dataclass(frozen=True, slots=True)
class Match:
    """What matching found for a line.

    Attributes:
        known: the household, when sure.
        candidates: those that a person must choose from, the likeliest first.
        reason: why it is not sure, a sentence.
    """

    known: Known | None = None
    candidates: tuple[Known, ...] = ()
    reason: str = ""


NONE = Match()


class Matcher:
    """Finds the household of each line of one file; a household is given to one line only.

    Args:
        taken: identity of a line taken in before → household (see `identity`).
        villages: name of a village in the file → place.
    """

    def __init__(
        self, register: Iterable[Known], taken: Mapping[str, Key], villages: Mapping[str, Key]
    ) -> None:
        self._by_key = {known.household: known for known in register}
        self._taken, self._villages = taken, villages
        self._by_name: dict[str, list[Known]] = defaultdict(list)
        self._by_cccd: dict[str, list[Known]] = defaultdict(list)
        for known in self._by_key.values():
            self._by_name[fold(known.head)].append(known)
            if known.cccd:
                self._by_cccd[known.cccd].append(known)

    def match(self, lines: Iterable[tuple[str, HouseholdLine]]) -> list[Match]:
        """A match for each line with its identity; two lines sure of one household are both in doubt."""
        found = [self._one(identity, line) for identity, line in lines]
        claims = Counter(match.known.household for match in found if match.known)
        return [_contested(m) if m.known and claims[m.known.household] > 1 else m for m in found]

    def _one(self, identity: str, line: HouseholdLine) -> Match:
        before = self._by_key.get(self._taken.get(identity, b""))
        return Match(before) if before else self._by_number(line) or self._by_name_and_birth(line)

    def _by_number(self, line: HouseholdLine) -> Match | None:
        """By the ID number of the head, which must then bear the same name."""
        same = self._by_cccd.get(line.cccd, []) if line.cccd else []
        if not same:
            return None
        if len(same) == 1 and fold(same[0].head) == fold(line.name):
            return Match(same[0])
        return Match(
            candidates=tuple(same[:MOST_CANDIDATES]),
            reason=_("Số CCCD trùng với hộ khác tên chủ hộ, hoặc với nhiều hộ trong sổ."),
        )

    def _by_name_and_birth(self, line: HouseholdLine) -> Match:
        named = [known for known in self._by_name.get(fold(line.name), ()) if not _contradicts(line, known)]
        village = self._villages.get(line.village)
        here = [known for known in named if village is not None and known.village == village]
        spelling = one_spelling(line.name)
        alike = [known for known in here if _same_birth(line.birth, known.birth)]
        # Lò and Lờ are two families: other accents are another person until somebody says otherwise.
        certain = [known for known in alike if one_spelling(known.head) == spelling] or alike
        if len(certain) == 1 and one_spelling(certain[0].head) == spelling:
            return Match(certain[0])
        moved = [known for known in named if _same_birth(line.birth, known.birth)]
        likely = certain or here or (moved if line.village else named)
        return Match(candidates=_ranked(line, likely), reason=_why(line, certain, here)) if likely else NONE


def _contested(match: Match) -> Match:
    assert match.known is not None
    return Match(candidates=(match.known,), reason=_("Nhiều dòng của tệp cùng khớp với một hộ trong sổ."))


def _contradicts(line: HouseholdLine, known: Known) -> bool:
    """True when sex, birth date or ID number tell the two heads apart."""
    if line.sex and known.sex and line.sex != known.sex:
        return True
    if line.birth and known.birth and not _same_birth(line.birth, known.birth):
        return True
    return bool(line.cccd and known.cccd and line.cccd != known.cccd)


def _same_birth(one: PartialDate | None, other: PartialDate | None) -> bool:
    """True when both are known and agree as far as both say something."""
    if one is None or other is None:
        return False
    pairs = ((one.year, other.year), (one.month, other.month), (one.day, other.day))
    return all(a == b or not a or not b for a, b in pairs)


def _ranked(line: HouseholdLine, likely: Iterable[Known]) -> tuple[Known, ...]:
    def distance(known: Known) -> tuple[bool, int, Key]:
        return (known.code != line.code, abs((known.size or 0) - (line.size or 0)), known.household)

    return tuple(sorted(likely, key=distance)[:MOST_CANDIDATES])


def _why(line: HouseholdLine, certain: list[Known], here: list[Known]) -> str:
    if len(certain) == 1:
        return _("Cùng bản, cùng năm sinh, tên chủ hộ chỉ khác dấu.")
    if len(certain) > 1:
        return _("Có {count} hộ trong bản cùng tên chủ hộ và năm sinh.").format(count=len(certain))
    if here:
        return _("Cùng bản, cùng tên chủ hộ nhưng thiếu năm sinh để chắc là một hộ.")
    if line.village:
        return _("Cùng tên và năm sinh với một hộ ở bản khác: có thể hộ đã chuyển bản.")
    return _("Tệp không ghi bản và năm sinh; tên chủ hộ trùng với hộ đã có trong sổ.")
