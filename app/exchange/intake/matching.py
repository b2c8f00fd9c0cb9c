"""Which household of the register a line of a spreadsheet speaks of: surely, perhaps, or none.

Sure is only what identifies: a line taken in before, an ID number with the same name, or village, name and
birth year that fit one household alone. A code and a name never identify: serials repeat in real files.
Nothing is guessed: whatever else resembles becomes a candidate for a person to decide.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from app.dates import PartialDate
from app.exchange.lines import HouseholdLine
from app.i18n import _
from app.models.key import Key
from app.vietnamese import fold, one_spelling

MOST_CANDIDATES = 3
Others = Mapping[str, list[tuple[int, Key]]]


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
        reason: why it is not sure, a sentence; empty for a line of which nothing is known.
        before: True where the very line was taken in before.
    """

    known: Known | None = None
    candidates: tuple[Known, ...] = ()
    reason: str = ""
    before: bool = False


NONE = Match()


class Matcher:
    """Finds the household of each line of one file; a household is given to one line only.

    Args:
        taken: identity of a line taken in before → household (see `identity`).
        villages: name of a village in the file → place.
        scope: the place of households whose village nobody has told yet.
        others: folded name → birth year and household of those who do not head it; asked for when needed.
    """

    def __init__(
        self,
        register: Iterable[Known],
        taken: Mapping[str, Key],
        villages: Mapping[str, Key],
        scope: Key = b"",
        others: Callable[[], Others] = dict,
    ) -> None:
        self._by_key = {known.household: known for known in register}
        self._taken, self._villages, self._scope = taken, villages, scope
        self._others = cache(others)
        self._by_name: dict[str, list[Known]] = defaultdict(list)
        self._by_cccd: dict[str, list[Known]] = defaultdict(list)
        for known in self._by_key.values():
            self._by_name[fold(known.head)].append(known)
            if known.cccd:
                self._by_cccd[known.cccd].append(known)

    def match(self, lines: Iterable[tuple[str, HouseholdLine]]) -> list[Match]:
        """A match for each line with its identity; lines that are sure of one household are all in doubt.

        But the line that the household came from keeps it.
        """
        found = [self._one(identity, line) for identity, line in lines]
        claims = Counter(match.known.household for match in found if match.known)
        owners = Counter(match.known.household for match in found if match.known and match.before)

        def sure(match: Match, household: Key) -> bool:
            return owners[household] == 1 if match.before else claims[household] == 1

        return [m if not m.known or sure(m, m.known.household) else _contested(m) for m in found]

    def _one(self, identity: str, line: HouseholdLine) -> Match:
        before = self._taken.get(identity)
        if before is None:
            return self._by_number(line) or self._by_name_and_birth(line) or self._by_member(line)
        if before in self._by_key:
            return Match(self._by_key[before], before=True)
        return Match(reason=_("Dòng này đã nhập trước đây; hộ ấy nay không còn trong danh sách đang ở."))

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

    def _by_name_and_birth(self, line: HouseholdLine) -> Match | None:
        named = [known for known in self._by_name.get(fold(line.name), ()) if not contradicts(line, known)]
        if not named:
            return None
        village = self._villages.get(line.village)
        here = [known for known in named if village is not None and known.village == village]
        spelling = one_spelling(line.name)
        alike = [known for known in here if _same_birth(line.birth, known.birth)]
        # Lò and Lờ are two families: other accents are another person until somebody says otherwise.
        certain = [known for known in alike if one_spelling(known.head) == spelling] or alike
        if len(certain) == 1 and one_spelling(certain[0].head) == spelling:
            return Match(certain[0])
        likely = certain or here or (self._elsewhere(line, named) if line.village else named)
        return (
            Match(candidates=_ranked(line, likely), reason=self._why(line, certain, likely))
            if likely
            else None
        )

    def _elsewhere(self, line: HouseholdLine, named: list[Known]) -> list[Known]:
        """Namesakes who may have come from another village, or whose village nobody has told yet."""
        spelling = one_spelling(line.name)
        unplaced = [k for k in named if k.village == self._scope and one_spelling(k.head) == spelling]
        return unplaced or [known for known in named if _same_birth(line.birth, known.birth)]

    def _by_member(self, line: HouseholdLine) -> Match:
        """One who heads a household in the file and is, or was, a member of one in the register."""
        if not self._by_key or line.birth is None:
            return NONE
        village, homes = self._villages.get(line.village), self._others().get(fold(line.name), ())
        alike = [
            self._by_key[home] for birth, home in homes if home in self._by_key and birth == line.birth.year
        ]
        likely = [known for known in alike if known.village == village]
        if not likely:
            return NONE
        reason = _(
            "Trong sổ, người này là thành viên chứ không phải chủ hộ: có thể hộ đã đổi chủ hộ hoặc tách."
        )
        return Match(candidates=_ranked(line, likely), reason=reason)

    def _why(self, line: HouseholdLine, certain: list[Known], likely: list[Known]) -> str:
        if len(certain) == 1:
            return _("Cùng bản, cùng năm sinh, tên chủ hộ chỉ khác dấu.")
        if len(certain) > 1:
            return _("Có {count} hộ trong bản cùng tên chủ hộ và năm sinh.").format(count=len(certain))
        if not line.village:
            return _("Tệp không ghi bản và năm sinh; tên chủ hộ trùng với hộ đã có trong sổ.")
        if likely[0].village == self._villages.get(line.village):
            return _("Cùng bản, cùng tên chủ hộ nhưng thiếu năm sinh để chắc là một hộ.")
        if likely[0].village == self._scope:
            return _("Cùng tên với một hộ mà sổ chưa biết ở bản nào; nên nhập sổ có ghi bản trước.")
        return _("Cùng tên và năm sinh với một hộ ở bản khác: có thể hộ đã chuyển bản.")


def _contested(match: Match) -> Match:
    assert match.known is not None
    return Match(candidates=(match.known,), reason=_("Nhiều dòng của tệp cùng khớp với một hộ trong sổ."))


def contradicts(line: HouseholdLine, known: Known) -> bool:
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
